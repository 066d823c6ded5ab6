import type { ApiFile } from '../compile.js';
import type { ApiEntry } from '../model.js';

/** An imported API as the catalogue keeps it. */
export interface ImportedApi {
  readonly entry: ApiEntry;
  readonly file: ApiFile;
  /** The file that describes it, where `entry.own.source` may be a folder. */
  readonly path: string;
}

/** An API and its operations under another id. */
export function withId(entry: ApiEntry, id: string): ApiEntry {
  if (id === entry.id) return entry;
  return {
    ...entry,
    id,
    operations: entry.operations.map((operation) => ({ ...operation, id: `${id}/${operation.name}` })),
  };
}

/** The id, or one like it that is not taken; it is taken by then. */
export function takeId(id: string, taken: Set<string>): string {
  let free = id;
  for (let i = 2; taken.has(free); i += 1) free = `${id}-${i}`;
  taken.add(free);
  return free;
}
