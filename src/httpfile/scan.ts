/** The first pass over a section: its lines, and what each is by its first character. What it means, the reader knows. */

/** One line; offsets count from the start of the section. */
export interface Line {
  /** Zero-based within the section. */
  readonly number: number;
  readonly start: number;
  /** Without the line end. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
  /** How many characters of white space it starts with. */
  readonly indent: number;
  /** Its first character that is no white space; NaN when there is none. */
  readonly mark: number;
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
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (at === text.length && at === start && !isWhole) return lines;
    const filled = at;
    let code = text.charCodeAt(at);
    // NaN behind the end of the text.
    while (code !== LF && code !== CR && code >= 0) {
      at += 1;
      code = text.charCodeAt(at);
    }
    const isAtEnd = at >= text.length;
    const next = isAtEnd ? at : at + (code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1);
    lines.push({
      number: lines.length,
      start,
      end: at,
      next,
      indent: filled - start,
      mark: filled === at ? Number.NaN : text.charCodeAt(filled),
    });
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

/** White space within a line, as `trim` has it; the byte order mark, which a text may start with, is among it. */
function isSpace(code: number): boolean {
  if (code === 32 || code === 9) return true;
  if (code === LF || code === CR || (code > 32 && code < 160)) return false;
  return code === 11 || code === 12 || (code >= 160 && /[^\S\n\r]/.test(String.fromCharCode(code)));
}
