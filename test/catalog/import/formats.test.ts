import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { aCollection, anOpenApi, aSwagger, filesOf, importFirst, importOne } from './importing.js';

const paths = { '/things/{id}': { get: { operationId: 'getThing', summary: 'Get a thing', responses: {} } } };
const descriptions = [
  ['OpenAPI 3.1', anOpenApi(paths)],
  ['OpenAPI 3.0', anOpenApi(paths, { openapi: '3.0.3' })],
  ['Swagger 2.0', aSwagger(paths)],
  [
    'Postman 2.1',
    aCollection([
      { name: 'Get thing', request: { method: 'GET', url: 'https://us.api.concursolutions.com/things/:id' } },
    ]),
  ],
] as const;

describe('importDescriptions', () => {
  for (const [format, description] of descriptions) {
    for (const [notation, text] of [
      ['JSON', JSON.stringify(description)],
      ['indented JSON', JSON.stringify(description, undefined, 2)],
      ['YAML', stringify(description)],
      ['JSON behind a byte order mark', `\uFEFF${JSON.stringify(description)}`],
      ['YAML behind a byte order mark', `\uFEFF${stringify(description)}`],
      ['JSON with CRLF', JSON.stringify(description, undefined, 2).replaceAll('\n', '\r\n')],
      ['YAML with CRLF', stringify(description).replaceAll('\n', '\r\n')],
      ['JSON with a comma too many', JSON.stringify(description).replace(/\}$/, ',}')],
    ] as const) {
      it(`reads ${format} in ${notation}`, async () => {
        const { entry } = await importOne(text);
        assert.equal(entry.title, 'Kiosk');
        assert.deepEqual(
          entry.operations.map(({ method, path, name }) => [method, path, name]),
          [['GET', '/things/{id}', 'getThing']],
        );
      });
    }
  }

  it('makes an entry like those of built-in APIs, in a group of its own', async () => {
    const { entry, path } = await importOne(
      anOpenApi(paths, {
        info: { title: 'Kiosk', version: '1.0', description: 'Lends things. For a while.' },
        externalDocs: { url: 'https://example.com/kiosk' },
      }),
    );
    const { operations, ...facts } = entry;
    assert.deepEqual(facts, {
      id: 'own-kiosk-v1.0',
      title: 'Kiosk',
      version: '1.0',
      group: 'Own APIs',
      status: 'current',
      docs: 'https://example.com/kiosk',
      summary: 'Lends things',
      caller: 'client',
      formats: [],
      pagination: 'none',
      errorShape: 'other',
      own: { source: 'api.json' },
    });
    assert.equal(path, 'api.json');
    assert.deepEqual(operations[0], {
      id: 'own-kiosk-v1.0/getThing',
      name: 'getThing',
      method: 'GET',
      path: '/things/{id}',
      resource: 'Kiosk',
      title: 'Get a thing',
      scopes: [],
      deprecated: false,
    });
  });

  for (const [what, yaml, version] of [
    ['a version that looks like a number', 'openapi: 3.1.0\ninfo: { title: T, version: 1.10 }', '1.10'],
    ['a version of OpenAPI that looks like a number', 'openapi: 3.0\ninfo: { title: T, version: "2" }', '2'],
    ['a version of Swagger that looks like a number', 'swagger: 2.0\ninfo: { title: T, version: 4 }', '4'],
    ['a version with a v', 'openapi: 3.1.0\ninfo: { title: T, version: v4 }', 'v4'],
    ['no version', 'openapi: 3.1.0\ninfo: { title: T }', '1'],
    ['no info', 'openapi: 3.1.0', '1'],
  ] as const) {
    it(`keeps ${what} as it is written`, async () => {
      const { entry } = await importOne(`${yaml}\npaths: { /a: { get: { responses: {} } } }`);
      assert.equal(entry.version, version);
      assert.match(entry.id, new RegExp(`-v${version.replace('v', '')}$`));
    });
  }

  it('calls an API without a title after its file', async () => {
    const { apis } = await importFirst({ 'my/parking.yaml': 'openapi: 3.1.0\npaths: { /a: { get: {} } }' });
    assert.deepEqual(
      apis.map(({ entry }) => [entry.id, entry.title]),
      [['own-parking-v1', 'parking']],
    );
  });

  for (const [title, id] of [
    ['Büro & Küche', 'own-büro-küche-v1.0'],
    ['../../etc', 'own-etc-v1.0'],
    ['!?', 'own-api-v1.0'],
    ['Two\nlines', 'own-two-lines-v1.0'],
  ] as const) {
    it(`makes the id ${id} of the title ${JSON.stringify(title)}`, async () => {
      const { entry } = await importOne(anOpenApi(paths, { info: { title, version: '1.0' } }));
      assert.equal(entry.id, id);
    });
  }

  it('makes ids that are no longer than names of files may be', async () => {
    const info = { title: '経費'.repeat(200), version: 'x'.repeat(500) };
    const { entry } = await importOne(anOpenApi(paths, { info }));
    assert.ok(encodeURIComponent(entry.id).length < 250, entry.id);
  });

  it('keeps anchors, aliases and merge keys of YAML', async () => {
    const { entry, file } = await importOne(
      [
        'openapi: 3.1.0',
        'info: { title: T, version: "1" }',
        'x-answers: &answers { 200: { description: Fine }, 404: { description: Gone } }',
        'paths:',
        '  /a: { get: { operationId: a, responses: *answers } }',
        '  /b: { get: { operationId: b, responses: { <<: *answers, 404: { description: Never } } } }',
      ].join('\n'),
    );
    assert.equal(entry.operations.length, 2);
    assert.equal(file.operations.a?.responses['404']?.description, 'Gone');
    assert.equal(file.operations.b?.responses['404']?.description, 'Never');
    assert.equal(file.operations.b?.responses['200']?.description, 'Fine');
  });

  it('reads a thousand uses of one anchor', async () => {
    const uses = Array.from({ length: 1200 }, (_, i) => `  /p${i}: { get: { responses: *answers } }`);
    const head = ['openapi: 3.1.0', 'x-answers: &answers { 200: { description: Fine } }', 'paths:'];
    assert.equal((await importOne([...head, ...uses].join('\n'))).entry.operations.length, 1200);
  });

  it('tells which formats bodies have', async () => {
    const content = { 'application/json': {}, 'text/xml': {}, 'image/png': {}, 'multipart/form-data': {} };
    const { entry } = await importOne(
      anOpenApi({ '/a': { post: { requestBody: { content }, responses: { 200: { content: { 'text/html': {} } } } } } }),
    );
    assert.deepEqual(entry.formats, ['json', 'xml', 'multipart', 'binary', 'html']);
  });
});

