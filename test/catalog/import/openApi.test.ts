import assert from 'node:assert/strict';
import {
  aGet,
  anAnswer,
  anOpenApi,
  answerSchema,
  importFirst,
  importOne,
  importOperation,
  problemOf,
  warningsOf,
} from './importing.js';

describe('operations of OpenAPI', () => {
  for (const [what, ids, names] of [
    ['ids that they have', ['a', 'listB'], ['a', 'listB']],
    ['method and path where they have none', [undefined, undefined], ['get_v1_a_id', 'get_v1_b']],
    ['numbers behind ids that are not unique', ['same', 'same'], ['same', 'same_2']],
    ['ids without odd characters', ['a/b c', 'Käse #1!'], ['a_b_c', 'Käse_1']],
    ['method and path where nothing of an id is left', ['???', 7], ['get_v1_a_id', '7']],
    ['words where ids are names that objects inherit', ['__proto__', 'constructor'], ['proto', 'constructor']],
  ] as const) {
    it(`are called by ${what}`, async () => {
      const [first, second] = ids;
      const { entry, file } = await importOne(
        anOpenApi({ '/v1/a/{id}': { get: { operationId: first } }, '/v1/b': { get: { operationId: second } } }),
      );
      assert.deepEqual(
        entry.operations.map(({ name }) => name),
        names,
      );
      assert.deepEqual(new Set(Object.keys(file.operations)), new Set(names));
    });
  }

  for (const [what, operation, title, resource] of [
    ['summary and tag', { operationId: 'x', summary: ' List ', tags: ['Things', 'More'] }, 'List', 'Things'],
    ['description where there is no summary', { description: 'Lists things. All of them.' }, 'Lists things', 'Kiosk'],
    ['id where there is neither', { operationId: 'listAllThings' }, 'List all things', 'Kiosk'],
    ['method and path where there is nothing', {}, 'Get things', 'Kiosk'],
    ['the first tag that is a text', { summary: 'S', tags: [null, '', 'Tag'] }, 'S', 'Tag'],
    ['a long description, cut', { description: 'x'.repeat(500) }, `${'x'.repeat(119)}…`, 'Kiosk'],
  ] as const) {
    it(`have title and resource from ${what}`, async () => {
      const read = await importOperation(aGet(operation));
      assert.deepEqual([read.title, read.resource], [title, resource]);
    });
  }

  it('come with all methods, and are deprecated where they say so', async () => {
    const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
    const item = Object.fromEntries(methods.map((method, i) => [method, { deprecated: i === 0, responses: {} }]));
    const { entry } = await importOne(anOpenApi({ '/a': { ...item, trace: {}, 'x-get': {}, summary: 'S' }, 'x-b': 1 }));
    assert.deepEqual(
      entry.operations.map(({ method, deprecated }) => [method.toLowerCase(), deprecated]),
      ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((method) => [method, method === 'get']),
    );
  });

  it('that share a method and a path but for its query stay apart', async () => {
    const { entry, file } = await importOne(
      anOpenApi({
        '/a': { post: { operationId: 'plain' } },
        '/a?action=start': { post: { operationId: 'start' } },
        '/a?action=stop&force': {
          post: { operationId: 'stop', parameters: [{ name: 'force', in: 'query', schema: { type: 'boolean' } }] },
        },
        '/a#b': { post: { operationId: 'fragment' } },
      }),
    );
    assert.deepEqual(
      entry.operations.map(({ name, path }) => [name, path]),
      ['plain', 'start', 'stop', 'fragment'].map((name) => [name, '/a']),
    );
    const action = { name: 'action', in: 'query', required: true, description: '' };
    assert.deepEqual(file.operations.start?.parameters, [
      { ...action, schema: { type: 'string', enum: ['start'] }, example: 'start' },
    ]);
    assert.deepEqual(
      file.operations.stop?.parameters.map(({ name, required }) => [name, required]),
      [
        ['force', false],
        ['action', true],
      ],
    );
  });

  for (const [what, security, shared, needsToken] of [
    ['nothing is said of it', undefined, undefined, true],
    ['they ask for something', [{ oauth: [] }], [], true],
    ['they may do without but need not', [{}, { oauth: [] }], undefined, true],
    ['they say that they need none', [], [{ oauth: [] }], false],
    ['they ask for nothing', [{}], [{ oauth: [] }], false],
    ['the document says that none do', undefined, [], false],
  ] as const) {
    it(`at Concur ${needsToken ? 'need' : 'need no'} token where ${what}`, async () => {
      const read = await importOperation(aGet({ security }, shared ? { security: shared } : {}));
      assert.equal(read.needsToken, needsToken);
    });
  }
});

