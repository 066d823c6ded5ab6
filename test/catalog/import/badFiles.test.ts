import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { parseDescription } from '../../../src/catalog/import/descriptionFile.js';
import { aGet, anOpenApi, filesOf, importFirst, problemOf } from './importing.js';

const laughs = [
  'openapi: 3.1.0',
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`)}]`),
  'paths: { /a: { get: { responses: { 200: { description: x, content: { text/plain: { example: *a9 } } } } } } }',
].join('\n');

describe('files that cannot be imported', () => {
  for (const [what, text, problem] of [
    ['are empty', '', 'it is empty. <>'],
    ['are empty but for a byte order mark', '\uFEFF \n', 'it is empty. <>'],
    [
      'are JSON without an end',
      '{\n "openapi": "3.1.0",\n "paths": {',
      'it is no valid JSON: A } is missing. <"paths": {>',
    ],
    [
      'are JSON without a comma',
      '{\n "openapi": "3.1.0"\n "paths": {}\n}',
      'it is no valid JSON: Missing , between list items. <"paths": {}>',
    ],
    [
      'are JSON with CRLF and a mistake',
      '{\r\n "openapi": "3.1.0",\r\n "paths": {]\r\n}',
      /^it is no valid JSON: .* <"paths": \{\]>$/,
    ],
    ['are YAML with a tab', 'openapi: 3.1.0\npaths:\n\t/a: {}', /^it is no valid YAML: .* <\/a: \{\}>$/],
    [
      'are YAML with bad indentation',
      'openapi: 3.1.0\ninfo:\n  title: A\n version: 1',
      /^it is no valid YAML: .* <version: 1>$/,
    ],
    [
      'are YAML with a key twice',
      'openapi: 3.1.0\npaths:\n  /a: {}\n  /a: {}',
      /^it is no valid YAML: Map keys must be unique.* <\/a: \{\}>$/,
    ],
    [
      'are several documents of YAML',
      'openapi: 3.1.0\n---\nopenapi: 3.1.0',
      'it holds several documents, divided by "---". Save each as a file of its own. <--->',
    ],
    [
      'have an alias to nothing',
      'openapi: 3.1.0\npaths: *nothing',
      'its alias *nothing leads to no anchor. <paths: *nothing>',
    ],
    [
      'have aliases that unfold into far too much',
      laughs,
      'it nests far too deep, or its aliases (*) unfold into far too much. <openapi: 3.1.0>',
    ],
    [
      'have an alias to what it stands in',
      'openapi: 3.1.0\npaths: &a\n  /a: *a',
      /^it (nests far too deep, or )?its aliases|^its aliases/,
    ],
    [
      'are JSON that nests very deep',
      `{"openapi":"3.1.0","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      /^it nests far too deep\./,
    ],
    [
      'are YAML that nests very deep',
      `openapi: 3.1.0\nx: ${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      /^it nests far too deep/,
    ],
    ['are a text', 'Hello world', /^it is no OpenAPI or Swagger file and no Postman collection\. .* <Hello world>$/],
    ['are a number', '5', /^it is no OpenAPI or Swagger file/],
    ['are null', 'null', /^it is no OpenAPI or Swagger file/],
    ['are a list', '[{"openapi": "3.1.0"}]', /^it is no OpenAPI or Swagger file/],
    ['are any JSON', '{"name": "x"}', /^it is no OpenAPI or Swagger file/],
    ['are HTML', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', /^it is no/],
    ['are AsyncAPI', 'asyncapi: 2.6.0', /^it is an AsyncAPI file\./],
    [
      'are Swagger 1.2',
      '{\n  "apis": [],\n  "swagger": "1.2"\n}',
      'swagger 1.2 cannot be imported, only OpenAPI 3.0 and 3.1 and Swagger 2.0. <"swagger": "1.2">',
    ],
    [
      'are OpenAPI 4',
      'info: {}\nopenapi: 4.0.0',
      'openapi 4.0.0 cannot be imported, only OpenAPI 3.0 and 3.1 and Swagger 2.0. <openapi: 4.0.0>',
    ],
    ['are OpenAPI 3.2', 'openapi: 3.2.0', /^openapi 3\.2\.0 cannot be imported/],
    ['have an odd version', 'openapi: true', /^openapi true cannot be imported/],
    ['have a version that is an object', 'openapi: {}', /^it is no OpenAPI or Swagger file/],
    ['have no paths', 'openapi: 3.1.0\ninfo: { title: A }', 'it has no "paths". <openapi: 3.1.0>'],
    ['have paths that are a list', 'openapi: 3.1.0\npaths: [a]', 'it has no "paths". <paths: [a]>'],
    ['have paths that are null', 'openapi: 3.1.0\npaths:', 'it has no "paths". <paths:>'],
    [
      'have webhooks only',
      'openapi: 3.1.0\nwebhooks: { a: { post: {} } }',
      'it describes webhooks only, no calls. <openapi: 3.1.0>',
    ],
    ['have empty paths', 'openapi: 3.1.0\npaths: {}', 'it has no operation. <paths: {}>'],
    [
      'have paths without operations',
      'swagger: "2.0"\npaths: { /a: { parameters: [] } }',
      'it has no operation. <paths: { /a: { parameters: [] } }>',
    ],
    ['have a path that is none', 'openapi: 3.1.0\npaths:\n  /a: {}\n  /b: 5', 'the path "/b" is no object. </b: 5>'],
    [
      'have an operation that is none',
      'openapi: 3.1.0\npaths:\n  /a:\n    get: {}\n    put: []',
      'put of the path "/a" is no object. <put: []>',
    ],
    [
      'have a parameter without a name',
      'openapi: 3.1.0\npaths:\n  /a:\n    get:\n      parameters:\n        - { name: a, in: query }\n        - in: query',
      'a parameter has no "name". <- in: query>',
    ],
    [
      'have a parameter of Swagger 2.0 without a name',
      'swagger: "2.0"\npaths:\n  /a:\n    get:\n      parameters:\n        - in: query',
      'a parameter has no "name". <- in: query>',
    ],
  ] as readonly (readonly [string, string, string | RegExp])[]) {
    it(`are those that ${what}`, async () => {
      const told = (await problemOf(text)) ?? '';
      if (typeof problem === 'string') assert.equal(told, problem);
      else assert.match(told.slice(0, 200), problem);
    });
  }

  it('are those that are larger than 30 MB', async () => {
    assert.equal(await problemOf(' '.repeat(30_000_001)), 'it is larger than 30 MB. <api.json>');
  });

  it('are those that cannot be read', async () => {
    const { problems, unread } = await importFirst({ 'gone.json': undefined as unknown as string });
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['gone.json: it cannot be read.'],
    );
    assert.deepEqual(unread, ['gone.json']);
    await assert.rejects(filesOf({}).read('gone.json'));
  });

  it('are named without their folder', async () => {
    const { problems } = await importFirst({ 'file:///home/me/my/apis/a.json': '{' });
    assert.match(problems[0]?.message ?? '', /^a\.json, line 1: /);
    assert.equal(problems[0]?.file, 'file:///home/me/my/apis/a.json');
  });
});

describe('lineOf', () => {
  const description = {
    openapi: '3.1.0',
    'tricky "key" {[': 'value with "quotes" and \\ and }]',
    numbers: [1, -2.5e3, true, null, 'x', [[], {}, [1]], { deep: [{ a: 1 }, { b: 2 }] }],
    empty: {},
    ключ: { 'ü\n': 1 },
    last: aGet({ operationId: 'x' }),
  };

  /** The line of the text that a place is said to be in. */
  const lineIn = (text: string, keys: readonly (string | number)[]): string | undefined => {
    const line = parseDescription('a.json', text).lineOf(keys);
    return line === undefined ? undefined : text.split('\n')[line - 1]?.trim();
  };

  for (const [keys, json, yaml] of [
    [['openapi'], '"openapi": "3.1.0",', 'openapi: 3.1.0'],
    [['numbers', 1], '-2500,', '- -2500'],
    [['numbers', 6, 'deep', 1, 'b'], '"b": 2', '- b: 2'],
    [['numbers', 6, 'deep', 1, 'gone'], '{', '- b: 2'],
    [['numbers', 99], '"numbers": [', 'numbers:'],
    [['empty', 'x', 'y'], '"empty": {},', 'empty: {}'],
    [['last', 'paths', '/things', 'get'], '"get": {', 'get:'],
    [
      ['tricky "key" {['],
      '"tricky \\"key\\" {[": "value with \\"quotes\\" and \\\\ and }]",',
      'tricky "key" {[: value with "quotes" and \\ and }]',
    ],
    [['ключ', 'ü\n'], '"ü\\n": 1', undefined],
    [['gone'], '{', 'openapi: 3.1.0'],
    [[], '{', 'openapi: 3.1.0'],
  ] as const) {
    it(`finds ${JSON.stringify(keys)}`, () => {
      assert.equal(lineIn(JSON.stringify(description, undefined, 2), keys), json);
      assert.equal(lineIn(JSON.stringify(description, undefined, 2).replaceAll('\n', '\r\n'), keys), json);
      if (yaml !== undefined) assert.equal(lineIn(stringify(description), keys), yaml);
    });
  }

  it('finds numbers as keys of YAML', () => {
    assert.equal(lineIn('a:\n  200: x\n  404: y', ['a', '404']), '404: y');
  });

  it('finds a place in a large file fast', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`/p${i}`, { get: { summary: 'x'.repeat(200) } }]),
    );
    const text = JSON.stringify(anOpenApi(paths), undefined, 2);
    const file = parseDescription('a.json', text);
    const startedAt = performance.now();
    assert.ok((file.lineOf(['paths', '/p19999', 'get', 'summary']) ?? 0) > 80_000);
    assert.ok(performance.now() - startedAt < 1000);
  });
});
