import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sampleBody } from '../../../src/catalog/sample.js';
import {
  aGet,
  anAnswer,
  anOpenApi,
  answerSchema,
  aSwagger,
  aSwaggerPost,
  importFirst,
  importOne,
  importOperation,
  problemOf,
  warningsOf,
} from './importing.js';

const ref = ($ref: string): { readonly $ref: string } => ({ $ref });

describe('references within a file', () => {
  it('lead to parameters, request bodies, responses and examples', async () => {
    const operation = await importOperation(
      aGet(
        {
          parameters: [ref('#/components/parameters/Limit')],
          requestBody: ref('#/components/requestBodies/Thing'),
          responses: { 404: ref('#/components/responses/Gone') },
        },
        {
          components: {
            parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer', default: 10 } } },
            requestBodies: {
              Thing: {
                required: true,
                content: { 'application/json': { examples: { one: ref('#/components/examples/Thing') } } },
              },
            },
            responses: { Gone: { description: 'Gone', headers: { 'X-Why': ref('#/components/headers/Why') } } },
            headers: { Why: { schema: { type: 'string' } } },
            examples: { Thing: { value: { id: 'A' } } },
          },
        },
      ),
    );
    assert.deepEqual(operation.parameters, [
      { name: 'limit', in: 'query', required: false, description: '', schema: { type: 'integer', default: 10 } },
    ]);
    assert.deepEqual(operation.requestBody, {
      required: true,
      content: [{ mediaType: 'application/json', schema: {}, example: { id: 'A' } }],
    });
    assert.deepEqual(operation.responses, { 404: { description: 'Gone', content: [] } });
  });

  it('lead to path items, what stands beside them laid over', async () => {
    const { file } = await importOne(
      anOpenApi(
        {
          '/a': ref('#/components/pathItems/Thing'),
          '/b': { ...ref('#/components/pathItems/Thing'), get: { operationId: 'getB', responses: {} } },
        },
        {
          components: {
            pathItems: { Thing: { get: { operationId: 'get', responses: {} }, delete: { operationId: 'drop' } } },
          },
        },
      ),
    );
    assert.deepEqual(Object.keys(file.operations), ['get', 'drop', 'getB', 'drop_2']);
  });

  it('lead to schemas, which are written once and may be read alone', async () => {
    const description = anAnswer(
      { type: 'array', items: ref('#/components/schemas/Thing') },
      { components: { schemas: { Thing: { type: 'object', properties: { name: { type: 'string' } } } } } },
    );
    assert.deepEqual(await answerSchema(description), {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' } } },
    });
    assert.deepEqual(Object.keys((await importOne(description)).file.schemas), ['Thing']);
  });

  it('keep a description that stands beside them', async () => {
    const schema = await answerSchema(
      anAnswer(
        { ...ref('#/components/schemas/Thing'), description: 'mine' },
        { components: { schemas: { Thing: { type: 'string', description: 'its' } } } },
      ),
    );
    assert.deepEqual(schema, { type: 'string', description: 'mine' });
  });

  for (const [what, reference, schema] of [
    ['part of a schema', '#/components/schemas/Thing/properties/name', { type: 'string', maxLength: 5 }],
    ['an item of a list', '#/components/schemas/Thing/allOf/1', { title: 'second' }],
    ['a name with a slash and a tilde', '#/components/schemas/a~1b~0c', { title: 'odd' }],
    ['a name with escaped characters', '#/components/schemas/My%20Thing%C2%ABx%C2%BB', { title: 'spaced' }],
    ['a name with a lone %', '#/components/schemas/100%', { title: 'percent' }],
    ['the schema of an answer', '#/paths/~1other/get/responses/200/content/text~1plain/schema', { title: 'other' }],
    [
      'what a reference on the way leads to',
      '#/components/schemas/Alias/properties/name',
      { type: 'string', maxLength: 5 },
    ],
    ['a schema called like a keyword', '#/components/schemas/properties', { title: 'properties' }],
    ['a schema called constructor', '#/components/schemas/constructor', { title: 'constructor' }],
    ['a schema called __proto__', '#/components/schemas/__proto__', { title: 'proto' }],
    ['a boolean schema', '#/components/schemas/Any', {}],
  ] as const) {
    it(`lead to ${what}`, async () => {
      const description = anOpenApi(
        {
          '/things': {
            get: { responses: { 200: { content: { 'application/json': { schema: { items: ref(reference) } } } } } },
          },
          '/other': { get: { responses: { 200: { content: { 'text/plain': { schema: { title: 'other' } } } } } } },
        },
        {
          components: {
            schemas: {
              Thing: {
                properties: { name: { type: 'string', maxLength: 5 } },
                allOf: [{ title: 'first' }, { title: 'second' }],
              },
              Alias: ref('#/components/schemas/Thing'),
              'a/b~c': { title: 'odd' },
              'My Thing«x»': { title: 'spaced' },
              '100%': { title: 'percent' },
              properties: { title: 'properties' },
              constructor: { title: 'constructor' },
              Any: true,
            },
          },
        },
      );
      const text = JSON.stringify(description).replace('"Any":', '"__proto__":{"title":"proto"},"Any":');
      assert.deepEqual(await answerSchema(text), { items: schema });
    });
  }

  it('keep two schemas apart whose names differ in odd characters only', async () => {
    const { file } = await importOne(
      anAnswer(
        { properties: { a: ref('#/components/schemas/a b'), b: ref('#/components/schemas/a+b') } },
        { components: { schemas: { 'a b': { title: 'space' }, 'a+b': { title: 'plus' } } } },
      ),
    );
    assert.deepEqual(file.schemas, { a_b: { title: 'space' }, a_b_2: { title: 'plus' } });
  });

  it('are data in examples, defaults, enums and extensions', async () => {
    const data = ref('#/nowhere');
    const operation = await importOperation(
      aGet({
        'x-more': data,
        responses: {
          200: {
            content: {
              'application/json': {
                example: data,
                schema: { default: data, enum: [data], example: data, const: data },
              },
            },
          },
        },
      }),
    );
    assert.deepEqual(operation.responses['200']?.content[0], {
      mediaType: 'application/json',
      schema: { default: data, enum: [data], example: data, const: data },
      example: data,
    });
  });

  it('take a property called $ref, example or default for a property', async () => {
    const properties = {
      $ref: { type: 'string' },
      example: { type: 'string' },
      default: ref('#/components/schemas/Thing'),
      properties: { type: 'object', properties: { items: { type: 'integer' } } },
    };
    assert.deepEqual(
      await answerSchema(anAnswer({ properties }, { components: { schemas: { Thing: { title: 'T' } } } })),
      { properties: { ...properties, default: { title: 'T' } } },
    );
  });

  it('to nothing hold up nobody among schemas: any value fits, and a warning says where', async () => {
    const description = anAnswer({ properties: { a: ref('#/components/schemas/Gone') } });
    assert.deepEqual(await warningsOf(description), [
      '#/components/schemas/Gone points at nothing. <"$ref": "#/components/schemas/Gone">',
    ]);
    const [api] = (await importFirst({ 'api.json': description })).apis;
    assert.deepEqual(api?.file.operations.get_things?.responses['200']?.content[0]?.schema, { properties: { a: {} } });
  });

  for (const [what, reference, reason] of [
    ['plain names', '#Thing', '#Thing points at nothing.'],
    ['what every object inherits', '#/components/schemas/toString', '#/components/schemas/toString points at nothing.'],
    ['no schema', '#/info/title', '#/info/title is no schema.'],
  ] as const) {
    it(`are warned of as schemas where they lead to ${what}`, async () => {
      const [warning] = await warningsOf(anAnswer({ items: ref(reference) }, { components: { schemas: {} } }));
      assert.equal(warning, `${reason} <"$ref": "${reference}">`);
    });
  }

  it('leave alone what calls do not need: callbacks, links, unused components', async () => {
    const { entry } = await importOne(
      aGet(
        {
          callbacks: { done: ref('#/nowhere') },
          responses: { 200: { description: '', links: { next: ref('#/nowhere') } } },
        },
        { webhooks: { w: ref('#/nowhere') }, components: { parameters: { P: ref('https://example.com/p.json') } } },
      ),
    );
    assert.equal(entry.operations.length, 1);
  });

  it('in schemas that no operation uses are only warned of', async () => {
    const components = { schemas: { Unused: ref('gone.json'), Used: { title: 'U' } } };
    const warnings = await warningsOf(anAnswer(ref('#/components/schemas/Used'), { components }));
    assert.deepEqual(warnings, ['it refers to gone.json, but that cannot be read. <"$ref": "gone.json">']);
  });
});

