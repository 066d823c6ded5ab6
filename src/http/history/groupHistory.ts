import type { HistoryEntry } from './historyEntry.js';

/** Calls of one operation, in the order in which they were listed. */
export interface CallGroup {
  /** Method and operation, or the end of the path where the catalogue knew none: `GET listReports`. */
  readonly name: string;
  readonly entries: readonly HistoryEntry[];
}

/** Method and operation of a remembered call, or the end of its path. */
export function nameCall({ method, url, operationId }: HistoryEntry): string {
  if (operationId !== undefined) return `${method} ${operationId.slice(operationId.lastIndexOf('/') + 1)}`;
  if (!URL.canParse(url)) return `${method} ${url}`;
  const { pathname, host } = new URL(url);
  return `${method} ${pathname.split('/').filter(Boolean).slice(-2).join('/') || host}`;
}

/** Groups calls by operation, the group of the latest call first. */
export function groupByCall(entries: readonly HistoryEntry[]): readonly CallGroup[] {
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const name = nameCall(entry);
    const known = groups.get(name);
    if (known) known.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups].map(([name, grouped]) => ({ name, entries: grouped }));
}

/** Entries of one day, newest first. */
export interface HistoryDay {
  /** Midnight at its beginning, in local time. */
  readonly day: Date;
  readonly entries: readonly HistoryEntry[];
}

/** Groups a list by local days, in its order. */
export function groupByDay(entries: readonly HistoryEntry[]): readonly HistoryDay[] {
  const days = new Map<number, HistoryEntry[]>();
  for (const entry of entries) {
    const day = new Date(entry.at).setHours(0, 0, 0, 0);
    const known = days.get(day);
    if (known) known.push(entry);
    else days.set(day, [entry]);
  }
  return [...days].map(([day, grouped]) => ({ day: new Date(day), entries: grouped }));
}
