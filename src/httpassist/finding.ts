/** What can be said of a request by somebody who knows the catalogue, and how it is mended. */
import type { Finding, TextRange } from '../kernel/text.js';

export type AssistCode =
  | 'unknownVariable'
  | 'unknownPath'
  | 'unknownMethod'
  | 'unknownParameter'
  | 'missingParameter'
  | 'wrongValue'
  | 'bodyMismatch'
  | 'deprecated'
  | 'retired'
  | 'clearSecret'
  | 'plainHttp';

/** A stretch of the file and what takes its place. */
export interface TextChange {
  readonly range: TextRange;
  readonly newText: string;
}

/** A way to mend a finding. */
export interface Fix {
  /** What a person reads, e.g. `Change to GET`. */
  readonly title: string;
  /** Ranges of the text as it is; they do not overlap. */
  readonly changes: readonly TextChange[];
  /** Whether it is the one that is most likely meant. */
  readonly isPreferred?: boolean;
  /** Set where the fix first moves this stretch of text into the secret store, under a name that the person gives. */
  readonly secret?: TextRange;
}

/** A finding with ways to mend it, the likeliest first. */
export interface AssistFinding extends Finding<AssistCode> {
  readonly fixes: readonly Fix[];
}

/** A range without length. */
export function at({ line, character }: TextRange['start']): TextRange {
  return { start: { line, character }, end: { line, character } };
}
