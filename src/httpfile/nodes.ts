/** What a parsed `.http` file consists of. Ranges are those of the text as VS Code counts it: a byte order mark counts nothing. */
import type { Finding, Position, TextRange } from '../kernel/text.js';

export interface HttpFile {
  /** The whole text, a byte order mark included. */
  readonly text: string;
  /** Every `@name = value`, in the order of the text. Where a name is set twice, the later value counts everywhere. */
  readonly variables: readonly FileVariable[];
  /** HTTP requests and cURL commands alike, in the order of the text. Their members may be getters: do not spread them. */
  readonly requests: readonly HttpFileRequest[];
  /** What can be said without knowing the variables of the outside, in the order of the text. */
  readonly findings: readonly HttpFinding[];
  /** Lines and groups of lines that tile the text: each starts where the one before ends, broken input included. */
  readonly nodes: () => Iterable<SyntaxNode>;
}

/**
 * What a stretch of whole lines is. `mark` is a byte order mark; `response` a recorded response, never sent; `script`
 * whatever only peers run (`{{ ... }}`, `< {% ... %}`, `> {% ... %}`, `> file.js`); `urlLine` and `headerLine` go on with
 * the line above; `output` is `>> file`; `run` is JetBrains' `import file` and `run request`; `reference` is `<> file`; `unknown` has no meaning where it stands.
 */
export type NodeKind =
  | 'mark'
  | 'separator'
  | 'blank'
  | 'comment'
  | 'directive'
  | 'variable'
  | 'requestLine'
  | 'urlLine'
  | 'header'
  | 'headerLine'
  | 'body'
  | 'bodyFile'
  | 'curl'
  | 'script'
  | 'assertion'
  | 'output'
  | 'reference'
  | 'run'
  | 'response'
  | 'unknown';

/** Whole lines with their line ends. */
export interface SyntaxNode {
  readonly kind: NodeKind;
  /** Offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Zero-based, of the first line. */
  readonly line: number;
  /** How many line ends it holds. */
  readonly lineEnds: number;
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
  readonly name?: string | undefined;
  /** The text after `###`. */
  readonly title?: string | undefined;
  /** In capitals; GET where it is left out. A cURL command: as its options say. */
  readonly method: string;
  /** Joined from all its lines, before variables are put in; never empty. May be relative: `/path`. */
  readonly url: string;
  /** The digits of `HTTP/1.1`: `1.1`. */
  readonly httpVersion?: string | undefined;
  /** In the order of the text, with duplicates; lines that are no header are left out. */
  readonly headers: readonly (readonly [string, string])[];
  /**
   * As peers send it, before files and variables are put in: without comments, scripts, assertions and the blank lines
   * around it. Lines end in `\n`, in `\r\n` within multipart; lines of a form that start with `&` are joined.
   * A file stands in it as the line that names it.
   */
  readonly body?: string | undefined;
  /** The same body in stretches of text and files, in order: joined text and read files are what is sent. */
  readonly bodyParts: readonly BodyPart[];
  /** Every `# @key value` above and among the headers, `name` included; '' without a value, the last of equal keys. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The same, one by one, with duplicates. */
  readonly directives: readonly Directive[];
  /** The text of a cURL command, its line ends included: where it is set, the rest was read from it. */
  readonly curl?: string | undefined;
  /** `?? status == 200`. */
  readonly assertions: readonly Note[];
  /** `>> file`, `>>! file`. */
  readonly outputs: readonly Output[];
  /** `<> file`; `text` is the path. */
  readonly references: readonly Note[];
  /** What only peers run, with its braces and marks. */
  readonly scripts: readonly Note[];
  /** From the first line of its comments, or the request line, to the end of its last line that is sent or done. */
  readonly range: TextRange;
  /** Of the first line only, without the space around it. */
  readonly requestLine: TextRange;
  /** From its `###` (or the start of the text) to the end of the last line before the next `###` or request. */
  readonly block: TextRange;
  readonly places: RequestPlaces;
}

/** `# @key value`. */
export interface Directive {
  /** As written: `no-log`, `noLog`. */
  readonly key: string;
  /** '' when there is none. */
  readonly value: string;
  /** From the `#` to the end of the line. */
  readonly range: TextRange;
}

/** Some text with its place. */
export interface Note {
  /** Without the marks in front (`??`, `<>`), trimmed. */
  readonly text: string;
  readonly range: TextRange;
}

export interface Output extends Note {
  /** `>>!`: replaces a file that is there. */
  readonly overwrites: boolean;
}

export type BodyPart = { readonly kind: 'text'; readonly text: string } | BodyFile;

/** `< path`, `<@ path`, `<@latin1 path`. */
export interface BodyFile {
  readonly kind: 'file';
  /** As written; may hold variables. */
  readonly path: string;
  /** Whether the variables in the file are put in: `<@`. */
  readonly hasVariables: boolean;
  /** As written: `latin1`. */
  readonly encoding?: string | undefined;
  readonly range: TextRange;
}

/** Where the parts of a request stand in the text. */
export interface RequestPlaces {
  readonly name?: TextRange | undefined;
  /** Joined they are the url; none for a cURL command. */
  readonly url: readonly Piece[];
  /** One for each header, in the same order; none for a cURL command. */
  readonly headers: readonly HeaderPlace[];
  /** Where the first line of the body starts. */
  readonly body?: Position | undefined;
  /** One for each line of the body. */
  readonly bodyLines: readonly BodyLine[];
}

/** A stretch of one line. */
export interface Piece {
  readonly text: string;
  readonly start: Position;
}

/** A line of the text within a body. */
export interface BodyLine {
  /** Where it starts in the body. */
  readonly offset: number;
  readonly start: Position;
}

export interface HeaderPlace {
  readonly name: Position;
  readonly value: Position;
}

export type HttpFindingCode =
  | 'missingUrl'
  | 'noRequest'
  | 'notSupported'
  | 'badHeader'
  | 'missingBlankLine'
  | 'unclosedScript'
  | 'badCurl'
  | 'badVariable'
  | 'duplicateName'
  | 'duplicateVariable'
  | 'unknownVariable'
  | 'variableCycle'
  | 'variableTooLarge'
  | 'badArgument';

export type HttpFinding = Finding<HttpFindingCode>;
