/** What rows of a form take from a schema. */
import type { FormRow } from '../../../builder/formView.js';
import type { Schema } from '../../../catalog/model.js';
import { explainMismatch, typeOf } from '../../../catalog/schema.js';
import { alternativesOf } from '../../../response/schemaPath.js';

/** Rows that a form draws at most: nobody fills in more by hand, and the text shows the rest. */
export const MOST_ROWS = 300;

/** Levels that a form goes down. */
export const MOST_LEVELS = 6;

/** A schema with references followed and the parts that combine it put together; of alternatives, the first. */
export function resolveSchema(schema: Schema | undefined, root: Schema): Schema {
  return (schema && alternativesOf(schema, root)[0]) ?? {};
}

/** Fields that can be written, in the order of the document. */
export function fieldsOf(schema: Schema): readonly (readonly [string, Schema])[] {
  return Object.entries(schema.properties ?? {}).filter(([, field]) => field.readOnly !== true);
}

/** What a row of this schema is. */
export function kindOf(schema: Schema): FormRow['kind'] {
  if (schema.enum) return 'choice';
  const type = typeOf(schema) ?? (schema.properties ? 'object' : schema.items ? 'list' : 'string');
  if (type === 'object') return 'object';
  if (type === 'array' || type === 'list') return 'list';
  if (type === 'boolean') return 'boolean';
  if (type === 'integer' || type === 'number') return 'number';
  if (schema.format === 'date') return 'date';
  if (schema.format === 'date-time') return 'datetime';
  return schema.format === 'binary' ? 'file' : 'text';
}

/** A row with what the schema says of it. */
export function rowOf(
  schema: Schema,
  parts: Pick<FormRow, 'path' | 'label' | 'isRequired' | 'isPresent' | 'isRemovable' | 'value'>,
): FormRow {
  const kind = kindOf(schema);
  const isLeaf = kind !== 'object' && kind !== 'list';
  const problem = parts.isPresent && isLeaf && parts.value !== '' ? explainMismatch(parts.value, schema) : undefined;
  const missing = parts.isRequired && (!parts.isPresent || (isLeaf && parts.value === ''));
  return {
    ...parts,
    path: [...parts.path],
    kind,
    choices: (schema.enum ?? []).map(String),
    description: schema.description ?? '',
    ...(problem !== undefined ? { problem } : missing ? { problem: 'A value is required.' } : {}),
  };
}
