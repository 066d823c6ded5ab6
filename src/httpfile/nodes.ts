/** What a parsed `.http` file consists of. Ranges are those of the text as VS Code counts it: a byte order mark counts nothing. */
import type { Finding, Position, TextRange } from '../kernel/text.js';

export interface HttpFile {
  /** Every `@name = value`, in the order of the text. Where a name is set twice, the later value counts everywhere. */
  readonly variables: readonly FileVariable[];
  readonly requests: readonly HttpFileRequest[];
  /** What can be said without knowing the variables of the outside, in the order of the text. */
  readonly findings: readonly HttpFinding[];
}

export interface FileVariable {
  readonly name: string;
  /** As written, references to other variables included; trimmed, and '' when nothing follows the `=`. */
  readonly value: string;
  /** From the `@` to the end of the value. */
  readonly range: TextRange;
}

export interface HttpFileRequest {
  /** From `# @name x` or `// @name x`. */
  readonly name?: string;
  /** The text after `###`. */
  readonly title?: string;
  /** In capitals where it is a known verb; GET where it is left out. */
  readonly method: string;
  /** Joined from all its lines, before variables are put in; never empty. May be relative: `/path`. */
  readonly url: string;
  /** The digits of `HTTP/1.1`: `1.1`. */
  readonly httpVersion?: string;
  /** In the order of the text, with duplicates; lines that are no header are left out. */
  readonly headers: readonly (readonly [string, string])[];
  /** As written, except that every line end is `\n` and blank lines at its end are left out. */
  readonly body?: string;
  /** Every `# @key value` above and among the headers, `name` included; '' without a value, the last of equal keys. */
  readonly metadata: Readonly<Record<string, string>>;
  /** From the first line of its comments, or the request line, to the end of its last line that is not blank. */
  readonly range: TextRange;
  /** Of the first line only, without the space around it. */
  readonly requestLine: TextRange;
  /** From its `###` (or the start of the text) to the end of the last line before the next `###`. */
  readonly block: TextRange;
  readonly places: RequestPlaces;
}

/** Where the parts of a request stand in the text. */
export interface RequestPlaces {
  readonly name?: TextRange;
  /** Joined they are the url. */
  readonly url: readonly Piece[];
  /** One for each header, in the same order. */
  readonly headers: readonly HeaderPlace[];
  /** Where the body starts; its lines stand in the text one below the other. */
  readonly body?: Position;
}

/** A stretch of one line. */
export interface Piece {
  readonly text: string;
  readonly start: Position;
}

export interface HeaderPlace {
  readonly name: Position;
  readonly value: Position;
}

export type HttpFindingCode =
  | 'missingUrl'
  | 'noRequest'
  | 'missingSeparator'
  | 'badHeader'
  | 'badVariable'
  | 'duplicateName'
  | 'duplicateVariable'
  | 'unknownVariable'
  | 'variableCycle'
  | 'variableTooLarge'
  | 'badArgument';

export type HttpFinding = Finding<HttpFindingCode>;
