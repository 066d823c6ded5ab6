import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ApiBrowser,
  type ApisNode,
  type BrowseOptions,
  type BrowseView,
  isDeprecated,
} from '../../src/catalog/browse.js';
import type { ApiEntry, OperationEntry } from '../../src/catalog/model.js';
import { builtInCatalog } from './builtInCatalog.js';

const REPORTS = anApi('reports-v4', {
  title: 'Reports',
  group: 'Expense',
  operations: [
    anOperation({ name: 'listReports', path: '/reports', resource: 'Reports', scopes: ['expense.report.read'] }),
    anOperation({
      name: 'addComment',
      path: '/reports/{id}/comments',
      resource: 'Comments',
      title: 'Comment on a report',
    }),
    anOperation({ name: 'getReport', path: '/reports/{id}', resource: 'Reports', alsoAt: ['/legacy/{id}'] }),
    anOperation({ name: 'lockReport', path: '/reports/{id}/lock', resource: 'Reports', deprecated: true }),
  ],
});
const OLD_REPORTS = anApi('reports-v3', {
  title: 'Reports',
  version: '3.1',
  group: 'Expense',
  status: 'deprecated',
  operations: [anOperation({ name: 'listReports', path: '/api/v3.1/reports', resource: 'Reports' })],
});
const TRIPS = anApi('trips-v10', {
  title: 'Trips',
  version: '10.0',
  group: 'Travel',
  status: 'limited',
  operations: [anOperation({ name: 'listTrips', path: '/trips', resource: 'Trips' })],
});
const GONE = anApi('trips-v1', {
  title: 'Trips',
  version: '1.0',
  group: 'Travel',
  status: 'retired',
  operations: [anOperation({ name: 'listTrips', path: '/v1/trips', resource: 'Trips', deprecated: true })],
});
const EXPENSE_AND_TRAVEL = [REPORTS, OLD_REPORTS, TRIPS, GONE];

