import type { OperationPaths } from '../catalog/match.js';

/** A call that was answered lately. */
export interface RecentCall {
  readonly method: string;
  readonly url: string;
  /** The answer's body where it is JSON and small enough to look through. */
  readonly json?: unknown;
}

/** A value for a segment of a path, and what it belongs to. */
export interface RecentId {
  readonly value: string;
  /** Name or title beside the id; '' when there is none. */
  readonly about: string;
}

const MOST_IDS = 50;
const MOST_VISITED = 20_000;

/**
 * Values that a parameter of a path had, or that answers gave for it; the latest calls first.
 * @param before the path up to the parameter, e.g. `/api/v3.0/expense/reports/`
 */
export function recentIds(
  parameter: string,
  before: string,
  calls: readonly RecentCall[],
  paths: OperationPaths,
): readonly RecentId[] {
  const found = new Map<string, RecentId>();
  const add = (value: unknown, about: string): void => {
    const isId = (typeof value === 'string' && value !== '' && value.length <= 200) || typeof value === 'number';
    if (isId && found.size < MOST_IDS && (found.get(String(value))?.about ?? '') === '')
      found.set(String(value), { value: String(value), about });
  };
  const list = fold(before);
  const name = foldName(parameter);
  for (const { method, url, json } of calls) {
    if (!URL.canParse(url)) continue;
    const { pathname } = new URL(url);
    const [match] = paths.find(method, pathname);
    const isList = fold(pathname) === list;
    walk(json, (object) => {
      const about = nameOf(object);
      for (const [key, value] of Object.entries(object)) {
        const folded = foldName(key);
        if (folded === name && name !== 'id') add(value, about);
        else if (isList && (folded === 'id' || folded.endsWith('id')) && isFirstId(object, key)) add(value, about);
      }
    });
    for (const [key, value] of Object.entries(match?.pathValues ?? {})) {
      const isSame = fold(pathname).startsWith(`${list}/`) || list === '';
      if (foldName(key) === name && (name !== 'id' || isSame)) add(value, '');
    }
  }
  return [...found.values()];
}

/** Whether a member is the id of its object, and not one of something that it refers to. */
function isFirstId(object: Readonly<Record<string, unknown>>, key: string): boolean {
  const keys = Object.keys(object);
  return (
    (keys.find((other) => foldName(other) === 'id') ?? keys.find((other) => foldName(other).endsWith('id'))) === key
  );
}

function walk(value: unknown, visit: (object: Readonly<Record<string, unknown>>) => void): void {
  const open: unknown[] = [value];
  for (let count = 0; open.length > 0 && count < MOST_VISITED; count += 1) {
    const next = open.shift();
    if (Array.isArray(next)) open.push(...next.slice(0, 200));
    else if (typeof next === 'object' && next !== null) {
      visit(next as Readonly<Record<string, unknown>>);
      open.push(...Object.values(next).filter((item) => typeof item === 'object' && item !== null));
    }
  }
}

function nameOf(object: Readonly<Record<string, unknown>>): string {
  const value = ['name', 'title', 'displayName', 'userName', 'description']
    .map((wanted) => Object.entries(object).find(([key]) => key.toLowerCase() === wanted.toLowerCase())?.[1])
    .find((found) => typeof found === 'string' && found !== '');
  return typeof value === 'string' ? value.slice(0, 60) : '';
}

function fold(path: string): string {
  return path.toLowerCase().replace(/\/+$/, '');
}

function foldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}
