/** Splits a command as the shell would that it was written for, without running anything. */

export type Shell = 'posix' | 'cmd' | 'powershell';

export interface ShellWords {
  readonly words: readonly string[];
  readonly shell: Shell;
  /** What follows the command after `|`, `;`, `>` or `&&`; '' when nothing does. */
  readonly rest: string;
  /** A quote is open at the end. */
  readonly isUnclosed: boolean;
}

/**
 * Line ends separate words like spaces do, escaped or not: pages forget the escapes. Variables of the shell stay as they
 * are written.
 */
export function splitShellWords(command: string): ShellWords {
  const shell = guessShell(command);
  const text = shell === 'cmd' ? removeCarets(command) : command;
  return new Splitter(text, shell).split();
}

/** Told by how lines go on: `^` and `^"` are of cmd, a backtick of PowerShell. */
export function guessShell(command: string): Shell {
  if (/\^[ \t]*(?:\r?\n|$)|\^"/.test(command)) return 'cmd';
  return /`[ \t]*\r?\n/.test(command) ? 'powershell' : 'posix';
}

/** What cmd does before the program sees its command: `^` takes the meaning of what follows, a line end included. */
function removeCarets(text: string): string {
  let result = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') isQuoted = !isQuoted;
    if (char !== '^' || isQuoted) {
      result += char;
      continue;
    }
    const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(at + 1, at + 80))?.[0];
    if (lineEnd === undefined) {
      at += 1;
      result += text[at] ?? '';
      continue;
    }
    at += lineEnd.length;
    // An empty line behind stands for one line end, which is how browsers write it.
    const second = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0];
    result += second === undefined ? ' ' : '\n';
    at += second?.length ?? 0;
  }
  return result;
}

const ENDS = /^(?:\|\|?|&&|;|\d?>>?|&(?=\s|$))/;

class Splitter {
  readonly #text: string;
  readonly #shell: Shell;
  #at = 0;
  #word: string | undefined;
  #isUnclosed = false;

  constructor(text: string, shell: Shell) {
    this.#text = text;
    this.#shell = shell;
  }

  split(): ShellWords {
    const words: string[] = [];
    let rest = '';
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? '';
      if (/\s/.test(char) || this.#isLineContinued()) {
        if (this.#word !== undefined) words.push(this.#word);
        this.#word = undefined;
        this.#at += 1;
        continue;
      }
      const end = this.#word === undefined ? ENDS.exec(this.#text.slice(this.#at, this.#at + 4)) : null;
      if (end) {
        rest = this.#text.slice(this.#at).trim();
        break;
      }
      this.#readPiece(char);
    }
    if (this.#word !== undefined) words.push(this.#word);
    return { words, shell: this.#shell, rest, isUnclosed: this.#isUnclosed };
  }

  /** An escape before a line end, with white space between them that somebody left there. */
  #isLineContinued(): boolean {
    const mark = this.#shell === 'powershell' ? '`' : '\\';
    return this.#text[this.#at] === mark && /^[ \t]*(?:\r|\n|$)/.test(this.#text.slice(this.#at + 1, this.#at + 80));
  }

  #readPiece(char: string): void {
    this.#word ??= '';
    if (char === "'" && (this.#shell !== 'cmd' || this.#word === '')) this.#readSingle();
    else if (char === '"') this.#readDouble();
    else if (char === '$' && this.#text[this.#at + 1] === "'" && this.#shell === 'posix') this.#readAnsi();
    else if (char === '\\' && this.#shell === 'posix') this.#take(1, this.#text[this.#at + 1] ?? '\\');
    else if (char === '\\' && this.#shell === 'cmd' && this.#text[this.#at + 1] === '"') this.#take(1, '"');
    else if (char === '`' && this.#shell === 'powershell') this.#take(1, this.#text[this.#at + 1] ?? '');
    else this.#take(0, char);
  }

  #take(skip: number, text: string): void {
    this.#word = (this.#word ?? '') + text;
    this.#at += skip + 1;
  }

  #readSingle(): void {
    const doubled = this.#shell === 'powershell';
    this.#at += 1;
    for (;;) {
      const end = this.#text.indexOf("'", this.#at);
      this.#word += this.#text.slice(this.#at, end === -1 ? undefined : end);
      this.#isUnclosed ||= end === -1;
      this.#at = end === -1 ? this.#text.length : end + 1;
      if (!doubled || this.#text[this.#at] !== "'") return;
      this.#take(0, "'");
    }
  }

  #readDouble(): void {
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? '';
      const next = this.#text[this.#at + 1] ?? '';
      if (char === '"') {
        this.#at += 1;
        if (this.#shell === 'posix' || next !== '"') return;
        this.#take(0, '"');
      } else if (char === '\\' && this.#shell === 'posix' && /[$`"\\\n]/.test(next)) {
        this.#take(1, next === '\n' ? '' : next);
      } else if (char === '\\' && this.#shell !== 'posix' && next === '"') {
        this.#take(1, '"');
      } else if (char === '\\' && this.#shell === 'cmd' && /^\\\\+"/.test(this.#text.slice(this.#at, this.#at + 20))) {
        this.#take(1, '\\');
      } else if (char === '`' && this.#shell === 'powershell') {
        this.#take(1, BACKTICK[next] ?? next);
      } else {
        this.#take(0, char);
      }
    }
    this.#isUnclosed = true;
  }

  /** `$'...'`, as browsers write bodies with line ends or letters beyond ASCII. */
  #readAnsi(): void {
    const rest = this.#text.slice(this.#at);
    const [whole, inner] = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(rest) ?? [];
    this.#isUnclosed ||= whole === undefined;
    this.#word += unescapeAnsi(inner ?? rest.slice(2));
    this.#at += (whole ?? rest).length;
  }
}

const BACKTICK: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
};

function unescapeAnsi(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3})|([\s\S]))/gi,
    (written, hex, short, long, octal, letter) => {
      if (letter !== undefined) return ANSI[letter] ?? (/['"\\?]/.test(letter) ? letter : written);
      const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
      return code <= 0x10ffff ? String.fromCodePoint(code) : written;
    },
  );
}
