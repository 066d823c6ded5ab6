import { DescriptionError } from './descriptionError.js';
import type { DescriptionFile } from './descriptionFile.js';
import { type ForeignDescription, type ForeignOperation, METHODS } from './foreignDescription.js';
import { asList, asObject, asText, type Json, type Keys } from './json.js';
import { contentTypeOf, readBody, readFields, readResponses, textOf } from './postmanContent.js';
import { PostmanVariables } from './postmanVariables.js';

/** Whether a parsed file is a Postman collection that names its schema, as those since version 2.0 do. */
export function isPostmanCollection(value: unknown): boolean {
  return /getpostman\.com\/.*collection/.test(asText(asObject(asObject(value)?.info)?.schema));
}

/**
 * Lists the requests of a Postman collection: folders become resources, and variables of the collection and its folders
 * are filled in. No secret is taken over; `{{name}}` stands in its place.
 * @throws {DescriptionError} for another version than 2.1 or 2.0, or an item that is no request
 */
export function readPostman(file: DescriptionFile): ForeignDescription {
  const collection = asObject(file.value) ?? {};
  const info = asObject(collection.info) ?? {};
  if (!/\/v2\.[01]\.\d+\//.test(asText(info.schema))) {
    throw new DescriptionError(
      file.path,
      'only Postman collections of version 2.1 (or 2.0) can be imported. Export it again as "Collection v2.1".',
      file.lineOf(['info', 'schema']),
    );
  }
  if (!Array.isArray(collection.item)) {
    throw new DescriptionError(file.path, 'the collection has no list "item" of requests.', file.lineOf(['item']));
  }
  const variables = new PostmanVariables().with(collection.variable);
  const operations = [
    ...readItems(collection.item, { file, keys: ['item'], variables, auth: collection.auth, tags: [] }),
  ];
  if (operations.length === 0) {
    throw new DescriptionError(file.path, 'the collection has no request.', file.lineOf(['item']));
  }
  return {
    info: {
      title: info.name,
      version: versionOf(info.version) || variables.valueOf('version'),
      description: textOf(info.description),
    },
    schemas: {},
    operations,
  };
}

/** What a request has from the folders around it. */
interface Surroundings {
  readonly file: DescriptionFile;
  readonly keys: Keys;
  readonly variables: PostmanVariables;
  readonly auth: unknown;
  /** Names of the folders, the outermost first. */
  readonly tags: readonly string[];
}

function* readItems(items: readonly unknown[], around: Surroundings): Generator<ForeignOperation> {
  for (const [i, value] of items.entries()) {
    const item = asObject(value) ?? {};
    const inside = {
      ...around,
      keys: [...around.keys, i],
      variables: around.variables.with(item.variable),
      auth: item.auth ?? around.auth,
    };
    if (Array.isArray(item.item)) {
      const tags = [...around.tags, asText(item.name)].filter((name) => name !== '');
      yield* readItems(item.item, { ...inside, keys: [...inside.keys, 'item'], tags });
      continue;
    }
    const request = typeof item.request === 'string' ? { url: item.request } : asObject(item.request);
    if (!request) {
      const { file } = around;
      throw new DescriptionError(file.path, 'this item is neither a folder nor a request.', file.lineOf(inside.keys));
    }
    const operation = readRequest(item, request, inside);
    if (operation) yield operation;
  }
}

/** Undefined for a method that is not of HTTP's own, such as those that caches invented. */
function readRequest(item: Json, request: Json, around: Surroundings): ForeignOperation | undefined {
  const { variables, tags, keys } = around;
  const method = METHODS.find((candidate) => candidate === (asText(request.method) || 'get').toLowerCase());
  if (!method) return undefined;
  const url = readUrl(request.url, variables);
  const headers = headersOf(request.header);
  const body = readBody(request.body, contentTypeOf(headers), variables);
  const name = asText(item.name);
  return {
    path: url.path,
    method,
    keys,
    servers: [{ url: url.server }],
    operation: {
      operationId: toIdentifier(name),
      summary: name,
      description: textOf(request.description) || textOf(item.description),
      tags: [tags.join(' > ')],
      security: bringsCredentials(body) ? [] : securityOf(request.auth ?? around.auth),
      parameters: [
        ...readFields(url.variables, variables).map((field) => ({ ...field, in: 'path' })),
        ...readFields(url.query, variables).map((field) => ({ ...field, in: 'query' })),
        ...readFields(headers.filter(isParameter), variables).map((field) => ({ ...field, in: 'header' })),
      ],
      ...(body ? { requestBody: body } : {}),
      responses: readResponses(item.response, variables),
    },
  };
}

interface PostmanUrl {
  /** With `{name}` where a variable without a value stands. */
  readonly server: string;
  readonly path: string;
  readonly query: readonly unknown[];
  readonly variables: readonly unknown[];
}

