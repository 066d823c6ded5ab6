/** One section of an `.http` file: what stands between two `###`. Sections know nothing of each other. */
import type { TextRange } from '../kernel/text.js';
import {
  badHeader,
  badVariable,
  missingBlankLine,
  missingUrl,
  noRequest,
  strayText,
  unclosedScript,
} from './findings.js';
import { continuesUrl, readHeader, readMetadata, readVariable, startsBody } from './lineForms.js';
import type { FileVariable, HttpFinding, NodeKind } from './nodes.js';
import { isStatusLine, type RequestLine, readRequestLine, splitHttpVersion } from './requestLine.js';
import { type Line, scanLines } from './scan.js';
import { isCurlStart, readScriptStart, readSpecialLine, type ScriptEnd } from './specialLines.js';

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
}

export interface Section {
  readonly text: string;
  readonly lineEnds: number;
  readonly stretches: readonly Stretch[];
  readonly parts: readonly Part[];
  readonly variables: readonly FileVariable[];
  readonly findings: readonly HttpFinding[];
}

/**
 * Reads a section; only its first line may be a separator. Time grows linearly with its length.
 * @param isLast whether it ends the file: then an empty line behind its last line end belongs to it
 */
export function readSection(text: string, isLast: boolean): Section {
  return new SectionReader(text, isLast).read();
}

const HASH = 0x23;
const SLASH = 0x2f;
const AT = 0x40;
const BRACE = 0x7b;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const CAPITAL_H = 0x48;

type State = 'before' | 'url' | 'head' | 'body' | 'response';

interface OpenPart {
  readonly from: number;
  readonly head: number;
  readonly requestLine: RequestLine | undefined;
  hasUrl: boolean;
  isMultipart: boolean;
  isMarkdown: boolean;
  isVerbatim: boolean;
}

class SectionReader {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #stretches: Line[] = [];
  readonly #parts: Part[] = [];
  readonly #variables: FileVariable[] = [];
  readonly #findings: HttpFinding[] = [];
  #state: State = 'before';
  #open: OpenPart | undefined;
  #isLost = false;
  #isVerbatim = false;
  /** Whether no line from here on is `}}`. */
  #hasNoBraces = false;
  #at = 0;

  constructor(text: string, isLast: boolean) {
    this.#text = text;
    this.#lines = scanLines(text, isLast);
  }

