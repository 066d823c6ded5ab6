import { isSecretName, redactBody } from '../../kernel/redaction.js';
import { asList, asObject, asText, type Json, mapValues } from './json.js';
import type { PostmanVariables } from './postmanVariables.js';

const JSON_TYPE = 'application/json';

/** Media types of the languages that Postman's editor of raw bodies knows. */
const TYPE_OF_LANGUAGE: ReadonlyMap<string, string> = new Map([
  ['json', JSON_TYPE],
  ['xml', 'application/xml'],
  ['html', 'text/html'],
  ['javascript', 'application/javascript'],
]);

/** A description, which is a text or an object that holds one. */
export function textOf(description: unknown): string {
  return asText(asObject(description)?.content ?? description);
}

/** The media type that a list of headers names, without its parameters; empty when none does. */
export function contentTypeOf(headers: unknown): string {
  const header = asList(headers)
    .map(asObject)
    .find((one) => asText(one?.key).toLowerCase() === 'content-type' && one?.disabled !== true);
  const [type = ''] = asText(header?.value).split(';');
  return /^[\w.+-]+\/[\w.+*-]+$/.test(type.trim()) ? type.trim().toLowerCase() : '';
}

/**
 * Query parameters, headers or fields as parameters of OpenAPI that do not say where they go. `[required]` in a
 * description makes one required. A value becomes the example, unless it is a secret or still holds a variable.
 */
export function readFields(list: readonly unknown[], variables: PostmanVariables): Json[] {
  const known = new Map<string, Json>();
  for (const item of list) {
    const field = asObject(item) ?? {};
    const name = variables.fill(asText(field.key) || asText(field.id));
    if (name === '' || name.includes('{{')) continue;
    const description = textOf(field.description);
    const value = field.value === null || field.value === undefined ? '' : variables.fill(asText(field.value));
    const isExample = value !== '' && !value.includes('{{') && !isSecretName(name);
    known.set(name, {
      name,
      description: description.replace(/\s*\[required\]\s*/gi, ' ').trim(),
      required: /\[required\]/i.test(description),
      schema: { type: 'string' },
      ...(isExample ? { example: value } : {}),
    });
  }
  return [...known.values()];
}

/** Undefined when the request has none. @param mediaType that of the request's headers, empty when they name none */
export function readBody(value: unknown, mediaType: string, variables: PostmanVariables): Json | undefined {
  const body = asObject(value);
  if (!body || body.disabled === true) return undefined;
  switch (body.mode) {
    case 'raw': {
      const raw = typeof body.raw === 'string' ? variables.fill(body.raw) : '';
      if (raw.trim() === '') return undefined;
      const language = asText(asObject(asObject(body.options)?.raw)?.language);
      return oneContent(mediaType || TYPE_OF_LANGUAGE.get(language) || typeOf(raw), raw);
    }
    case 'urlencoded':
      return readForm('application/x-www-form-urlencoded', asList(body.urlencoded), variables);
    case 'formdata':
      return readForm('multipart/form-data', asList(body.formdata), variables);
    case 'graphql': {
      const { query, variables: inputs } = asObject(body.graphql) ?? {};
      const example = { query: asText(query), variables: tryJson(asText(inputs)) ?? {} };
      return { content: { [mediaType || JSON_TYPE]: { schema: schemaOf(example), example } } };
    }
    case 'file':
      return {
        content: { [mediaType || 'application/octet-stream']: { schema: { type: 'string', format: 'binary' } } },
      };
    default:
      return undefined;
  }
}

/** Saved answers as responses of OpenAPI; of several with one status and media type the first counts. */
export function readResponses(list: unknown, variables: PostmanVariables): Json {
  const found: Record<string, { description: string; content: Record<string, unknown> }> = {};
  for (const item of asList(list)) {
    const response = asObject(item) ?? {};
    const status = asText(response.code) || 'default';
    const text = typeof response.body === 'string' ? variables.fill(response.body) : '';
    found[status] ??= { description: asText(response.name) || asText(response.status), content: {} };
    if (text.trim() === '') continue;
    const { content } = oneContent(contentTypeOf(response.header) || typeOf(text), text);
    found[status].content = { ...content, ...found[status].content };
  }
  return found;
}

function oneContent(mediaType: string, text: string): { readonly content: Json } {
  if (!/json/.test(mediaType)) {
    return { content: { [mediaType]: { schema: { type: 'string' }, example: redactBody(text) } } };
  }
  const value = tryJson(text);
  if (value === undefined) return { content: { [mediaType]: {} } };
  const example = withoutSecrets(value);
  return { content: { [mediaType]: { schema: schemaOf(example), example } } };
}

function readForm(mediaType: string, list: readonly unknown[], variables: PostmanVariables): Json | undefined {
  const fields = readFields(list, variables);
  if (fields.length === 0) return undefined;
  const written = new Map(list.map((item) => [variables.fill(asText(asObject(item)?.key)), asObject(item) ?? {}]));
  const properties = fields.map(({ name, description, schema, example }) => [
    asText(name),
    {
      ...(asObject(schema) ?? {}),
      ...(isFile(written.get(asText(name))) ? { format: 'binary' } : {}),
      ...(description === '' ? {} : { description }),
      ...(example === undefined ? {} : { examples: [example] }),
    },
  ]);
  const required = fields.flatMap(({ name, required: isRequired }) => (isRequired === true ? [asText(name)] : []));
  const example = [...written]
    .filter(([name, { disabled }]) => name !== '' && disabled !== true)
    .map(([name, field]) => [
      name,
      isFile(field) ? '' : withoutSecrets(variables.fill(asText(field.value)) || `{{${name}}}`, name),
    ]);
  return {
    required: required.length > 0,
    content: {
      [mediaType]: {
        schema: {
          type: 'object',
          properties: Object.fromEntries(properties),
          ...(required.length > 0 ? { required } : {}),
        },
        example: Object.fromEntries(example),
      },
    },
  };
}

function isFile(field: Json | undefined): boolean {
  return field?.type === 'file';
}

function typeOf(text: string): string {
  const start = text.trimStart().charAt(0);
  if (start === '<') return 'application/xml';
  return tryJson(text) === undefined ? 'text/plain' : JSON_TYPE;
}

/** JSON in which variables may stand where a value would. */
function tryJson(text: string): unknown {
  for (const candidate of [
    text,
    text.replace(/("(?:[^"\\]|\\.)*")|(\{\{[^{}]*\}\})/g, (whole, _, variable) =>
      variable === undefined ? whole : `"${variable}"`,
    ),
  ]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // the next candidate, else it is no JSON
    }
  }
  return undefined;
}

/** Secrets give way to the names of variables, which a person fills in when sending. */
function withoutSecrets(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, name));
  const object = asObject(value);
  if (object) return mapValues(object, (item, key) => withoutSecrets(item, key));
  return isSecretName(name) && asText(value) !== '' && !/^\{\{.*\}\}$/.test(asText(value)) ? `{{${name}}}` : value;
}

/** What can be told of a schema from one example; nothing about an item is required. */
function schemaOf(example: unknown): Json {
  if (Array.isArray(example)) return { type: 'array', items: example.length === 0 ? {} : schemaOf(example[0]) };
  const object = asObject(example);
  if (object) return { type: 'object', properties: mapValues(object, schemaOf) };
  if (typeof example === 'string' && /^\{\{.*\}\}$/.test(example)) return {}; // whatever the variable holds
  if (typeof example === 'number') return { type: Number.isInteger(example) ? 'integer' : 'number' };
  return typeof example === 'string' || typeof example === 'boolean' ? { type: typeof example } : {};
}
