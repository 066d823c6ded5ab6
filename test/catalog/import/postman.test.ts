import assert from 'node:assert/strict';
import { sampleBody } from '../../../src/catalog/sample.js';
import { aCollection, aRequest, importFirst, importOne, importOperation, problemOf } from './importing.js';

const CONCUR = 'https://us.api.concursolutions.com';

describe('Postman collections', () => {
  it('make folders resources, with the names of those around them', async () => {
    const request = (path: string): object => ({ request: { method: 'GET', url: `{{host}}/${path}` } });
    const { entry } = await importOne(
      aCollection([
        { name: 'Top', ...request('a') },
        {
          name: 'Reports',
          item: [
            { name: 'One', ...request('b') },
            { name: 'Entries', item: [{ name: 'Two', ...request('c') }] },
            { item: [{ name: 'Three', ...request('d') }] },
            { name: 'Empty', item: [] },
          ],
        },
      ]),
    );
    assert.deepEqual(
      entry.operations.map(({ title, resource, path }) => [title, resource, path]),
      [
        ['Top', 'Kiosk', '/a'],
        ['One', 'Reports', '/b'],
        ['Two', 'Reports > Entries', '/c'],
        ['Three', 'Reports', '/d'],
      ],
    );
  });

  for (const [name, operationName] of [
    ['Get report by ID', 'getReportByID'],
    ['GET Report (old)', 'getReportOld'],
    ['Reisekosten für März', 'reisekostenFürMärz'],
    ['1.6 Refresh', '16Refresh'],
    ['', 'get_things'],
    ['!!!', 'get_things'],
  ] as const) {
    it(`name the operation of the request ${JSON.stringify(name)} ${operationName}`, async () => {
      const { entry } = await importOne(aCollection([{ name, request: { method: 'GET', url: '{{host}}/things' } }]));
      assert.equal(entry.operations[0]?.name, operationName);
    });
  }

  it('tell version and description', async () => {
    const { entry } = await importOne({
      ...aRequest({ description: { content: 'Lists. All.', type: 'text/markdown' } }),
      info: {
        name: 'Kiosk',
        schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json',
        version: { major: 2, minor: 1, patch: 0 },
        description: { content: 'Lends things. Or so.' },
      },
    });
    assert.deepEqual(
      [entry.version, entry.summary, entry.operations[0]?.title],
      ['2.1.0', 'Lends things', 'List things'],
    );
  });

  for (const [what, url, variables, server, path] of [
    ['a text', `${CONCUR}/a/b`, [], undefined, '/a/b'],
    ['an object', { raw: `${CONCUR}/a/b`, host: ['us'], path: ['a', 'b'] }, [], undefined, '/a/b'],
    [
      'parts only',
      { protocol: 'https', host: ['api', 'example', 'com'], port: '81', path: ['a', { type: 'string', value: 'b' }] },
      [],
      'https://api.example.com:81',
      '/a/b',
    ],
    ['a host of somebody else', 'http://localhost:3000/a', [], 'http://localhost:3000', '/a'],
    ['no protocol', 'api.example.com/a', [], 'https://api.example.com', '/a'],
    ['a variable without a value for the host', '{{host}}/a', [], undefined, '/a'],
    ['a variable for protocol and host', '{{protocol}}://{{host}}/a', [], undefined, '/a'],
    ['a variable of Concur', '{{host}}/a', [{ key: 'host', value: CONCUR }], undefined, '/a'],
    [
      'a variable of somebody else',
      '{{host}}/a',
      [{ key: 'host', value: 'https://api.example.com/v1' }],
      'https://api.example.com',
      '/v1/a',
    ],
    ['a variable that ends in a slash', '{{host}}/a', [{ key: 'host', value: `${CONCUR}/` }], undefined, '/a'],
    [
      'variables in variables',
      '{{base}}/a',
      [
        { key: 'base', value: '{{host}}/{{v}}' },
        { key: 'host', value: 'https://api.example.com' },
        { key: 'v', value: 'v2' },
      ],
      'https://api.example.com',
      '/v2/a',
    ],
    [
      'variables that lead round in a circle',
      '{{a}}/b',
      [
        { key: 'a', value: '{{b}}' },
        { key: 'b', value: '{{a}}' },
      ],
      undefined,
      '/b',
    ],
    ['a second variable without a value', '{{host}}{{base}}/a', [], undefined, '/{base}/a'],
    [
      'a variable that is switched off',
      '{{host}}/a',
      [{ key: 'host', value: 'https://api.example.com', disabled: true }],
      undefined,
      '/a',
    ],
    ['a variable in the path', '{{host}}/{{version}}/a', [{ key: 'version', value: 'v4' }], undefined, '/v4/a'],
    ['a number as variable', '{{host}}/{{version}}/a', [{ key: 'version', value: 4 }], undefined, '/4/a'],
    ['a variable without a value in the path', '{{host}}/{{ area }}/a', [], undefined, '/{area}/a'],
    ['path variables', '{{host}}/a/:id/b/:key', [], undefined, '/a/{id}/b/{key}'],
    ['a colon within a segment', '{{host}}/a:run', [], undefined, '/a:run'],
    ['doubled slashes', '{{host}}//a//b', [], undefined, '/a/b'],
    ['a query and a fragment', '{{host}}/a?b=c#d', [], undefined, '/a'],
    ['nothing', '', [], undefined, '/'],
  ] as const) {
    it(`take ${what} as URL`, async () => {
      const { entry } = await importOne(aRequest({ url }, { variable: variables }));
      assert.deepEqual([entry.own?.server, entry.operations[0]?.path], [server, path]);
    });
  }

  it('take variables of folders before those of the collection', async () => {
    const { entry } = await importOne(
      aCollection(
        [
          { name: 'New', variable: [{ key: 'v', value: 'v4' }], item: [{ name: 'A', request: '{{host}}/{{v}}/a' }] },
          { name: 'B', request: '{{host}}/{{v}}/b' },
        ],
        { variable: [{ key: 'v', value: 'v3' }] },
      ),
    );
    assert.deepEqual(
      entry.operations.map(({ path }) => path),
      ['/v4/a', '/v3/b'],
    );
  });

  it('keep variables for ids as parameters, with their value as example', async () => {
    const operation = await importOperation(
      aRequest({ url: '{{host}}/users/{{user_id}}/x/{{UUID}}' }, { variable: [{ key: 'user_id', value: '4711' }] }),
    );
    assert.equal(operation.path, '/users/{user_id}/x/{UUID}');
    assert.deepEqual(
      operation.parameters.map(({ name, in: place, example }) => [name, place, example]),
      [
        ['user_id', 'path', '4711'],
        ['UUID', 'path', undefined],
      ],
    );
  });

  it('make path variables, queries and headers parameters, those that are switched off as well', async () => {
    const { parameters } = await importOperation(
      aRequest(
        {
          url: {
            raw: '{{host}}/a/:id?q={{what}}&off=1',
            query: [
              { key: 'q', value: '{{what}}', description: 'What [required]' },
              { key: 'off', value: '1', disabled: true, description: { content: 'Off' } },
              { key: 'filter', value: 'name+eq+%22A%22' },
              { key: 'unset', value: '{{unset}}' },
              { key: 'nothing', value: null },
              { key: '', value: 'x' },
            ],
            variable: [{ key: 'id', value: '7', description: 'Which' }],
          },
          header: [
            { key: 'id', value: 'same name' },
            { key: 'X-Off', value: 'x', disabled: true },
            { key: 'Accept', value: 'application/xml' },
          ],
        },
        { variable: [{ key: 'what', value: 'that' }] },
      ),
    );
    assert.deepEqual(
      parameters.map(({ in: place, name, required, description, example }) => [
        place,
        name,
        required,
        description,
        example,
      ]),
      [
        ['path', 'id', true, 'Which', '7'],
        ['query', 'q', true, 'What', 'that'],
        ['query', 'off', false, 'Off', '1'],
        ['query', 'filter', false, '', 'name eq "A"'],
        ['query', 'unset', false, '', undefined],
        ['query', 'nothing', false, '', undefined],
        ['header', 'id', false, '', 'same name'],
        ['header', 'X-Off', false, '', 'x'],
        ['header', 'Accept', false, '', 'application/xml'],
      ],
    );
  });

  it('take a query and headers from texts', async () => {
    const { parameters } = await importOperation(
      aRequest({ url: '{{host}}/a?q=1&r=two%20words', header: 'X-A: b\r\nAuthorization: Bearer x\r\nbroken' }),
    );
    assert.deepEqual(
      parameters.map(({ name, example }) => [name, example]),
      [
        ['q', '1'],
        ['r', 'two words'],
        ['X-A', 'b'],
      ],
    );
  });

  it('leave out headers that the connection or the body bring', async () => {
    const names = [
      'Authorization',
      'content-type',
      'Content-Length',
      'Cookie',
      'Host',
      'Connection',
      'Accept-Encoding',
      'Postman-Token',
    ];
    const { parameters } = await importOperation(aRequest({ header: names.map((key) => ({ key, value: 'x' })) }));
    assert.deepEqual(parameters, []);
  });

  it('keep requests of one method and path apart', async () => {
    const post = (name: string, raw: string): object => ({
      name,
      request: { method: 'POST', url: '{{host}}/a', body: { mode: 'raw', raw } },
    });
    const { entry, file } = await importOne(
      aCollection([post('First', '{"a":1}'), post('Second', '{"b":2}'), post('First', '3')]),
    );
    assert.deepEqual(
      entry.operations.map(({ name, method, path }) => [name, method, path]),
      ['first', 'second', 'first_2'].map((name) => [name, 'POST', '/a']),
    );
    assert.deepEqual(
      ['first', 'second', 'first_2'].map((name) => file.operations[name]?.requestBody?.content[0]?.example),
      [{ a: 1 }, { b: 2 }, 3],
    );
  });

  it('make an API for each server', async () => {
    const { apis } = await importFirst({
      'c.json': aCollection([
        { name: 'A', request: 'https://a.example.com/a' },
        { name: 'B', request: 'https://b.example.com/b' },
        { name: 'C', request: 'https://b.example.com/c' },
        { name: 'D', request: '{{host}}/d' },
      ]),
    });
    assert.deepEqual(
      apis.map(({ entry }) => [entry.own?.server, entry.operations.map(({ path }) => path)]),
      [
        ['https://a.example.com', ['/a']],
        ['https://b.example.com', ['/b', '/c']],
        [undefined, ['/d']],
      ],
    );
  });
});

