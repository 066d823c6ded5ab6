import type { MediaType, Schema } from '../../catalog/model.js';
import { sampleBody } from '../../catalog/sample.js';
import { resolveSchema } from './bodyForm/schemaRows.js';

/** Levels that are gone down; deeper ones stay as the sample has them. */
const MOST_LEVELS = 8;

/** An example with nothing but what the schema requires. */
export function onlyRequired(media: MediaType): { readonly mediaType: string; readonly text: string } {
  const { example: _, ...bare } = media;
  return sampleBody({ ...bare, schema: prune(media.schema, media.schema, 0) });
}

function prune(schema: Schema, root: Schema, level: number): Schema {
  if (level > MOST_LEVELS) return schema;
  const own = resolveSchema(schema, root);
  if (own.items) return { ...own, items: prune(own.items, root, level + 1) };
  if (!own.properties) return own;
  const required = own.required ?? [];
  const kept = Object.entries(own.properties).filter(([name]) => required.includes(name));
  const properties = Object.fromEntries(kept.map(([name, field]) => [name, prune(field, root, level + 1)]));
  const { example: _, ...rest } = own;
  return { ...rest, properties };
}
