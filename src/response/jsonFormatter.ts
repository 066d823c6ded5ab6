/** What a text turned out to be: `cut` is JSON whose end is missing; `notJson` has something that JSON does not allow. */
export type JsonOutcome = 'whole' | 'cut' | 'notJson';

/** What may come next. */
enum Expect {
  Value,
  ValueOrClose,
  KeyOrClose,
  Key,
  Colon,
  CommaOrClose,
  /** A value at the top has ended; another one may follow on a line of its own, as in NDJSON. */
  Nothing,
}

/** What the byte before was part of. */
enum Inside {
  Nothing,
  Text,
  Number,
  Literal,
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const NEW_LINE = 0x0a;
const BLANK = 0x20;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** Levels that are indented; deeper ones stand below each other, or a few bytes of brackets would become gigabytes. */
const MOST_INDENTED = 100;

const LITERALS: Readonly<Record<number, Uint8Array>> = {
  116: Buffer.from('true'),
  102: Buffer.from('false'),
  110: Buffer.from('null'),
};

/**
 * Writes JSON with line breaks and two spaces per level as its bytes come in, in chunks that may be cut anywhere. Works
 * on the bytes of UTF-8, not on values: numbers (however long), key order, repeated keys, strings and escapes stay
 * exactly as they came. Needs memory for one chunk and one byte per open level.
 */
export class JsonFormatter {
  #out: Uint8Array = new Uint8Array(0);
  #length = 0;
  readonly #open: number[] = [];
  #expect = Expect.Value;
  #inside = Inside.Nothing;
  #isEscaped = false;
  #isKey = false;
  #literal: Uint8Array = new Uint8Array(0);
  #matched = 0;
  #seen = 0;
  /** Bytes of a byte order mark at the beginning. */
  #marks = 0;
  #hasValue = false;
  #isBroken = false;

  /** The formatted form of what this chunk settles. Empty from the byte on that makes it no JSON. */
  write(chunk: Uint8Array): Uint8Array {
    this.#out = new Uint8Array(chunk.length * 2 + 256);
    this.#length = 0;
    let i = this.#seen < 3 ? this.#skipByteOrderMark(chunk) : 0;
    this.#seen += chunk.length;
    while (i < chunk.length && !this.#isBroken) {
      if (this.#inside === Inside.Text) i = this.#continueText(chunk, i);
      else {
        const byte = chunk[i] ?? BLANK;
        if (this.#inside !== Inside.Nothing && this.#continueWord(byte)) i += 1;
        else {
          i += 1;
          if (byte !== BLANK && byte !== NEW_LINE && byte !== 0x0d && byte !== 0x09) this.#begin(byte);
        }
      }
    }
    return this.#out.subarray(0, this.#length);
  }

  /** To be asked when all is written. */
  end(): JsonOutcome {
    if (this.#inside === Inside.Literal && this.#matched < this.#literal.length) this.#isBroken = true;
    if (this.#isBroken || (!this.#hasValue && this.#open.length === 0)) return 'notJson';
    return this.#open.length > 0 || this.#inside === Inside.Text ? 'cut' : 'whole';
  }

  #skipByteOrderMark(chunk: Uint8Array): number {
    let i = 0;
    if (this.#marks < this.#seen) return 0; // something else came first
    while (this.#marks < 3 && i < chunk.length && chunk[i] === BYTE_ORDER_MARK[this.#marks]) {
      i += 1;
      this.#marks += 1;
    }
    return i;
  }

  /** Copies what belongs to the string; the index behind it or behind the chunk. */
  #continueText(chunk: Uint8Array, from: number): number {
    let i = from;
    let isOver = false;
    while (i < chunk.length && !isOver) {
      const byte = chunk[i];
      i += 1;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) isOver = true;
    }
    this.#copy(chunk, from, i);
    if (isOver) this.#endText();
    return i;
  }

  #endText(): void {
    this.#inside = Inside.Nothing;
    if (this.#isKey) this.#expect = Expect.Colon;
    else this.#endValue();
  }

  /** Whether the byte belongs to the number or literal that is open; ends it when not. */
  #continueWord(byte: number): boolean {
    if (this.#inside === Inside.Number) {
      if (isOfNumber(byte)) {
        this.#put(byte);
        return true;
      }
    } else if (this.#matched < this.#literal.length) {
      if (byte !== this.#literal[this.#matched]) this.#isBroken = true;
      this.#matched += 1;
      this.#put(byte);
      return true;
    }
    this.#inside = Inside.Nothing;
    this.#endValue();
    return false;
  }

  #endValue(): void {
    this.#expect = this.#open.length === 0 ? Expect.Nothing : Expect.CommaOrClose;
  }

  /** Takes the first byte of a token. */
  #begin(byte: number): void {
    switch (byte) {
      case COMMA:
        if (this.#expect !== Expect.CommaOrClose) this.#isBroken = true;
        this.#put(COMMA);
        this.#breakLine();
        this.#expect = this.#open.at(-1) === CLOSE_OBJECT ? Expect.Key : Expect.Value;
        return;
      case COLON:
        if (this.#expect !== Expect.Colon) this.#isBroken = true;
        this.#put(COLON);
        this.#put(BLANK);
        this.#expect = Expect.Value;
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#close(byte);
        return;
      case QUOTE:
        this.#isKey = this.#expect === Expect.Key || this.#expect === Expect.KeyOrClose;
        this.#beginValue(this.#isKey);
        this.#put(QUOTE);
        this.#inside = Inside.Text;
        return;
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.#beginValue(false);
        this.#put(byte);
        this.#open.push(byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST);
        this.#expect = byte === OPEN_OBJECT ? Expect.KeyOrClose : Expect.ValueOrClose;
        return;
      default:
        this.#beginWord(byte);
    }
  }

  #beginWord(byte: number): void {
    this.#beginValue(false);
    const literal = LITERALS[byte];
    if (literal) {
      this.#literal = literal;
      this.#matched = 1;
      this.#inside = Inside.Literal;
    } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      this.#inside = Inside.Number;
    } else this.#isBroken = true;
    this.#put(byte);
  }

