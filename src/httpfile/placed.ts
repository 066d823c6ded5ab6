/** Sections at their place in a file. Moving one costs no more than a few small objects. */
import type { Position, TextRange } from '../kernel/text.js';
import { badCurl } from './findings.js';
import type {
  BodyPart,
  Directive,
  FileVariable,
  HttpFileRequest,
  HttpFinding,
  Note,
  Output,
  RequestPlaces,
  SyntaxNode,
} from './nodes.js';
import { SectionRequest } from './request.js';
import type { Section } from './section.js';

/** A section and what is read from it, at a line of a file. */
export class PlacedSection {
  readonly section: Section;
  /** Of its first line in the file. */
  readonly line: number;
  readonly #read: ReadSection;
  #requests: readonly HttpFileRequest[] | undefined;

  private constructor(read: ReadSection, line: number) {
    this.section = read.section;
    this.line = line;
    this.#read = read;
  }

  get requests(): readonly HttpFileRequest[] {
    this.#requests ??= this.#read.requests.map((request) => new PlacedRequest(request, this.line));
    return this.#requests;
  }

  /** How many requests there are; quicker than to place them. */
  get size(): number {
    return this.#read.requests.length;
  }

  get variables(): readonly FileVariable[] {
    return moveAll(this.section.variables, this.line);
  }

  get findings(): readonly HttpFinding[] {
    return moveAll(this.#read.findings, this.line);
  }

  static read(section: Section, line: number): PlacedSection {
    const requests: SectionRequest[] = [];
    let findings = section.findings;
    section.parts.forEach((part, index) => {
      const request = new SectionRequest(section, part, section.parts[index + 1]?.from ?? section.stretches.length);
      const problems = part.requestLine ? [] : findInCurl(request);
      if (problems.length > 0) findings = [...findings, ...problems];
      if (part.requestLine || request.url !== '') requests.push(request);
    });
    return new PlacedSection({ section, requests, findings }, line);
  }

  /** The same section at another line. */
  at(line: number): PlacedSection {
    return line === this.line ? this : new PlacedSection(this.#read, line);
  }

  /** @param offset of the section in the file */
  *nodes(offset: number): Generator<SyntaxNode> {
    for (const { kind, first, last } of this.section.stretches) {
      yield {
        kind,
        start: offset + first.start,
        end: offset + last.next,
        line: this.line + first.number,
        lineEnds: last.number - first.number + (last.next > last.end ? 1 : 0),
      };
    }
  }
}

interface ReadSection {
  readonly section: Section;
  readonly requests: readonly SectionRequest[];
  readonly findings: readonly HttpFinding[];
}

function findInCurl(request: SectionRequest): HttpFinding[] {
  const range = request.requestLine;
  const read = request.curl?.read;
  if (!read) return [];
  if (read.url === '') return [badCurl('The command names no URL. Write one, such as: curl https://host/path', range)];
  return read.notes.map(({ message }) => ({ ...badCurl(message, range), severity: 'hint' }));
}

class PlacedRequest implements HttpFileRequest {
  readonly #request: SectionRequest;
  readonly #line: number;

  constructor(request: SectionRequest, line: number) {
    this.#request = request;
    this.#line = line;
  }

  get name(): string | undefined {
    return this.#request.name?.value || undefined;
  }

  get title(): string | undefined {
    return this.#request.title;
  }

  get method(): string {
    return this.#request.method;
  }

  get url(): string {
    return this.#request.url;
  }

  get httpVersion(): string | undefined {
    return this.#request.httpVersion;
  }

  get headers(): readonly (readonly [string, string])[] {
    return this.#request.headers;
  }

  get body(): string | undefined {
    return this.#request.body?.text;
  }

  get bodyParts(): readonly BodyPart[] {
    const parts = this.#request.body?.parts ?? [];
    return parts.map((part) => (part.kind === 'text' ? part : { ...part, range: moveRange(part.range, this.#line) }));
  }

  get metadata(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#request.directives.map(({ key, value }) => [key, value]));
  }

  get directives(): readonly Directive[] {
    return moveAll(this.#request.directives, this.#line);
  }

  get curl(): string | undefined {
    return this.#request.curl?.text;
  }

  get assertions(): readonly Note[] {
    return moveAll(this.#request.assertions, this.#line);
  }

  get outputs(): readonly Output[] {
    return moveAll(this.#request.outputs, this.#line);
  }

  get references(): readonly Note[] {
    return moveAll(this.#request.references, this.#line);
  }

  get scripts(): readonly Note[] {
    return moveAll(this.#request.scripts, this.#line);
  }

  get range(): TextRange {
    return moveRange(this.#request.range, this.#line);
  }

  get requestLine(): TextRange {
    return moveRange(this.#request.requestLine, this.#line);
  }

  get block(): TextRange {
    return moveRange(this.#request.block, this.#line);
  }

  get places(): RequestPlaces {
    const { name, urlPieces, headerPlaces, body } = this.#request;
    const move = (position: Position): Position => movePosition(position, this.#line);
    const bodyLines = (body?.lines ?? []).map(({ offset, start }) => ({ offset, start: move(start) }));
    const nameRange = name?.value && {
      start: { line: name.range.end.line, character: name.range.end.character - name.value.length },
      end: name.range.end,
    };
    return {
      name: nameRange ? moveRange(nameRange, this.#line) : undefined,
      url: urlPieces.map(({ text, start }) => ({ text, start: move(start) })),
      headers: headerPlaces.map((place) => ({ name: move(place.name), value: move(place.value) })),
      body: bodyLines[0]?.start,
      bodyLines,
    };
  }
}

function moveAll<T extends { readonly range: TextRange }>(items: readonly T[], lines: number): readonly T[] {
  return lines === 0 || items.length === 0
    ? items
    : items.map((item) => ({ ...item, range: moveRange(item.range, lines) }));
}

/** The same range some lines further down. */
export function moveRange({ start, end }: TextRange, lines: number): TextRange {
  return { start: movePosition(start, lines), end: movePosition(end, lines) };
}

function movePosition({ line, character }: Position, lines: number): Position {
  return { line: line + lines, character };
}
