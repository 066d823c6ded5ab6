import type { Schema } from '../../../catalog/model.js';
import { isRecord } from '../../protocol/xml.js';

/** What does not fit, by the path of the value, e.g. `seller.location`: `is required`. */
export type Misfits = Readonly<Record<string, string>>;

const MOST_MISFITS = 50;

/** Longer texts fit no pattern: matching them could take forever. */
const LONGEST_MATCHED = 1000;

/** Checks a value against the parts of JSON Schema that the schemas of receipts use; undefined when it fits. */
export function findMisfits(value: unknown, schema: Schema): Misfits | undefined {
  const misfits = new Map<string, string>();
  for (const [path, reason] of check(value, schema, '')) {
    if (misfits.size < MOST_MISFITS) misfits.set(path || 'receipt', reason);
  }
  return misfits.size === 0 ? undefined : Object.fromEntries(misfits);
}

type Misfit = readonly [path: string, reason: string];

function* check(value: unknown, schema: Schema, path: string): Generator<Misfit> {
  for (const part of listOf(schema.allOf)) yield* check(value, part, path);
  const { type, enum: choices } = schema;
  if (typeof type === 'string' && !isOfType(value, type)) {
    yield [path, `has to be of the type ${type}`];
    return;
  }
  if (choices && !choices.includes(value)) yield [path, `has to be one of ${choices.join(', ')}`];
  if (typeof value === 'string') yield* checkText(value, schema, path);
  if (typeof value === 'number') yield* checkNumber(value, schema, path);
  const { items } = schema;
  if (Array.isArray(value) && items) {
    for (const [index, item] of value.entries()) yield* check(item, items, `${path}[${index}]`);
  }
  if (isRecord(value)) yield* checkProperties(value, schema, path);
}

function* checkProperties(value: Readonly<Record<string, unknown>>, schema: Schema, path: string): Generator<Misfit> {
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) yield [below(name), 'is required'];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (Object.hasOwn(value, name)) yield* check(value[name], property, below(name));
  }
}

function* checkText(value: string, schema: Schema, path: string): Generator<Misfit> {
  const { minLength, maxLength, pattern } = schema;
  if (typeof minLength === 'number' && value.length < minLength)
    yield [path, `is shorter than ${minLength} characters`];
  if (typeof maxLength === 'number' && value.length > maxLength) yield [path, `is longer than ${maxLength} characters`];
  if (typeof pattern !== 'string') return;
  const fits = value.length <= LONGEST_MATCHED && new RegExp(pattern, 'u').test(value);
  if (!fits) yield [path, `has to fit ${pattern}`];
}

function* checkNumber(value: number, { minimum, maximum }: Schema, path: string): Generator<Misfit> {
  if (typeof minimum === 'number' && value < minimum) yield [path, `is less than ${minimum}`];
  if (typeof maximum === 'number' && value > maximum) yield [path, `is more than ${maximum}`];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