  read(): Section {
    if (this.#text.startsWith('###')) this.#take('separator');
    for (let line = this.#lines[this.#at]; line; line = this.#lines[this.#at]) {
      if (line.mark === -1) this.#takeBlank();
      else if (this.#state === 'before') this.#readBefore(line);
      else if (this.#state === 'response') this.#readResponse(line);
      else if (this.#state === 'body') this.#readBody(line);
      else this.#readHead(line);
    }
    this.#closePart(this.#stretches.length, false);
    return {
      text: this.#text,
      lineEnds: countLineEnds(this.#lines),
      stretches: this.#stretches,
      parts: this.#parts,
      variables: this.#variables,
      findings: this.#findings,
    };
  }

  #takeBlank(): void {
    this.#take(this.#state === 'response' ? 'response' : 'blank');
    if (this.#state === 'url' || this.#state === 'head') this.#state = 'body';
  }

  #readBefore(line: Line): void {
    const text = this.#textOf(line);
    if (this.#takeComment(line, text)) return;
    if (line.mark === AT) {
      this.#takeVariable(line, text);
      return;
    }
    if (text.trim() === '/*') {
      this.#takeUntil('comment', (other) => other.trim() === '*/');
      return;
    }
    if (this.#takeSpecial(line, text)) return;
    if (isStatusLine(text)) {
      this.#take('response');
      this.#state = 'response';
      return;
    }
    const isCurl = isCurlStart(text);
    const found = isCurl ? undefined : readRequestLine(text);
    if (isCurl || (found && (found.isCertain || !this.#isLost))) {
      this.#openPart(found, 0);
      return;
    }
    if (!this.#isLost) this.#findings.push(noRequest(rangeOf(line, text)));
    this.#isLost = true;
    this.#take('unknown');
  }

  #readHead(line: Line): void {
    const text = this.#textOf(line);
    if (this.#takeComment(line, text) || this.#takeSpecial(line, text)) return;
    if (line.mark === AT && readVariable(text)) {
      this.#takeVariable(line, text);
      return;
    }
    if (line.mark === CAPITAL_H && isStatusLine(text)) {
      this.#closePart(this.#stretches.length);
      this.#take('response');
      this.#state = 'response';
      return;
    }
    if (this.#startsNext(line, text, true)) return;
    const isInUrl = this.#state === 'url';
    if (isInUrl ? continuesUrl(text) : /^\s*[?&][^=]+=/.test(text)) {
      if (this.#open) this.#open.hasUrl ||= splitHttpVersion(text).url !== '';
      this.#take('urlLine');
      return;
    }
    const header = readHeader(text);
    if (header) {
      this.#noteHeader(header.name, header.value);
      this.#state = 'head';
      this.#take('header');
      return;
    }
    if (startsBody(text)) {
      this.#findings.push(missingBlankLine(rangeOf(line, text)));
      this.#state = 'body';
      this.#readBody(line);
      return;
    }
    const isFolded = line.indent > 0 && isHeader(this.#stretches.at(-1));
    if (isFolded) {
      this.#take('headerLine');
      return;
    }
    this.#state = 'head';
    this.#findings.push(badHeader(rangeOf(line, text)));
    this.#take('unknown');
  }

  #readBody(line: Line): void {
    const { mark } = line;
    if (this.#open?.isVerbatim) {
      this.#take('body');
      return;
    }
    if ((mark === HASH || mark === SLASH) && !this.#open?.isMarkdown && this.#takeComment(line, this.#textOf(line)))
      return;
    if (mark === LESS || mark === GREATER || mark === QUESTION || mark === BRACE) {
      const text = this.#textOf(line);
      if (this.#takeSpecial(line, text)) return;
      this.#take(mark === LESS && line.indent === 0 && /^<(?:@\w*)?\s+\S/.test(text) ? 'bodyFile' : 'body');
      return;
    }
    if (isLetter(mark)) {
      const text = this.#textOf(line);
      const isAfterBlank = this.#isAfterGap();
      if (isAfterBlank && mark === CAPITAL_H && isStatusLine(text)) {
        this.#closePart(this.#stretches.length);
        this.#take('response');
        this.#state = 'response';
        return;
      }
      if (this.#startsNext(line, text, isAfterBlank)) return;
    }
    if (this.#open && !this.#open.requestLine) {
      if (!this.#isLost) this.#findings.push(strayText(rangeOf(line, this.#textOf(line))));
      this.#isLost = true;
      this.#take('unknown');
      return;
    }
    this.#take('body');
  }

  #readResponse(line: Line): void {
    const isAfterBlank = (this.#lines[this.#at - 1]?.mark ?? -1) === -1;
    if (isAfterBlank && isLetter(line.mark)) {
      const text = this.#textOf(line);
      const found = isCapital(line.mark) ? readRequestLine(text) : undefined;
      const isCertain = found?.isCertain && (found.httpVersion !== undefined || /^(?:https?:|\{\{)/i.test(found.url));
      if (isCertain) {
        this.#openPart(found, this.#stretches.length);
        return;
      }
    }
    this.#take('response');
  }

  /** Whether a line in head or body starts a request of its own, without `###` above it; takes it if so. */
  #startsNext(line: Line, text: string, isAfterGap: boolean): boolean {
    const isInBody = this.#state === 'body';
    if (isInBody && this.#open?.isMultipart) return false;
    if (
      isAfterGap &&
      isLetter(line.mark) &&
      isCurlStart(text) &&
      /^\s*(?:\$\s+)?curl(?:\.exe)?(?:\s+-|\s+\S*:\/\/|\s*\\$)/i.test(text)
    ) {
      this.#openPart(undefined, this.#closePart(this.#stretches.length));
      return true;
    }
    if (!isCapital(line.mark) || !isCapital(text.charCodeAt(line.indent + 1))) return false;
    const found = readRequestLine(text);
    const isCertain = found?.isCertain && (isAfterGap || /^(?:https?:|\{\{)/i.test(found.url));
    if (!isCertain) return false;
    this.#openPart(found, this.#closePart(this.#stretches.length));
    return true;
  }

  #openPart(requestLine: RequestLine | undefined, from: number): void {
    this.#open = {
      from,
      head: this.#stretches.length,
      requestLine,
      hasUrl: requestLine === undefined || requestLine.url !== '',
      isMultipart: false,
      isMarkdown: false,
      isVerbatim: this.#isVerbatim,
    };
    this.#isLost = false;
    this.#isVerbatim = false;
    if (requestLine) {
      this.#take('requestLine');
      this.#state = 'url';
    } else {
      this.#takeCurl();
      this.#state = 'body';
    }
  }

  /** Ends the request that is open, if any. @returns where the next one starts */
  #closePart(end: number, isFollowed = true): number {
    const open = this.#open;
    const next = open ? this.#trim(open.head, end, isFollowed) : 0;
    this.#open = undefined;
    if (open?.hasUrl) {
      const { from, head, requestLine, isVerbatim } = open;
      this.#parts.push({ from, head, end: next, requestLine, isVerbatim });
    } else if (open?.requestLine) {
      const { first } = this.#stretches[open.head] as Line;
      this.#findings.push(missingUrl(open.requestLine.method, rangeOf(first, this.#textOf(first))));
    }
    return next;
  }

  /**
   * Gives back what at the end of a request belongs to what follows: notes and variables below an empty line, and notes
   * right above the next request.
   */
  #trim(head: number, end: number, isFollowed: boolean): number {
    let first = end;
    while (first > head + 1 && this.#isLoose(this.#stretches[first - 1] as Line)) first -= 1;
    let from = first;
    while (from < end && this.#stretches[from]?.kind !== 'blank') from += 1;
    if (from === end) return isFollowed ? first : end;
    for (let at = from; at < end; at += 1) {
      const stretch = this.#stretches[at] as Line;
      if (stretch.kind !== 'body') continue;
      stretch.kind = 'variable';
      this.#noteVariable(stretch.first, this.#textOf(stretch.first));
    }
    return from;
  }

  #isLoose({ kind, first }: Stretch): boolean {
    if (kind === 'blank' || kind === 'comment' || kind === 'directive' || kind === 'variable') return true;
    return (
      kind === 'body' && first.mark === AT && !this.#open?.isVerbatim && readVariable(this.#textOf(first)) !== undefined
    );
  }

  #isAfterGap(): boolean {
    const kind = this.#stretches.at(-1)?.kind;
    return kind !== 'body' && kind !== 'bodyFile';
  }

  #takeComment(line: Line, text: string): boolean {
    if (line.mark !== HASH && !(line.mark === SLASH && text.startsWith('//', line.indent))) return false;
    const metadata = readMetadata(text);
    this.#take(metadata ? 'directive' : 'comment');
    if (metadata?.key === 'verbatim') {
      if (this.#open && this.#state !== 'body') this.#open.isVerbatim = true;
      else this.#isVerbatim = true;
    }
    return true;
  }

  #takeSpecial(line: Line, text: string): boolean {
    const { mark } = line;
    if (mark !== LESS && mark !== GREATER && mark !== QUESTION && mark !== BRACE) return false;
    const end = readScriptStart(text, this.#state === 'before');
    if (end === 'here') this.#take('script');
    else if (end) return this.#takeUntil('script', end, mark !== BRACE);
    else {
      const kind = this.#state === 'before' ? undefined : readSpecialLine(text);
      if (kind) this.#take(kind);
      return kind !== undefined;
    }
    return true;
  }

  /** @param isSure whether it starts such a stretch even if nothing ends it; such stretches all end in `}}` */
  #takeUntil(kind: NodeKind, isEnd: ScriptEnd, isSure = true): boolean {
    if (!isSure && this.#hasNoBraces) return false;
    let last = this.#at + 1;
    while (last < this.#lines.length && !isEnd(this.#textAt(last))) last += 1;
    if (last === this.#lines.length) {
      // Looked for once, not again for each line: that would take the square of the time.
      this.#hasNoBraces ||= !isSure;
      if (!isSure) return false;
      const line = this.#lines[this.#at] as Line;
      this.#findings.push(unclosedScript(rangeOf(line, this.#textOf(line))));
      last -= 1;
    }
    this.#take(kind, last);
    return true;
  }

  /** A command goes on below a line that ends in `\`, `^` or a backtick, below an indented option, and within quotes. */
  #takeCurl(): void {
    let quote = '';
    let last = this.#at;
    for (; ; last += 1) {
      const text = this.#textAt(last);
      quote = quoteAfter(text, quote);
      const next = last + 1 < this.#lines.length ? this.#textAt(last + 1) : undefined;
      const goesOn = quote !== '' || /[\\^`]\s*$/.test(text) || /^\s*-/.test(next ?? '');
      if (next === undefined || (!goesOn && !/^\s+\S/.test(next)) || (quote === '' && next.trim() === '')) break;
    }
    this.#take('curl', last);
  }

  #take(kind: NodeKind, lastIndex = this.#at): void {
    const first = this.#lines[this.#at] as Line;
    first.kind = kind;
    if (lastIndex !== this.#at) first.until = this.#lines[lastIndex];
    this.#stretches.push(first);
    this.#at = lastIndex + 1;
  }

  #takeVariable(line: Line, text: string): void {
    const isVariable = this.#noteVariable(line, text);
    if (!isVariable) this.#findings.push(badVariable(rangeOf(line, text)));
    this.#take(isVariable ? 'variable' : 'unknown');
  }

  #noteVariable(line: Line, text: string): boolean {
    const variable = readVariable(text);
    if (variable) this.#variables.push({ ...variable, range: rangeOf(line, text) });
    return variable !== undefined;
  }

  #noteHeader(name: string, value: string): void {
    if (!this.#open || name.length !== 12 || name.toLowerCase() !== 'content-type') return;
    this.#open.isMultipart = /^(?:multipart\/|application\/http)/i.test(value);
    this.#open.isMarkdown = /^text\/markdown/i.test(value);
  }

  #textOf({ start, end }: Line): string {
    return this.#text.slice(start, end);
  }

  #textAt(index: number): string {
    return this.#textOf(this.#lines[index] as Line);
  }
}

function countLineEnds(lines: readonly Line[]): number {
  const last = lines.at(-1);
  return lines.length - (last && last.next > last.end ? 0 : 1);
}

/** The range of a line without the white space around it. */
export function rangeOf({ number, indent }: Line, text: string): TextRange {
  return { start: { line: number, character: indent }, end: { line: number, character: text.trimEnd().length } };
}

function isHeader(stretch: Stretch | undefined): boolean {
  return stretch?.kind === 'header' || stretch?.kind === 'headerLine';
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLetter(code: number): boolean {
  return isCapital(code) || (code >= 97 && code <= 122) || code === 0x24;
}

/** The quote that is still open after a line of a command; '' when none is. */
function quoteAfter(text: string, before: string): string {
  let quote = before;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if ((sign === '\\' || sign === '^') && quote !== "'") at += 1;
    else if (quote === '' && (sign === "'" || sign === '"')) quote = sign;
    else if (sign === quote) quote = '';
  }
  return quote;
}