describe('bodies of Postman requests', () => {
  const body = async (written: object, request: object = {}, extra: object = {}): Promise<unknown> => {
    const { requestBody } = await importOperation(aRequest({ method: 'POST', body: written, ...request }, extra));
    return requestBody?.content.map(({ mediaType, example }) => [mediaType, example]);
  };
  const contentType = (value: string): object => ({ header: [{ key: 'Content-Type', value }] });

  for (const [what, written, request, expected] of [
    ['JSON', { mode: 'raw', raw: '{"a": [1, "x"]}' }, {}, [['application/json', { a: [1, 'x'] }]]],
    [
      'JSON by its language',
      { mode: 'raw', raw: '[]', options: { raw: { language: 'json' } } },
      {},
      [['application/json', []]],
    ],
    ['XML by its look', { mode: 'raw', raw: '<a/>' }, {}, [['application/xml', '<a/>']]],
    ['XML by its header', { mode: 'raw', raw: '<a/>' }, contentType('text/xml; charset=utf-8'), [['text/xml', '<a/>']]],
    [
      'a dialect of JSON by its header',
      { mode: 'raw', raw: '{"a":1}' },
      contentType('application/scim+json'),
      [['application/scim+json', { a: 1 }]],
    ],
    ['text', { mode: 'raw', raw: 'a,b' }, {}, [['text/plain', 'a,b']]],
    [
      'JSON with variables',
      { mode: 'raw', raw: '{"a": {{id}}, "b": "x {{y}}", "c": "{{z}}"}' },
      {},
      [['application/json', { a: '{{id}}', b: 'x {{y}}', c: '{{z}}' }]],
    ],
    [
      'JSON that is none',
      { mode: 'raw', raw: '{"a": }', options: { raw: { language: 'json' } } },
      {},
      [['application/json', undefined]],
    ],
    ['a header that is a variable', { mode: 'raw', raw: '{}' }, contentType('{{type}}'), [['application/json', {}]]],
    ['nothing', { mode: 'raw', raw: ' ' }, {}, undefined],
    ['a body that is switched off', { mode: 'raw', raw: '{}', disabled: true }, {}, undefined],
    ['no body', { mode: 'none' }, {}, undefined],
    [
      'a file',
      { mode: 'file', file: { src: '/tmp/a.pdf' } },
      contentType('application/pdf'),
      [['application/pdf', undefined]],
    ],
    [
      'GraphQL',
      { mode: 'graphql', graphql: { query: '{ me }', variables: '{"a": 1}' } },
      {},
      [['application/json', { query: '{ me }', variables: { a: 1 } }]],
    ],
    [
      'a form',
      {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'a', value: '1' },
          { key: 'off', value: '2', disabled: true },
          { key: 'b', value: '' },
        ],
      },
      {},
      [['application/x-www-form-urlencoded', { a: '1', b: '{{b}}' }]],
    ],
    [
      'parts',
      {
        mode: 'formdata',
        formdata: [
          { key: 'image', type: 'file', src: '/tmp/a.png' },
          { key: 'note', value: 'x', type: 'text' },
        ],
      },
      {},
      [['multipart/form-data', { image: '', note: 'x' }]],
    ],
    ['an empty form', { mode: 'urlencoded', urlencoded: [] }, {}, undefined],
  ] as const) {
    it(`are ${what}`, async () => assert.deepEqual(await body(written, request), expected));
  }

  it('have variables filled in', async () => {
    const variable = [
      { key: 'who', value: 'Ann "A" Lee' },
      { key: 'n', value: 5 },
    ];
    assert.deepEqual(await body({ mode: 'raw', raw: '<a b="{{n}}"/>' }, {}, { variable }), [
      ['application/xml', '<a b="5"/>'],
    ]);
    assert.deepEqual(
      await body({ mode: 'urlencoded', urlencoded: [{ key: 'who', value: '{{who}}' }] }, {}, { variable }),
      [['application/x-www-form-urlencoded', { who: 'Ann "A" Lee' }]],
    );
  });

  it('have a schema that fits the example', async () => {
    const { requestBody } = await importOperation(
      aRequest({ method: 'POST', body: { mode: 'raw', raw: '{"a":1,"b":1.5,"c":["x"],"d":[],"e":null,"f":true}' } }),
    );
    assert.deepEqual(requestBody?.content[0]?.schema, {
      type: 'object',
      properties: {
        a: { type: 'integer' },
        b: { type: 'number' },
        c: { type: 'array', items: { type: 'string' } },
        d: { type: 'array', items: {} },
        e: {},
        f: { type: 'boolean' },
      },
    });
  });

  it('describe the fields of forms, and which of them are files', async () => {
    const formdata = [
      { key: 'image', type: 'file', description: 'A picture [required]' },
      { key: 'note', type: 'text', value: 'x', description: { content: 'A note' } },
    ];
    const { requestBody } = await importOperation(aRequest({ method: 'POST', body: { mode: 'formdata', formdata } }));
    const [media] = requestBody?.content ?? [];
    assert.deepEqual(media?.schema, {
      type: 'object',
      required: ['image'],
      properties: {
        image: { type: 'string', format: 'binary', description: 'A picture' },
        note: { type: 'string', description: 'A note', examples: ['x'] },
      },
    });
    assert.equal(requestBody?.required, true);
    assert.match(media ? sampleBody(media).text : '', /name="image"; filename="receipt\.pdf"/);
  });
});

