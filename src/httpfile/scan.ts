/** The first pass over a section: its lines, and what each is by its first character. What it means, the reader knows. */
import type { NodeKind } from './nodes.js';

/**
 * One line, and once it is read, the stretch that starts with it: one object for both, as files have many of them.
 * Offsets count from the start of the section.
 */
export class Line {
  /** What it starts; until it is read, `unknown`. */
  kind: NodeKind = 'unknown';
  /** The last line of its stretch; undefined when that is the line itself. */
  until: Line | undefined = undefined;

  constructor(
    /** Zero-based within the section. */
    readonly number: number,
    readonly start: number,
    /** Without the line end. */
    readonly end: number,
    /** Where the next line starts. */
    readonly next: number,
    /** How many characters of white space it starts with. */
    readonly indent: number,
    /** Its first character that is no white space; -1 when there is none. */
    readonly mark: number,
  ) {}

  get first(): Line {
    return this;
  }

  get last(): Line {
    return this.until ?? this;
  }
}

const LF = 10;
const CR = 13;

/**
 * Splits at `\r\n`, `\n` and `\r`, as VS Code does.
 * @param isWhole whether an empty line counts behind the last line end; where more text follows it does not
 */
export function scanLines(text: string, isWhole: boolean): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (;;) {
    let at = start;
    let code = text.charCodeAt(at);
    while (code === 32 || code === 9 || (code > 127 && isRareSpace(code)) || code === 11 || code === 12) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (at === text.length && at === start && !isWhole) return lines;
    const filled = at;
    // NaN behind the end of the text.
    while (code !== LF && code !== CR && code >= 0) {
      at += 1;
      code = text.charCodeAt(at);
    }
    const isAtEnd = at >= text.length;
    const next = isAtEnd ? at : at + (code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1);
    const mark = filled === at ? -1 : text.charCodeAt(filled);
    lines.push(new Line(lines.length, start, at, next, filled - start, mark));
    if (isAtEnd) return lines;
    start = next;
  }
}

/** Where sections start: 0, and every line that starts with `###`. */
export function findSections(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('###'); at !== -1; at = text.indexOf('###', at + 3)) {
    const before = at === 0 ? Number.NaN : text.charCodeAt(at - 1);
    if (before === LF || before === CR) starts.push(at);
  }
  return starts;
}

/** White space beyond ASCII, as `trim` has it; the byte order mark, which a text may start with, is among it. */
function isRareSpace(code: number): boolean {
  return /[^\S\n\r]/.test(String.fromCharCode(code));
}
