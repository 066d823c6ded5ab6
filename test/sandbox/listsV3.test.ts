import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { openSandbox, type Session } from './session.js';

const LISTS = '/api/v3.0/common/lists';
const ITEMS = '/api/v3.0/common/listitems';
const COST_CENTRES = 'gWpL7sQx2$mTc9VnRk4bYd6JhE';
const XML = { 'content-type': 'application/xml' };

interface Page {
  readonly Items: readonly (Readonly<Record<string, unknown>> & { readonly ID: string })[];
  readonly NextPage: string | null;
}

describe('lists v3 of the sandbox', () => {
  let session: Session;
  before(async () => {
    session = await (await openSandbox()).signIn();
  });
  const opened: Session[] = [];
  after(() => Promise.all([session, ...opened].map(({ sandbox }) => sandbox.close())));

  /** A sandbox for a test that spoils more than others can bear. */
  const openOwn = async (): Promise<Session> => {
    const own = await openSandbox();
    opened.push(own);
    return own.signIn();
  };

  const walk = async (
    path: string,
    between?: (page: Page) => Promise<unknown>,
    by = session,
  ): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let next: string | null = path; next !== null; ) {
      const page: Page = (await by.get(next)).json<Page>();
      ids.push(...page.Items.map(({ ID }) => ID));
      await between?.(page);
      next = page.NextPage;
    }
    return ids;
  };

  it('come in pages that lead to the next', async () => {
    const answer = await session.get(`${LISTS}?limit=5`);
    await assertKeepsToDocument(answer, 'GET', LISTS);
    const ids = await walk(`${LISTS}?limit=5`);
    assert.ok(ids.length >= 12);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('page through items without skipping any, while others delete', async () => {
    const own = await openOwn();
    const listId = encodeURIComponent(COST_CENTRES);
    const all = await walk(`${ITEMS}?limit=100&listId=${listId}`);
    const deleteLeaf = async ({ Items }: Page): Promise<unknown> => {
      const leaf = Items.find(({ Level3Code }) => Level3Code !== null);
      return leaf && own.send('DELETE', `${ITEMS}/${encodeURIComponent(leaf.ID)}?listId=${listId}`);
    };
    assert.deepEqual(await walk(`${ITEMS}?limit=5&listId=${listId}`, deleteLeaf, own), all);
    assert.ok((await walk(`${ITEMS}?listId=${listId}`, undefined, own)).length < all.length);
  });

  it('are created, read and changed, as JSON and as XML', async () => {
    const body = { Name: 'Vessels', DisplayCodeFirst: true, SearchCriteriaCode: 'TEXT', IsVendorList: false };
    const created = await session.send('POST', LISTS, body);
    await assertKeepsToDocument(created, 'POST', LISTS);
    const path = `${LISTS}/${encodeURIComponent(created.json<{ ID: string }>().ID)}`;
    const change = '<List><Name>Ships</Name><DisplayCodeFirst>false</DisplayCodeFirst></List>';
    assert.equal((await session.send('PUT', path, change, XML)).status, 204);
    const { List } = (await session.get(path, { accept: 'application/xml' })).xml<{ List: Record<string, string> }>();
    assert.deepEqual([List.Name, List.DisplayCodeFirst], ['Ships', 'false']);
    assert.equal((await session.send('POST', LISTS, { ...body, Name: 'Regions' })).status, 400);
    assert.equal((await session.send('POST', LISTS, { Name: 'Half' })).status, 400);
    assert.equal((await session.get(`${LISTS}/unknown`)).status, 404);
  });

  it('hold the departments that seeded reports name', async () => {
    for (const [id, name] of [
      ['gWr5$kT8mQ2xLp7vBn3sJ', 'Sales'],
      ['gWr9$dP4zHw6nKs1vTc8M', 'Service'],
      ['gWr2$xB7rLq5tVm9kJs3W', 'Finance'],
    ] as const) {
      const answer = await session.get(`${ITEMS}/${encodeURIComponent(id)}`);
      await assertKeepsToDocument(answer, 'GET', `${ITEMS}/x`);
      assert.equal(answer.json<{ Name: string }>().Name, name);
    }
  });

  for (const [what, query, expected] of [
    ['name', 'name=Lisbon%20office', ['Lisbon office']],
    ['parent', `parentId=${encodeURIComponent('gWqF8xKd3$vQm6TyLs1nRcPg7B')}`, ['Service desk', 'Sales Iberia']],
    ['codes', 'level1Code=EMEA&level2Code=4300', ['London office', 'Finance EMEA']],
    ['a code that nobody has', 'level1Code=NONE', []],
  ] as const) {
    it(`find items by ${what}`, async () => {
      const path = `${ITEMS}?listId=${encodeURIComponent(COST_CENTRES)}&${query}`;
      assert.deepEqual(
        (await session.get(path)).json<Page>().Items.map(({ Name }) => Name),
        expected,
      );
    });
  }

  it('take new items by their level codes, and change and delete them', async () => {
    const body = { ListID: COST_CENTRES, Name: 'Oslo office', Level1Code: 'EMEA', Level2Code: 4400 };
    const created = await session.send('POST', ITEMS, body);
    const path = `${ITEMS}/${encodeURIComponent(created.json<{ ID: string }>().ID)}`;
    const item = (await session.get(path)).json();
    assert.deepEqual([item.Level1Code, item.Level2Code, item.Level3Code], ['EMEA', '4400', null]);
    assert.equal((await session.send('PUT', path, { Name: 'Bergen office', Code: '4500' })).status, 204);
    assert.equal((await session.get(path)).json().Level2Code, '4500');
    assert.equal((await session.send('DELETE', path)).status, 400);
    const inList = `${path}?listId=${encodeURIComponent(COST_CENTRES)}`;
    assert.equal((await session.send('DELETE', inList)).status, 204);
    assert.equal((await session.get(path)).status, 404);
  });

  for (const [what, changes] of [
    ['no list', { ListID: undefined }],
    ['an unknown list', { ListID: 'unknown' }],
    ['no name', { Name: '' }],
    ['no code', { Level1Code: undefined }],
    ['a gap in the codes', { Level3Code: 'X' }],
    ['a hyphen in a code', { Level1Code: 'A-B' }],
    ['an unknown parent', { Level1Code: 'NONE', Level2Code: 'X' }],
    ['a code that is taken', { Level1Code: 'EMEA' }],
  ] as const) {
    it(`refuse an item with ${what}`, async () => {
      const body = { ListID: COST_CENTRES, Name: 'New', Level1Code: 'NEW', ...changes };
      const answer = await session.send('POST', ITEMS, body);
      assert.equal(answer.status, 400, answer.text);
      await assertKeepsToDocument(answer, 'POST', ITEMS);
    });
  }
});