  /** Checks that a value (or key) may begin here, and puts it where it belongs. */
  #beginValue(isKey: boolean): void {
    this.#hasValue = true;
    switch (this.#expect) {
      case Expect.ValueOrClose:
      case Expect.KeyOrClose:
        if (this.#expect === Expect.KeyOrClose && !isKey) this.#isBroken = true;
        this.#breakLine();
        return;
      case Expect.Key:
        if (!isKey) this.#isBroken = true;
        return;
      case Expect.Value:
        return;
      case Expect.Nothing:
        this.#put(NEW_LINE);
        return;
      default:
        this.#isBroken = true;
    }
  }

  #close(byte: number): void {
    const isEmpty = this.#expect === Expect.KeyOrClose || this.#expect === Expect.ValueOrClose;
    if (this.#open.pop() !== byte || !(isEmpty || this.#expect === Expect.CommaOrClose)) this.#isBroken = true;
    if (!isEmpty) this.#breakLine();
    this.#put(byte);
    this.#endValue();
  }

  #breakLine(): void {
    const blanks = 2 * Math.min(this.#open.length, MOST_INDENTED);
    this.#reserve(blanks + 1);
    this.#out[this.#length] = NEW_LINE;
    this.#out.fill(BLANK, this.#length + 1, this.#length + 1 + blanks);
    this.#length += blanks + 1;
  }

  #put(byte: number): void {
    if (this.#length === this.#out.length) this.#reserve(1);
    this.#out[this.#length] = byte;
    this.#length += 1;
  }

  #copy(chunk: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    if (to - from > 64) this.#out.set(chunk.subarray(from, to), this.#length);
    else for (let i = from; i < to; i++) this.#out[this.#length + i - from] = chunk[i] ?? 0;
    this.#length += to - from;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return;
    const grown = new Uint8Array(Math.max(this.#length + bytes, this.#out.length * 2));
    grown.set(this.#out.subarray(0, this.#length));
    this.#out = grown;
  }
}

/** Digits, sign, point, exponent: whether they make a number is for whoever reads it. */
function isOfNumber(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x2d || byte === 0x2b || (byte | 0x20) === 0x65;
}
