/** What of the lines below the headers is sent. */
import { unescapeText } from './escapes.js';
import type { BodyFile, BodyLine, BodyPart } from './nodes.js';
import type { Stretch } from './section.js';
import { readBodyFile } from './specialLines.js';

export interface Body {
  readonly text: string;
  readonly parts: readonly BodyPart[];
  readonly lines: readonly BodyLine[];
}

export interface BodyForm {
  /** '' when no header says it. */
  readonly contentType: string;
  /** Whether all lines are sent as they stand, but for blank ones at the end. */
  readonly isVerbatim: boolean;
  /** Whether backslashes are read; then all lines are verbatim, too. */
  readonly isEscaped: boolean;
}

/**
 * Joins the lines of a body as peers send them: blank lines around it, comments, scripts, assertions and the like are
 * left out. Lines count from the start of the section.
 * @param stretches those below the empty line that ends the head of a request
 */
export function readBody(section: string, stretches: readonly Stretch[], form: BodyForm): Body | undefined {
  const kept = stretches.filter(({ kind }) => kind === 'body' || kind === 'bodyFile' || kind === 'blank');
  let from = 0;
  let end = kept.length;
  while (!form.isVerbatim && from < end && kept[from]?.kind === 'blank') from += 1;
  while (end > from && kept[end - 1]?.kind === 'blank') end -= 1;
  if (from >= end) return undefined;
  const joiner = new BodyJoiner(section, form);
  for (const stretch of kept.slice(from, end)) joiner.add(stretch);
  return joiner.finish();
}

class BodyJoiner {
  readonly #section: string;
  readonly #isForm: boolean;
  readonly #isLines: boolean;
  readonly #isEscaped: boolean;
  readonly #lineEnd: string;
  readonly #lines: BodyLine[] = [];
  readonly #parts: BodyPart[] = [];
  #text = '';
  #pending = '';

  constructor(section: string, { contentType, isVerbatim, isEscaped }: BodyForm) {
    this.#isEscaped = isEscaped;
    this.#section = section;
    this.#isForm = !isVerbatim && /^\s*application\/x-www-form-urlencoded/i.test(contentType);
    this.#isLines = !isVerbatim && /^\s*application\/x-ndjson/i.test(contentType);
    this.#lineEnd = !isEscaped && /^\s*multipart\//i.test(contentType) ? '\r\n' : '\n';
  }

  add({ kind, first }: Stretch): void {
    const written = this.#section.slice(first.start, first.end);
    const text = this.#isForm ? written.trim() : this.#isEscaped ? unescapeText(written) : written;
    if (this.#lines.length > 0) this.#put(this.#separatorBefore(text));
    const character = this.#isForm ? first.indent : 0;
    this.#lines.push({ offset: this.#text.length, start: { line: first.number, character } });
    const file = kind === 'bodyFile' ? readBodyFile(written) : undefined;
    if (!file) {
      this.#put(text);
      return;
    }
    this.#flush();
    this.#text += text;
    this.#parts.push({ kind: 'file', ...file, range: rangeOfLine(first.number, written) });
  }

  finish(): Body {
    if (this.#isLines) this.#put('\n');
    this.#flush();
    return { text: this.#text, parts: this.#parts, lines: this.#lines };
  }

  /** A form is one line; where neither of two lines has the `&` between two fields, it is put in. */
  #separatorBefore(text: string): string {
    if (!this.#isForm) return this.#lineEnd;
    return !/(?:^|&)$/.test(this.#text) && /^[\w.%[\]-]+=/.test(text) ? '&' : '';
  }

  #put(text: string): void {
    this.#text += text;
    this.#pending += text;
  }

  #flush(): void {
    if (this.#pending !== '') this.#parts.push({ kind: 'text', text: this.#pending });
    this.#pending = '';
  }
}

function rangeOfLine(line: number, text: string): BodyFile['range'] {
  return { start: { line, character: 0 }, end: { line, character: text.trimEnd().length } };
}