describe('parameters of OpenAPI', () => {
  const at = (path: string, shared: unknown, own: unknown): object =>
    anOpenApi({ [path]: { parameters: shared, get: { parameters: own, responses: {} } } });

  it('of the path hold for all operations, which may override them', async () => {
    const { parameters } = await importOperation(
      at(
        '/a/{id}',
        [
          { name: 'id', in: 'path', schema: { type: 'integer' } },
          { name: 'q', in: 'query', description: 'shared' },
        ],
        [
          { name: 'q', in: 'query', required: true, description: 'own' },
          { name: 'q', in: 'header' },
        ],
      ),
    );
    assert.deepEqual(
      parameters.map(({ name, in: place, required, description }) => [name, place, required, description]),
      [
        ['id', 'path', true, ''],
        ['q', 'query', true, 'own'],
        ['q', 'header', false, ''],
      ],
    );
  });

  for (const [what, parameter, expected] of [
    [
      'their schema',
      { schema: { type: 'string', enum: ['A', 'B'], default: 'B' } },
      { schema: { type: 'string', enum: ['A', 'B'], default: 'B' } },
    ],
    [
      'the schema of their content',
      { content: { 'application/json': { schema: { type: 'object' } } } },
      { schema: { type: 'object' } },
    ],
    ['the example of their content', { content: { 'application/json': { example: { a: 1 } } } }, { example: { a: 1 } }],
    ['text where there is no schema', {}, { schema: { type: 'string' } }],
    ['their example', { example: 0 }, { example: 0 }],
    [
      'the first example with a value',
      { examples: { a: { externalValue: 'x' }, b: { value: 'B' }, c: { value: 'C' } } },
      { example: 'B' },
    ],
    ['one value for lists', { explode: false, schema: { type: 'array' } }, { explode: false }],
    ['one value for lists with bars', { style: 'pipeDelimited', schema: { type: 'array' } }, { explode: false }],
    ['many values for other lists', { explode: true, schema: { type: 'array' } }, { explode: undefined }],
    [
      'null, the way of 3.0',
      { schema: { type: 'integer', nullable: true } },
      { schema: { type: ['integer', 'null'] } },
    ],
    [
      'several types, the way of 3.1',
      { schema: { type: ['integer', 'string'] } },
      { schema: { type: ['integer', 'string'] } },
    ],
  ] as const) {
    it(`have ${what}`, async () => {
      const [read] = (await importOperation(at('/a', [{ name: 'q', in: 'query', ...parameter }], undefined)))
        .parameters;
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(read?.[key as keyof typeof read], value);
    });
  }

  it('in cookies are left out, and those of paths that have no such part', async () => {
    const { parameters } = await importOperation(
      at('/a', [{ name: 'c', in: 'cookie' }], [{ name: 'id', in: 'path', required: true }]),
    );
    assert.deepEqual(parameters, []);
  });

  it('that only the path tells of are made up, once each', async () => {
    const { parameters } = await importOperation(at('/a/{id}/b/{key}.json/{id}{?page,size}', undefined, undefined));
    assert.deepEqual(
      parameters.map(({ name, in: place, required, schema }) => [name, place, required, schema.type]),
      [
        ['id', 'path', true, 'string'],
        ['key', 'path', true, 'string'],
      ],
    );
  });

  it('of the query that the path writes out as variables are asked for', async () => {
    const { path, parameters } = await importOperation(
      at('/a?q={q}&r={r}', undefined, [{ name: 'q', in: 'path', description: 'What', schema: { type: 'integer' } }]),
    );
    assert.equal(path, '/a');
    assert.deepEqual(parameters, [
      { name: 'q', in: 'query', required: true, description: 'What', schema: { type: 'integer' } },
      { name: 'r', in: 'query', required: true, description: '', schema: { type: 'string' } },
    ]);
  });

  it('that do not say where they go are guessed, with a warning', async () => {
    const description = at('/a/{id}', undefined, [{ name: 'id', in: 'url' }, { name: 'q' }]);
    assert.deepEqual(await warningsOf(description), [
      'the parameter id has no "in" of path, query, header or cookie; path is assumed. <"in": "url">',
      'the parameter q has no "in" of path, query, header or cookie; query is assumed. <{>',
    ]);
  });

  it('whose name the path spells in other letter case take its spelling, with a warning', async () => {
    const description = at('/a/{userID}', undefined, [{ name: 'userId', in: 'path', description: 'Whose' }]);
    assert.deepEqual(await warningsOf(description), [
      'the parameter userId is written userID in the path, which is used. <"name": "userId",>',
    ]);
  });

  for (const [what, list, reason] of [
    ['have no name', [{ in: 'query' }], 'a parameter has no "name". <{>'],
    ['have an empty name', [{ name: ' ', in: 'query' }], 'a parameter has no "name". <{>'],
    ['are no objects', ['id'], 'a parameter is no object. <"id">'],
    ['are null', [null], 'a parameter is no object. <null>'],
    ['are no list', { id: {} }, '"parameters" is no list. <"parameters": {>'],
  ] as const) {
    it(`are refused where they ${what}, of an operation or a path`, async () => {
      assert.equal(await problemOf(at('/a', undefined, list)), reason);
      assert.equal(await problemOf(at('/a', list, undefined)), reason);
    });
  }
});