describe('ApiBrowser', () => {
  it('shows groups > APIs > resources > operations', () => {
    assert.deepEqual(outline(view()), [
      'group Expense',
      '  api reports-v4',
      '    resource Reports',
      '      operation reports-v4/listReports',
      '      operation reports-v4/getReport',
      '    resource Comments',
      '      operation reports-v4/addComment',
      'group Travel',
      '  api trips-v10',
      '    resource Trips',
      '      operation trips-v10/listTrips',
    ]);
  });

  describe('hides', () => {
    for (const [what, options, shown, hiddenDeprecated, hiddenRetired] of [
      ['what is deprecated and what is retired', {}, 4, 2, 1],
      ['what is retired when asked for what is deprecated', { showDeprecated: true }, 6, 0, 1],
      ['what is deprecated when asked for what is retired', { showRetired: true }, 5, 2, 0],
      ['nothing when asked for both', { showDeprecated: true, showRetired: true }, 7, 0, 0],
      ['of what fits a filter only', { filter: 'listtrips' }, 1, 0, 1],
      ['everything that does not fit', { filter: 'nowhere' }, 0, 0, 0],
    ] as const) {
      it(what, () => {
        const { groups, ...counts } = view(options);
        assert.deepEqual(counts, { shown, hiddenDeprecated, hiddenRetired });
        assert.equal(operationsIn(groups).length, shown);
      });
    }
  });

  describe('sorts', () => {
    for (const [what, sort, names] of [
      ['by product area, in the order of the catalogue', 'area', ['Expense', 'Travel']],
      ['by version, the newest first, numbers by value', 'version', ['10', '4', '3', '1']],
    ] as const) {
      it(what, () => {
        const { groups } = view({ sort, showDeprecated: true, showRetired: true });
        assert.deepEqual(
          groups.map(({ of, name }) => [of, name]),
          names.map((name) => [sort, name]),
        );
      });
    }

    it('minor versions below their major one, and what has no number last', () => {
      const versions = ['4.1', 'beta', '4', '2026-01'].map((version) => anApi(`x-${version}`, { version }));
      const { groups } = new ApiBrowser(versions).view({ ...EVERYTHING, sort: 'version' });
      assert.deepEqual(
        groups.map(({ name, children }) => [name, children.length]),
        [
          ['2026', 1],
          ['4', 2],
          ['0', 1],
        ],
      );
    });
  });

  describe('filters by', () => {
    for (const [what, filter, names] of [
      ['a name', 'listReports', ['listReports']],
      ['a part of a name, in any letter case', 'LISTREP', ['listReports']],
      ['a title', 'comment on', ['addComment']],
      ['a path', '/reports/{id}', ['addComment', 'getReport']],
      ['another path of the operation', '/legacy', ['getReport']],
      ['a scope', 'expense.report.read', ['listReports']],
      ['a part of a scope', 'report.r', ['listReports']],
      ['an id', 'trips-v10/listTrips', ['listTrips']],
      ['a version', 'v10', ['listTrips']],
      ['a method', 'get trips', ['listTrips']],
      ['a resource', 'comments', ['addComment']],
      ['a product area', 'travel', ['listTrips']],
      ['words in any order', 'v4 report list', ['listReports']],
      ['nothing when one word is missing', 'v4 report trip', []],
      ['nothing but space', ' \t ', ['listReports', 'getReport', 'addComment', 'listTrips']],
    ] as const) {
      it(what, () => {
        assert.deepEqual(
          operationsIn(view({ filter }).groups).map(({ name }) => name),
          names,
        );
      });
    }
  });

  describe('keeps pinned operations on top', () => {
    it('in the order of the pins, and marks them where they stand otherwise', () => {
      const { groups, shown } = view({ pinned: ['trips-v10/listTrips', 'reports-v4/getReport'] });
      assert.deepEqual(outline({ groups }).slice(0, 3), [
        'group Pinned',
        '  operation trips-v10/listTrips (pinned)',
        '  operation reports-v4/getReport (pinned)',
      ]);
      assert.deepEqual(
        outline({ groups: groups.slice(1) }).filter((row) => row.endsWith('(pinned)')),
        ['      operation reports-v4/getReport (pinned)', '      operation trips-v10/listTrips (pinned)'],
      );
      assert.equal(shown, 4);
    });

    for (const [what, options, onTop, shown, hiddenDeprecated] of [
      ['even when they are deprecated, and counts those as shown', { pinned: ['reports-v3/listReports'] }, 1, 5, 1],
      ['even when they are retired', { pinned: ['trips-v1/listTrips'] }, 1, 5, 2],
      ['once, however often they are pinned', { pinned: ['trips-v10/listTrips', 'trips-v10/listTrips'] }, 1, 4, 2],
      ['only when they fit the filter', { pinned: ['trips-v10/listTrips'], filter: 'report' }, 0, 3, 2],
      ['only when the catalogue has them', { pinned: ['nope/nothing'] }, 0, 4, 2],
    ] as const) {
      it(what, () => {
        const { groups, ...counts } = view(options);
        const pinned = groups.filter(({ of }) => of === 'pinned').flatMap(({ children }) => children);
        assert.equal(pinned.length, onTop);
        assert.deepEqual([counts.shown, counts.hiddenDeprecated], [shown, hiddenDeprecated]);
      });
    }
  });

  it('gives every row the row above it', () => {
    const { groups } = view({ showDeprecated: true, showRetired: true, pinned: ['reports-v4/getReport'] });
    const check = (rows: readonly ApisNode[], parent: ApisNode | undefined): void => {
      for (const row of rows) {
        assert.equal(row.parent, parent);
        check(row.children ?? [], row);
      }
    };
    check(groups, undefined);
  });

  describe('of the built-in catalogue', () => {
    let apis: readonly ApiEntry[];
    let browser: ApiBrowser;
    before(async function () {
      this.timeout(60_000);
      apis = await (await builtInCatalog()).apis();
      browser = new ApiBrowser(apis);
    });

    it('shows every operation once when asked for all, whichever way it is sorted', () => {
      const ids = apis.flatMap(({ operations }) => operations.map(({ id }) => id)).sort();
      for (const sort of ['area', 'version'] as const) {
        const { groups } = browser.view({ ...EVERYTHING, sort });
        assert.deepEqual(
          operationsIn(groups)
            .map(({ id }) => id)
            .sort(),
          ids,
        );
      }
    });

    it('shows nothing deprecated unless asked', () => {
      const { groups } = browser.view({ ...EVERYTHING, showDeprecated: false, showRetired: false });
      const apisShown = groups.flatMap(({ children }) => children);
      assert.deepEqual(
        apisShown.filter(({ api }) => isDeprecated(api)).map(({ api }) => api.id),
        [],
      );
      assert.deepEqual(
        operationsIn(groups).filter(({ deprecated }) => deprecated),
        [],
      );
    });

    it('has as many shown and hidden operations as fit, and fewer with every letter', () => {
      const words = fc.array(fc.constantFrom('rep', 'list', 'v4', 'v3', '/api', 'user', 'EXPRPT', 'get', '.read', 'q'));
      const options = fc.record({
        sort: fc.constantFrom('area', 'version'),
        showDeprecated: fc.boolean(),
        showRetired: fc.boolean(),
        pinned: fc.subarray(apis.flatMap(({ operations }) => operations.map(({ id }) => id)).slice(0, 20)),
      });
      fc.assert(
        fc.property(options, words, fc.string({ maxLength: 2 }), (given, filter, more) => {
          const text = filter.join(' ');
          const { groups, shown, hiddenDeprecated, hiddenRetired } = browser.view({ ...given, filter: text });
          const longer = browser.view({ ...given, filter: text + more });
          assert.equal(new Set(operationsIn(groups).map(({ id }) => id)).size, shown);
          const all = browser.view({ ...EVERYTHING, filter: text }).shown;
          assert.equal(shown + hiddenDeprecated + hiddenRetired, all);
          const ids = new Set(operationsIn(groups).map(({ id }) => id));
          assert.ok(operationsIn(longer.groups).every(({ id }) => ids.has(id)));
        }),
      );
    });
  });
});

