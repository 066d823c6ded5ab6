import { checkFile } from './checks.js';
import type { FileVariable, HttpFile, HttpFileRequest, HttpFinding, SyntaxNode } from './nodes.js';
import { moveRange, PlacedSection } from './placed.js';
import { readSection } from './readSection.js';
import { findSections } from './scan.js';

/** A file that can be read anew from where it was changed. */
export class ParsedHttpFile implements HttpFile {
  /** '' or a byte order mark, which counts in offsets and in no position. */
  readonly mark: string;
  /** In order; together they are the text behind the mark. */
  readonly sections: readonly PlacedSection[];
  #requests: readonly HttpFileRequest[] | undefined;
  #variables: readonly FileVariable[] | undefined;
  #findings: readonly HttpFinding[] | undefined;
  #checks: readonly HttpFinding[] | undefined;

  /** @param checks what `checkFile` finds, where that is known */
  constructor(mark: string, sections: readonly PlacedSection[], checks?: readonly HttpFinding[]) {
    this.mark = mark;
    this.sections = sections;
    this.#checks = checks;
  }

  get text(): string {
    return this.mark + this.sections.map(({ section }) => section.text).join('');
  }

  get requests(): readonly HttpFileRequest[] {
    this.#requests ??= collect(this.sections, ({ requests }) => requests);
    return this.#requests;
  }

  get variables(): readonly FileVariable[] {
    this.#variables ??= collect(this.sections, ({ variables }) => variables);
    return this.#variables;
  }

  get findings(): readonly HttpFinding[] {
    this.#checks ??= checkFile(this.variables, this.requests);
    this.#findings ??= [...collect(this.sections, ({ findings }) => findings), ...this.#checks].sort(inTextOrder);
    return this.#findings;
  }

  /** What only the whole file shows; undefined until findings were asked for. */
  get checks(): readonly HttpFinding[] | undefined {
    return this.#checks;
  }

  *nodes(): Generator<SyntaxNode> {
    if (this.mark !== '') yield { kind: 'mark', start: 0, end: 1, line: 0, lineEnds: 0 };
    let offset = this.mark.length;
    for (const placed of this.sections) {
      yield* placed.nodes(offset);
      offset += placed.section.text.length;
    }
  }
}

/**
 * Reads `.http` text: variables, requests and what there is to say about them. Takes any text and never throws; time
 * grows linearly with its length. Line ends may be `\n`, `\r\n` or `\r`.
 */
export function parseHttpFile(text: string): ParsedHttpFile {
  const mark = text.charCodeAt(0) === 0xfeff ? text.slice(0, 1) : '';
  return new ParsedHttpFile(mark, readSections(text.slice(mark.length), 0, true));
}

/** A stretch of text that is replaced; offsets count in the text before it, a byte order mark included. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The file after edits, made one after the other. Reads only the sections around them; the same as reading all anew.
 * Offsets outside the text are taken for its ends.
 */
export function reparse(previous: ParsedHttpFile, edits: readonly TextEdit[]): ParsedHttpFile {
  return edits.reduce(applyEdit, previous);
}

function applyEdit(file: ParsedHttpFile, { start, end, text }: TextEdit): ParsedHttpFile {
  const from = start - file.mark.length;
  const to = Math.max(from, end - file.mark.length);
  if (from <= 0) return parseHttpFile(splice(file.text, Math.max(0, start), Math.max(0, start, end), text));
  const { sections } = file;
  let index = 0;
  let offset = 0;
  const skipTo = (place: number): void => {
    for (let next = sections[index]; next && index < sections.length - 1; next = sections[index]) {
      if (offset + next.section.text.length > place) return;
      offset += next.section.text.length;
      index += 1;
    }
  };
  // One section more on both sides: an edit may make or break the line end before a ###.
  skipTo(from);
  const first = Math.max(0, index - 1);
  const firstOffset = first === index ? offset : offset - (sections[first]?.section.text.length ?? 0);
  skipTo(to);
  const stop = Math.min(sections.length, index + 2);
  const changed = sections.slice(first, stop);
  const line = changed[0]?.line ?? 0;
  const before = changed.map(({ section }) => section.text).join('');
  const after = splice(before, from - firstOffset, to - firstOffset, text);
  const read = readSections(after, line, stop === sections.length);
  const lines = sumLineEnds(read) - sumLineEnds(changed);
  const rest = sections.slice(stop);
  const moved = lines === 0 ? rest : rest.map((placed) => placed.at(placed.line + lines));
  const checks = namesIn(changed) === namesIn(read) ? file.checks : undefined;
  return new ParsedHttpFile(
    file.mark,
    [...sections.slice(0, first), ...read, ...moved],
    checks && moveChecks(checks, rest[0]?.line ?? Number.POSITIVE_INFINITY, lines),
  );
}

/** All that `checkFile` looks at. */
function namesIn(sections: readonly PlacedSection[]): string {
  const named = sections.flatMap(({ requests }) => requests.filter(({ name }) => name !== undefined));
  return JSON.stringify([
    named.map(({ name, places }) => [name, places.name]),
    sections.flatMap(({ variables }) => variables),
  ]);
}

/** @param from the first line that moved */
function moveChecks(checks: readonly HttpFinding[], from: number, lines: number): readonly HttpFinding[] {
  if (lines === 0) return checks;
  return checks.map((check) =>
    check.range.start.line < from ? check : { ...check, range: moveRange(check.range, lines) },
  );
}

function splice(text: string, start: number, end: number, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function sumLineEnds(sections: readonly PlacedSection[]): number {
  return sections.reduce((sum, { section }) => sum + section.lineEnds, 0);
}

/**
 * @param line of the text's first line in the file
 * @param isLast whether the text goes on to the end of the file
 */
function readSections(text: string, line: number, isLast: boolean): PlacedSection[] {
  const starts = findSections(text);
  let at = line;
  return starts.map((start, index) => {
    const next = starts[index + 1];
    const placed = PlacedSection.read(readSection(text.slice(start, next), isLast && next === undefined), at);
    at += placed.section.lineEnds;
    return placed;
  });
}

function collect<T>(sections: readonly PlacedSection[], pick: (section: PlacedSection) => readonly T[]): readonly T[] {
  const all: T[] = [];
  for (const section of sections) for (const item of pick(section)) all.push(item);
  return all;
}

function inTextOrder({ range: { start: a } }: HttpFinding, { range: { start: b } }: HttpFinding): number {
  return a.line - b.line || a.character - b.character;
}
