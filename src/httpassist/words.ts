/** The words of a file that mean variables and requests: where they are set, and where something refers to them. */
import type { FileVariable } from '../httpfile/nodes.js';
import type { ParsedHttpFile } from '../httpfile/parse.js';
import type { PlacedSection } from '../httpfile/placed.js';
import { findReferences } from '../httpfile/references.js';
import { readResponseReference } from '../httpfile/run/expressions.js';
import type { Section } from '../httpfile/section.js';
import type { Position, TextRange } from '../kernel/text.js';

/** What stands between double braces. Lines count from the section, or from the file, as said where it is handed out. */
export interface Mention {
  /** Trimmed, without the `%` in front that asks for encoding. */
  readonly expression: string;
  readonly line: number;
  /** Of the expression, without braces. */
  readonly start: number;
  readonly end: number;
}

/** A name that is set or referred to. */
export interface Word {
  readonly kind: 'variable' | 'request' | 'builtIn';
  readonly name: string;
  readonly isDefinition: boolean;
  readonly range: TextRange;
}

interface SectionNames {
  /** `# @prompt name`, `# @loop for name of`, and names that other notes refer to; lines of the section. */
  readonly notes: readonly Word[];
  readonly requests: readonly Word[];
}

const WITH_REFERENCES = new Set([
  'requestLine',
  'urlLine',
  'header',
  'headerLine',
  'body',
  'bodyFile',
  'curl',
  'variable',
  'assertion',
  'output',
]);

/** Finds words section by section; what did not change is not read again. */
export class WordIndex {
  readonly #names = new WeakMap<Section, SectionNames>();
  readonly #mentions = new WeakMap<Section, readonly Mention[]>();