describe('circular references', () => {
  const tree = { type: 'object', properties: { children: { type: 'array', items: ref('#/components/schemas/Node') } } };

  it('between schemas stay, so that values can still be checked and made up', async () => {
    const operation = await importOperation(
      anAnswer(ref('#/components/schemas/Node'), { components: { schemas: { Node: tree } } }),
    );
    const media = operation.responses['200']?.content[0];
    assert.ok(media);
    const validate = new Ajv2020({ strict: false }).compile(media.schema);
    assert.equal(validate({ children: [{ children: [] }] }), true);
    assert.equal(validate({ children: [{ children: 'none' }] }), false);
    assert.ok(sampleBody(media).text.startsWith('{'));
  });

  it('between schemas of several files stay, each schema once', async () => {
    const { file } = await importOne(anAnswer(ref('a.json#/A')), {
      'a.json': { A: { properties: { b: ref('b.json#/B') } } },
      'b.json': { B: { properties: { a: ref('a.json#/A'), self: ref('#/B') } } },
    });
    assert.deepEqual(file.schemas, {
      A: { properties: { b: ref('#/components/schemas/B') } },
      B: { properties: { a: ref('#/components/schemas/A'), self: ref('#/components/schemas/B') } },
    });
  });

  it('from another file back into the first lead to the same schema', async () => {
    const { file } = await importOne(
      anAnswer(ref('#/components/schemas/A'), { components: { schemas: { A: { items: ref('b.json#/B') } } } }),
      { 'b.json': { B: { items: ref('api.json#/components/schemas/A') } } },
    );
    assert.deepEqual(Object.keys(file.schemas), ['A', 'B']);
  });

  it('of schemas that are nothing else take any value', async () => {
    const schemas = {
      A: ref('#/components/schemas/B'),
      B: ref('#/components/schemas/C'),
      C: ref('#/components/schemas/A'),
    };
    const { apis, warnings } = await importFirst({
      'api.json': anAnswer(ref('#/components/schemas/A'), { components: { schemas } }),
    });
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['api.json: the schema A refers to nothing but itself; any value fits.'],
    );
    const operation = apis[0]?.file.schemas ?? {};
    assert.deepEqual(operation.A, {});
  });

  for (const [what, description] of [
    [
      'parameters',
      aGet(
        { parameters: [ref('#/components/parameters/A')] },
        { components: { parameters: { A: ref('#/components/parameters/B'), B: ref('#/components/parameters/A') } } },
      ),
    ],
    ['a response that is itself', aGet({ responses: { 200: ref('#/paths/~1things/get/responses/200') } })],
    ['path items', anOpenApi({ '/a': ref('#/paths/~1b'), '/b': ref('#/paths/~1a') })],
    [
      'properties of properties',
      anAnswer(ref('#/components/schemas/A'), {
        components: { schemas: { A: { properties: ref('#/components/schemas/A/properties') } } },
      }),
    ],
    ['the way to a schema', anAnswer(ref('#/x/y/z'), { x: ref('#/x/y') })],
  ] as const) {
    it(`are a mistake between ${what}`, async () => {
      const { problems, warnings } = await importFirst({ 'api.json': description });
      const [problem = warnings[0]] = problems;
      assert.match(problem?.message ?? '', /^api\.json, line \d+: \S+ (leads round in a circle|points at nothing)\.$/);
    });
  }
});

