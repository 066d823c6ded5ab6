/** A request as read from its lines, part by part and only when somebody asks for it. Lines count from its section. */
import type { TextRange } from '../kernel/text.js';
import { type Body, readBody } from './body.js';
import { type ReadCurl, readCurl } from './curl/readCurl.js';
import { type HeaderParts, isBody, readHeaders, readUrl, type UrlParts } from './head.js';
import type { BodyPart, Directive, HeaderPlace, NodeKind, Note, Output, Piece } from './nodes.js';
import { readDirectives, readNotes } from './notes.js';
import { type Part, rangeOf, type Section, type Stretch, textOf } from './section.js';

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
    this.#directives ??= readDirectives(this.#section, this.#part);
    return this.#directives;
  }

  get assertions(): readonly Note[] {
    return readNotes(this.#section, this.#part, 'assertion', /^\s*\?\?\s*/);
  }

  get references(): readonly Note[] {
    return readNotes(this.#section, this.#part, 'reference', /^\s*<>\s*/);
  }

  get scripts(): readonly Note[] {
    return readNotes(this.#section, this.#part, 'script', /^/);
  }

  get outputs(): readonly Output[] {
    return readNotes(this.#section, this.#part, 'output', /^\s*>>/).map(({ text, range }) => {
      const overwrites = text.startsWith('!');
      return { text: (overwrites ? text.slice(1) : text).trim(), range, overwrites };
    });
  }

  get requestLine(): TextRange {
    this.#requestLine ??= rangeOf(this.#head.first, textOf(this.#section, this.#head));
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
    return textOf(this.#section, first).replace(/^#+/, '').trim() || undefined;
  }

  #linesRange({ first }: Stretch, { last }: Stretch): TextRange {
    return {
      start: { line: first.number, character: 0 },
      end: { line: last.number, character: last.end - last.start },
    };
  }

  #readUrl(): UrlParts {
    this.#url ??= readUrl(this.#section, this.#part);
    return this.#url;
  }

  #readHeaders(): HeaderParts {
    this.#headers ??= readHeaders(this.#section, this.#part);
    return this.#headers;
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
}

interface Label {
  readonly title: string | undefined;
  readonly name: Directive | undefined;
}

function isIdle(kind: NodeKind | undefined): boolean {
  return kind === 'blank' || kind === 'comment' || kind === 'directive' || kind === 'variable';
}
