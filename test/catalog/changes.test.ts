import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Catalog } from '../../src/catalog/catalog.js';
import { compareApis, describeChanges, otherVersions } from '../../src/catalog/changes.js';
import type { ApiEntry, Operation, OperationEntry } from '../../src/catalog/model.js';
import { builtInCatalog } from './builtInCatalog.js';

describe('compareApis', () => {
  for (const [what, older, newer, pairs] of [
    [
      'pairs equal names',
      [{ name: 'listReports' }, { name: 'getReport' }],
      [{ name: 'getReport' }, { name: 'listReports' }],
      ['listReports=listReports', 'getReport=getReport'],
    ],
    [
      'pairs equal names whose method changed',
      [{ name: 'updateReport', method: 'PUT' }],
      [{ name: 'updateReport', method: 'PATCH' }],
      ['updateReport=updateReport'],
    ],
    [
      'pairs other words for the same thing',
      [{ name: 'listLocations', path: '/v3/locations' }],
      [{ name: 'findLocations', path: '/v5/locations' }],
      ['listLocations=findLocations'],
    ],
    [
      'takes one and many for the same',
      [{ name: 'createEntry', method: 'POST' }],
      [{ name: 'createEntries', method: 'POST' }],
      ['createEntry=createEntries'],
    ],
    [
      'pairs the most alike first',
      [{ name: 'getReport' }],
      [{ name: 'getReports' }, { name: 'getReport' }],
      ['getReport=getReport'],
    ],
    [
      'does not take a list of one thing for that of another',
      [{ name: 'listReports', path: '/reports', resource: 'Reports' }],
      [{ name: 'listReportComments', path: '/reports/{id}/comments', resource: 'Comments' }],
      [],
    ],
    ['pairs nothing that is not alike', [{ name: 'listReports' }], [{ name: 'purgeBudget', resource: 'Budgets' }], []],
    ['takes APIs without operations', [], [{ name: 'getReport' }], []],
  ] as const) {
    it(what, () => {
      const changes = compareApis(anApi('x-v1', older), anApi('x-v2', newer));
      assert.deepEqual(
        changes.pairs.map(({ older: before, newer: after }) => `${before.name}=${after.name}`),
        pairs,
      );
      assert.equal(changes.pairs.length + changes.gone.length, older.length);
      assert.equal(changes.pairs.length + changes.added.length, newer.length);
    });
  }
});

describe('otherVersions', () => {
  const v2 = anApi('x-v2', [], { version: '2.0' });
  const v9 = anApi('x-v9', [], { version: '4.9' });
  const v10 = anApi('x-v10', [], { version: '4.10' });
  const renamed = anApi('y-v5', [], { version: '5.0', title: 'Y' });
  const before = anApi('w-v1', [], { version: '1.0', title: 'W', replacedBy: 'x-v2' });
  const elsewhere = anApi('z-v1', [], { group: 'Travel' });

  for (const [what, api, others, expected] of [
    ['are those of the same name, the newest first', v2, [v2, v9, v10], ['x-v10', 'x-v9']],
    ['are what replaces it', { ...v2, replacedBy: 'y-v5' }, [renamed], ['y-v5']],
    ['are what it replaces', v2, [v2, before], ['w-v1']],
    ['are none of the same name in another product area', v2, [v2, elsewhere], []],
  ] as const) {
    it(what, () => {
      assert.deepEqual(
        otherVersions(api, others).map(({ id }) => id),
        expected,
      );
    });
  }
});

