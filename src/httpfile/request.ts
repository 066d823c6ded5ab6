/** A request as read from its lines, part by part and only when somebody asks for it. Lines count from its section. */
import type { TextRange } from '../kernel/text.js';
import { type Body, readBody } from './body.js';
import { type ReadCurl, readCurl } from './curl/readCurl.js';
import { unescapeText } from './escapes.js';
import { type Header, readHeader, readMetadata } from './lineForms.js';
import type { BodyPart, Directive, HeaderPlace, NodeKind, Note, Output, Piece } from './nodes.js';
import { splitHttpVersion } from './requestLine.js';
import { type Part, rangeOf, type Section, type Stretch } from './section.js';

export class SectionRequest {
  readonly #section: Section;
  readonly #part: Part;
  /** Where its lines end: at the next request, or at the end of the section. */
  readonly #blockEnd: number;
  #url: UrlParts | undefined;
  #headers: HeaderParts | undefined;
  #directives: readonly Directive[] | undefined;
  #body: { readonly body: Body | undefined } | undefined;
  #curl: ReadCurl | undefined;
  #label: Label | undefined;
  #range: TextRange | undefined;
  #requestLine: TextRange | undefined;

  constructor(section: Section, part: Part, blockEnd: number) {
    this.#section = section;
    this.#part = part;
    this.#blockEnd = blockEnd;
  }

  get title(): string | undefined {
    return this.#readLabel().title;
  }

  get name(): Directive | undefined {
    return this.#readLabel().name;
  }

  get method(): string {
    return this.#part.requestLine?.method ?? this.#readCurl().method;
  }

  get url(): string {
    return this.#part.requestLine ? this.#readUrl().url : this.#readCurl().url;
  }

  get httpVersion(): string | undefined {
    return this.#readUrl().httpVersion;
  }

  get urlPieces(): readonly Piece[] {
    return this.#readUrl().pieces;
  }

  get headers(): readonly (readonly [string, string])[] {
    return this.#part.requestLine ? this.#readHeaders().headers : this.#readCurl().headers;
  }

  get headerPlaces(): readonly HeaderPlace[] {
    return this.#part.requestLine ? this.#readHeaders().places : [];
  }

  get body(): Body | undefined {
    this.#body ??= { body: this.#part.requestLine ? this.#readBody() : this.#readCurlBody() };
    return this.#body.body;
  }

  get curl(): { readonly text: string; readonly read: ReadCurl } | undefined {
    return this.#part.requestLine ? undefined : { text: this.#curlText(), read: this.#readCurl() };
  }

  get directives(): readonly Directive[] {
    this.#directives ??= this.#readDirectives();
    return this.#directives;
  }

  get assertions(): readonly Note[] {
    return this.#notes('assertion', /^\s*\?\?\s*/);
  }

  get references(): readonly Note[] {
    return this.#notes('reference', /^\s*<>\s*/);
  }

  get scripts(): readonly Note[] {
    return this.#notes('script', /^/);
  }