function readUrl(value: unknown, variables: PostmanVariables): PostmanUrl {
  const parts = asObject(value) ?? {};
  const written = typeof value === 'string' ? value : asText(parts.raw) || joinUrl(parts);
  const ids: Json[] = [];
  const text = variables.fill(
    written.replace(ID_SEGMENT, (_, name: string) => {
      ids.push({ key: name, value: variables.valueOf(name) });
      return `/:${name}`;
    }),
  );
  const [, start = '', path = '', query = ''] = URL_PARTS.exec(text) ?? [];
  const hasScheme = start === '' || start.includes('//') || start.startsWith('{{');
  return {
    server: (hasScheme ? start : `https://${start}`).replace(/^\{\{[^{}]*\}\}:/, 'https:').replace(VARIABLE, '{$1}'),
    path: toTemplate(path),
    query: Array.isArray(parts.query)
      ? parts.query.map(decodeField)
      : [...new URLSearchParams(query)].map(([key, item]) => ({ key, value: item })),
    variables: [...ids, ...asList(parts.variable)],
  };
}

/** Scheme and host, where a variable may stand for either or both; path; query. */
const URL_PARTS = /^((?:(?:[a-z][a-z\d+.-]*|\{\{[^{}]*\}\}):\/\/)?(?:\{\{[^{}]*\}\}|[^/?#])*)([^?#]*)(?:\?([^#]*))?/i;
/** A variable for an id as a segment of a path: other ids are asked for as well, so it stays a variable. */
const ID_SEGMENT = /\/\{\{\s*([^{}/]*id)\s*\}\}(?=[/?#]|$)/gi;
const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Values of a query may be written as they go over the wire. */
function decodeField(value: unknown): unknown {
  const field = asObject(value) ?? {};
  const text = asText(field.value);
  if (!/%[\da-f]{2}/i.test(text)) return field;
  const [decoded = text] = new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).values();
  return { ...field, value: decoded };
}

/** A URL that is only given in parts. */
function joinUrl({ protocol, host, port, path }: Json): string {
  const join = (part: unknown, between: string): string =>
    Array.isArray(part) ? part.map((one) => asText(asObject(one)?.value ?? one)).join(between) : asText(part);
  const start = [
    asText(protocol) && `${asText(protocol)}://`,
    join(host, '.'),
    asText(port) && `:${asText(port)}`,
  ].join('');
  const way = join(path, '/');
  return way === '' || way.startsWith('/') ? start + way : `${start}/${way}`;
}

/** `/reports/:id/{{part}}` as `/reports/{id}/{part}`. */
function toTemplate(path: string): string {
  return path
    .replace(/\/{2,}/g, '/')
    .split('/')
    .map((segment) => segment.replace(/^:(.+)$/, '{$1}').replace(VARIABLE, '{$1}'))
    .join('/');
}

function headersOf(value: unknown): readonly Json[] {
  if (typeof value !== 'string') return asList(value).map((header) => asObject(header) ?? {});
  return value.split(/\r?\n/).flatMap((line) => {
    const [, key, text] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    return key === undefined ? [] : [{ key, value: text }];
  });
}

/** Headers that come from elsewhere: the connection, the body, the connection to the server; or have nowhere to be typed. */
const NO_PARAMETERS = new Set([
  'authorization',
  'content-type',
  'content-length',
  'cookie',
  'host',
  'connection',
  'accept-encoding',
  'postman-token',
]);

function isParameter({ key }: Json): boolean {
  return !NO_PARAMETERS.has(asText(key).toLowerCase());
}

/** Whether a request asks for a token and so has none to send. */
function bringsCredentials(body: Json | undefined): boolean {
  const [media] = Object.values(asObject(body?.content) ?? {});
  const { grant_type: grant, client_secret: secret } = asObject(asObject(media)?.example) ?? {};
  return grant !== undefined || secret !== undefined;
}

/** No authorization only where the collection says so; scopes where it names them. */
function securityOf(auth: unknown): unknown {
  const { type, oauth2 } = asObject(auth) ?? {};
  if (type === 'noauth') return [];
  if (type !== 'oauth2') return undefined;
  const scope = Array.isArray(oauth2)
    ? asObject(oauth2.find((attribute) => asObject(attribute)?.key === 'scope'))?.value
    : asObject(oauth2)?.scope;
  return [
    {
      oauth2: asText(scope)
        .split(/[\s,]+/)
        .filter(Boolean),
    },
  ];
}

/** A version as text or in numbers, e.g. `{"major": 1, "minor": 2, "patch": 0}`. */
function versionOf(version: unknown): string {
  const { major, minor, patch } = asObject(version) ?? {};
  return asText(version) || [major, minor, patch].map(asText).filter(Boolean).join('.');
}

/** `Get report by ID` as `getReportByID`. */
function toIdentifier(name: string): string {
  const [first = '', ...others] = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const start = /^\p{Lu}+$/u.test(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  return start + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
