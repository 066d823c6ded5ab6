import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ApiEntry, Format } from '../../src/catalog/model.js';
import { packIndex, unpackIndex } from '../../src/catalog/storedIndex.js';
import { builtInCatalog } from './builtInCatalog.js';

const text = fc.string({ unit: 'binary', maxLength: 8 });
const texts = fc.array(text, { maxLength: 3 });

const anyOperation = fc.record(
  {
    name: text,
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
    path: text,
    alsoAt: texts,
    resource: fc.oneof(fc.constantFrom('Reports', 'Entries'), text),
    title: text,
    scopes: fc.oneof(fc.constantFrom(['EXPRPT'], ['IMAGE', 'EXPRPT'], []), texts),
    deprecated: fc.boolean(),
  },
  { noNullPrototype: true, requiredKeys: ['name', 'method', 'path', 'resource', 'title', 'scopes', 'deprecated'] },
);

const anyApi: fc.Arbitrary<ApiEntry> = fc
  .record(
    {
      id: text,
      title: text,
      version: text,
      group: text,
      status: fc.constantFrom('current', 'limited', 'deprecated', 'retired'),
      deprecatedOn: text,
      retiredOn: text,
      replacedBy: text,
      docs: text,
      summary: text,
      caller: fc.constantFrom('client', 'concur'),
      formats: fc.subarray<Format>(['json', 'xml', 'form', 'multipart', 'binary', 'html']),
      pagination: fc.constantFrom('none', 'offset', 'page', 'page-url', 'cursor', 'scim', 'link'),
      errorShape: fc.constantFrom('oauth2', 'v1', 'v3', 'v4', 'scim', 'other'),
      own: fc.record({ source: text, server: text }, { requiredKeys: ['source'], noNullPrototype: true }),
      operations: fc.array(anyOperation, { maxLength: 5 }),
    },
    {
      noNullPrototype: true,
      requiredKeys: [
        'id',
        'title',
        'version',
        'group',
        'status',
        'summary',
        'caller',
        'formats',
        'pagination',
        'errorShape',
        'operations',
      ],
    },
  )
  .map((api) => ({
    ...api,
    operations: api.operations.map((operation) => ({ ...operation, id: `${api.id}/${operation.name}` })),
  }));

/** Through the text that is stored, as the catalogue reads it. */
function storeAndRead(apis: readonly ApiEntry[]): ApiEntry[] {
  return unpackIndex(JSON.parse(JSON.stringify(packIndex(apis))));
}

describe('the stored index', () => {
  it('gives back any APIs as they were', () => {
    fc.assert(
      fc.property(fc.array(anyApi, { maxLength: 4 }), (apis) => {
        assert.deepEqual(storeAndRead(apis), apis);
      }),
    );
  });

  it('gives back the whole catalogue in under 250 KB', async function () {
    this.timeout(60_000);
    const apis = await (await builtInCatalog()).apis();
    assert.deepEqual(storeAndRead(apis), apis);
    assert.ok(Buffer.byteLength(JSON.stringify(packIndex(apis))) < 250_000);
  });

  it('writes what repeats once', () => {
    const [stored] = packIndex([aPairOfOperations()]);
    assert.deepEqual(stored?.resources, ['Reports']);
    assert.deepEqual(stored?.scopes, [['EXPRPT', 'ATTEND']]);
    assert.deepEqual(stored?.operations, [
      ['listReports', 'GET', '/reports', 0, 0, 'List reports'],
      ['getReport', 'GET', '/reports/{id}', 0, 0, 'Get a report', { deprecated: true }],
    ]);
  });
});

function aPairOfOperations(): ApiEntry {
  const shared = { method: 'GET', resource: 'Reports', scopes: ['EXPRPT', 'ATTEND'] } as const;
  return {
    id: 'reports-v1',
    title: 'Reports',
    version: '1.0',
    group: 'Expense',
    status: 'current',
    summary: '',
    caller: 'client',
    formats: ['json'],
    pagination: 'none',
    errorShape: 'other',
    operations: [
      {
        ...shared,
        id: 'reports-v1/listReports',
        name: 'listReports',
        path: '/reports',
        title: 'List reports',
        deprecated: false,
      },
      {
        ...shared,
        id: 'reports-v1/getReport',
        name: 'getReport',
        path: '/reports/{id}',
        title: 'Get a report',
        deprecated: true,
      },
    ],
  };
}
