import { METHODS } from './foreignDescription.js';
import { asList, asObject, asText, type Json, mapValues } from './json.js';
import { modernSchema } from './modernSchema.js';

const JSON_TYPE = 'application/json';
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Keywords of a schema that Swagger 2.0 writes into the parameter itself. */
const SCHEMA_PARTS = [
  'type',
  'format',
  'items',
  'default',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'x-nullable',
];

/**
 * A Swagger 2.0 description as OpenAPI 3.1 writes it. Parts that are OpenAPI 3 already stay, for such mixtures are about.
 * @param document with its references resolved
 */
export function fromSwagger2(document: Json): Json {
  const { host, basePath, schemes, ...rest } = document;
  const base = { url: `${serverOf(asText(host), schemes)}${asText(basePath)}` };
  const paths = asObject(document.paths);
  return {
    ...rest,
    ...(asText(host) === '' && document.servers !== undefined ? {} : { servers: [base] }),
    ...(paths ? { paths: mapValues(paths, (item) => convertPathItem(item, document)) } : {}),
  };
}

/** The protocol of a file is not known where it names none: that of every server of today. */
function serverOf(host: string, schemes: unknown): string {
  if (host === '') return '';
  const names = asList(schemes).map(asText);
  return `${names.includes('http') && !names.includes('https') ? 'http' : 'https'}://${host}`;
}

function convertPathItem(value: unknown, document: Json): unknown {
  const item = asObject(value);
  if (!item) return value;
  const shared = asList(item.parameters);
  return {
    ...item,
    ...(Array.isArray(item.parameters) ? { parameters: shared.filter(isNoBody).map(convertParameter) } : {}),
    ...Object.fromEntries(
      METHODS.flatMap((method) => {
        const operation = asObject(item[method]);
        return operation ? [[method, convertOperation(operation, shared, document)]] : [];
      }),
    ),
  };
}

function convertOperation(operation: Json, shared: readonly unknown[], document: Json): Json {
  const { consumes, produces, parameters, requestBody, responses, ...rest } = operation;
  const inBody = [shared, asList(parameters)].map((list) => list.filter((parameter) => !isNoBody(parameter)));
  const body = asObject(requestBody) ?? convertBody(inBody.flat(), mediaTypes(consumes, document.consumes));
  const answers = asObject(responses);
  return {
    ...rest,
    ...(parameters === undefined
      ? {}
      : { parameters: Array.isArray(parameters) ? parameters.filter(isNoBody).map(convertParameter) : parameters }),
    ...(body ? { requestBody: body } : {}),
    ...(answers
      ? { responses: mapValues(answers, (answer) => convertResponse(answer, mediaTypes(produces, document.produces))) }
      : {}),
  };
}

/** Those of the operation, else those of the document; an empty list of the operation counts. */
function mediaTypes(own: unknown, shared: unknown): readonly string[] {
  return asList(own ?? shared)
    .map(asText)
    .filter((type) => type !== '');
}

function isNoBody(value: unknown): boolean {
  const place = asObject(value)?.in;
  return place !== 'body' && place !== 'formData';
}

function convertParameter(value: unknown): unknown {
  const parameter = asObject(value);
  if (!parameter) return value;
  const { collectionFormat, 'x-example': _, 'x-examples': __, ...rest } = parameter;
  const example = exampleOf(parameter);
  return {
    ...rest,
    schema: asObject(parameter.schema) ?? schemaOf(parameter),
    ...(parameter.type === 'array' ? { explode: collectionFormat === 'multi' } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

function schemaOf(parameter: Json): Json {
  return modernSchema(
    Object.fromEntries(SCHEMA_PARTS.flatMap((key) => (Object.hasOwn(parameter, key) ? [[key, parameter[key]]] : []))),
  );
}

/** The example, or the first of several; no standard, but often written. */
function exampleOf(parameter: Json): unknown {
  if (parameter.example !== undefined) return parameter.example;
  const one = parameter['x-example'] ?? parameter['x-examples'];
  return asObject(one) && parameter.type !== 'object' ? Object.values(one as Json)[0] : one;
}

/** @param parameters those in the body or a form; of several with one name the last counts */
function convertBody(parameters: readonly unknown[], consumes: readonly string[]): Json | undefined {
  const known = new Map(
    parameters.flatMap((value) => {
      const parameter = asObject(value);
      return parameter ? [[parameter.in === 'body' ? 'body' : `form ${asText(parameter.name)}`, parameter]] : [];
    }),
  );
  const whole = known.get('body');
  const fields = [...known].flatMap(([key, parameter]) => (key === 'body' ? [] : [parameter]));
  if (whole && fields.length === 0) return convertWhole(whole, consumes);
  return fields.length > 0 ? convertForm(fields, consumes) : undefined;
}

function convertWhole(body: Json, consumes: readonly string[]): Json {
  const byType = asObject(body['x-examples'] ?? body['x-example']) ?? {};
  const content = (consumes.length > 0 ? consumes : [JSON_TYPE]).map((mediaType) => {
    const example = byType[mediaType] ?? body.example;
    return [mediaType, { schema: body.schema, ...(example === undefined ? {} : { example }) }];
  });
  return { required: body.required === true, content: Object.fromEntries(content) };
}

function convertForm(fields: readonly Json[], consumes: readonly string[]): Json {
  const hasFile = fields.some(({ type }) => type === 'file');
  const named = consumes.filter((type) => FORM_TYPES.some((form) => type.startsWith(form)));
  const types = named.length > 0 ? named : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  const properties = fields.map((field) => {
    const example = exampleOf(field);
    const description = asText(field.description);
    const schema = {
      ...schemaOf(field),
      ...(description === '' ? {} : { description }),
      ...(example === undefined ? {} : { example }),
    };
    return [asText(field.name), schema];
  });
  const required = fields.flatMap((field) => (field.required === true ? [asText(field.name)] : []));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
  return { required: required.length > 0, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function convertResponse(value: unknown, produces: readonly string[]): unknown {
  const response = asObject(value);
  if (!response || asObject(response.content)) return value;
  const { schema, examples, ...rest } = response;
  const byType = asObject(examples) ?? {};
  const types = produces.length > 0 ? produces : [asObject(schema)?.format === 'binary' ? BINARY : JSON_TYPE];
  const named = Object.keys(byType).filter((type) => type.includes('/'));
  const content = [...new Set([...(schema === undefined ? [] : types), ...named])].map((type) => [
    type,
    { ...(schema === undefined ? {} : { schema }), ...(Object.hasOwn(byType, type) ? { example: byType[type] } : {}) },
  ]);
  return { ...rest, content: Object.fromEntries(content) };
}

const BINARY = 'application/octet-stream';