describe('importDescriptions of a folder', () => {
  const good = anOpenApi(paths);

  it('reads all descriptions and passes over other files', async () => {
    const { apis, problems, unread } = await importFirst({
      apis: '',
      'apis/a.json': good,
      'apis/b.yaml': stringify(aSwagger(paths, { info: { title: 'Bus', version: '2' } })),
      'apis/deep/c.yml': stringify(anOpenApi(paths, { info: { title: 'Café', version: '3' } })),
      'apis/package.json': { name: 'x', dependencies: { openapi: '1.0.0', swagger: '2.1.0' } },
      'apis/notes.md': 'openapi: 3.1.0',
      'apis/data.json': '[1, 2',
      'apis/link.json': { see: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      'apis/list.yaml': '- 1\n- 2',
    });
    assert.deepEqual(
      apis.map(({ entry, path }) => [entry.title, path, entry.own?.source]),
      [
        ['Kiosk', 'apis/a.json', 'apis'],
        ['Bus', 'apis/b.yaml', 'apis'],
        ['Café', 'apis/deep/c.yml', 'apis'],
      ],
    );
    assert.deepEqual([problems, unread], [[], []]);
  });

  it('imports the good files where others are bad', async () => {
    const { apis, problems, unread } = await importFirst({
      apis: '',
      'apis/a.json': good,
      'apis/b.json': '{ "openapi": "3.1.0", }}',
      'apis/c.json': { swagger: '1.2', apis: [] },
      'apis/d.json': { openapi: '3.1.0' },
    });
    assert.deepEqual(
      apis.map(({ path }) => path),
      ['apis/a.json'],
    );
    assert.deepEqual(unread, ['apis/b.json', 'apis/c.json', 'apis/d.json']);
    assert.deepEqual(
      problems.map(({ file, line }) => [file, line]),
      [
        ['apis/b.json', 1],
        ['apis/c.json', 2],
        ['apis/d.json', 1],
      ],
    );
  });

  it('says once what is wrong in a file that several refer to', async () => {
    const api = anOpenApi({ '/a': { get: { parameters: [{ $ref: 'common.yaml#/Id' }] } } });
    const { problems, unread } = await importFirst({
      apis: '',
      'apis/a.json': api,
      'apis/b.json': api,
      'apis/common.yaml': 'Id: {',
    });
    assert.deepEqual(
      problems.map(({ file }) => file),
      ['apis/common.yaml'],
    );
    assert.deepEqual(unread, ['apis/a.json', 'apis/b.json']);
  });

  it('makes ids that differ', async () => {
    const { apis } = await importFirst({ apis: '', 'apis/a.json': good, 'apis/b.json': good, 'apis/c.json': good });
    assert.deepEqual(
      apis.map(({ entry }) => [entry.id, entry.operations[0]?.id]),
      ['own-kiosk-v1.0', 'own-kiosk-v1.0-2', 'own-kiosk-v1.0-3'].map((id) => [id, `${id}/getThing`]),
    );
  });

  it('says when there is nothing to import', async () => {
    const { problems } = await importFirst({ apis: '', 'apis/notes.txt': 'x' });
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['apis: no OpenAPI, Swagger or Postman file is in this folder.'],
    );
  });

  it('reads and parses a file that many refer to once', async () => {
    const api = anOpenApi({ '/a': { get: { parameters: [{ $ref: 'common.txt#/Id' }] } } });
    const files = filesOf({
      ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`apis/${i}.json`, api])),
      'apis/common.txt': 'Id: { name: id, in: query }',
    });
    const read: string[] = [];
    const counting = { ...files, read: (path: string) => files.read(path).finally(() => read.push(path)) };
    const { importDescriptions } = await import('../../../src/catalog/import/importDescription.js');
    assert.equal((await importDescriptions('apis', counting)).apis.length, 20);
    assert.equal(read.filter((path) => path === 'apis/common.txt').length, 1);
  });
});
