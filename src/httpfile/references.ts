/** Where text refers to variables, and where such places stand in a file. */
import type { Position, TextRange } from '../kernel/text.js';
import type { FileVariable, Piece } from './nodes.js';

/** A `{{name}}` or `{{$name argument}}` in some text; `start` and `end` are offsets into it, braces included. */
export interface Reference {
  /** What stands between the braces, trimmed; never empty. */
  readonly expression: string;
  readonly start: number;
  readonly end: number;
}

/** Where the character at an offset stands in the file. */
export type Locate = (offset: number) => Position;

/** All references, in order. Braces that hold nothing, other braces or a line end are plain text. */
export function findReferences(text: string): readonly Reference[] {
  if (!text.includes('{{')) return [];
  const found: Reference[] = [];
  for (const match of text.matchAll(/\{\{([^{}\r\n]+)\}\}/g)) {
    const expression = match[1]?.trim();
    if (expression) found.push({ expression, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

export function rangeOf(reference: Reference, locate: Locate): TextRange {
  const { line, character } = locate(reference.end - 1);
  return { start: locate(reference.start), end: { line, character: character + 1 } };
}

/** For text that stands on one line. */
export function locateOnLine(start: Position): Locate {
  return (offset) => ({ line: start.line, character: start.character + offset });
}

/** For the value of a variable. */
export function locateInValue({ range: { end }, value }: FileVariable): Locate {
  return locateOnLine({ line: end.line, character: end.character - value.length });
}

/** For text joined from pieces of one line each; `beyond` stands in for whatever lies behind the last. */
export function locateInPieces(pieces: readonly Piece[], beyond: Position): Locate {
  let index = 0;
  let before = 0;
  return (offset) => {
    if (offset < before) [index, before] = [0, 0];
    for (let piece = pieces[index]; piece; piece = pieces[index]) {
      const inside = offset - before;
      if (inside < piece.text.length) return { line: piece.start.line, character: piece.start.character + inside };
      before += piece.text.length;
      index += 1;
    }
    return beyond;
  };
}

/** For text of several lines that starts at the beginning of a line. Quick where offsets mostly grow. */
export function locateInLines(text: string, start: Position): Locate {
  let line = start.line;
  let lineStart = 0;
  return (offset) => {
    if (offset < lineStart) [line, lineStart] = [start.line, 0];
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < offset; next = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = next + 1;
    }
    return { line, character: offset - lineStart };
  };
}