describe('secrets in Postman collections', () => {
  it('are not taken over, whichever way they are written', async () => {
    const secret = 'hush-4711';
    const items = [
      {
        name: 'Form',
        request: {
          method: 'POST',
          url: { raw: `{{host}}/token?access_token=${secret}`, query: [{ key: 'access_token', value: secret }] },
          header: [
            { key: 'Authorization', value: `Bearer ${secret}` },
            { key: 'X-ConsumerKey', value: secret },
          ],
          auth: { type: 'bearer', bearer: [{ key: 'token', value: secret }] },
          body: {
            mode: 'urlencoded',
            urlencoded: [
              { key: 'client_secret', value: secret },
              { key: 'password', value: '{{pw}}' },
            ],
          },
        },
        response: [{ name: 'OK', code: 200, body: JSON.stringify({ list: [{ refresh_token: secret }] }) }],
      },
      {
        name: 'Json',
        request: {
          method: 'POST',
          url: '{{host}}/json',
          body: { mode: 'raw', raw: `{"password": "${secret}", "token": "{{token}}"}` },
        },
      },
      {
        name: 'Xml',
        request: {
          method: 'POST',
          url: '{{host}}/xml',
          body: { mode: 'raw', raw: `<a><password>${secret}</password></a>` },
        },
      },
    ];
    const variable = [
      { key: 'pw', type: 'secret', value: secret },
      { key: 'token', value: secret },
      { key: 'client_secret', value: secret },
    ];
    const api = await importOne(aCollection(items, { variable }));
    assert.ok(!JSON.stringify(api).includes(secret));
    const [form, json] = ['form', 'json'].map((name) => api.file.operations[name]);
    assert.deepEqual(form?.requestBody?.content[0]?.example, {
      client_secret: '{{client_secret}}',
      password: '{{pw}}',
    });
    assert.deepEqual(json?.requestBody?.content[0]?.example, { password: '{{password}}', token: '{{token}}' });
    assert.deepEqual(form?.responses['200']?.content[0]?.example, { list: [{ refresh_token: '{{refresh_token}}' }] });
  });
});

