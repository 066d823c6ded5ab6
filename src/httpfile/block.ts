/** One block of an `.http` file: what stands between two `###`. Blocks know nothing of each other. */
import type { Position } from '../kernel/text.js';
import { badHeader, badVariable, missingSeparator, missingUrl, noRequest } from './findings.js';
import { continuesUrl, readHeader, readMetadata, readVariable } from './lineForms.js';
import type { FileVariable, HeaderPlace, HttpFileRequest, HttpFinding, Piece, RequestPlaces } from './nodes.js';
import { isStatusLine, type RequestLine, readRequestLine, splitHttpVersion } from './requestLine.js';
import { type Line, lastFilledLine, positionIn, trimmedRange } from './scan.js';

export interface Block {
  readonly variables: readonly FileVariable[];
  readonly request?: HttpFileRequest;
  readonly findings: readonly HttpFinding[];
}

/** Reads the lines of one block; only the first of them may be a separator. */
export function parseBlock(lines: readonly Line[]): Block {
  return new BlockParser(lines).parse();
}

/** For filling optional members one by one: spreading them is too slow for thousands of requests. */
type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What is known of a request whose request line has been read. */
interface Head {
  readonly line: Line;
  readonly firstLine: Line;
  readonly method: string;
  readonly url: Piece[];
  httpVersion: string | undefined;
  readonly headers: (readonly [string, string])[];
  readonly places: HeaderPlace[];
}

class BlockParser {
  readonly #lines: readonly Line[];
  readonly #variables: FileVariable[] = [];
  readonly #metadata: Record<string, string> = {};
  #name: Piece | undefined;
  #hasMetadata = false;
  readonly #findings: HttpFinding[] = [];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  parse(): Block {
    const title = this.#readTitle();
    const head = this.#readUpToRequestLine();
    const request = head && this.#readRequest(title, head);
    return { variables: this.#variables, findings: this.#findings, ...(request ? { request } : {}) };
  }

  #readTitle(): string | undefined {
    const first = this.#lines[0];
    if (first?.kind !== 'separator') return undefined;
    this.#at = 1;
    return first.text.replace(/^#+/, '').trim() || undefined;
  }

  #readUpToRequestLine(): Head | undefined {
    let firstLine: Line | undefined;
    let isLost = false;
    for (const line of this.#rest()) {
      if (line.kind === 'comment') {
        this.#readComment(line);
        firstLine ??= line;
      } else if (line.kind === 'variable') {
        this.#readVariable(line);
        if (!this.#hasMetadata) firstLine = undefined;
      } else if (line.kind === 'text') {
        if (isStatusLine(line.text)) return undefined;
        const found = readRequestLine(line.text);
        if (found && (found.isCertain || !isLost)) return startHead(line, firstLine ?? line, found);
        if (!isLost) this.#findings.push(noRequest(trimmedRange(line)));
        isLost = true;
      }
    }
    return undefined;
  }

  #readRequest(title: string | undefined, head: Head): HttpFileRequest | undefined {
    this.#readHeaders(head);
    const requestLine = trimmedRange(head.line);
    const headEnd = this.#at;
    const body = this.#readBody(head);
    const url = head.url.map(({ text }) => text).join('');
    if (url === '') {
      this.#findings.push(missingUrl(head.method, requestLine));
      return undefined;
    }
    const first = this.#lines[0] ?? head.line;
    const last = this.#lines.at(-1) ?? head.line;
    const lastFilled = body?.lastLine ?? lastFilledLine(this.#lines, 0, headEnd) ?? head.line;
    const places: Writable<RequestPlaces> = { url: head.url, headers: head.places };
    const request: Writable<HttpFileRequest> = {
      method: head.method,
      url,
      headers: head.headers,
      metadata: this.#metadata,
      range: { start: positionIn(head.firstLine, 0), end: positionIn(lastFilled, lastFilled.text.length) },
      requestLine,
      block: { start: positionIn(first, 0), end: positionIn(last, last.text.length) },
      places,
    };
    if (title !== undefined) request.title = title;
    if (head.httpVersion !== undefined) request.httpVersion = head.httpVersion;
    if (this.#name) {
      const { text, start } = this.#name;
      request.name = text;
      places.name = { start, end: { line: start.line, character: start.character + text.length } };
    }
    if (body) {
      request.body = body.text;
      places.body = body.start;
    }
    return request;
  }

