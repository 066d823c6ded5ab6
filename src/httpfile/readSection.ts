import { badHeader, missingBlankLine, noRequest, notSupported, strayText } from './findings.js';
import { continuesUrl, isElision, readHeader, readMetadata, readVariable, startsBody } from './lineForms.js';
import { PartKeeper } from './partKeeper.js';
import { isStatusLine, isStatusOnly, type RequestLine, readRequestLine, splitHttpVersion } from './requestLine.js';
import type { Line } from './scan.js';
import { rangeOf, type Section, type Stretch } from './section.js';
import { isCurlStart, isRunLine, isSureCurl, readScriptStart, readSpecialLine } from './specialLines.js';
import { StretchTaker } from './stretches.js';

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

class SectionReader {
  readonly #taker: StretchTaker;
  readonly #parts: PartKeeper;
  #state: State = 'before';
  /** Whether the lines above have no meaning, and were told so. */
  #isLost = false;
  /** What a directive above the next request says of its body. */
  #form = { isVerbatim: false, isEscaped: false };

  constructor(text: string, isLast: boolean) {
    this.#taker = new StretchTaker(text, isLast);
    this.#parts = new PartKeeper(this.#taker);
  }

  read(): Section {
    const taker = this.#taker;
    if (taker.text.startsWith('###')) taker.take('separator');
    for (let line = taker.current; line; line = taker.current) {
      if (line.mark === -1) this.#takeBlank();
      else if (this.#state === 'before') this.#readBefore(line);
      else if (this.#state === 'response') this.#readResponse(line);
      else if (this.#state === 'body') this.#readBody(line);
      else this.#readHead(line);
    }
    this.#parts.close(false);
    const { text, lineEnds, stretches, variables, findings } = taker;
    return { text, lineEnds, stretches, parts: this.#parts.parts, variables, findings };
  }

  #takeBlank(): void {
    this.#taker.take(this.#state === 'response' ? 'response' : 'blank');
    if (this.#state === 'url' || this.#state === 'head') this.#state = 'body';
  }

  #readBefore(line: Line): void {
    const taker = this.#taker;
    const text = taker.textOf(line);
    if (this.#takeComment(line, text)) return;
    if (line.mark === AT) {
      taker.takeVariable(line, text);
      return;
    }
    if (text.trim() === '/*') {
      taker.takeUntil('comment', (other) => other.trim() === '*/');
      return;
    }
    if (this.#takeSpecial(line, text)) return;
    if (isStatusLine(text) || (!this.#isLost && isStatusOnly(text))) {
      this.#takeResponse();
      return;
    }
    if (isRunLine(text)) {
      taker.findings.push(notSupported(rangeOf(line, text)));
      taker.take('run');
      return;
    }
    const isCurl = isCurlStart(text);
    const found = isCurl ? undefined : readRequestLine(text);
    if (isCurl || (found && (found.isCertain || !this.#isLost))) {
      this.#start(found, 0);
      return;
    }
    this.#takeLost(line, text, noRequest);
  }

  #readHead(line: Line): void {
    const taker = this.#taker;
    const text = taker.textOf(line);
    if (this.#takeComment(line, text) || this.#takeSpecial(line, text)) return;
    if (line.mark === AT && readVariable(text)) {
      taker.takeVariable(line, text);
      return;
    }
    if (line.mark === CAPITAL_H && isStatusLine(text)) {
      this.#parts.close();
      this.#takeResponse();
      return;
    }
    if (this.#startsNext(line, text, true)) return;
    if (this.#state === 'url' ? continuesUrl(text) : /^\s*[?&][^=]+=/.test(text)) {
      const { open } = this.#parts;
      if (open) open.hasUrl ||= splitHttpVersion(text).url !== '';
      taker.take('urlLine');
      return;
    }
    const header = readHeader(text);
    if (header) {
      this.#parts.noteHeader(header.name, header.value);
      this.#state = 'head';
      taker.take('header');
      return;
    }
    this.#readOddHead(line, text);
  }

  /** What among the headers is none. */
  #readOddHead(line: Line, text: string): void {
    const taker = this.#taker;
    if (isElision(text)) {
      taker.take('comment');
    } else if (startsBody(text)) {
      taker.findings.push(missingBlankLine(rangeOf(line, text)));
      this.#state = 'body';
      this.#readBody(line);
    } else if (line.indent > 0 && isHeader(taker.stretches.at(-1))) {
      taker.take('headerLine');
    } else {
      this.#state = 'head';
      taker.findings.push(badHeader(rangeOf(line, text)));
      taker.take('unknown');
    }
  }

  #readBody(line: Line): void {
    const taker = this.#taker;
    const { mark } = line;
    const { open } = this.#parts;
    if (open?.isVerbatim) {
      taker.take('body');
      return;
    }
    if ((mark === HASH || mark === SLASH) && !open?.isMarkdown && this.#takeComment(line, taker.textOf(line))) return;
    if (mark === LESS || mark === GREATER || mark === QUESTION || mark === BRACE) {
      const text = taker.textOf(line);
      if (this.#takeSpecial(line, text)) return;
      taker.take(mark === LESS && line.indent === 0 && /^<(?:@\w*)?\s+\S/.test(text) ? 'bodyFile' : 'body');
      return;
    }
    if (isLetter(mark) && this.#readWords(line)) return;
    if (open && !open.requestLine) this.#takeLost(line, taker.textOf(line), strayText);
    else taker.take('body');
  }

  /** Takes a line of a body if it starts a response or another request, or only says that a body follows. */
  #readWords(line: Line): boolean {
    const text = this.#taker.textOf(line);
    const isAfterGap = this.#isAfterGap();
    if (isAfterGap && line.mark === CAPITAL_H && isStatusLine(text)) {
      this.#parts.close();
      this.#takeResponse();
      return true;
    }
    if (isAfterGap && this.#parts.open?.isForm && /^\s*(?:POST|REQUEST) BODY:?\s*$/.test(text)) {
      this.#taker.take('comment');
      return true;
    }
    return this.#startsNext(line, text, isAfterGap);
  }

  #readResponse(line: Line): void {
    if (this.#taker.isBelowBlank && isLetter(line.mark)) {
      const found = isCapital(line.mark) ? readRequestLine(this.#taker.textOf(line)) : undefined;
      const isCertain = found?.isCertain && (found.httpVersion !== undefined || /^(?:https?:|\{\{)/i.test(found.url));
      if (isCertain) {
        this.#start(found, this.#taker.stretches.length);
        return;
      }
    }
    this.#taker.take('response');
  }

  #takeResponse(): void {
    this.#taker.take('response');
    this.#state = 'response';
  }

  /** Whether a line in head or body starts a request of its own, without `###` above it; takes it if so. */
  #startsNext(line: Line, text: string, isAfterGap: boolean): boolean {
    if (this.#state === 'body' && this.#parts.open?.isMultipart) return false;
    if (isAfterGap && isLetter(line.mark) && isSureCurl(text)) {
      this.#start(undefined, this.#parts.close());
      return true;
    }
    if (!isCapital(line.mark) || !isCapital(text.charCodeAt(line.indent + 1))) return false;
    const found = readRequestLine(text);
    const isCertain = found?.isCertain && (isAfterGap || /^(?:https?:|\{\{)/i.test(found.url));
    if (!isCertain) return false;
    this.#start(found, this.#parts.close());
    return true;
  }

  /** @param found undefined for a cURL command */
  #start(found: RequestLine | undefined, from: number): void {
    this.#parts.start(found, from, this.#form);
    this.#isLost = false;
    this.#form = { isVerbatim: false, isEscaped: false };
    if (found) this.#taker.take('requestLine');
    else this.#taker.takeCurl();
    this.#state = found ? 'url' : 'body';
  }

  #takeLost(line: Line, text: string, describe: typeof noRequest): void {
    if (!this.#isLost) this.#taker.findings.push(describe(rangeOf(line, text)));
    this.#isLost = true;
    this.#taker.take('unknown');
  }

  #isAfterGap(): boolean {
    const kind = this.#taker.stretches.at(-1)?.kind;
    return kind !== 'body' && kind !== 'bodyFile';
  }

  #takeComment(line: Line, text: string): boolean {
    if (line.mark !== HASH && !(line.mark === SLASH && text.startsWith('//', line.indent))) return false;
    const metadata = readMetadata(text);
    this.#taker.take(metadata ? 'directive' : 'comment');
    if (metadata?.key === 'verbatim') {
      const { open } = this.#parts;
      const form = { isVerbatim: true, isEscaped: metadata.value === 'escaped' };
      if (open && this.#state !== 'body') Object.assign(open, form);
      else this.#form = form;
    }
    return true;
  }

  #takeSpecial(line: Line, text: string): boolean {
    const { mark } = line;
    if (mark !== LESS && mark !== GREATER && mark !== QUESTION && mark !== BRACE) return false;
    const end = readScriptStart(text, this.#state === 'before');
    if (end === 'here') this.#taker.take('script');
    else if (end) return this.#taker.takeUntil('script', end, mark !== BRACE);
    else {
      const kind = this.#state === 'before' ? undefined : readSpecialLine(text);
      if (kind) this.#taker.take(kind);
      return kind !== undefined;
    }
    return true;
  }
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
