import type { Schema } from './model.js';

/** Nodes of a schema after which references are kept: deeply shared schemas would grow beyond all bounds. */
const MOST_INLINED = 20_000;

/**
 * The schema with every `$ref` into `schemas` replaced by what it names, so that it can be read and validated alone.
 * What contains itself, and what would make the schema huge, is referred to as `#/$defs/Name` and stands there once.
 */
export function inlineReferences(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const pending = new Set<string>();
  let count = 0;
  const inline = (value: unknown, open: readonly string[], isShared: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => inline(item, open, isShared));
    if (typeof value !== 'object' || value === null) return value;
    count += 1;
    if ('$ref' in value && typeof value.$ref === 'string') {
      const { $ref, ...siblings } = value;
      const name = $ref.slice($ref.lastIndexOf('/') + 1);
      const target = schemas[name];
      if (!target) return value;
      if (isShared || open.includes(name) || count > MOST_INLINED) {
        pending.add(name);
        return { ...siblings, $ref: `#/$defs/${name}` };
      }
      return { ...(inline(target, [...open, name], isShared) as Schema), ...siblings };
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(item, open, isShared)]));
  };
  const inlined = inline(schema, [], false) as Schema;
  const definitions: Record<string, unknown> = {};
  for (const name of pending) definitions[name] = inline(schemas[name], [], true); // a Set grows while it is walked
  return pending.size === 0 ? inlined : { ...inlined, $defs: definitions };
}

/** What a value of this schema is, in the words of a prompt, e.g. `whole number` or `date (yyyy-MM-dd)`. */
export function describeType(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  switch (typeOf(schema)) {
    case 'array':
      return `${schema.items ? describeType(schema.items) : 'text'}, several separated by commas`;
    case 'integer':
      return 'whole number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    default:
      if (schema.format === 'date') return 'date (yyyy-MM-dd)';
      if (schema.format === 'date-time') return 'date and time (yyyy-MM-ddTHH:mm:ss)';
      if (schema.format === 'uuid') return 'UUID';
      return 'text';
  }
}

/** The one type of a schema; where null is allowed beside another, the other. */
export function typeOf({ type }: Schema): string | undefined {
  return typeof type === 'string' ? type : type?.find((candidate) => candidate !== 'null');
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why a typed-in text is no value of this schema, as one sentence, or undefined when it fits. */
export function explainMismatch(text: string, schema: Schema): string | undefined {
  if (schema.enum && !schema.enum.map(String).includes(text)) return `Use one of ${schema.enum.join(', ')}.`;
  const type = typeOf(schema);
  if (type === 'array') return explainItems(text, schema);
  const number = Number(text);
  if (type === 'integer' && !/^[+-]?\d+$/.test(text.trim())) return 'Use a whole number.';
  if (type === 'number' && (text.trim() === '' || !Number.isFinite(number))) return 'Use a number, such as 12.5.';
  if (type === 'integer' || type === 'number') return explainBounds(number, schema);
  if (type === 'boolean' && text !== 'true' && text !== 'false') return 'Use true or false.';
  if (schema.format === 'date' && !isDate(text, DATE)) return 'Use a date such as 2026-01-31.';
  if (schema.format === 'date-time' && !isDate(text, DATE_TIME))
    return 'Use a date and time such as 2026-01-31T16:05:06.';
  if (schema.format === 'uuid' && !UUID.test(text)) return 'Use a UUID, 32 hexadecimal digits with hyphens.';
  const { minLength, maxLength } = schema;
  if (typeof minLength === 'number' && text.length < minLength) return `Use at least ${minLength} characters.`;
  if (typeof maxLength === 'number' && text.length > maxLength) return `Use at most ${maxLength} characters.`;
  if (typeof schema.pattern === 'string' && !fitsPattern(text, schema.pattern))
    return `Use the form ${schema.pattern}.`;
  return undefined;
}

/** Items of a list are typed with commas between them. */
function explainItems(text: string, { items, minItems, maxItems }: Schema): string | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (typeof minItems === 'number' && parts.length < minItems) return `Use at least ${minItems}, separated by commas.`;
  if (typeof maxItems === 'number' && parts.length > maxItems) return `Use at most ${maxItems}, separated by commas.`;
  return items && parts.map((part) => explainMismatch(part, items)).find((mismatch) => mismatch !== undefined);
}

function explainBounds(number: number, { minimum, maximum }: Schema): string | undefined {
  if (typeof minimum === 'number' && number < minimum) return `Use ${minimum} or more.`;
  if (typeof maximum === 'number' && number > maximum) return `Use ${maximum} or less.`;
  return undefined;
}

function fitsPattern(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true; // a pattern that is none here, such as one of another language, holds nobody up
  }
}

function isDate(text: string, form: RegExp): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text));
}
