import {
  type DocumentRangeSemanticTokensProvider,
  FoldingRange,
  type FoldingRangeKind,
  type FoldingRangeProvider,
  Position,
  Range,
  SelectionRange,
  type SelectionRangeProvider,
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensLegend,
  type TextDocument,
} from 'vscode';
import { explainUnknown } from '../../../httpassist/checkVariables.js';
import { requestAt } from '../../../httpfile/locate.js';
import type { PlacedSection } from '../../../httpfile/placed.js';
import { toRange } from '../positions.js';
import type { Assist } from './assist.js';
import type { ParsedDocuments } from './parsedDocuments.js';

export const LEGEND = new SemanticTokensLegend(
  ['variable', 'function', 'macro', 'unknownVariable'],
  ['declaration', 'readonly'],
);

/** Colours of variables: those that are known, built-in ones, answers of requests, and what nothing sets. */
export class VariableTokens implements DocumentRangeSemanticTokensProvider {
  readonly #assist: Assist;

  constructor(assist: Assist) {
    this.#assist = assist;
  }

  async provideDocumentRangeSemanticTokens(document: TextDocument, range: Range): Promise<SemanticTokens> {
    const known = await this.#assist.known(document);
    const file = this.#assist.parse(document);
    const builder = new SemanticTokensBuilder(LEGEND);
    const sections = file.sections.filter(
      ({ line, section }) => line <= range.end.line && line + section.lineEnds >= range.start.line,
    );
    const mentions = new Map(
      sections.flatMap((placed) =>
        this.#assist.words
          .mentions(placed)
          .map((mention) => [`${placed.line + mention.line}:${mention.start}`, mention]),
      ),
    );
    const words = [...this.#assist.words.words(file, sections)].sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
    for (const { kind, isDefinition, range: place } of words) {
      const mention = mentions.get(`${place.start.line}:${place.start.character}`);
      const isUnknown = mention !== undefined && explainUnknown(mention.expression, known) !== undefined;
      const type = isUnknown
        ? 'unknownVariable'
        : kind === 'builtIn'
          ? 'macro'
          : kind === 'request'
            ? 'function'
            : 'variable';
      builder.push(toRange(place), type, isDefinition ? ['declaration'] : []);
    }
    return builder.build();
  }
}

/** Folds sections, requests and their bodies; comments and scripts of several lines, too. */
export class RequestFolding implements FoldingRangeProvider {
  readonly #documents: ParsedDocuments;

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
  }

  provideFoldingRanges(document: TextDocument): FoldingRange[] {
    return this.#documents.parse(document).sections.flatMap((placed) => foldSection(placed));
  }
}

function foldSection({ section, line, requests }: PlacedSection): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const add = (start: number, end: number, kind?: FoldingRangeKind): void => {
    if (end > start) ranges.push(new FoldingRange(start, end, kind));
  };
  const first = section.stretches[0];
  const last = section.stretches.findLast(({ kind }) => kind !== 'blank');
  if (first?.kind === 'separator' && last) add(line, line + last.last.number);
  for (const { requestLine, range } of requests) add(requestLine.start.line, range.end.line);
  let run: { readonly kind: string; readonly from: number; to: number } | undefined;
  for (const { kind, first: start, last: end } of section.stretches) {
    if (kind === 'script' || kind === 'curl' || (kind === 'comment' && end !== start)) {
      add(line + start.number, line + end.number);
    }
    if (kind === 'blank') continue; // a body goes on behind one
    if (run && run.kind !== kind) {
      add(line + run.from, line + run.to);
      run = undefined;
    }
    if (kind !== 'body' && kind !== 'response') continue;
    run ??= { kind, from: start.number, to: end.number };
    run.to = end.number;
  }
  if (run) add(line + run.from, line + run.to);
  return ranges;
}

/** Grows a selection from the word over its line and the body or head to the request, its section and the file. */
export class RequestSelection implements SelectionRangeProvider {
  readonly #documents: ParsedDocuments;

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
  }

  provideSelectionRanges(document: TextDocument, positions: readonly Position[]): SelectionRange[] {
    return positions.map((position) => toSelection(this.#around(document, position), position));
  }

  #around(document: TextDocument, position: Position): Range[] {
    const file = this.#documents.parse(document);
    const line = document.lineAt(position.line);
    const word = document.getWordRangeAtPosition(position);
    const request = requestAt(file, position.line);
    const text = new Range(
      line.lineNumber,
      line.firstNonWhitespaceCharacterIndex,
      line.lineNumber,
      line.text.trimEnd().length,
    );
    const ranges = [...(word ? [word] : []), text, line.range];
    if (request) {
      const body = request.places.bodyLines;
      const [first, end] = [body[0], body.at(-1)];
      if (first && end)
        ranges.push(new Range(first.start.line, 0, end.start.line, document.lineAt(end.start.line).text.length));
      ranges.push(toRange(request.range), toRange(request.block));
    }
    ranges.push(new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end));
    return ranges.filter((range) => range.contains(position));
  }
}

/** From the innermost to the outermost; each holds the one before and is larger. */
function toSelection(ranges: readonly Range[], position: Position): SelectionRange {
  let parent: SelectionRange | undefined;
  for (const range of [...ranges].reverse()) {
    if (!parent) parent = new SelectionRange(range);
    else if (parent.range.contains(range) && !parent.range.isEqual(range)) parent = new SelectionRange(range, parent);
  }
  return parent ?? new SelectionRange(new Range(position, position));
}
