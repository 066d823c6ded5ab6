import type { Json, Keys } from './json.js';

/** Methods of operations, as OpenAPI writes them in a path item. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

/** What somebody's description holds, whichever format it is in; its parts in the words of OpenAPI 3.1. */
export interface ForeignDescription {
  readonly info: Json;
  /** URL of a page about it. */
  readonly docs?: unknown;
  readonly servers?: unknown;
  readonly security?: unknown;
  /** By the names that references between them use. */
  readonly schemas: Json;
  /** In the order of the file; several may have the same method and path. */
  readonly operations: readonly ForeignOperation[];
}

/** One operation as it is described. */
export interface ForeignOperation {
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly operation: Json;
  /** Where in the file it stands. */
  readonly keys: Keys;
  /** Parameters of all operations at its path, and where they stand. */
  readonly shared?: { readonly parameters: unknown; readonly keys: Keys };
  /** Servers of all operations at its path. */
  readonly servers?: unknown;
}