const EVERYTHING: BrowseOptions = { sort: 'area', showDeprecated: true, showRetired: true, filter: '', pinned: [] };

function view(options: Partial<BrowseOptions> = {}): BrowseView {
  const browser = new ApiBrowser(EXPENSE_AND_TRAVEL);
  return browser.view({ ...EVERYTHING, showDeprecated: false, showRetired: false, ...options });
}

/** The tree as indented lines. */
function outline({ groups }: Pick<BrowseView, 'groups'>): string[] {
  const lines = (row: ApisNode, depth: number): string[] => [
    '  '.repeat(depth) + describeRow(row),
    ...(row.children ?? []).flatMap((child) => lines(child, depth + 1)),
  ];
  return groups.flatMap((group) => lines(group, 0));
}

function describeRow(row: ApisNode): string {
  switch (row.kind) {
    case 'group':
    case 'resource':
      return `${row.kind} ${row.name}`;
    case 'api':
      return `api ${row.api.id}`;
    case 'operation':
      return `operation ${row.operation.id}${row.isPinned ? ' (pinned)' : ''}`;
  }
}

function operationsIn(rows: readonly ApisNode[]): OperationEntry[] {
  return rows.flatMap((row) => (row.kind === 'operation' ? [row.operation] : operationsIn(row.children)));
}

function anApi(id: string, parts: Partial<ApiEntry> = {}): ApiEntry {
  const { operations = [anOperation({ name: 'getX' })] } = parts;
  return {
    title: id,
    version: '4.0',
    group: 'Test',
    status: 'current',
    summary: '',
    caller: 'client',
    formats: ['json'],
    pagination: 'none',
    errorShape: 'other',
    ...parts,
    id,
    operations: operations.map((operation) => ({ ...operation, id: `${id}/${operation.name}` })),
  };
}

/** A GET; its id comes from its API. */
function anOperation(parts: Partial<OperationEntry> & Pick<OperationEntry, 'name'>): OperationEntry {
  const { name } = parts;
  return {
    id: '',
    method: 'GET',
    path: `/${name}`,
    resource: 'X',
    title: name,
    scopes: [],
    deprecated: false,
    ...parts,
  };
}
