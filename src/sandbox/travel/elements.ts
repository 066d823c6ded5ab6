import type { Schema } from '../../catalog/model.js';
import { typeOf } from '../../catalog/schema.js';
import { parseDateTime } from '../protocol/moments.js';
import { isRecord, isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';

/** What can be wrong with an element. `kind`: no number, flag or date; `shape`: elements where text belongs, or the reverse. */
export type Problem = 'readOnly' | 'length' | 'choice' | 'pattern' | 'range' | 'kind' | 'shape';

/** An element that does not fit the schema. */
export interface Finding {
  /** Elements from below the root, e.g. `Segments/Air/FlightNumber`; an attribute has a `@`. */
  readonly path: string;
  readonly problem: Problem;
  /** Ends a sentence that the path begins, e.g. `is longer than 32 characters`. */
  readonly message: string;
}

type Tell = (finding: Finding) => void;

/**
 * The elements of an XML body that the schema of the catalogue knows and allows, in the schema's order. Empty elements
 * and nil stay, numbers stay as they were written; what is wrong is told and left out, what is unknown is left out.
 * @param content attributes, where the schema has some, by `@name`
 */
export function siftElements(content: WireRecord, schema: Schema, tell: Tell): WireRecord {
  return siftRecord(content, schema, '', tell, schema);
}

function siftRecord(content: WireRecord, schema: Schema, path: string, tell: Tell, root: Schema): WireRecord {
  const entries: [string, WireValue][] = [];
  for (const [name, unresolved] of Object.entries(schema.properties ?? {})) {
    const property = resolve(unresolved, root);
    const key = xmlOf(property).attribute === true ? `@${name}` : name;
    const value = content[key];
    if (value === undefined || !Object.hasOwn(content, key)) continue;
    const at = path === '' || name === '#text' ? path || key : `${path}/${key}`;
    if (property.readOnly === true) {
      tell({ path: at, problem: 'readOnly', message: 'is not open to changes' });
      continue;
    }
    const sifted = siftValue(value, property, at, tell, root);
    if (sifted !== undefined) entries.push([key, sifted]);
  }
  return Object.fromEntries(entries);
}

function siftValue(value: WireValue, schema: Schema, path: string, tell: Tell, root: Schema): WireValue | undefined {
  if (value === null || value === '') return value;
  const mayBeText = Array.isArray(schema.type) && schema.type.includes('string');
  const type = mayBeText && typeof value === 'string' ? 'string' : typeOf(schema);
  if (type === 'array') return siftList(value, schema, path, tell, root);
  if (type === 'object') {
    const record = typeof value === 'string' && schema.properties?.['#text'] ? { '#text': value } : value;
    if (isWireRecord(record)) return siftRecord(record, schema, path, tell, root);
    return wrong(tell, path, 'shape', 'has to hold elements, once');
  }
  if (typeof value !== 'string') return wrong(tell, path, 'shape', 'has to hold text, once');
  return siftText(value, schema, type, path, tell);
}

function siftList(value: WireValue, schema: Schema, path: string, tell: Tell, root: Schema): WireValue | undefined {
  const item = schema.items && resolve(schema.items, root);
  if (!item) return undefined;
  const siftItems = (items: WireValue, at: string): WireValue[] =>
    (Array.isArray(items) ? items : [items]).flatMap((one) => {
      const sifted = siftValue(one, item, at, tell, root);
      return sifted === undefined || sifted === null || sifted === '' ? [] : [sifted];
    });
  if (xmlOf(schema).wrapped !== true) return siftItems(value, path);
  if (!isWireRecord(value)) return wrong(tell, path, 'shape', 'has to hold elements, once');
  const name = itemName(item) ?? Object.keys(value)[0];
  const items = name === undefined ? undefined : value[name];
  return name === undefined || items === undefined ? '' : { [name]: siftItems(items, `${path}/${name}`) };
}

function siftText(
  text: string,
  schema: Schema,
  type: string | undefined,
  path: string,
  tell: Tell,
): string | undefined {
  const { maxLength, minLength, pattern, minimum, maximum } = schema;
  if (type === 'boolean') {
    const flag = { true: 'true', '1': 'true', false: 'false', '0': 'false' }[text.trim().toLowerCase()];
    return flag ?? wrong(tell, path, 'kind', 'has to be true or false');
  }
  if (schema.enum && !schema.enum.map(String).includes(text.trim())) {
    return wrong(tell, path, 'choice', `has to be one of ${schema.enum.join(', ')}`);
  }
  if (type === 'number' || type === 'integer') {
    const isNumber = type === 'number' ? /^-?\d{1,15}(\.\d{1,10})?$/ : /^-?\d{1,15}$/;
    const trimmed = text.trim();
    if (!isNumber.test(trimmed))
      return wrong(tell, path, 'kind', `has to be a ${type === 'number' ? '' : 'whole '}number`);
    const isInRange = !(Number(trimmed) < Number(minimum)) && !(Number(trimmed) > Number(maximum));
    return isInRange ? trimmed : wrong(tell, path, 'range', 'is out of range');
  }
  if (typeof maxLength === 'number' && text.length > maxLength) {
    return wrong(tell, path, 'length', `is longer than ${maxLength} characters`);
  }
  if (typeof minLength === 'number' && text.length < minLength) {
    return wrong(tell, path, 'length', `is shorter than ${minLength} characters`);
  }
  if (typeof pattern === 'string' && !new RegExp(pattern).test(text)) {
    return wrong(tell, path, 'pattern', `has to match ${pattern}`);
  }
  const isDate = schema.format === 'date' || (/Date(Time)?(Local|Utc|UTC)?$/.test(path) && isMoment(schema));
  if (isDate && !parseDateTime(text)) {
    return wrong(tell, path, 'kind', 'has to be a date such as 2030-01-31 or 2030-01-31T18:04:11');
  }
  return text;
}

/** Moments have no `format` in the catalogue, for they lack a zone; their examples tell. */
function isMoment({ examples }: Schema): boolean {
  return Array.isArray(examples) && /^\d{4}-\d{2}-\d{2}T/.test(String(examples[0]));
}

function wrong(tell: Tell, path: string, problem: Problem, message: string): undefined {
  tell({ path, problem, message });
  return undefined;
}

/** The same elements in the order of the schema; those that it does not know come last. */
export function orderElements(content: WireRecord, schema: Schema, root: Schema = schema): WireRecord {
  const properties = schema.properties ?? {};
  const order = (value: WireValue, property: Schema): WireValue => {
    if (Array.isArray(value)) return value.map((item) => order(item, property));
    if (!isWireRecord(value)) return value;
    const known = resolve(property, root);
    if (typeOf(known) === 'object') return orderElements(value, known, root);
    const item = known.items && resolve(known.items, root);
    const name = item && itemName(item);
    if (!item) return value;
    if (xmlOf(known).wrapped !== true || name === undefined) return orderElements(value, item, root);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === name ? order(inner, item) : inner]),
    );
  };
  const keys = Object.entries(properties).map(([name, property]): [string, Schema] => [
    xmlOf(resolve(property, root)).attribute === true ? `@${name}` : name,
    property,
  ]);
  const known = keys.flatMap(([key, property]): [string, WireValue][] => {
    const value = content[key];
    return value === undefined ? [] : [[key, order(value, property)]];
  });
  const others = Object.entries(content).filter(([key]) => !keys.some(([name]) => name === key));
  return Object.fromEntries([...known, ...others]);
}

/** The name of the elements inside a wrapped list. */
function itemName(item: Schema): string | undefined {
  const { name } = xmlOf(item);
  return typeof name === 'string' ? name : undefined;
}

/** What a schema says on its XML form. */
function xmlOf({ xml }: Schema): Readonly<Record<string, unknown>> {
  return isRecord(xml) ? xml : {};
}

/** The schema itself, or what its `$ref` names in the root. */
export function resolve(schema: Schema, root: Schema): Schema {
  const { $ref, ...siblings } = schema;
  if ($ref === undefined) return schema;
  const definitions = isRecord(root.$defs) ? root.$defs : {};
  const target = definitions[$ref.slice($ref.lastIndexOf('/') + 1)];
  return isRecord(target) ? { ...(target as Schema), ...siblings } : {};
}
