import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Catalog } from '../../src/catalog/catalog.js';
import { fittingValues } from '../../src/catalog/fittingValues.js';
import type { Operation, Schema } from '../../src/catalog/model.js';
import { sampleValues } from '../../src/catalog/sample.js';
import { listOperations, OperationSearch } from '../../src/catalog/search.js';
import { assembleRequest } from '../../src/http/assemble.js';
import { builtInCatalog } from './builtInCatalog.js';

describe('fittingValues', () => {
  const limit: Schema = { type: 'integer', maximum: 100 };
  for (const [what, schemas, given, expected] of [
    ['takes values by name', { id: {}, q: {} }, { id: 'A$B', q: 'x' }, { id: 'A$B', q: 'x' }],
    ['takes names in another letter case', { requestUuid: {} }, { REQUESTUUID: 'A' }, { requestUuid: 'A' }],
    ['takes the exact name before another case, first', { Limit: {} }, { Limit: '1', limit: '2' }, { Limit: '1' }],
    ['takes the exact name before another case, last', { Limit: {} }, { limit: '2', Limit: '1' }, { Limit: '1' }],
    ['keeps names apart that differ in case alone', { id: {}, ID: {} }, { id: 'a', ID: 'b' }, { id: 'a', ID: 'b' }],
    ['gives one name no value of the other', { id: {}, ID: {} }, { ID: 'b' }, { ID: 'b' }],
    ['leaves what the operation does not have', { id: {} }, { id: 'A', session: 'B' }, { id: 'A' }],
    ['leaves what is empty', { id: {} }, { id: '' }, {}],
    ['leaves what does not fit', { limit }, { limit: 'many' }, {}],
    ['leaves what is out of bounds', { limit }, { limit: '101' }, {}],
    ['takes what is within them', { limit }, { limit: '100' }, { limit: '100' }],
    ['takes a list with commas', { status: { type: 'array', items: limit } }, { status: '1,2' }, { status: '1,2' }],
    ['leaves a choice that there is not', { sort: { enum: ['asc', 'desc'] } }, { sort: 'up' }, {}],
    ['is not taken in by names that objects have', { constructor: {} }, {}, {}],
  ] as const) {
    it(what, () => assert.deepEqual(fittingValues(anOperation(schemas), given), expected));
  }

  it('gives only values that were given, to parameters that there are', () => {
    const operation = anOperation({ id: {}, limit });
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('id', 'ID', 'limit')), fc.string()), (given) => {
        for (const [name, value] of Object.entries(fittingValues(operation, given))) {
          assert.ok(name === 'id' || name === 'limit');
          assert.ok(Object.values(given).includes(value));
        }
      }),
    );
  });

  describe('of a pasted URL', () => {
    let catalog: Catalog;
    before(async function () {
      this.timeout(60_000);
      catalog = await builtInCatalog();
    });

    it('are what the URL of every sample was made of', async function () {
      this.timeout(60_000);
      const apis = await catalog.apis();
      const search = new OperationSearch(apis);
      for (const { operation: entry } of listOperations(apis)) {
        const operation = await catalog.operation(entry.id);
        const { parameters } = sampleValues(operation);
        const { method, url } = assembleRequest(operation, { parameters }, 'https://us2.api.concursolutions.com');
        const [hit] = search.search(`${method} ${url}`);
        const inUrl = operation.parameters.filter((parameter) => parameter.in !== 'header' && parameter.required);
        assert.deepEqual(
          fittingValues(operation, hit?.values ?? {}),
          Object.fromEntries(inUrl.map(({ name }) => [name, parameters[name]])),
          entry.id,
        );
      }
    });
  });
});

/** With query parameters of these names. */
function anOperation(schemas: Readonly<Record<string, Schema>>): Operation {
  return {
    id: 'x-v1/getX',
    name: 'getX',
    method: 'GET',
    path: '/x',
    resource: 'X',
    title: 'Get x',
    scopes: [],
    deprecated: false,
    api: 'x-v1',
    apiTitle: 'X',
    version: '1',
    group: 'Test',
    caller: 'client',
    status: 'current',
    formats: [],
    notes: [],
    errorShape: 'other',
    pagination: 'none',
    description: '',
    needsToken: true,
    parameters: Object.entries(schemas).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      description: '',
      schema,
    })),
    responses: {},
  };
}
