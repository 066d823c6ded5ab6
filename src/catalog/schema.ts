import type { Schema } from './model.js';

/**
 * The schema with every `$ref` into `schemas` replaced by what it names.
 * A schema that contains itself keeps the inner `$ref`, so the answer is always finite.
 */
export function inlineReferences(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  return inline(schema, schemas, []) as Schema;
}

function inline(value: unknown, schemas: Readonly<Record<string, Schema>>, open: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => inline(item, schemas, open));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value && typeof value.$ref === 'string') {
    const { $ref, ...siblings } = value;
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    const target = schemas[name];
    if (!target || open.includes(name)) return value;
    return { ...(inline(target, schemas, [...open, name]) as Schema), ...siblings };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(item, schemas, open)]));
}

/** What a value of this schema is, in the words of a prompt, e.g. `whole number` or `date (yyyy-MM-dd)`. */
export function describeType(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  switch (typeOf(schema)) {
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
  const number = Number(text);
  const type = typeOf(schema);
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
  return undefined;
}

function explainBounds(number: number, { minimum, maximum }: Schema): string | undefined {
  if (typeof minimum === 'number' && number < minimum) return `Use ${minimum} or more.`;
  if (typeof maximum === 'number' && number > maximum) return `Use ${maximum} or less.`;
  return undefined;
}

function isDate(text: string, form: RegExp): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text));
}
