import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const LISTS = '/list/v4/lists';
const COST_CENTRES = '3d7f1a52-9c46-4e0b-8f21-6b5a90c7e314';
const PROJECTS = '60c9a2f7-1b3e-4d85-a7f4-92e05d8b6c13';
const VENDOR_CATEGORY = '0d95e3b7-8c41-4a6f-b2e9-71f3c06a5d24';

interface ListPage {
  readonly content: readonly { readonly id: string; readonly value: string; readonly levelCount: number }[];
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly page: Readonly<Record<string, number>>;
}

function failureOf(answer: Answer): string {
  return answer.json<{ error: { id: string } }>().error.id;
}

describe('lists v4 of the sandbox', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  after(() => guest.sandbox.close());

  const namesOf = async (query: string): Promise<readonly string[]> =>
    (await session.get(`${LISTS}?${query}`)).json<ListPage>().content.map(({ value }) => value);

  for (const [what, query, expected] of [
    ['a name', 'value=Cost%20centres', ['Cost centres']],
    ['a name with a colon that is no operator', 'value=Cost:centres', []],
    ['another name', 'value=not:Regions&value=sw:Reg', []],
    ['a beginning', 'value=sw:Co', ['Cost centres', 'Countries and cities']],
    ['an end', 'value=ew:cities', ['Countries and cities']],
    ['a part', 'value=cp:ost', ['Cost centres']],
    ['a part in other capitals', 'value=cp:OST', []],
    ['a category', 'category.type=Vendor', ['Hotels', 'Travel agencies']],
    ['two filters', 'category.type=Vendor&value=sw:H', ['Hotels']],
    ['a number of levels', 'levelCount=2', ['Work orders']],
    ['more levels', 'levelCount=gt:2&value=sw:C', ['Cost centres', 'Countries and cities']],
    [
      'at most some levels, downwards',
      'levelCount=gte:2&sortBy=name&sortDirection=desc&value=not:Departments',
      ['Work orders', 'Countries and cities', 'Cost centres'],
    ],
    ['deletion', 'isDeleted=true', ['Cost centres before 2024']],
  ] as const) {
    it(`are filtered by ${what}`, async () => assert.deepEqual(await namesOf(query), expected));
  }

  for (const query of [
    'page=0',
    'page=x',
    'value=gt:a',
    'levelCount=sw:1',
    'levelCount=gt:x',
    'sortBy=age',
    'sortDirection=up',
    'isDeleted=maybe',
  ]) {
    it(`refuse ${query}`, async () => {
      const answer = await session.get(`${LISTS}?${query}`);
      assert.equal(answer.status, 400);
      assert.equal(failureOf(answer), 'request.validation.error');
      assert.equal(answer.json<{ httpStatus: string }>().httpStatus, '400 - Bad Request');
      await assertKeepsToDocument(answer, 'GET', LISTS);
    });
  }

  it('are twelve or more, some with three levels, and keep to their document', async () => {
    const answer = await session.get(LISTS);
    const { content, links, page } = answer.json<ListPage>();
    assert.ok(content.length >= 12);
    assert.ok(content.filter(({ levelCount }) => levelCount === 3).length >= 3);
    assert.deepEqual(links, []);
    assert.deepEqual(page, { number: 1, size: 100, totalElements: content.length, totalPages: 1 });
    await assertKeepsToDocument(answer, 'GET', LISTS);
  });

  it('come by category', async () => {
    const path = `/list/v4/categories/${VENDOR_CATEGORY}/lists`;
    assert.equal((await session.get(path)).json<ListPage>().content.length, 2);
    assert.equal((await session.get(path.replace('0d95', '0d96'))).status, 404);
  });

  it('carry an ETag that saves the body the next time, until something changes', async () => {
    const first = await session.get(`${LISTS}/${COST_CENTRES}`);
    const mark = first.headers.get('etag') ?? '';
    assert.match(mark, /^"[0-9a-f]{32}"$/);
    for (const known of [mark, `W/${mark}`, `"other", ${mark}`, '*']) {
      const again = await session.get(`${LISTS}/${COST_CENTRES}`, { 'if-none-match': known });
      assert.deepEqual([again.status, again.text], [304, ''], known);
    }
    await session.send('PUT', `${LISTS}/${COST_CENTRES}`, { value: 'Cost centers' });
    assert.equal((await session.get(`${LISTS}/${COST_CENTRES}`, { 'if-none-match': mark })).status, 200);
    await session.send('PUT', `${LISTS}/${COST_CENTRES}`, { value: 'Cost centres' });
  });

  it('are created, found, renamed and deleted', async () => {
    const created = await session.send('POST', LISTS, { value: 'Vessels', searchCriteria: 'CODE' });
    assert.equal(created.status, 201);
    await assertKeepsToDocument(created, 'POST', LISTS);
    const path = new URL(created.headers.get('location') ?? '').pathname;
    assert.deepEqual((await session.get(path)).json(), created.json());
    assert.deepEqual(await namesOf('value=Vessels'), ['Vessels']);
    const renamed = await session.send('PUT', path, { value: 'Ships', displayFormat: 'TEXT (CODE)' });
    assert.deepEqual(
      [renamed.status, renamed.json()],
      [200, { ...created.json(), value: 'Ships', displayFormat: 'TEXT (CODE)' }],
    );
    assert.equal((await session.send('DELETE', path)).status, 204);
    assert.deepEqual(await namesOf('value=Ships'), []);
    assert.equal((await session.get(path)).json<{ isDeleted: boolean }>().isDeleted, true);
    assert.equal(failureOf(await session.send('PUT', path, { value: 'Boats' })), 'list.deleted');
  });

  it('belong to one app when they are managed, until that app gives them up', async () => {
    const { status, text } = await session.send('POST', LISTS, { value: 'Own', isManaged: true });
    const { id, managedBy } = JSON.parse(text) as { id: string; managedBy: string };
    assert.deepEqual([status, managedBy], [201, `appId:${session.sandbox.welcome.clientId}`]);
    const left = await session.send('PUT', `${LISTS}/${id}`, { value: 'Own', isManaged: false });
    assert.equal(left.json<{ managedBy: unknown }>().managedBy, null);
  });

  for (const [method, path, body] of [
    ['PUT', `${LISTS}/${PROJECTS}`, { value: 'Mine' }],
    ['DELETE', `${LISTS}/${PROJECTS}`, undefined],
    ['POST', '/list/v4/items', { listId: PROJECTS, shortCode: 'P1', value: 'Mine' }],
    ['POST', `${LISTS}/${PROJECTS}/bulk`, { requests: [{ shortCode: 'P1', value: 'Mine' }] }],
    ['PATCH', `${LISTS}/${PROJECTS}/bulk`, { requests: [{ code: 'P1001', deleted: true }] }],
  ] as const) {
    it(`refuse ${method} ${path.replace(PROJECTS, 'PROJECTS')} when another app manages the list`, async () => {
      const answer = await session.send(method, path, body);
      assert.deepEqual([answer.status, failureOf(answer)], [400, 'list.is.managed']);
      await assertKeepsToDocument(answer, method, path);
    });
  }

  for (const [what, body, source] of [
    ['no name', {}, 'value'],
    ['an empty name', { value: ' ' }, 'value'],
    ['a name that is too long', { value: 'x'.repeat(65) }, 'value'],
    ['a name that is taken', { value: 'Regions' }, 'value'],
    ['an unknown way to search', { value: 'New', searchCriteria: 'SOUND' }, 'searchCriteria'],
    ['a flag that is none', { value: 'New', isManaged: 'perhaps' }, 'isManaged'],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const answer = await session.send('POST', LISTS, body);
      assert.equal(answer.status, 400);
      const errors = answer.json<{ validationErrors: readonly { source: string }[] }>().validationErrors;
      assert.deepEqual(
        errors.map((error) => error.source),
        [source],
      );
      await assertKeepsToDocument(answer, 'POST', LISTS);
    });
  }

  for (const [what, status, send] of [
    ['an unknown list', 404, () => session.get(`${LISTS}/unknown`)],
    ['an unknown list to delete', 400, () => session.send('DELETE', `${LISTS}/${VENDOR_CATEGORY}`)],
    ['a missing token', 401, () => guest.get(LISTS)],
    ['a body that is not declared as JSON', 415, () => session.send('POST', LISTS, '{"value":"x"}')],
    [
      'a body that is none',
      400,
      () => session.send('POST', LISTS, '{"value":', { 'content-type': 'application/json' }),
    ],
    ['a body that is a list', 400, () => session.send('POST', LISTS, [1])],
  ] as const) {
    it(`answer ${status} for ${what}, in their own shape`, async () => {
      const answer = await send();
      assert.equal(answer.status, status);
      const { error, path, timestamp } = answer.json<Record<string, unknown>>();
      assert.ok(error);
      assert.match(String(path), /^\/list\/v4\/lists/);
      assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    });
  }

  it('may be changed by administrators only', async () => {
    const other = await guest.signIn({ username: 'ingrid.solberg@example.com' });
    assert.equal((await other.get(LISTS)).status, 200);
    assert.equal((await other.send('POST', LISTS, { value: 'Mine' })).status, 403);
  });
});
