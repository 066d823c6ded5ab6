import assert from 'node:assert/strict';
import { Catalog, UnknownOperationError } from '../../src/catalog/catalog.js';
import { listOperations, OperationSearch } from '../../src/catalog/search.js';
import { builtInCatalog } from './builtInCatalog.js';

describe('the built-in catalogue', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await builtInCatalog();
  });

  for (const [query, first] of [
    ['rep list', 'expense-reports-v3/listReports'],
    ['list reports', 'expense-reports-v3/listReports'],
    ['listReports', 'expense-reports-v3/listReports'],
    ['GET expense/reports', 'expense-reports-v3/listReports'],
    ['create entry', 'expense-entries-v3/createEntry'],
    ['oauth token', 'authentication-v0/requestToken'],
  ] as const) {
    it(`finds ${first} by "${query}"`, async () => {
      const [hit] = new OperationSearch(await catalog.apis()).search(query);
      assert.equal(hit?.operation.id, first);
    });
  }

  it('finds everything by nothing, and nothing by nonsense', async () => {
    const apis = await catalog.apis();
    const search = new OperationSearch(apis);
    assert.equal(search.search(' ').length, apis.flatMap(({ operations }) => operations).length);
    assert.deepEqual(search.search('qxzzkj'), []);
  });

  it('finds by scope', async () => {
    const all = listOperations(await catalog.apis()).filter(({ operation }) => operation.scopes.includes('ITINER'));
    const hits = new OperationSearch(await catalog.apis()).search('ITINER').slice(0, all.length);
    assert.ok(hits.length > 0 && hits.every(({ operation }) => operation.scopes.includes('ITINER')));
  });

  for (const [method, path, id, pathValues] of [
    ['GET', '/api/v3.0/expense/reports', 'expense-reports-v3/listReports', {}],
    ['get', '//API/v3.0/expense/reports/', 'expense-reports-v3/listReports', {}],
    ['PUT', '/api/v3.0/expense/reports/A%24B', 'expense-reports-v3/updateReport', { id: 'A$B' }],
    ['POST', '/api/travel/trip/v1.1/GetTrips', 'itinerary-trips-v1.1/findTrips', {}],
  ] as const) {
    it(`knows ${method} ${path} as ${id}`, async () => {
      const [match] = (await catalog.paths()).find(method, path);
      assert.equal(match?.operation.id, id);
      assert.deepEqual(match?.pathValues, pathValues);
    });
  }

  it('knows no operation behind a path that Concur does not have', async () => {
    assert.deepEqual((await catalog.paths()).find('GET', '/api/v3.0/expense/reportz'), []);
  });

  it('gives an operation with all its parameters and schemas without references', async () => {
    const operation = await catalog.operation('expense-reports-v3/createReport');
    assert.equal(operation.method, 'POST');
    assert.deepEqual(operation.scopes, ['EXPRPT']);
    assert.ok(!JSON.stringify(operation.requestBody).includes('$ref'));
    assert.equal(operation.needsToken, true);
    assert.equal((await catalog.operation('authentication-v0/requestToken')).needsToken, false);
  });

  it('says which operation it does not know', async () => {
    await assert.rejects(catalog.operation('nope/nothing'), UnknownOperationError);
  });

  it('reads nothing before it is asked, and each file once', async () => {
    const read: string[] = [];
    const lazy = new Catalog(async (path) => {
      read.push(path);
      return path === 'index.json' ? '[]' : '{}';
    });
    assert.deepEqual(read, []);
    await Promise.all([lazy.apis(), lazy.apis()]);
    assert.deepEqual(read, ['index.json']);
  });
});
