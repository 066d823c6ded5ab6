import { asList, asObject, type Json, mapValues } from './json.js';

/** Keywords that hold a schema. */
export const SCHEMA_KEYWORDS = [
  'items',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'not',
  'contains',
  'propertyNames',
  'if',
  'then',
  'else',
] as const;

const LIST_KEYWORDS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const MAP_KEYWORDS = ['properties', 'patternProperties', 'dependentSchemas'] as const;

/** Keywords that hold schemas in a list or by name. */
export const SCHEMAS_KEYWORDS = [...LIST_KEYWORDS, ...MAP_KEYWORDS] as const;

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Types that older or careless descriptions name, in the words of JSON Schema. */
const OTHER_TYPES: ReadonlyMap<string, Json> = new Map([
  ['file', { type: 'string', format: 'binary' }],
  ['date', { type: 'string', format: 'date' }],
  ['datetime', { type: 'string', format: 'date-time' }],
  ['date-time', { type: 'string', format: 'date-time' }],
  ['uuid', { type: 'string', format: 'uuid' }],
  ['text', { type: 'string' }],
  ['int', { type: 'integer' }],
  ['long', { type: 'integer' }],
  ['float', { type: 'number' }],
  ['double', { type: 'number' }],
  ['decimal', { type: 'number' }],
  ['bool', { type: 'boolean' }],
]);

const NUMBERS = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
] as const;

/** Keywords that would lead a reader elsewhere, or that say in an older way what another says by now. */
const LEFT_OUT = [
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$recursiveAnchor',
  '$recursiveRef',
  '$vocabulary',
  '$defs',
  'definitions',
  'dependencies',
  'nullable',
  'x-nullable',
] as const;

/** What the value of a keyword must be; any other is left out. */
const IS_FIT: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ...SCHEMA_KEYWORDS.map((key) => [key, isSchema] as const),
  ...LIST_KEYWORDS.map((key) => [key, (value: unknown) => Array.isArray(value) && value.length > 0] as const),
  ...MAP_KEYWORDS.map((key) => [key, isObject] as const),
  ...NUMBERS.map((key) => [key, Number.isFinite] as const),
  ...LEFT_OUT.map((key) => [key, () => false] as const),
  ...['$ref', 'format', 'pattern', 'title', 'description', '$comment', 'contentMediaType', 'contentEncoding'].map(
    (key) => [key, (value: unknown) => typeof value === 'string'] as const,
  ),
  ...['uniqueItems', 'readOnly', 'writeOnly', 'deprecated'].map(
    (key) => [key, (value: unknown) => typeof value === 'boolean'] as const,
  ),
  ...['enum', 'examples', 'required'].map((key) => [key, Array.isArray] as const),
  ...['dependentRequired', 'xml'].map((key) => [key, isObject] as const),
]);

/**
 * A schema of OpenAPI 3.0 or Swagger 2.0 as OpenAPI 3.1 writes it (JSON Schema 2020-12). What a keyword cannot hold is
 * left out, so that readers and validators may trust what is there. Schemas within it are not touched.
 */
export function modernSchema(schema: Json): Json {
  const { type: _, required: _required, ...rest } = schema;
  const converted = { ...toType(schema), ...toRequired(schema), ...rest, ...toList(schema), ...toNumbers(schema) };
  const fit = Object.fromEntries(Object.entries(converted).filter(([key, value]) => IS_FIT.get(key)?.(value) ?? true));
  return schema.nullable === true || schema['x-nullable'] === true ? orNull(fit) : fit;
}

/** Before 2020-12 a list of schemas for the items one by one was written as `items`. */
function toList(schema: Json): Json {
  const found: Record<string, unknown> = {};
  if (Array.isArray(schema.items)) found.prefixItems = schema.items;
  for (const key of SCHEMAS_KEYWORDS) {
    const value = schema[key] ?? found[key];
    if (Array.isArray(value)) found[key] = value.map(toSchema);
    else if (asObject(value) && typeof (value as Json).$ref !== 'string')
      found[key] = mapValues(value as Json, toSchema);
  }
  return found;
}

/** Numbers that were written as texts; and limits that a second keyword, before OpenAPI 3.1, said to be exclusive. */
function toNumbers(schema: Json): Json {
  const found: Record<string, unknown> = {};
  for (const key of NUMBERS) {
    const value = schema[key];
    if (typeof value === 'string' && value.trim() !== '') found[key] = Number(value);
  }
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (schema[exclusive] !== true) continue;
    found[exclusive] = found[limit] ?? schema[limit];
    found[limit] = undefined;
  }
  return found;
}

function toType({ type }: Json): Json {
  if (typeof type === 'string') return TYPES.has(type) ? { type } : (OTHER_TYPES.get(type.toLowerCase()) ?? {});
  const types = asList(type).filter((item): item is string => typeof item === 'string' && TYPES.has(item));
  return types.length > 0 ? { type: [...new Set(types)] } : {};
}

/** Names of required properties; some descriptions say of a property itself that it is, as JSON Schema once did. */
function toRequired({ required, properties }: Json): Json {
  const listed = asList(required).filter((name): name is string => typeof name === 'string');
  const own = Object.entries(asObject(properties) ?? {}).filter(
    ([, property]) => asObject(property)?.required === true,
  );
  const names = [...new Set([...listed, ...own.map(([name]) => name)])];
  return names.length > 0 ? { required: names } : {};
}

function orNull(schema: Json): Json {
  const { type, $ref, allOf, ...others } = schema;
  if (type !== undefined) return { ...schema, type: [...new Set([type, 'null'].flat())] };
  const isAlone = ['properties', 'enum', 'anyOf', 'oneOf'].every((key) => others[key] === undefined);
  if (!isAlone || ($ref ?? allOf) === undefined) return schema;
  return { ...others, anyOf: [$ref === undefined ? { allOf } : { $ref }, { type: 'null' }] };
}

function toSchema(value: unknown): unknown {
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): boolean {
  return asObject(value) !== undefined || typeof value === 'boolean';
}

function isObject(value: unknown): boolean {
  return asObject(value) !== undefined;
}
