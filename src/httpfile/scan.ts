/** The first pass: lines, each with the kind that it has wherever it stands. What a `text` line means, the parser knows. */
import type { Position, TextRange } from '../kernel/text.js';

export type LineKind = 'blank' | 'separator' | 'comment' | 'variable' | 'text';

export interface Line {
  /** Zero-based. */
  readonly number: number;
  /** Without its line end. */
  readonly text: string;
  /** How many characters of white space it starts with. */
  readonly indent: number;
  readonly kind: LineKind;
}

/** Splits at `\r\n`, `\n` and `\r`, as VS Code does; never empty. A byte order mark at the start is dropped. */
export function scanLines(text: string): readonly Line[] {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return source.split(/\r\n|\r|\n/).map((line, number) => {
    const indent = line.length - line.trimStart().length;
    return { number, text: line, indent, kind: classify(line, indent) };
  });
}

/** The range of a line without the white space around it. */
export function trimmedRange(line: Line): TextRange {
  return { start: positionIn(line, line.indent), end: positionIn(line, line.text.trimEnd().length) };
}

export function positionIn(line: Line, character: number): Position {
  return { line: line.number, character };
}

/** The last of these lines, up to `before` and not below `from`, that is not blank. */
export function lastFilledLine(lines: readonly Line[], from: number, before: number): Line | undefined {
  for (let index = before - 1; index >= from; index -= 1) {
    const line = lines[index];
    if (line && line.kind !== 'blank') return line;
  }
  return undefined;
}

function classify(text: string, indent: number): LineKind {
  if (indent === text.length) return 'blank';
  switch (text[indent]) {
    case '#':
      return text.startsWith('###') ? 'separator' : 'comment';
    case '/':
      return text.startsWith('//', indent) ? 'comment' : 'text';
    case '@':
      return 'variable';
    default:
      return 'text';
  }
}