  /** Names of all requests of the file that have one. */
  requestNames(file: ParsedHttpFile): ReadonlySet<string> {
    return new Set(file.sections.flatMap((placed) => this.#read(placed).requests.map(({ name }) => name)));
  }

  /** Names that the file sets, those of prompts and loops included. */
  variableNames(file: ParsedHttpFile): ReadonlySet<string> {
    const names = new Set(file.variables.map(({ name }) => name));
    for (const placed of file.sections) {
      for (const { kind, name, isDefinition } of this.#read(placed).notes) {
        if (kind === 'variable' && isDefinition) names.add(name);
      }
    }
    return names;
  }

  /** The references of a section; lines of the section. */
  mentions({ section }: PlacedSection): readonly Mention[] {
    const known = this.#mentions.get(section);
    if (known) return known;
    const read = [...readMentions(section)];
    this.#mentions.set(section, read);
    return read;
  }

  /** Everything of a name in the file, in the order of the text. */
  all(file: ParsedHttpFile, kind: Word['kind'], name: string): readonly Word[] {
    return this.words(file, file.sections).filter((word) => word.kind === kind && word.name === name);
  }

  /** The word at a place. */
  at(file: ParsedHttpFile, position: Position): Word | undefined {
    const placed = file.sections.findLast(({ line }) => line <= position.line);
    return placed && this.words(file, [placed]).find(({ range }) => holds(range, position));
  }

  /** The words of some sections of the file, in no particular order. */
  words(file: ParsedHttpFile, sections: readonly PlacedSection[]): readonly Word[] {
    const requests = this.requestNames(file);
    const variables = this.variableNames(file);
    return sections.flatMap((placed) => {
      const read = this.#read(placed);
      const own = [
        ...read.requests,
        ...read.notes,
        ...this.mentions(placed).map((mention) => toWord(mention, variables, requests)),
      ].map((word) => ({ ...word, range: move(word.range, placed.line) }));
      return [...placed.variables.map(definitionOf), ...own];
    });
  }

  /** Apart from references, which are many and asked for only where something is looked at. */
  #read(placed: PlacedSection): SectionNames {
    const known = this.#names.get(placed.section);
    if (known) return known;
    const hasNotes = placed.section.stretches.some(({ kind }) => kind === 'directive');
    const read = hasNotes ? readNames(placed) : NO_NAMES;
    this.#names.set(placed.section, read);
    return read;
  }
}

const NO_NAMES: SectionNames = { notes: [], requests: [] };

function readNames({ requests, line }: PlacedSection): SectionNames {
  return {
    notes: requests.flatMap(({ directives }) => directives).flatMap((directive) => readNote(directive, line)),
    requests: requests.flatMap(({ name, directives }): Word[] => {
      const range = directives.findLast(({ key }) => key === 'name')?.range;
      if (name === undefined || !range) return [];
      const { end } = range;
      return [
        {
          kind: 'request',
          name,
          isDefinition: true,
          range: onLine(end.line - line, end.character - name.length, end.character),
        },
      ];
    }),
  };
}

function* readMentions({ text, stretches }: Section): Generator<Mention> {
  if (!text.includes('{{')) return;
  for (const { kind, first, last } of stretches) {
    if (!WITH_REFERENCES.has(kind)) continue;
    const lines = text.slice(first.start, last.end).split(/\r\n|\r|\n/);
    for (const [index, line] of lines.entries()) {
      for (const { expression: written, start, end } of findReferences(line)) {
        const expression = written.replace(/^%\s*/, '');
        const from = line.indexOf(expression, start + 2);
        if (from < end) yield { expression, line: first.number + index, start: from, end: from + expression.length };
      }
    }
  }
}

/** What a reference means: a built-in, a variable, or (only where no variable has this name) a part of an answer. */
export function meaningOf(
  expression: string,
  variables: ReadonlySet<string>,
  requests: ReadonlySet<string>,
): { readonly kind: Word['kind']; readonly name: string } {
  if (expression.startsWith('$')) return { kind: 'builtIn', name: /^\$[\w.-]*/.exec(expression)?.[0] ?? expression };
  if (variables.has(expression)) return { kind: 'variable', name: expression };
  const name = readResponseReference(expression)?.name;
  const isAnswer = name !== undefined && (requests.has(name) || /^[\w-]+\.(?:request|response)\./.test(expression));
  return isAnswer ? { kind: 'request', name } : { kind: 'variable', name: expression };
}

function toWord(mention: Mention, variables: ReadonlySet<string>, requests: ReadonlySet<string>): Word {
  const { kind, name } = meaningOf(mention.expression, variables, requests);
  return { kind, name, isDefinition: false, range: onLine(mention.line, mention.start, mention.start + name.length) };
}

function readNote({ key, value, range }: { key: string; value: string; range: TextRange }, offset: number): Word[] {
  const folded = key.replace(/[-_]/g, '').toLowerCase();
  const [, before = '', name] =
    folded === 'prompt'
      ? (/^()(\S+)/.exec(value) ?? [])
      : folded === 'loop' || folded === 'repeat'
        ? (/^(for\s+)([\w-]+)\s+of\s/.exec(value) ?? [])
        : folded === 'ref' || folded === 'forceref'
          ? (/^()(\S+)$/.exec(value) ?? [])
          : [];
  if (name === undefined) return [];
  const start = range.end.character - value.length + before.length;
  const kind = folded.endsWith('ref') ? 'request' : 'variable';
  return [
    {
      kind,
      name,
      isDefinition: kind === 'variable',
      range: onLine(range.end.line - offset, start, start + name.length),
    },
  ];
}

function definitionOf({ name, range: { start } }: FileVariable): Word {
  return {
    kind: 'variable',
    name,
    isDefinition: true,
    range: onLine(start.line, start.character + 1, start.character + 1 + name.length),
  };
}

function onLine(line: number, start: number, end: number): TextRange {
  return { start: { line, character: start }, end: { line, character: end } };
}

function move({ start, end }: TextRange, lines: number): TextRange {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}

/** Whether a place lies in a range or touches its end. */
export function holds({ start, end }: TextRange, { line, character }: Position): boolean {
  if (line < start.line || line > end.line) return false;
  return (line > start.line || character >= start.character) && (line < end.line || character <= end.character);
}
