/** `{{$random.integer(1, 10)}}` and its like, as JetBrains writes them. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHABETS: Readonly<Record<string, string>> = {
  alphabetic: LETTERS,
  alphanumeric: LETTERS + DIGITS,
  hexadecimal: `${DIGITS}abcdef`,
};
/** No request is made longer than this by one word. */
const MAX_LENGTH = 100_000;

/** What random texts are made of. */
export interface RandomSource {
  readonly randomUuid: () => string;
  /** A whole number from `min` up to, but not including, `max`. */
  readonly randomInt: (min: number, max: number) => number;
}

/**
 * Reads what follows `$random.`: `uuid`, `integer(from, to)` and `float(from, to)` (`to` excluded; 0 and 1000 when left
 * out), `alphabetic(length)`, `alphanumeric(length)`, `hexadecimal(length)`, `email`.
 * @returns undefined where it is written in another way
 */
export function readRandom(text: string, source: RandomSource): string | undefined {
  const [, kind = '', written] = /^(\w+)(?:\s*\(([^()]*)\))?$/.exec(text) ?? [];
  const words = (written ?? '').trim() === '' ? [] : (written ?? '').split(',').map((word) => word.trim());
  switch (kind) {
    case 'uuid':
      return words.length === 0 ? source.randomUuid() : undefined;
    case 'email':
      return words.length === 0 ? `${randomText(8, LETTERS.slice(26), source)}@example.com` : undefined;
    case 'integer':
      return readInteger(words, source);
    case 'float':
      return readFloat(words, source);
    default: {
      const alphabet = Object.hasOwn(ALPHABETS, kind) ? ALPHABETS[kind] : undefined;
      const length = words.length === 1 && /^\d+$/.test(words[0] ?? '') ? Number(words[0]) : undefined;
      return alphabet === undefined || length === undefined || length > MAX_LENGTH
        ? undefined
        : randomText(length, alphabet, source);
    }
  }
}

function readInteger(words: readonly string[], source: RandomSource): string | undefined {
  const bounds = readBounds(words, /^-?\d+$/);
  return bounds && Number.isSafeInteger(bounds.to - bounds.from)
    ? String(source.randomInt(bounds.from, bounds.to))
    : undefined;
}

function readFloat(words: readonly string[], source: RandomSource): string | undefined {
  const bounds = readBounds(words, /^-?\d+(?:\.\d+)?$/);
  if (!bounds) return undefined;
  const share = source.randomInt(0, 2 ** 32) / 2 ** 32;
  return String(bounds.from + share * (bounds.to - bounds.from));
}

function readBounds(words: readonly string[], form: RegExp): { from: number; to: number } | undefined {
  const [from = '0', to = '1000'] = words;
  if (words.length === 1 || words.length > 2 || !form.test(from) || !form.test(to)) return undefined;
  const [low, high] = [Number(from), Number(to)].sort((a, b) => a - b);
  return low === undefined || high === undefined || low === high || high - low >= 2 ** 48
    ? undefined
    : { from: low, to: high };
}

function randomText(length: number, alphabet: string, { randomInt }: RandomSource): string {
  return Array.from({ length }, () => alphabet[randomInt(0, alphabet.length)]).join('');
}
