/** Takes the lines of a section one stretch after the other; what they are, the reader decides. */
import { quoteAfter } from './curlQuotes.js';
import { badVariable, unclosedScript } from './findings.js';
import { readVariable } from './lineForms.js';
import type { FileVariable, HttpFinding, NodeKind } from './nodes.js';
import { type Line, scanLines } from './scan.js';
import { rangeOf } from './section.js';
import type { ScriptEnd } from './specialLines.js';

export class StretchTaker {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly stretches: Line[] = [];
  readonly variables: FileVariable[] = [];
  readonly findings: HttpFinding[] = [];
  #at = 0;
  /** Whether no line from here on is `}}`. */
  #hasNoBraces = false;

  constructor(text: string, isLast: boolean) {
    this.text = text;
    this.lines = scanLines(text, isLast);
  }

  /** The line that is next; undefined behind the last. */
  get current(): Line | undefined {
    return this.lines[this.#at];
  }

  /** Whether the line before is blank, or there is none. */
  get isBelowBlank(): boolean {
    return (this.lines[this.#at - 1]?.mark ?? -1) === -1;
  }

  /** How many line ends the section holds. */
  get lineEnds(): number {
    const last = this.lines.at(-1);
    return this.lines.length - (last && last.next > last.end ? 0 : 1);
  }

  take(kind: NodeKind, lastIndex = this.#at): void {
    const first = this.lines[this.#at] as Line;
    first.kind = kind;
    if (lastIndex !== this.#at) first.until = this.lines[lastIndex];
    this.stretches.push(first);
    this.#at = lastIndex + 1;
  }

  /** @param isSure whether it starts such a stretch even if nothing ends it; such stretches all end in `}}` */
  takeUntil(kind: NodeKind, isEnd: ScriptEnd, isSure = true): boolean {
    if (!isSure && this.#hasNoBraces) return false;
    let last = this.#at + 1;
    while (last < this.lines.length && !isEnd(this.#textAt(last))) last += 1;
    if (last === this.lines.length) {
      // Looked for once, not again for each line: that would take the square of the time.
      this.#hasNoBraces ||= !isSure;
      if (!isSure) return false;
      const line = this.lines[this.#at] as Line;
      this.findings.push(unclosedScript(rangeOf(line, this.textOf(line))));
      last -= 1;
    }
    this.take(kind, last);
    return true;
  }

  /** A command goes on below a line that ends in `\`, `^` or a backtick, below an indented option, and within quotes. */
  takeCurl(): void {
    let quote = '';
    let last = this.#at;
    for (; ; last += 1) {
      const text = this.#textAt(last);
      quote = quoteAfter(text, quote);
      const next = last + 1 < this.lines.length ? this.#textAt(last + 1) : undefined;
      const goesOn = quote !== '' || /[\\^`]\s*$/.test(text) || /^\s*-/.test(next ?? '');
      if (next === undefined || (!goesOn && !/^\s+\S/.test(next)) || (quote === '' && next.trim() === '')) break;
    }
    this.take('curl', last);
  }

  /** Takes a line that starts with `@`. */
  takeVariable(line: Line, text: string): void {
    const isVariable = this.noteVariable(line, text);
    if (!isVariable) this.findings.push(badVariable(rangeOf(line, text)));
    this.take(isVariable ? 'variable' : 'unknown');
  }

  /** Whether a line sets a variable; keeps it if so. */
  noteVariable(line: Line, text: string): boolean {
    const variable = readVariable(text);
    if (variable) this.variables.push({ ...variable, range: rangeOf(line, text) });
    return variable !== undefined;
  }

  textOf({ start, end }: Line): string {
    return this.text.slice(start, end);
  }

  #textAt(index: number): string {
    return this.textOf(this.lines[index] as Line);
  }
}
