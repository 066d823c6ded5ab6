const HEX = '0123456789ABCDEF';
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const OPAQUE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Numbers that look random and are the same in every run (mulberry32); for data, not for secrets. */
export class SeededRandom {
  readonly #seed: number;
  #state: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#state = seed;
  }

  /** Numbers of its own for an area, so that what one area draws does not move the data of another. */
  fork(area: string): SeededRandom {
    let seed = this.#seed;
    for (const character of area) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 0x01000193);
    return new SeededRandom(seed);
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number between both, each included. */
  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.next() * (maximum - minimum + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.integer(0, choices.length - 1)] ?? choices[0];
  }

  hex(length: number): string {
    return this.#text(HEX, length);
  }

  /** Six letters, as airlines use them for a booking. */
  recordLocator(): string {
    return this.#text(LETTERS, 6);
  }

  /** An id as v1 to v3 APIs have them: it starts with `prefix` and holds a `$`, which clients have to escape. */
  opaqueId(prefix: string, length: number): string {
    const body = this.#text(OPAQUE, length - prefix.length - 1);
    const at = this.integer(1, body.length - 1);
    return `${prefix}${body.slice(0, at)}$${body.slice(at)}`;
  }

  uuid(): string {
    const hex = this.hex(32).toLowerCase();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  #text(alphabet: string, length: number): string {
    const codes = new Array<number>(length);
    for (let at = 0; at < length; at++) codes[at] = alphabet.charCodeAt(this.integer(0, alphabet.length - 1));
    return String.fromCharCode(...codes);
  }
}
