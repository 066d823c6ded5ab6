import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Catalog } from '../../src/catalog/catalog.js';
import type { MediaType, Operation, Schema } from '../../src/catalog/model.js';
import { sampleBody, sampleParameter, sampleValues } from '../../src/catalog/sample.js';
import { explainMismatch } from '../../src/catalog/schema.js';
import { listOperations } from '../../src/catalog/search.js';
import { assembleRequest } from '../../src/http/assemble.js';
import { headerValue } from '../../src/http/request.js';
import { builtInCatalog } from './builtInCatalog.js';
import { readXml } from './readXml.js';

const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true });
addFormats.default(ajv);

/** A body as the value that its schema speaks of; parts that are files count as texts. */
function readBody(text: string, mediaType: string, schema: Schema): { value: unknown; schema: Schema } {
  if (/json/.test(mediaType)) return { value: JSON.parse(text), schema };
  if (/xml/.test(mediaType)) return readXml(text, schema);
  if (/urlencoded/.test(mediaType)) return { value: Object.fromEntries(new URLSearchParams(text)), schema };
  const boundary = /boundary=(.+)$/.exec(mediaType)?.[1];
  return { value: boundary === undefined ? text : Object.fromEntries(readParts(text, boundary)), schema };
}

function readParts(text: string, boundary: string): [string, unknown][] {
  assert.ok(text.endsWith(`--${boundary}--\r\n`), 'the last boundary ends the body');
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...content] = part.split('\r\n\r\n');
      const name = /name="([^"]+)"/.exec(head)?.[1] ?? '';
      const value = content.join('\r\n\r\n').replace(/\r\n$/, '');
      return [name, /application\/json/.test(head) ? JSON.parse(value) : value];
    });
}

describe('sampleValues', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await builtInCatalog();
  });

  it('makes a request of every operation that fits its own document', async function () {
    this.timeout(60_000);
    const wrong: string[] = [];
    for (const { operation: entry } of listOperations(await catalog.apis())) {
      wrong.push(...explainSample(await catalog.operation(entry.id)));
    }
    assert.deepEqual(wrong, []);
  });
});

/** What a strict reader of the operation's document has against its sample. */
function explainSample(operation: Operation): string[] {
  const { id, method, parameters, requestBody } = operation;
  const values = sampleValues(operation);
  const request = assembleRequest(operation, values, 'https://us2.api.concursolutions.com');
  const wrong: string[] = [];
  if (request.method !== method) wrong.push(`${id}: ${request.method}`);
  const { pathname, searchParams } = new URL(request.url);
  if (/[{}]|%7B/i.test(pathname)) wrong.push(`${id}: ${pathname}`);
  for (const { name, in: place, required, schema } of parameters) {
    if (!required) continue;
    const value = values.parameters[name] ?? '';
    const sent = { path: value, query: searchParams.get(name), header: headerValue(request.headers, name) }[place];
    const mismatch = explainMismatch(value, schema);
    if (value === '' || !sent || mismatch !== undefined)
      wrong.push(`${id} ${name}: ${JSON.stringify(value)} ${mismatch ?? ''}`);
  }
  if (!requestBody) return wrong;
  const sent = values.body;
  const media = requestBody.content.find(({ mediaType }) => sent?.mediaType.startsWith(mediaType));
  if (!media || !sent) return [...wrong, `${id}: no body`];
  if (headerValue(request.headers, 'content-type') !== sent.mediaType) wrong.push(`${id}: another Content-Type`);
  return [...wrong, ...explainBodies(id, requestBody.content)];
}

/** Every format of the body is looked at, not only the one that is preferred. */
function explainBodies(id: string, content: readonly MediaType[]): string[] {
  return content.flatMap((media) => {
    const { mediaType, text } = sampleBody(media);
    const { value, schema } = readBody(text, mediaType, media.schema);
    const isValid = ajv.validate(schema, value);
    return isValid ? [] : [`${id} ${media.mediaType}: ${ajv.errorsText()} in ${JSON.stringify(value).slice(0, 300)}`];
  });
}

describe('sampleParameter', () => {
  for (const [what, parameter, text] of [
    ['takes the example', { schema: { type: 'string' }, example: 'A_PEND' }, 'A_PEND'],
    ['separates items by commas', { schema: { type: 'array' }, example: ['UN', 'AS'] }, 'UN,AS'],
    ['takes the first of an enumeration', { schema: { type: 'string', enum: ['asc', 'desc'] } }, 'asc'],
    ['keeps bounds', { schema: { type: 'integer', minimum: 5 } }, '5'],
  ] as const) {
    it(what, () => {
      assert.equal(sampleParameter({ name: 'x', in: 'query', required: true, description: '', ...parameter }), text);
    });
  }
});

describe('sampleBody', () => {
  it('ends where a schema holds itself', () => {
    const schema = {
      $ref: '#/$defs/Node',
      $defs: { Node: { type: 'object', properties: { child: { $ref: '#/$defs/Node' } } } },
    };
    assert.ok(ajv.validate(schema, JSON.parse(sampleBody({ mediaType: 'application/json', schema }).text)));
  });

  it('writes objects as JSON and files as PDF into parts', () => {
    const schema: Schema = {
      type: 'object',
      properties: { receipt: { type: 'object' }, image: { type: 'string', format: 'binary' } },
    };
    const example = { receipt: { total: 12.5 }, image: 'taxi.png' };
    const { mediaType, text } = sampleBody({ mediaType: 'multipart/form-data', schema, example });
    assert.match(mediaType, /^multipart\/form-data; boundary=\S+$/);
    assert.match(text, /name="receipt"\r\nContent-Type: application\/json\r\n\r\n\{\n {2}"total": 12\.5\n\}\r\n--/);
    assert.match(text, /name="image"; filename="taxi\.pdf"\r\nContent-Type: application\/pdf\r\n\r\n%PDF-/);
  });
});
