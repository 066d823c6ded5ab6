import type { ApiEntry } from './model.js';

/** The order of APIs wherever all are listed: by group, then by title and version. */
export function byGroupAndTitle(a: ApiEntry, b: ApiEntry): number {
  return collator.compare(a.group, b.group) || collator.compare(a.title, b.title) || newestFirst(a, b);
}

/** By version, the newest first. */
export function newestFirst(a: ApiEntry, b: ApiEntry): number {
  return collator.compare(b.version, a.version);
}

/** Numbers by value, so that version 10 follows 9; one collator, for making one per comparison is slow. */
const collator = new Intl.Collator('en', { numeric: true });
