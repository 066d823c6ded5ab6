import { isRecord } from '../protocol/xml.js';

/** How much data a part of the sandbox holds. */
export interface DataCount {
  readonly part: string;
  /** What there is, by the name under which it is saved, e.g. `reports`; empty when a part saves no lists. */
  readonly counts: readonly (readonly [what: string, count: number])[];
}

/** Counts the lists in what the parts of the sandbox save; fields that are none are not counted. */
export function countData(parts: Readonly<Record<string, unknown>>): readonly DataCount[] {
  return Object.entries(parts).map(([part, saved]) => ({ part, counts: countLists(part, saved) }));
}

function countLists(name: string, saved: unknown): readonly (readonly [string, number])[] {
  if (Array.isArray(saved)) return [[name, saved.length]];
  if (!isRecord(saved)) return [];
  return Object.entries(saved).flatMap(([key, value]) => {
    if (Array.isArray(value)) return [[key, value.length] as const];
    return isRecord(value) ? countLists(key, value) : [];
  });
}
