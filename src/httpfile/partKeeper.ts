/** The requests of a section: where each starts, and what at its end belongs to the next. */
import { missingUrl } from './findings.js';
import { readVariable } from './lineForms.js';
import type { RequestLine } from './requestLine.js';
import type { Line } from './scan.js';
import { type Part, rangeOf, type Stretch } from './section.js';
import type { StretchTaker } from './stretches.js';

/** The request whose lines are being read. */
export interface OpenPart {
  readonly from: number;
  readonly head: number;
  readonly requestLine: RequestLine | undefined;
  hasUrl: boolean;
  isMultipart: boolean;
  isMarkdown: boolean;
  isForm: boolean;
  isVerbatim: boolean;
  isEscaped: boolean;
}

export class PartKeeper {
  readonly parts: Part[] = [];
  readonly #taker: StretchTaker;
  #open: OpenPart | undefined;

  constructor(taker: StretchTaker) {
    this.#taker = taker;
  }

  get open(): OpenPart | undefined {
    return this.#open;
  }

  /**
   * Starts a request with the line that is next.
   * @param requestLine undefined for a cURL command
   * @param from the stretch with which what belongs to it starts
   */
  start(requestLine: RequestLine | undefined, from: number, form: Pick<OpenPart, 'isVerbatim' | 'isEscaped'>): void {
    this.#open = {
      from,
      head: this.#taker.stretches.length,
      requestLine,
      hasUrl: requestLine === undefined || requestLine.url !== '',
      isMultipart: false,
      isMarkdown: false,
      isForm: false,
      ...form,
    };
  }

  /** What a header says about the body. */
  noteHeader(name: string, value: string): void {
    if (!this.#open || name.length !== 12 || name.toLowerCase() !== 'content-type') return;
    this.#open.isMultipart = /^(?:multipart\/|application\/http)/i.test(value);
    this.#open.isMarkdown = /^text\/markdown/i.test(value);
    this.#open.isForm = /^application\/x-www-form-urlencoded/i.test(value);
  }

  /** Ends the request that is open, if any, with the line before. @returns where the next one starts */
  close(isFollowed = true): number {
    const open = this.#open;
    const end = this.#taker.stretches.length;
    const next = open ? this.#trim(open, end, isFollowed) : 0;
    this.#open = undefined;
    if (open?.hasUrl) {
      const { from, head, requestLine, isVerbatim, isEscaped } = open;
      this.parts.push({ from, head, end: next, requestLine, isVerbatim, isEscaped });
    } else if (open?.requestLine) {
      const { first } = this.#taker.stretches[open.head] as Line;
      this.#taker.findings.push(missingUrl(open.requestLine.method, rangeOf(first, this.#taker.textOf(first))));
    }
    return next;
  }

  /**
   * Gives back what at the end of a request belongs to what follows: notes and variables below an empty line, and notes
   * right above the next request.
   */
  #trim({ head, isVerbatim }: OpenPart, end: number, isFollowed: boolean): number {
    const { stretches } = this.#taker;
    let first = end;
    while (first > head + 1 && this.#isLoose(stretches[first - 1] as Line, isVerbatim)) first -= 1;
    let from = first;
    while (from < end && stretches[from]?.kind !== 'blank') from += 1;
    if (from === end) return isFollowed ? first : end;
    for (let at = from; at < end; at += 1) {
      const stretch = stretches[at] as Line;
      if (stretch.kind !== 'body') continue;
      stretch.kind = 'variable';
      this.#taker.noteVariable(stretch.first, this.#taker.textOf(stretch.first));
    }
    return from;
  }

  #isLoose({ kind, first }: Stretch, isVerbatim: boolean): boolean {
    if (kind === 'blank' || kind === 'comment' || kind === 'directive' || kind === 'variable') return true;
    return kind === 'body' && first.mark === AT && !isVerbatim && readVariable(this.#taker.textOf(first)) !== undefined;
  }
}

const AT = 0x40;