describe('references to other files', () => {
  const thing = { type: 'object', properties: { name: { type: 'string' } } };
  const inlined = { type: 'object', properties: { name: { type: 'string' } } };

  for (const [what, reference, others] of [
    ['a whole JSON file', 'thing.json', { 'thing.json': thing }],
    ['a whole YAML file', 'thing.yaml', { 'thing.yaml': 'type: object\nproperties: { name: { type: string } }' }],
    ['a file with an empty fragment', 'thing.json#', { 'thing.json': thing }],
    ['a file with the fragment of all', 'thing.json#/', { 'thing.json': { '': thing } }],
    ['a part of a file', './common.json#/defs/Thing', { 'common.json': { defs: { Thing: thing } } }],
    ['a file in another folder', 'more/../more/thing.json', { 'more/thing.json': thing }],
    ['a file with a space in its name', 'my%20thing.json', { 'my thing.json': thing }],
    ['a file with a % in its name', '100%.json', { '100%.json': thing }],
    ['a reference in a file', 'a.json', { 'a.json': ref('b.json#/Thing'), 'b.json': { Thing: thing } }],
    ['a file relative to the one that refers to it', 'a/a.json', { 'a/a.json': ref('../b/b.json'), 'b/b.json': thing }],
    ['a place in the file that refers', 'a.json#/A', { 'a.json': { A: ref('#/B'), B: thing } }],
    ['a list of components in another file', '#/components/schemas/Thing', { 'schemas.json': { Thing: thing } }],
  ] as const) {
    it(`lead to ${what}`, async () => {
      const components = { schemas: ref('schemas.json') };
      const description = anAnswer(ref(reference), 'schemas.json' in others ? { components } : {});
      assert.deepEqual(await answerSchema(description, others), inlined);
    });
  }

  it('lead to path items, parameters, bodies, answers and examples, and those to others', async () => {
    const operation = await importOperation(anOpenApi({ '/things/{id}': ref('paths/things.yaml#/thing') }), {
      'paths/things.yaml': [
        'thing:',
        '  parameters: [ { $ref: ../parameters.yaml#/Id } ]',
        '  put:',
        '    operationId: putThing',
        '    requestBody: { $ref: bodies.yaml }',
        '    responses: { $ref: "../answers.yaml" }',
      ].join('\n'),
      'parameters.yaml': 'Id: { name: id, in: path, required: true, schema: { type: integer } }',
      'paths/bodies.yaml': 'content: { application/json: { examples: { a: { $ref: example.json } } } }',
      'paths/example.json': { value: { name: 'A' } },
      'answers.yaml': '200: { description: Fine }',
    });
    assert.deepEqual(operation.parameters[0], {
      name: 'id',
      in: 'path',
      required: true,
      description: '',
      schema: { type: 'integer' },
    });
    assert.deepEqual(operation.requestBody?.content[0]?.example, { name: 'A' });
    assert.equal(operation.responses['200']?.description, 'Fine');
  });

  it('lead to all paths and parts of the head', async () => {
    const { entry } = await importOne(
      { openapi: '3.1.0', info: ref('info.json'), servers: [ref('server.json')], paths: ref('paths.json') },
      {
        'info.json': { title: 'Elsewhere', version: '7' },
        'server.json': { url: '/base' },
        'paths.json': { '/a': ref('a.json') },
        'a.json': { get: { operationId: 'getA', responses: {} } },
      },
    );
    assert.deepEqual([entry.title, entry.version, entry.operations[0]?.path], ['Elsewhere', '7', '/base/a']);
  });

  it('bring two schemas of one name from two files under two names', async () => {
    const { file } = await importOne(
      anAnswer({ oneOf: [ref('a.json#/Thing'), ref('b.json#/Thing'), ref('a.json#/Thing')] }),
      {
        'a.json': { Thing: { title: 'a' } },
        'b.json': { Thing: { title: 'b' } },
      },
    );
    assert.deepEqual(
      new Set(Object.entries(file.schemas).map(([name, { title }]) => [name, title].join())),
      new Set(['Thing,a', 'Thing_2,b']),
    );
  });

  it('work in Swagger 2.0 as well', async () => {
    const operation = await importOperation(
      aSwaggerPost({ parameters: [{ in: 'body', name: 'body', schema: ref('thing.json#/definitions/Thing') }] }),
      {
        'thing.json': {
          definitions: { Thing: { properties: { more: ref('#/definitions/More') } }, More: { title: 'M' } },
        },
      },
    );
    assert.deepEqual(operation.requestBody?.content[0]?.schema, { properties: { more: { title: 'M' } } });
  });

  it('may lead to what only holds a reference in turn', async () => {
    const { parameters } = await importOperation(aGet({ parameters: [ref('a.json#/P')] }), {
      'a.json': { P: ref('b.json') },
      'b.json': ref('c.json#/Q'),
      'c.json': { Q: { name: 'q', in: 'query' } },
    });
    assert.equal(parameters[0]?.name, 'q');
  });

  it('store a large answer once, however many operations refer to it', async () => {
    const large = {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`p${i}`, { type: 'string' }])),
    };
    const paths = Array.from({ length: 300 }, (_, i) => [
      `/p${i}`,
      { get: { responses: { 400: ref('#/components/responses/Bad') } } },
    ]);
    const { file } = await importOne(
      anOpenApi(Object.fromEntries(paths), {
        components: { responses: { Bad: { content: { 'application/json': { schema: large } } } } },
      }),
    );
    assert.deepEqual(Object.keys(file.schemas), ['Bad']);
    assert.ok(JSON.stringify(file).length < 200_000);
  });

  for (const [what, description, others, message] of [
    [
      'a missing file',
      aGet({ parameters: [ref('gone.json')] }),
      {},
      'it refers to gone.json, but that cannot be read. <"$ref": "gone.json">',
    ],
    [
      'a missing file of a schema',
      anAnswer(ref('gone.json')),
      {},
      'it refers to gone.json, but that cannot be read. <"$ref": "gone.json">',
    ],
    [
      'a file that is missing further on',
      aGet({ parameters: [ref('a.yaml#/A')] }),
      { 'a.yaml': 'A:\n  $ref: gone.yaml' },
      'it refers to gone.yaml, but that cannot be read. <$ref: gone.yaml>',
    ],
    [
      'a broken file',
      aGet({ parameters: [ref('a.yaml')] }),
      { 'a.yaml': 'a: 1\nb: [' },
      'it is no valid YAML: A ] is missing. <b: [>',
    ],
    [
      'nothing in another file',
      aGet({ parameters: [ref('a.yaml#/B')] }),
      { 'a.yaml': 'A: 1' },
      'a.yaml#/B points at nothing. <"$ref": "a.yaml#/B">',
    ],
    [
      'the network',
      aGet({ parameters: [ref('https://example.com/p.json')] }),
      {},
      'https://example.com/p.json is a URL, which imports do not read. Save it beside and refer to the file. <"$ref": "https://example.com/p.json">',
    ],
    [
      'the network, in a schema',
      anAnswer({ properties: { a: ref('http://example.com/a.json#/A') } }),
      {},
      'http://example.com/a.json#/A is a URL, which imports do not read. Save it beside and refer to the file. <"$ref": "http://example.com/a.json#/A">',
    ],
    [
      'a parameter that does not exist',
      aGet({ parameters: [ref('#/components/parameters/Gone')] }),
      {},
      '#/components/parameters/Gone points at nothing. <"$ref": "#/components/parameters/Gone">',
    ],
    [
      'an answer that does not exist',
      aSwagger({ '/a': { get: { responses: { 200: ref('#/responses/Gone') } } } }),
      {},
      '#/responses/Gone points at nothing. <"$ref": "#/responses/Gone">',
    ],
  ] as const) {
    it(`are refused where they lead to ${what}`, async () => {
      assert.equal(await problemOf(description, others), message);
    });
  }

  it('are refused where they unfold into far too much', async () => {
    const example = 'x'.repeat(1_000_000);
    const responses = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`${i + 200}`, ref('#/components/responses/R')]),
    );
    const R = { content: { 'text/plain': { example } } };
    assert.match(
      (await problemOf(aGet({ responses }, { components: { responses: { R } } }))) ?? '',
      /^its references unfold into far too much\./,
    );
  });
});