  get outputs(): readonly Output[] {
    return this.#notes('output', /^\s*>>/).map(({ text, range }) => {
      const overwrites = text.startsWith('!');
      return { text: (overwrites ? text.slice(1) : text).trim(), range, overwrites };
    });
  }

  get requestLine(): TextRange {
    this.#requestLine ??= rangeOf(this.#head.first, this.#textOf(this.#head));
    return this.#requestLine;
  }

  get range(): TextRange {
    this.#range ??= this.#findRange();
    return this.#range;
  }

  get block(): TextRange {
    const { stretches } = this.#section;
    return this.#linesRange(stretches[this.#part.from] ?? this.#head, stretches[this.#blockEnd - 1] ?? this.#head);
  }

  get #head(): Stretch {
    return this.#section.stretches[this.#part.head] as Stretch;
  }

  #findRange(): TextRange {
    const { stretches } = this.#section;
    let from = this.#part.head;
    let hasDirective = false;
    for (let at = this.#part.from; at < this.#part.head; at += 1) {
      const kind = stretches[at]?.kind;
      if (kind === 'comment' || kind === 'directive' || kind === 'script') from = Math.min(from, at);
      else if (kind === 'variable' && !hasDirective) from = this.#part.head;
      hasDirective ||= kind === 'directive';
    }
    let last = this.#part.end - 1;
    while (last > this.#part.head && isIdle(stretches[last]?.kind)) last -= 1;
    return this.#linesRange(stretches[from] ?? this.#head, stretches[last] ?? this.#head);
  }

  #readLabel(): Label {
    this.#label ??= { title: this.#findTitle(), name: this.directives.findLast(({ key }) => key === 'name') };
    return this.#label;
  }

  #findTitle(): string | undefined {
    const first = this.#part.from === 0 ? this.#section.stretches[0] : undefined;
    if (first?.kind !== 'separator') return undefined;
    return this.#textOf(first).replace(/^#+/, '').trim() || undefined;
  }

  #linesRange({ first }: Stretch, { last }: Stretch): TextRange {
    return {
      start: { line: first.number, character: 0 },
      end: { line: last.number, character: last.end - last.start },
    };
  }

  #readUrl(): UrlParts {
    this.#url ??= this.#joinUrl();
    return this.#url;
  }

  #joinUrl(): UrlParts {
    const { requestLine } = this.#part;
    if (!requestLine) return { url: '', httpVersion: undefined, pieces: [] };
    const pieces: Piece[] = [];
    if (requestLine.url !== '') {
      pieces.push({
        text: this.#unescape(requestLine.url),
        start: { line: this.#head.first.number, character: requestLine.urlStart },
      });
    }
    let { httpVersion } = requestLine;
    for (const stretch of this.#of('urlLine')) {
      const line = splitHttpVersion(this.#textOf(stretch));
      pieces.push({
        text: this.#unescape(line.url),
        start: { line: stretch.first.number, character: stretch.first.indent },
      });
      httpVersion = line.httpVersion ?? httpVersion;
    }
    return { url: pieces.map(({ text }) => text).join(''), httpVersion, pieces };
  }

  #readHeaders(): HeaderParts {
    this.#headers ??= this.#joinHeaders();
    return this.#headers;
  }

  #joinHeaders(): HeaderParts {
    const headers: [string, string][] = [];
    const places: HeaderPlace[] = [];
    for (const stretch of this.#of('header', 'headerLine')) {
      const text = this.#textOf(stretch);
      const before = headers.at(-1);
      if (stretch.kind === 'headerLine' && before) {
        before[1] = `${before[1]} ${text.trim()}`.trim();
        continue;
      }
      const { name, nameStart, value, valueStart } = readHeader(text) as Header;
      const line = stretch.first.number;
      headers.push([this.#unescape(name), this.#unescape(value)]);
      places.push({ name: { line, character: nameStart }, value: { line, character: valueStart } });
    }
    return { headers, places };
  }

  #readBody(): Body | undefined {
    const { stretches, text } = this.#section;
    const { head, end, isVerbatim, isEscaped } = this.#part;
    let from = head + 1;
    while (from < end && stretches[from]?.kind !== 'blank' && !isBody(stretches[from]?.kind)) from += 1;
    if (stretches[from]?.kind === 'blank') from += 1;
    const contentType = this.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    return readBody(text, stretches.slice(from, end), { contentType, isVerbatim, isEscaped });
  }

  #readCurlBody(): Body | undefined {
    const { bodyParts } = this.#readCurl();
    if (bodyParts.length === 0) return undefined;
    const range = this.#linesRange(this.#head, this.#head);
    const parts = bodyParts.map(
      (part): BodyPart =>
        part.kind === 'text'
          ? part
          : { kind: 'file', path: part.path, hasVariables: false, encoding: undefined, range },
    );
    const text = parts.map((part) => (part.kind === 'text' ? part.text : `< ${part.path}`)).join('');
    return { text, parts, lines: [{ offset: 0, start: range.start }] };
  }

  #readCurl(): ReadCurl {
    this.#curl ??= readCurl(this.#curlText());
    return this.#curl;
  }

  #curlText(): string {
    const { first, last } = this.#head;
    return this.#section.text.slice(first.start, last.end);
  }

  /** Those above the request line, and below it down to the first empty line. */
  #readDirectives(): readonly Directive[] {
    const { stretches } = this.#section;
    const directives: Directive[] = [];
    for (let at = this.#part.from; at < this.#part.end; at += 1) {
      const stretch = stretches[at] as Stretch;
      if (at > this.#part.head && (stretch.kind === 'blank' || isBody(stretch.kind))) break;
      if (stretch.kind !== 'directive') continue;
      const text = this.#textOf(stretch);
      const metadata = readMetadata(text);
      if (metadata) directives.push({ ...metadata, range: rangeOf(stretch.first, text) });
    }
    return directives;
  }

  #notes(kind: NodeKind, mark: RegExp): Note[] {
    const notes: Note[] = [];
    const { stretches, text } = this.#section;
    for (let at = this.#part.from; at < this.#part.end; at += 1) {
      const stretch = stretches[at] as Stretch;
      if (stretch.kind !== kind) continue;
      const { first, last } = stretch;
      const content = text.slice(first.start, last.end);
      const range = {
        start: { line: first.number, character: first.indent },
        end: { line: last.number, character: text.slice(last.start, last.end).trimEnd().length },
      };
      notes.push({ text: content.replace(mark, '').trim(), range });
    }
    return notes;
  }

  /** Those of the head. */
  *#of(...kinds: readonly NodeKind[]): Generator<Stretch> {
    const { stretches } = this.#section;
    for (let at = this.#part.head + 1; at < this.#part.end; at += 1) {
      const stretch = stretches[at] as Stretch;
      if (stretch.kind === 'blank' || isBody(stretch.kind)) return;
      if (kinds.includes(stretch.kind)) yield stretch;
    }
  }

  #unescape(text: string): string {
    return this.#part.isEscaped ? unescapeText(text) : text;
  }

  #textOf({ first }: Stretch): string {
    return this.#section.text.slice(first.start, first.end);
  }
}

interface Label {
  readonly title: string | undefined;
  readonly name: Directive | undefined;
}

interface UrlParts {
  readonly url: string;
  readonly httpVersion: string | undefined;
  readonly pieces: readonly Piece[];
}

interface HeaderParts {
  readonly headers: readonly (readonly [string, string])[];
  readonly places: readonly HeaderPlace[];
}

function isBody(kind: NodeKind | undefined): boolean {
  return kind === 'body' || kind === 'bodyFile';
}

function isIdle(kind: NodeKind | undefined): boolean {
  return kind === 'blank' || kind === 'comment' || kind === 'directive' || kind === 'variable';
}
