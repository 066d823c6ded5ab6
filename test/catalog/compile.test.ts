import assert from 'node:assert/strict';
import { compileCatalog } from '../../src/catalog/compile.js';

function aDocument(extra: object = {}): object {
  return {
    info: { title: 'Things', version: '1.0' },
    externalDocs: { url: 'https://developer.concur.com/x.html' },
    security: [{ bearer: [] }],
    'x-concur': {
      id: 'things-v1',
      group: 'Test',
      status: 'current',
      formats: ['json'],
      pagination: 'none',
      errorShape: 'v4',
    },
    paths: {
      '/things/{id}': {
        parameters: [{ $ref: '#/components/parameters/Id' }],
        get: {
          operationId: 'getThing',
          summary: 'Get a thing',
          tags: ['Things'],
          responses: { 200: { description: 'It' } },
        },
      },
    },
    components: { parameters: { Id: { name: 'id', in: 'path', schema: { type: 'string' } } } },
    ...extra,
  };
}

describe('compileCatalog', () => {
  it('takes parameters of the path and by reference, and knows that a path parameter is required', () => {
    const { entries, files } = compileCatalog(new Map([['things.yaml', aDocument()]]));
    const details = files.get('things-v1')?.operations.getThing;
    assert.deepEqual(
      details?.parameters.map(({ name, required }) => [name, required]),
      [['id', true]],
    );
    assert.equal(details?.needsToken, true);
    assert.equal(entries[0]?.operations[0]?.id, 'things-v1/getThing');
  });

  it('says which document lacks what', () => {
    const broken = new Map([['things.yaml', aDocument({ info: { title: 'Things' } })]]);
    assert.throws(() => compileCatalog(broken), /things\.yaml: info\.version/);
  });

  it('refuses an id that is taken', () => {
    const both = new Map([
      ['a.yaml', aDocument()],
      ['b.yaml', aDocument()],
    ]);
    assert.throws(() => compileCatalog(both), /b\.yaml: the id things-v1 is taken/);
  });

  it('refuses a reference to nothing', () => {
    assert.throws(() => compileCatalog(new Map([['a.yaml', aDocument({ components: {} })]])), /points at nothing/);
  });
});
