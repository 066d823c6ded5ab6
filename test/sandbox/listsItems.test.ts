import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const ITEMS = '/list/v4/items';
const COST_CENTRES = '3d7f1a52-9c46-4e0b-8f21-6b5a90c7e314';
const REGIONS = 'c2f95b08-7d13-4a6e-9b40-e8615d3f7a29';
const EMEA = '91b6d3e7-0c58-4f2a-8e94-5a7d10c3f268';
const LISBON = '5e08c4a1-b37f-4d96-a2c8-1f60e9d7b354';

interface Item {
  readonly id: string;
  readonly code: string;
  readonly shortCode: string;
  readonly isDeleted: boolean;
  readonly level: number;
  readonly lists: readonly { readonly id: string; readonly hasChildren: boolean }[];
}
interface ItemPage {
  readonly content: readonly Item[];
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly page: Readonly<Record<string, number>>;
}
function failureOf(answer: Answer): string {
  return answer.json<{ error: { id: string } }>().error.id;
}

describe('list items v4 of the sandbox', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  const opened: Session[] = [];
  after(() => Promise.all([guest, ...opened].map(({ sandbox }) => sandbox.close())));

  /** A sandbox for a test that spoils more than others can bear. */
  const openOwn = async (): Promise<Session> => {
    const own = await openSandbox();
    opened.push(own);
    return own.signIn();
  };

  const childrenOf = async (path: string): Promise<readonly Item[]> =>
    (await session.get(`/list/v4/${path}`)).json<ItemPage>().content;
  const codesIn = async (path: string): Promise<readonly string[]> =>
    (await childrenOf(path)).map(({ shortCode }) => shortCode);

  it('are browsed level by level, with long codes', async () => {
    const path = `/list/v4/lists/${COST_CENTRES}/children`;
    await assertKeepsToDocument(await session.get(path), 'GET', path);
    assert.deepEqual(await codesIn(`lists/${COST_CENTRES}/children`), ['AMER', 'APAC', 'EMEA']);
    assert.deepEqual(await codesIn(`items/${EMEA}/children`), ['4200', '4100', '4300']);
    const [desk] = await childrenOf(`lists/${COST_CENTRES}/items/${LISBON}/children?value=sw:Service`);
    assert.deepEqual([desk?.code, desk?.level], ['EMEA-4100-41001', 3]);
  });

  for (const [query, expected] of [
    ['sortBy=shortCode&sortDirection=desc', ['4300', '4200', '4100']],
    ['shortCode=sw:42', ['4200']],
    ['shortCodeOrValue=cp:Lisbon', ['4100']],
    ['shortCodeOrValue=not:4100&shortCode=not:4300', ['4200']],
    ['hasChildren=true&value=ew:office', ['4200', '4100', '4300']],
    ['isDeleted=true', []],
  ] as const) {
    it(`are filtered and sorted by ${query}`, async () => {
      assert.deepEqual(await codesIn(`items/${EMEA}/children?${query}`), expected);
    });
  }

  it('come in pages of 100 with links to all pages', async () => {
    const lists = (await session.get('/list/v4/lists?value=Customers')).json<ItemPage>();
    const path = `/list/v4/lists/${lists.content[0]?.id}/children`;
    const first = (await session.get(`${path}?sortBy=shortcode&value=not:none`)).json<ItemPage>();
    assert.deepEqual(first.page, { number: 1, size: 100, totalElements: 120, totalPages: 2 });
    assert.deepEqual(
      first.links.map(({ rel }) => rel),
      ['first', 'next', 'last'],
    );
    const next = first.links.find(({ rel }) => rel === 'next')?.href ?? '';
    assert.match(next, /sortBy=shortcode/);
    const second = (await session.get(next)).json<ItemPage>();
    assert.deepEqual(
      second.links.map(({ rel }) => rel),
      ['first', 'prev', 'last'],
    );
    const codes = [...first.content, ...second.content].map(({ shortCode }) => shortCode);
    assert.equal(new Set(codes).size, 120);
    assert.deepEqual(codes, codes.toSorted());
    assert.deepEqual((await session.get(`${path}?page=3`)).json<ItemPage>().content, []);
  });

  it('are created below a parent, renamed with all long codes below, and deleted with all below', async () => {
    const [{ id: apac } = { id: '' }] = await childrenOf(`lists/${COST_CENTRES}/children?shortCode=APAC`);
    const body = { listId: COST_CENTRES, parentCode: 'APAC', shortCode: '4400', value: 'Oslo office' };
    const created = await session.send('POST', ITEMS, body);
    await assertKeepsToDocument(created, 'POST', ITEMS);
    const { id, code } = created.json<Item>();
    assert.deepEqual([created.status, code], [201, 'APAC-4400']);
    const below = { listId: COST_CENTRES, parentId: id, shortCode: '44001', value: 'Ships' };
    const { id: childId } = (await session.send('POST', ITEMS, below)).json<Item>();
    const changed = await session.send('PUT', `${ITEMS}/${id}`, { shortCode: '4500', value: 'Bergen office' });
    assert.deepEqual([changed.status, changed.json<Item>().code], [200, 'APAC-4500']);
    assert.equal((await session.get(`${ITEMS}/${childId}`)).json<Item>().code, 'APAC-4500-44001');
    assert.equal((await session.send('DELETE', `${ITEMS}/${id}`)).status, 204);
    const gone = (await session.get(`${ITEMS}/${childId}`)).json<Item>();
    assert.deepEqual([gone.isDeleted, gone.lists.map((list) => list.id)], [true, [COST_CENTRES]]);
    assert.deepEqual(await codesIn(`items/${apac}/children?isDeleted=true`), ['4500']);
    assert.equal(failureOf(await session.send('DELETE', `${ITEMS}/${id}`)), 'item.deleted');
    assert.equal((await session.send('POST', ITEMS, { ...body, shortCode: '4500' })).status, 201);
  });

  it('are shared between lists, and taken out of one or of all', async () => {
    const own = await openOwn();
    const lists = (id: string): Promise<Answer> => own.get(`/list/v4/lists/${id}/children`);
    const codesOf = (answer: Answer): readonly string[] =>
      answer.json<ItemPage>().content.map(({ shortCode }) => shortCode);
    const emea = (await own.get(`${ITEMS}/${EMEA}`)).json<Item>();
    assert.deepEqual(emea.lists, [
      { id: COST_CENTRES, hasChildren: true },
      { id: REGIONS, hasChildren: false },
    ]);
    assert.equal((await own.send('DELETE', `/list/v4/lists/${COST_CENTRES}/items/${EMEA}`)).status, 204);
    assert.deepEqual(codesOf(await lists(REGIONS)), ['AMER', 'APAC', 'EMEA']);
    assert.deepEqual(codesOf(await lists(COST_CENTRES)), ['AMER', 'APAC']);
    assert.equal((await own.get(`${ITEMS}/${LISBON}`)).json<Item>().isDeleted, true);
    assert.equal((await own.send('DELETE', `${ITEMS}/${EMEA}`)).status, 204);
    assert.deepEqual(codesOf(await lists(REGIONS)), ['AMER', 'APAC']);
    const related = { listId: REGIONS, shortCode: 'EU', value: 'Europe' };
    assert.equal((await own.send('POST', ITEMS, { ...related, listId: COST_CENTRES })).status, 201);
    assert.equal(failureOf(await own.send('POST', ITEMS, related)), 'item.duplicate.item.shared');
  });

  for (const [what, status, failure, changes] of [
    ['an unknown list', 404, 'list.not.found', { listId: EMEA }],
    ['a code that is taken', 400, 'item.duplicate.code', { parentCode: 'EMEA', shortCode: '4100' }],
    ['an unknown parent', 400, 'item.parent.not.found', { parentCode: 'EMEA-9' }],
    ['a parent of another list', 400, 'item.list.id.not.match.parent', { listId: REGIONS, parentId: LISBON }],
    ['a fourth level', 400, 'item.max.level.exceeded', { parentCode: 'EMEA-4100-41001' }],
    ['a missing name', 400, 'request.validation.error', { value: undefined }],
    ['a hyphen in the code', 400, 'request.validation.error', { shortCode: 'A-B' }],
    ['a code that is an object', 400, 'request.validation.error', { shortCode: {} }],
  ] as const) {
    it(`are refused for ${what}`, async () => {
      const body = { listId: COST_CENTRES, shortCode: 'NEW', value: 'New', ...changes };
      const answer = await session.send('POST', ITEMS, body);
      assert.deepEqual([answer.status, failureOf(answer)], [status, failure]);
      await assertKeepsToDocument(answer, 'POST', ITEMS);
    });
  }

  it('are unknown with 404, but with 400 when they are to be deleted', async () => {
    const unknown = `${ITEMS}/5e08c4a1-0000-4d96-a2c8-1f60e9d7b354`;
    assert.equal((await session.get(unknown)).status, 404);
    assert.equal(failureOf(await session.send('PUT', unknown, { shortCode: 'A', value: 'B' })), 'item.not.found');
    assert.equal((await session.send('DELETE', unknown)).status, 400);
  });
});
