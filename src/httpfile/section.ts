/** One section of an `.http` file: what stands between two `###`. Sections know nothing of each other. */
import type { TextRange } from '../kernel/text.js';
import type { FileVariable, HttpFinding, NodeKind } from './nodes.js';
import type { RequestLine } from './requestLine.js';
import type { Line } from './scan.js';

/** A stretch of whole lines of a section; they tile it. Offsets and lines count from its start. */
export interface Stretch {
  readonly kind: NodeKind;
  readonly first: Line;
  /** The same as `first` for a single line. */
  readonly last: Line;
}

/** One request of a section, as indexes into its stretches; `end` is exclusive. */
export interface Part {
  readonly from: number;
  readonly head: number;
  readonly end: number;
  /** undefined for a cURL command. */
  readonly requestLine: RequestLine | undefined;
  /** Whether `# @verbatim` asks for the body as it stands. */
  readonly isVerbatim: boolean;
  /** Whether `# @verbatim escaped` asks to read backslashes in url, headers and body. */
  readonly isEscaped: boolean;
}

export interface Section {
  readonly text: string;
  readonly lineEnds: number;
  readonly stretches: readonly Stretch[];
  readonly parts: readonly Part[];
  readonly variables: readonly FileVariable[];
  readonly findings: readonly HttpFinding[];
}

/** The range of a line without the white space around it. */
export function rangeOf({ number, indent }: Line, text: string): TextRange {
  return { start: { line: number, character: indent }, end: { line: number, character: text.trimEnd().length } };
}

/** The first line of a stretch. */
export function textOf({ text }: Section, { first }: Stretch): string {
  return text.slice(first.start, first.end);
}
