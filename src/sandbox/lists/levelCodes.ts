import { MAX_CODE } from './listBodies.js';

const LEVELS = 10;

/** The codes of an item from the top down to its own, or what is wrong with them. */
export type LevelCodes =
  | { readonly kind: 'path'; readonly codes: readonly [string, ...string[]] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'wrong'; readonly level: number };

/** Reads the codes that an item of v1 or v3 carries in one field for each level; empty ones count as missing. */
export function readLevelCodes(
  fields: Readonly<Record<string, unknown>>,
  nameOf: (level: number) => string,
): LevelCodes {
  const codes: string[] = [];
  let isGap = false;
  for (let level = 1; level <= LEVELS; level++) {
    const given = fields[nameOf(level)] ?? '';
    if (typeof given !== 'string' && typeof given !== 'number') return { kind: 'wrong', level };
    const code = String(given).trim();
    if (code.length > MAX_CODE || code.includes('-')) return { kind: 'wrong', level };
    if (code === '') isGap = true;
    else if (isGap) return { kind: 'gap' };
    else codes.push(code);
  }
  const [first, ...others] = codes;
  return first === undefined ? { kind: 'missing' } : { kind: 'path', codes: [first, ...others] };
}
