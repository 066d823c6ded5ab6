import type { Catalog } from '../../catalog/catalog.js';
import type { Schema } from '../../catalog/model.js';

/** Reads a schema of the catalogue when it is first asked for, and keeps it. */
export type LazySchema = () => Promise<Schema>;

/** The schema of the body that an operation takes. */
export function bodySchema(catalog: Catalog, operationId: string): LazySchema {
  return once(async () => (await catalog.operation(operationId)).requestBody?.content[0]?.schema ?? {});
}

/** The schema of the body that an operation answers with status 200. */
export function answerSchema(catalog: Catalog, operationId: string): LazySchema {
  return once(async () => (await catalog.operation(operationId)).responses['200']?.content[0]?.schema ?? {});
}

function once(read: () => Promise<Schema>): LazySchema {
  let schema: Promise<Schema> | undefined;
  return () => (schema ??= read());
}
