import type { TextRange } from '../kernel/text.js';

/** Something that can be put in where a person types. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'verb' | 'path' | 'value' | 'parameter' | 'header' | 'property' | 'variable' | 'directive' | 'request';
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What takes the place of `range`; with `$1` and `${1:id}` where the person goes on. */
  readonly snippet: string;
  /** Of the text as it is, on one line, around the cursor. */
  readonly range: TextRange;
  /** Decides the order before the label does. */
  readonly rank?: number;
  readonly isDeprecated?: boolean;
  /** Whether to suggest again right after it was put in. */
  readonly goesOn?: boolean;
}

/** Text as a snippet that gives exactly this text. */
export function plain(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A stretch of one line. */
export function onLine(line: number, start: number, end: number): TextRange {
  return { start: { line, character: start }, end: { line, character: end } };
}
