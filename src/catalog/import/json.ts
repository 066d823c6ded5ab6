/** An object of somebody else's file, of which nothing is known but that it is one. */
export type Json = Readonly<Record<string, unknown>>;

/** Keys that lead to a place in a parsed file. */
export type Keys = readonly (string | number)[];

/** Undefined for a list or anything else that is no object. */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Empty for anything that is no list. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a person wrote, without space around it; numbers as text, empty for anything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The member of an object or the item of a list, never something that they inherit. */
export function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined;
}

/** The same object with other values. */
export function mapValues(object: Json, map: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}

/** How many values an object holds, all within it counted as often as they are met, and how deep they nest. */
interface Size {
  readonly count: number;
  readonly depth: number;
}

const MOST_VALUES = 5_000_000;
const DEEPEST = 300;

/** Whether a value is small and flat enough to walk: aliases of YAML may unfold without end. */
export function canBeWalked(value: unknown): boolean {
  const known = new Map<object, Size>();
  const measure = (part: unknown, above: number): Size => {
    if (typeof part !== 'object' || part === null) return { count: 1, depth: 0 };
    if (above > DEEPEST) return { count: Number.POSITIVE_INFINITY, depth: 0 };
    const before = known.get(part);
    if (before) return before;
    let count = 1;
    let depth = 0;
    for (const item of Object.values(part)) {
      const size = measure(item, above + 1);
      count += size.count;
      depth = Math.max(depth, size.depth + 1);
      if (above + depth > DEEPEST) count = Number.POSITIVE_INFINITY;
      if (count > MOST_VALUES) break;
    }
    known.set(part, { count, depth });
    return { count, depth };
  };
  return measure(value, 0).count <= MOST_VALUES;
}
