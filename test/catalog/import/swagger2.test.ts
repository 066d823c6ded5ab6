import assert from 'node:assert/strict';
import type { Operation, Schema } from '../../../src/catalog/model.js';
import { aSwagger, aSwaggerPost, importOne, importOperation } from './importing.js';

/** Media types of a body or answer and their schemas. */
function schemasOf(content: NonNullable<Operation['requestBody']>['content'] = []): readonly [string, Schema][] {
  return content.map(({ mediaType, schema }) => [mediaType, schema]);
}

describe('Swagger 2.0', () => {
  for (const [what, parameter, expected] of [
    [
      'enum, default and limits of a query parameter',
      { name: 'q', in: 'query', type: 'string', enum: ['A', 'B'], default: 'A', maxLength: 9, pattern: '^[AB]$' },
      { required: false, schema: { type: 'string', enum: ['A', 'B'], default: 'A', maxLength: 9, pattern: '^[AB]$' } },
    ],
    [
      'exclusive limits of a required header',
      { name: 'q', in: 'header', type: 'integer', required: true, minimum: 1, exclusiveMinimum: true, maximum: 9 },
      { required: true, schema: { type: 'integer', exclusiveMinimum: 1, maximum: 9 } },
    ],
    [
      'format and description',
      { name: 'q', in: 'query', type: 'string', format: 'date', description: ' When. ' },
      { description: 'When.', schema: { type: 'string', format: 'date' } },
    ],
    [
      'a default of false',
      { name: 'q', in: 'query', type: 'boolean', default: false },
      { schema: { type: 'boolean', default: false } },
    ],
    [
      'a list without a format as one value',
      { name: 'q', in: 'query', type: 'array', items: { type: 'string', enum: ['A'] } },
      { explode: false, schema: { type: 'array', items: { type: 'string', enum: ['A'] } } },
    ],
    [
      'a list with commas as one value',
      { name: 'q', in: 'query', type: 'array', items: { type: 'integer' }, collectionFormat: 'csv' },
      { explode: false },
    ],
    [
      'a list with bars as one value',
      { name: 'q', in: 'query', type: 'array', items: { type: 'integer' }, collectionFormat: 'pipes' },
      { explode: false },
    ],
    [
      'a list of the format multi as many',
      { name: 'q', in: 'query', type: 'array', items: { type: 'integer' }, collectionFormat: 'multi' },
      { explode: undefined },
    ],
    ['an example', { name: 'q', in: 'query', type: 'string', 'x-example': 'ABC' }, { example: 'ABC' }],
    ['an example that is false', { name: 'q', in: 'query', type: 'boolean', 'x-example': false }, { example: false }],
    [
      'the first of several examples',
      { name: 'q', in: 'query', type: 'string', 'x-examples': { a: 'A', b: 'B' } },
      { example: 'A' },
    ],
    [
      'null as a value',
      { name: 'q', in: 'query', type: 'string', 'x-nullable': true },
      { schema: { type: ['string', 'null'] } },
    ],
    ['a type of its own', { name: 'q', in: 'query', type: 'date' }, { schema: { type: 'string', format: 'date' } }],
    ['no type at all', { name: 'q', in: 'query' }, { schema: {} }],
    [
      'a schema, as OpenAPI 3 writes it',
      { name: 'q', in: 'query', schema: { type: 'integer' } },
      { schema: { type: 'integer' } },
    ],
  ] as const) {
    it(`keeps ${what}`, async () => {
      const [read] = (await importOperation(aSwaggerPost({ parameters: [parameter] }))).parameters;
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(read?.[key as keyof typeof read], value, key);
      }
    });
  }

  it('keeps the body, whether it is required, and a media type each of what the operation consumes', async () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string', readOnly: true } } };
    const { requestBody } = await importOperation(
      aSwaggerPost(
        {
          consumes: ['application/json', 'application/xml'],
          parameters: [
            { in: 'body', name: 'body', required: true, schema, 'x-examples': { 'application/json': { a: '1' } } },
          ],
        },
        { consumes: ['text/plain'] },
      ),
    );
    assert.deepEqual(requestBody, {
      required: true,
      content: [
        { mediaType: 'application/json', schema, example: { a: '1' } },
        { mediaType: 'application/xml', schema },
      ],
    });
  });

  for (const [what, own, shared, types] of [
    ['those of the operation', ['application/xml'], ['text/plain'], ['application/xml']],
    ['else those of the document', undefined, ['text/plain', 'text/html'], ['text/plain', 'text/html']],
    ['else JSON', undefined, undefined, ['application/json']],
    ['JSON where the operation lists none', [], ['text/plain'], ['application/json']],
  ] as const) {
    it(`takes as media types ${what}, in bodies and answers`, async () => {
      const { requestBody, responses } = await importOperation(
        aSwaggerPost(
          {
            consumes: own,
            produces: own,
            parameters: [{ in: 'body', name: 'b', schema: { type: 'string' } }],
            responses: { 200: { description: 'Fine', schema: { type: 'string' } } },
          },
          { consumes: shared, produces: shared },
        ),
      );
      assert.deepEqual(
        schemasOf(requestBody?.content),
        types.map((type) => [type, { type: 'string' }]),
      );
      assert.deepEqual(
        schemasOf(responses['200']?.content),
        types.map((type) => [type, { type: 'string' }]),
      );
    });
  }

  it('makes a form of fields, with their limits, choices, defaults and examples', async () => {
    const { requestBody } = await importOperation(
      aSwaggerPost({
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [
          {
            in: 'formData',
            name: 'kind',
            type: 'string',
            enum: ['A', 'B'],
            default: 'B',
            required: true,
            description: 'Which',
          },
          { in: 'formData', name: 'note', type: 'string', maxLength: 40, 'x-example': 'hello' },
          { in: 'formData', name: 'tags', type: 'array', items: { type: 'string', enum: ['x'] } },
        ],
      }),
    );
    assert.deepEqual(requestBody, {
      required: true,
      content: [
        {
          mediaType: 'application/x-www-form-urlencoded',
          schema: {
            type: 'object',
            required: ['kind'],
            properties: {
              kind: { type: 'string', enum: ['A', 'B'], default: 'B', description: 'Which' },
              note: { type: 'string', maxLength: 40, example: 'hello' },
              tags: { type: 'array', items: { type: 'string', enum: ['x'] } },
            },
          },
        },
      ],
    });
  });

  for (const [what, consumes, type, types] of [
    ['a file', undefined, 'file', ['multipart/form-data']],
    ['a file, whatever else is consumed', ['application/json'], 'file', ['multipart/form-data']],
    ['no file', undefined, 'string', ['application/x-www-form-urlencoded']],
    [
      'either',
      ['multipart/form-data', 'application/x-www-form-urlencoded'],
      'string',
      ['multipart/form-data', 'application/x-www-form-urlencoded'],
    ],
  ] as const) {
    it(`chooses the media type of a form with ${what}`, async () => {
      const { requestBody } = await importOperation(
        aSwaggerPost({ consumes, parameters: [{ in: 'formData', name: 'image', type }] }),
      );
      assert.deepEqual(
        requestBody?.content.map(({ mediaType }) => mediaType),
        types,
      );
      const [{ schema } = { schema: undefined }] = requestBody?.content ?? [];
      assert.equal(schema?.properties?.image?.format, type === 'file' ? 'binary' : undefined);
    });
  }

  it('takes bodies and fields of the path, which the operation may replace', async () => {
    const { file } = await importOne(
      aSwagger({
        '/a': {
          get: { operationId: 'after', responses: {} },
          post: {
            operationId: 'own',
            parameters: [{ in: 'body', name: 'x', schema: { title: 'own' } }],
            responses: {},
          },
          parameters: [
            { in: 'body', name: 'b', schema: { title: 'shared' } },
            { in: 'query', name: 'q', type: 'integer' },
          ],
        },
      }),
    );
    assert.equal(file.operations.after?.requestBody?.content[0]?.schema.title, 'shared');
    assert.equal(file.operations.own?.requestBody?.content[0]?.schema.title, 'own');
    assert.deepEqual(file.operations.own?.parameters[0]?.schema, { type: 'integer' });
  });

  it('takes parameters, fields, bodies and answers that the document shares', async () => {
    const ref = ($ref: string): object => ({ $ref });
    const { file } = await importOne(
      aSwagger(
        {
          '/a': {
            post: {
              operationId: 'body',
              parameters: [ref('#/parameters/B')],
              responses: { 400: ref('#/responses/Bad') },
            },
          },
          '/b': {
            post: { operationId: 'form', parameters: [ref('#/parameters/F'), ref('#/parameters/Q')], responses: {} },
          },
        },
        {
          parameters: {
            B: { in: 'body', name: 'b', schema: ref('#/definitions/Thing') },
            F: { in: 'formData', name: 'f', type: 'string', minLength: 2 },
            Q: { in: 'query', name: 'q', type: 'integer', default: 3 },
          },
          responses: {
            Bad: { description: 'Bad', schema: ref('#/definitions/Thing'), examples: { 'application/json': { a: 1 } } },
          },
          definitions: { Thing: { title: 'Thing' } },
        },
      ),
    );
    const thing = { $ref: '#/components/schemas/Thing' };
    assert.deepEqual(file.operations.body?.requestBody?.content[0]?.schema, thing);
    assert.deepEqual(file.operations.body?.responses['400'], {
      description: 'Bad',
      content: [{ mediaType: 'application/json', schema: thing, example: { a: 1 } }],
    });
    assert.deepEqual(file.operations.form?.requestBody?.content[0]?.schema.properties, {
      f: { type: 'string', minLength: 2 },
    });
    assert.deepEqual(file.operations.form?.parameters[0]?.schema, { type: 'integer', default: 3 });
    assert.deepEqual(file.schemas, { Thing: { title: 'Thing' } });
  });

  it('keeps files that are answered, and examples by media type', async () => {
    const { responses } = await importOperation(
      aSwaggerPost({
        responses: {
          200: { description: 'File', schema: { type: 'file' } },
          201: {
            description: 'Both',
            schema: { title: 'T' },
            examples: { 'application/json': [1], 'text/csv': 'a,b' },
          },
          204: { description: 'None' },
        },
      }),
    );
    assert.deepEqual(responses, {
      200: {
        description: 'File',
        content: [{ mediaType: 'application/octet-stream', schema: { type: 'string', format: 'binary' } }],
      },
      201: {
        description: 'Both',
        content: [
          { mediaType: 'application/json', schema: { title: 'T' }, example: [1] },
          { mediaType: 'text/csv', schema: { title: 'T' }, example: 'a,b' },
        ],
      },
      204: { description: 'None', content: [] },
    });
  });

  for (const [what, document, server, path] of [
    [
      'host, base path and protocol',
      { host: 'api.example.com', basePath: '/v1', schemes: ['https'] },
      'https://api.example.com',
      '/v1/things',
    ],
    [
      'https before http',
      { host: 'api.example.com', schemes: ['http', 'https'] },
      'https://api.example.com',
      '/things',
    ],
    [
      'http where there is nothing else',
      { host: 'localhost:8080', schemes: ['http'] },
      'http://localhost:8080',
      '/things',
    ],
    ['https where no protocol is named', { host: 'api.example.com' }, 'https://api.example.com', '/things'],
    ['a base path alone', { basePath: '/v1/' }, undefined, '/v1/things'],
    ['a base path without a slash', { basePath: 'v1' }, undefined, '/v1/things'],
    ['a host of Concur', { host: 'www.concursolutions.com', basePath: '/api/v3.0' }, undefined, '/api/v3.0/things'],
    [
      'servers, as OpenAPI 3 writes them',
      { servers: [{ url: 'https://us.api.concursolutions.com/x' }] },
      undefined,
      '/x/things',
    ],
  ] as const) {
    it(`goes by ${what}`, async () => {
      const { entry } = await importOne(aSwaggerPost({}, document));
      assert.deepEqual([entry.own?.server, entry.operations[0]?.path], [server, path]);
    });
  }

  it('takes scopes of the document where the operation names none', async () => {
    const { entry } = await importOne(
      aSwagger(
        {
          '/a': { get: { responses: {} } },
          '/b': { get: { security: [{ oauth: ['b', 'c'] }, { other: ['c', 'd'] }], responses: {} } },
          '/c': { get: { security: [], responses: {} } },
        },
        {
          security: [{ oauth: ['a'] }],
          securityDefinitions: { oauth: { type: 'oauth2', scopes: { a: 'A', z: 'Z' } } },
        },
      ),
    );
    assert.deepEqual(
      entry.operations.map(({ scopes }) => scopes),
      [['a'], ['b', 'c', 'd'], []],
    );
  });

  it('reads mixtures with OpenAPI 3, which are about', async () => {
    const { requestBody, responses } = await importOperation(
      aSwaggerPost(
        {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/T' } } },
          },
          responses: { 200: { description: '', content: { 'text/plain': { schema: { type: 'string' } } } } },
        },
        { components: { schemas: { T: { title: 'three' } } }, definitions: { T: { title: 'two' } } },
      ),
    );
    assert.deepEqual(requestBody?.content[0]?.schema, { title: 'three' });
    assert.equal(responses['200']?.content[0]?.mediaType, 'text/plain');
  });
});
