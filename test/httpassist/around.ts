import { checkRequest, type ReadyCatalog, readCatalog } from '../../src/httpassist/checkSection.js';
import { checkVariables, knownNames } from '../../src/httpassist/checkVariables.js';
import type { AssistFinding, Fix } from '../../src/httpassist/finding.js';
import { variableValue } from '../../src/httpassist/hover.js';
import { NOTHING_OUTSIDE, type OutsideVariables } from '../../src/httpassist/outside.js';
import { WordIndex } from '../../src/httpassist/words.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import type { Position, TextRange } from '../../src/kernel/text.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';

/** The built-in catalogue, ready to be asked. */
export async function readyCatalog(): Promise<ReadyCatalog> {
  return readCatalog(await builtInCatalog());
}

/** Everything that is found in a text, in the order of the text. */
export async function findIn(
  text: string,
  outside: OutsideVariables = NOTHING_OUTSIDE,
): Promise<readonly AssistFinding[]> {
  const file = parseHttpFile(text);
  const catalog = await readyCatalog();
  const index = new WordIndex();
  const known = knownNames(file, index, outside);
  const ofRequests = await Promise.all(
    file.requests.map((request) => checkRequest(request, catalog, variableValue(file, outside))),
  );
  return [...file.sections.flatMap((placed) => checkVariables(placed, index, known)), ...ofRequests.flat()];
}

/** The text within a range. */
export function textAt(text: string, { start, end }: TextRange): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

/** The text after a fix. */
export function mend(text: string, fix: Fix | undefined): string {
  const changes = [...(fix?.changes ?? [])].sort(
    (a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start),
  );
  return changes.reduce(
    (mended, { range, newText }) =>
      mended.slice(0, offsetAt(text, range.start)) + newText + mended.slice(offsetAt(text, range.end)),
    text,
  );
}

/** A text in which `|` marks the cursor. */
export function withCursor(marked: string): { readonly text: string; readonly position: Position } {
  const offset = marked.indexOf('|');
  const before = marked.slice(0, offset).split('\n');
  return {
    text: marked.slice(0, offset) + marked.slice(offset + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

export function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split('\n');
  const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(start + Math.min(character, lines[line]?.length ?? 0), text.length);
}