describe('bodies and answers of OpenAPI', () => {
  it('keep every media type with schema and example', async () => {
    const { requestBody, responses } = await importOperation(
      anOpenApi({
        '/a': {
          post: {
            requestBody: {
              content: {
                'application/json': {
                  schema: { title: 'J' },
                  examples: { a: { value: { x: 1 } }, b: { value: { x: 2 } } },
                },
                'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
                'text/csv': {},
              },
            },
            responses: {
              '2XX': { description: 'Fine', content: { 'application/xml': { example: '<a/>' } } },
              default: { description: 'Else' },
              'x-note': { description: 'no answer' },
            },
          },
        },
      }),
    );
    assert.deepEqual(requestBody, {
      required: false,
      content: [
        { mediaType: 'application/json', schema: { title: 'J' }, example: { x: 1 } },
        { mediaType: 'application/octet-stream', schema: { type: 'string', format: 'binary' } },
        { mediaType: 'text/csv', schema: {} },
      ],
    });
    assert.deepEqual(responses, {
      '2XX': { description: 'Fine', content: [{ mediaType: 'application/xml', schema: {}, example: '<a/>' }] },
      default: { description: 'Else', content: [] },
    });
  });

  for (const [what, written, read] of [
    ['null beside a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'null beside a list of schemas',
      { nullable: true, allOf: [{ title: 'T' }] },
      { anyOf: [{ allOf: [{ title: 'T' }] }, { type: 'null' }] },
    ],
    ['no null', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'exclusive limits',
      { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: false },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    ],
    [
      'exclusive limits of 3.1',
      { exclusiveMinimum: 0, exclusiveMaximum: 1 },
      { exclusiveMinimum: 0, exclusiveMaximum: 1 },
    ],
    ['limits in quotes', { maxLength: '5', minimum: '0.5', maxItems: 'many' }, { maxLength: 5, minimum: 0.5 }],
    [
      'items one by one',
      { type: 'array', items: [{ type: 'string' }] },
      { type: 'array', prefixItems: [{ type: 'string' }] },
    ],
    [
      'properties called like keywords',
      { properties: { example: { type: 'string' }, nullable: { nullable: true, type: 'string' } } },
      { properties: { example: { type: 'string' }, nullable: { type: ['string', 'null'] } } },
    ],
    [
      'properties that say themselves that they are required',
      { required: ['a'], properties: { a: {}, b: { required: true, type: 'string' }, c: { required: false } } },
      { required: ['a', 'b'], properties: { a: {}, b: { type: 'string' }, c: {} } },
    ],
    [
      'types by other names',
      { properties: { a: { type: 'date' }, b: { type: 'Int' }, c: { type: 'triptype' } } },
      { properties: { a: { type: 'string', format: 'date' }, b: { type: 'integer' }, c: {} } },
    ],
    [
      'values that a keyword cannot have',
      { type: 5, enum: 'A', properties: null, required: 'a', items: null, allOf: {}, format: 1, examples: {} },
      {},
    ],
    [
      'schemas that are none',
      { properties: { a: null, b: 'string', c: true }, oneOf: [null, { title: 'T' }] },
      { properties: { a: {}, b: {}, c: true }, oneOf: [{}, { title: 'T' }] },
    ],
    [
      'identifiers and dialects',
      {
        $id: 'https://example.com/a',
        $schema: 'https://json-schema.org/draft-07/schema#',
        $anchor: 'a',
        definitions: { A: {} },
        $defs: { B: {} },
      },
      {},
    ],
    [
      'what is 3.1 already',
      {
        type: ['object', 'null'],
        const: 1,
        if: { title: 'I' },
        patternProperties: { '^x': { title: 'P' } },
        unevaluatedProperties: false,
        contentMediaType: 'image/png',
      },
      undefined,
    ],
    [
      'extensions',
      { 'x-more': { nullable: true }, discriminator: { propertyName: 'kind' }, xml: { name: 'N' } },
      undefined,
    ],
  ] as readonly (readonly [string, object, object | undefined])[]) {
    it(`read schemas with ${what}`, async () => {
      assert.deepEqual(await answerSchema(anAnswer(written)), read ?? written);
    });
  }

  it('keep what a schema that may be null refers to', async () => {
    const schemas = { Thing: { type: 'object' } };
    const schema = { properties: { a: { $ref: '#/components/schemas/Thing', nullable: true, description: 'D' } } };
    assert.deepEqual(await answerSchema(anAnswer(schema, { components: { schemas } })), {
      properties: { a: { description: 'D', anyOf: [{ type: 'object' }, { type: 'null' }] } },
    });
  });

  it('keep properties that are called __proto__', async () => {
    const text = JSON.stringify(anAnswer({ properties: { x: {} } })).replace('"x"', '"__proto__"');
    const schema = (await answerSchema(text)) as { readonly properties: object };
    assert.deepEqual(Object.keys(schema.properties), ['__proto__']);
  });
});