describe('authorization of Postman requests', () => {
  const oauth2 = {
    type: 'oauth2',
    oauth2: [
      { key: 'scope', value: 'A B,C' },
      { key: 'accessToken', value: 'x' },
    ],
  };
  const noauth = { type: 'noauth' };
  const urlencoded = [{ key: 'grant_type', value: 'password' }];
  for (const [what, request, folder, collection, scopes, needsToken] of [
    ['that nobody speaks of', {}, undefined, undefined, [], true],
    ['of the request', { auth: oauth2 }, noauth, noauth, ['A', 'B', 'C'], true],
    ['of its folder', {}, oauth2, noauth, ['A', 'B', 'C'], true],
    ['of its collection', {}, undefined, oauth2, ['A', 'B', 'C'], true],
    [
      'as version 2.0 writes it',
      { auth: { type: 'oauth2', oauth2: { scope: 'A' } } },
      undefined,
      undefined,
      ['A'],
      true,
    ],
    ['that is none', { auth: noauth }, oauth2, oauth2, [], false],
    ['by another way', { auth: { type: 'digest', digest: [] } }, undefined, undefined, [], true],
    ['that is inherited', { auth: null }, noauth, undefined, [], false],
    [
      'in the body of a request for a token',
      { method: 'POST', body: { mode: 'urlencoded', urlencoded } },
      oauth2,
      undefined,
      [],
      false,
    ],
  ] as const) {
    it(`is that ${what}`, async () => {
      const operation = await importOperation(
        aCollection(
          [
            {
              name: 'F',
              auth: folder,
              item: [{ name: 'R', request: { method: 'GET', url: '{{host}}/a', ...request } }],
            },
          ],
          { auth: collection },
        ),
      );
      assert.deepEqual([operation.scopes, operation.needsToken], [scopes, needsToken]);
    });
  }

  it('is none at a server of somebody else', async () => {
    assert.equal(
      (await importOperation(aRequest({ url: 'https://api.example.com/a', auth: oauth2 }))).needsToken,
      false,
    );
  });
});