  #readHeaders(head: Head): void {
    let isInUrl = true;
    for (const line of this.#rest()) {
      if (line.kind === 'blank') return;
      if (line.kind === 'comment') {
        this.#readComment(line);
        continue;
      }
      if (isInUrl && line.kind === 'text' && continuesUrl(line.text)) {
        const { url, httpVersion } = splitHttpVersion(line.text);
        head.url.push({ text: url, start: positionIn(line, line.indent) });
        head.httpVersion = httpVersion ?? head.httpVersion;
        continue;
      }
      isInUrl = false;
      const header = readHeader(line.text);
      if (!header) {
        this.#findings.push(badHeader(trimmedRange(line)));
        continue;
      }
      head.headers.push([header.name, header.value]);
      head.places.push({ name: positionIn(line, header.nameStart), value: positionIn(line, header.valueStart) });
    }
  }

  /** The body ends at the end of the block, or where a recorded response starts. */
  #readBody(head: Head): { readonly text: string; readonly start: Position; readonly lastLine: Line } | undefined {
    const from = this.#at;
    let mayStart = !head.headers.some(isMultipart);
    let isAfterBlank = true;
    let end = this.#lines.length;
    for (const line of this.#rest()) {
      if (isAfterBlank && isStatusLine(line.text)) {
        end = this.#at - 1;
        break;
      }
      if (mayStart && isAfterBlank && line.kind === 'text' && readRequestLine(line.text)?.isCertain) {
        this.#findings.push(missingSeparator(trimmedRange(line)));
        mayStart = false;
      }
      isAfterBlank = line.kind === 'blank' || (isAfterBlank && line.kind === 'comment');
    }
    const first = this.#lines[from];
    const lastLine = lastFilledLine(this.#lines, from, end);
    if (!first || !lastLine) return undefined;
    const length = lastLine.number - first.number + 1;
    const text = this.#lines
      .slice(from, from + length)
      .map((line) => line.text)
      .join('\n');
    return { text, start: positionIn(first, 0), lastLine };
  }

  #readComment(line: Line): void {
    const metadata = readMetadata(line.text);
    if (!metadata) return;
    const { key, value } = metadata;
    this.#hasMetadata = true;
    this.#metadata[key] = value;
    if (key !== 'name') return;
    const start = positionIn(line, line.text.trimEnd().length - value.length);
    this.#name = value === '' ? undefined : { text: value, start };
  }

  #readVariable(line: Line): void {
    const variable = readVariable(line.text);
    if (variable) this.#variables.push({ ...variable, range: trimmedRange(line) });
    else this.#findings.push(badVariable(trimmedRange(line)));
  }

  /** The lines not read yet; each counts as read once it is handed out. */
  *#rest(): Generator<Line> {
    for (let line = this.#lines[this.#at]; line; line = this.#lines[this.#at]) {
      this.#at += 1;
      yield line;
    }
  }
}

function startHead(line: Line, firstLine: Line, found: RequestLine): Head {
  const { method, url, urlStart, httpVersion } = found;
  return {
    line,
    firstLine,
    method,
    url: url === '' ? [] : [{ text: url, start: positionIn(line, urlStart) }],
    httpVersion,
    headers: [],
    places: [],
  };
}

function isMultipart([name, value]: readonly [string, string]): boolean {
  return name.toLowerCase() === 'content-type' && value.toLowerCase().startsWith('multipart/');
}