describe('describeChanges', () => {
  it('tells what was, what is, and what each side has alone', async () => {
    const older = anApi('reports-v3', [{ name: 'getReport', path: '/v3/{id}' }, { name: 'purgeBudget' }], {
      title: 'Reports',
      version: '3.0',
      status: 'deprecated',
      deprecatedOn: '2026-01-31',
    });
    const newer = anApi('reports-v4', [{ name: 'getReport', path: '/v4/{reportId}', scopes: ['report.read'] }], {
      title: 'Reports',
      version: '4.0',
    });
    const lines = (await describeChanges(compareApis(older, newer), loaderOf(older, newer))).split('\n');
    for (const line of [
      '# Reports: v3.0 to v4.0',
      '| API | reports-v3 | reports-v4 |',
      '| Status | deprecated, deprecated 2026-01-31 | current |',
      '| Scopes | - | `report.read` |',
      '| Operations | 2 | 1 |',
      '## Operations in both (1)',
      '- was: `GET /v3/{id}` (getReport)',
      '- is: `GET /v4/{reportId}` (getReport)',
      '- scopes now: `report.read`',
      '- parameters no longer: `id (path, required)`',
      '- parameters now: `reportId (path, required)`',
      '## Only in v3.0 (1)',
      '- purgeBudget: `GET /purgeBudget`',
      '## Only in v4.0 (0)',
      'None.',
    ]) {
      assert.ok(lines.includes(line), `${line} in\n${lines.join('\n')}`);
    }
  });

  it('names both where the name has changed', async () => {
    const older = anApi('locations-v3', [], { title: 'Locations', version: '3.0' });
    const newer = anApi('localities-v5', [], { title: 'Localities', version: '5.0' });
    const text = await describeChanges(compareApis(older, newer), loaderOf());
    assert.match(text, /^# Locations: v3\.0 to Localities v5\.0\n/);
    assert.match(text, /None is alike enough/);
  });

  describe('of the built-in catalogue', () => {
    let catalog: Catalog;
    before(async function () {
      this.timeout(60_000);
      catalog = await builtInCatalog();
    });

    it('has each operation of every two versions exactly once', async function () {
      this.timeout(60_000);
      const apis = await catalog.apis();
      let count = 0;
      for (const newer of apis) {
        for (const older of otherVersions(newer, apis)) {
          const changes = compareApis(older, newer);
          const text = await describeChanges(changes, (id) => catalog.operation(id));
          assert.deepEqual(
            sortedIds(changes.pairs.map((pair) => pair.older).concat(changes.gone)),
            sortedIds(older.operations),
          );
          assert.deepEqual(
            sortedIds(changes.pairs.map((pair) => pair.newer).concat(changes.added)),
            sortedIds(newer.operations),
          );
          const listed = text
            .split('\n')
            .filter((line) => /^- (?:was: |(?!is: ).*: )`(?:GET|POST|PUT|PATCH|DELETE) \//.test(line));
          assert.equal(listed.length, changes.pairs.length + changes.gone.length + changes.added.length);
          count += 1;
        }
      }
      assert.ok(count > 50, `${count} pairs`);
    });

    for (const [from, to, pairs] of [
      [
        'lists-v3',
        'lists-v4',
        ['listLists=listLists', 'createList=createList', 'getList=getList', 'updateList=updateList'],
      ],
      ['locations-v3', 'localities-v5', ['listLocations=findLocations', 'getLocation=getLocation']],
      [
        'expense-reports-v3',
        'expense-reports-v4',
        ['createReport=createReport', 'getReport=getReport', 'updateReport=updateReport'],
      ],
    ] as const) {
      it(`pairs ${from} with ${to} as a person would`, async () => {
        const [older, newer] = await Promise.all([from, to].map(async (id) => findApi(await catalog.apis(), id)));
        assert.ok(older && newer);
        assert.deepEqual(
          compareApis(older, newer).pairs.map((pair) => `${pair.older.name}=${pair.newer.name}`),
          pairs,
        );
      });
    }
  });

  it('has each operation of any two APIs exactly once', () => {
    const name = fc.stringMatching(/^(get|list|create)(Report|Entry|Entries|List)(s|)$/);
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (before, after) => {
        const older = anApi(
          'x-v1',
          before.map((own) => ({ name: own })),
        );
        const newer = anApi(
          'x-v2',
          after.map((own) => ({ name: own })),
        );
        const { pairs, gone, added } = compareApis(older, newer);
        assert.deepEqual(sortedIds(pairs.map((pair) => pair.older).concat(gone)), sortedIds(older.operations));
        assert.deepEqual(sortedIds(pairs.map((pair) => pair.newer).concat(added)), sortedIds(newer.operations));
      }),
    );
  });
});

function sortedIds(operations: readonly OperationEntry[]): string[] {
  return operations.map(({ id }) => id).sort();
}

function findApi(apis: readonly ApiEntry[], id: string): ApiEntry | undefined {
  return apis.find((api) => api.id === id);
}

function anApi(id: string, operations: readonly Partial<OperationEntry>[], parts: Partial<ApiEntry> = {}): ApiEntry {
  return {
    id,
    title: 'X',
    version: '1.0',
    group: 'Test',
    status: 'current',
    summary: '',
    caller: 'client',
    formats: ['json'],
    pagination: 'none',
    errorShape: 'other',
    ...parts,
    operations: operations.map((operation) => ({
      id: `${id}/${operation.name}`,
      name: '',
      method: 'GET',
      path: `/${operation.name}`,
      resource: 'Reports',
      title: operation.name ?? '',
      scopes: [],
      deprecated: false,
      ...operation,
    })),
  };
}

/** Operations in full, with the parameters that their paths have. */
function loaderOf(...apis: readonly ApiEntry[]): (id: string) => Promise<Operation> {
  return async (id) => {
    const api = apis.find(({ operations }) => operations.some((operation) => operation.id === id));
    const operation = api?.operations.find((candidate) => candidate.id === id);
    assert.ok(api && operation);
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return {
      ...api,
      ...operation,
      api: api.id,
      apiTitle: api.title,
      notes: [],
      description: '',
      needsToken: true,
      parameters: names.map((name) => ({ name, in: 'path', required: true, description: '', schema: {} })),
      responses: {},
    };
  };
}