describe('answers of Postman requests', () => {
  it('are kept by status, with media type and example', async () => {
    const { responses } = await importOperation(
      aCollection([
        {
          name: 'A',
          request: '{{host}}/a',
          response: [
            {
              name: 'Found',
              code: 200,
              status: 'OK',
              body: '{"a":1}',
              header: [{ key: 'Content-Type', value: 'application/hal+json; x=y' }],
            },
            { name: 'Found more', code: 200, body: '{"a":2}' },
            { name: 'As XML', code: 200, body: '<a/>' },
            { code: 204, status: 'No Content', body: null },
            { name: 'Odd', body: 'x' },
          ],
        },
      ]),
    );
    assert.deepEqual(responses, {
      200: {
        description: 'Found',
        content: [
          { mediaType: 'application/xml', schema: { type: 'string' }, example: '<a/>' },
          {
            mediaType: 'application/json',
            schema: { type: 'object', properties: { a: { type: 'integer' } } },
            example: { a: 2 },
          },
          {
            mediaType: 'application/hal+json',
            schema: { type: 'object', properties: { a: { type: 'integer' } } },
            example: { a: 1 },
          },
        ],
      },
      204: { description: 'No Content', content: [] },
      default: { description: 'Odd', content: [{ mediaType: 'text/plain', schema: { type: 'string' }, example: 'x' }] },
    });
  });
});