describe('servers of OpenAPI', () => {
  const CONCUR = 'https://us2.api.concursolutions.com';
  for (const [what, servers, server, path] of [
    ['none', undefined, undefined, '/things'],
    ['an empty list', [], undefined, '/things'],
    ['one of Concur', [{ url: `${CONCUR}/expense/v4/` }], undefined, '/expense/v4/things'],
    ['one of Concur in China', [{ url: 'https://cn.api.concurcdc.cn/x' }], undefined, '/x/things'],
    [
      'one of Concur behind others',
      [{ url: 'https://mock.example.com' }, { url: `${CONCUR}/x` }],
      undefined,
      '/x/things',
    ],
    [
      'one of somebody else',
      [{ url: 'https://api.example.com:8443/v1?x=1#y' }],
      'https://api.example.com:8443',
      '/v1/things',
    ],
    [
      'several of somebody else',
      [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }],
      'https://a.example.com',
      '/things',
    ],
    ['one without protocol', [{ url: '//api.example.com/v1' }], 'https://api.example.com', '/v1/things'],
    ['one on this machine', [{ url: 'http://localhost:8080' }], 'http://localhost:8080', '/things'],
    [
      'one with a user, who is dropped',
      [{ url: 'https://me:secret@api.example.com' }],
      'https://api.example.com',
      '/things',
    ],
    [
      'one that looks like Concur',
      [{ url: 'https://api.concursolutions.com.example.org' }],
      'https://api.concursolutions.com.example.org',
      '/things',
    ],
    ['a path', [{ url: '/v4' }], undefined, '/v4/things'],
    ['a slash', [{ url: '/' }], undefined, '/things'],
    ['a path without slash', [{ url: 'v4' }], undefined, '/v4/things'],
    ['a relative path', [{ url: './v4' }], undefined, '/v4/things'],
    ['a dot', [{ url: '.' }], undefined, '/things'],
    [
      'a variable with a default',
      [{ url: 'https://{host}/{v}', variables: { host: { default: 'api.example.com' }, v: { default: 'v2' } } }],
      'https://api.example.com',
      '/v2/things',
    ],
    [
      'a variable with choices only',
      [{ url: 'https://{host}', variables: { host: { enum: ['api.example.com'] } } }],
      'https://api.example.com',
      '/things',
    ],
    [
      'a variable for a region of Concur',
      [{ url: 'https://{region}.api.concursolutions.com/x' }],
      undefined,
      '/x/things',
    ],
    ['a variable for the whole host', [{ url: 'https://{geolocation}:{port}/x' }], undefined, '/x/things'],
    ['a variable for protocol and host', [{ url: '{geolocation}/x' }], undefined, '/x/things'],
    ['no text', [{ url: 5 }, null], undefined, '/5/things'],
  ] as const) {
    it(`may be ${what}`, async () => {
      const api = await importOne(aGet({}, servers ? { servers } : {}));
      assert.equal(api.entry.own?.server, server);
      assert.equal(api.entry.operations[0]?.path, path);
      assert.equal(Object.values(api.file.operations)[0]?.needsToken, server === undefined);
    });
  }

  for (const url of ['https://{tenant}.example.com', 'wss://example.com', 'https://exa mple.com']) {
    it(`leave open where calls go with ${url}, which is warned of`, async () => {
      assert.deepEqual(await warningsOf(aGet({}, { servers: [{ url }] })), [
        'its server has no host that can be called; calls go to the geolocation of the connection. <"servers": [>',
      ]);
    });
  }

  it('of an operation win over those of its path, and those over the document', async () => {
    const { entry } = await importOne(
      anOpenApi(
        {
          '/a': { servers: [{ url: '/path' }], get: { servers: [{ url: '/own' }] }, put: {} },
          '/b': { get: {}, put: { servers: [] } },
        },
        { servers: [{ url: '/all' }] },
      ),
    );
    assert.deepEqual(
      entry.operations.map(({ method, path }) => `${method} ${path}`),
      ['GET /own/a', 'PUT /path/a', 'GET /all/b', 'PUT /b'],
    );
  });

  it('of several origins make an API each, which do not share names', async () => {
    const get = { get: { operationId: 'get', responses: {} } };
    const { apis } = await importFirst({
      'api.json': anOpenApi({
        '/a': { servers: [{ url: 'https://a.example.com' }], ...get },
        '/b': { servers: [{ url: 'https://b.example.com:81' }], ...get },
        '/c': { servers: [{ url: CONCUR }], ...get },
        '/d': { servers: [{ url: 'https://a.example.com/x' }], ...get },
      }),
    });
    assert.deepEqual(
      apis.map(({ entry }) => [
        entry.id,
        entry.title,
        entry.own?.server,
        entry.operations.map(({ id, path }) => [id, path]),
      ]),
      [
        [
          'own-kiosk-v1.0',
          'Kiosk',
          'https://a.example.com',
          [
            ['own-kiosk-v1.0/get', '/a'],
            ['own-kiosk-v1.0/get_4', '/x/d'],
          ],
        ],
        [
          'own-kiosk-v1.0-2',
          'Kiosk (b.example.com:81)',
          'https://b.example.com:81',
          [['own-kiosk-v1.0-2/get_2', '/b']],
        ],
        ['own-kiosk-v1.0-3', 'Kiosk (Concur)', undefined, [['own-kiosk-v1.0-3/get_3', '/c']]],
      ],
    );
    assert.deepEqual(
      apis.map(({ file }) => Object.values(file.operations).map(({ needsToken }) => needsToken)),
      [[false, false], [false], [true]],
    );
  });
});