describe('Postman files that cannot be imported', () => {
  const version1 = 'it is a Postman collection of version 1. Export it again as "Collection v2.1".';
  for (const [what, file, problem] of [
    ['of version 1', { id: 'x', name: 'Old', order: [], requests: [] }, `${version1} <{>`],
    [
      'of a later version',
      aCollection([], {
        info: { name: 'N', schema: 'https://schema.getpostman.com/json/collection/v3.0.0/collection.json' },
      }),
      /only Postman collections of version 2\.1 .* <"schema": .*>$/,
    ],
    [
      'without a list of requests',
      aCollection([], { item: {} }),
      'the collection has no list "item" of requests. <"item": {}>',
    ],
    ['without a request', aCollection([{ name: 'Folder', item: [] }]), 'the collection has no request. <"item": [>'],
    [
      'with something else in it',
      aCollection([{ name: 'F', item: [{ name: 'Odd' }] }]),
      'this item is neither a folder nor a request. <{>',
    ],
    [
      'with nothing in it',
      aCollection([null as unknown as object]),
      'this item is neither a folder nor a request. <null>',
    ],
    [
      'with a request of a method of its own only',
      aRequest({ method: 'PURGE' }),
      'the collection has no request. <"item": [>',
    ],
    [
      'with an environment instead',
      { name: 'Env', values: [], _postman_variable_scope: 'environment' },
      /^it is no OpenAPI or Swagger file and no Postman collection\./,
    ],
  ] as const) {
    it(`are those ${what}`, async () => {
      const told = (await problemOf(file)) ?? '';
      if (typeof problem === 'string') assert.equal(told, problem);
      else assert.match(told, problem);
    });
  }
});
