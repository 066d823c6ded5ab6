import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { openSandbox, type Session } from './session.js';

const V3 = '/api/v3.0/expense/attendees';
const V4 = '/v4/attendees';
const NOOR_V3 = encodeURIComponent('gWj4$kT9mRx2LpQ7vBn3sZ8hC6wF1yA5dUe');
const NOOR_V4 = '3c1f7a92-5d0e-4b86-9a47-e2d8b6f01c35';
const JONAS_V4 = '8e4b2d17-c6a9-4f53-b1e0-7d95a3c8f264';
const BUSGUEST = 'gWk7$pXq3LmTz9rVb2nJs5hD8c';
const SPOUSE = 'gWk7$pVt6QzHn4mXr8bLs2jW9c';
const XML = { 'content-type': 'application/xml', accept: 'application/xml' };

interface V3Page {
  readonly Items: readonly (Readonly<Record<string, unknown>> & { readonly ID: string })[];
  readonly NextPage: string | null;
}
interface V4Page {
  readonly items: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly nextPage: string | null;
}

describe('attendees of the sandbox', () => {
  let guest: Session;
  let session: Session;
  let other: Session;
  let company: Session;
  before(async () => {
    guest = await openSandbox();
    const { companyUuid: username, companyRequestToken: password } = guest.sandbox.welcome;
    session = await guest.signIn();
    other = await guest.signIn({ username: 'ingrid.solberg@example.com' });
    company = await guest.signIn({ username, password, credtype: 'authtoken' });
  });
  after(() => guest.sandbox.close());

  describe('v3', () => {
    it('come in pages that add up, however many others are added meanwhile', async () => {
      const answer = await session.get(V3);
      await assertKeepsToDocument(answer, 'GET', V3);
      const ids: string[] = [];
      for (let next: string | null = `${V3}?limit=20`; next !== null; ) {
        const page: V3Page = (await session.get(next)).json<V3Page>();
        ids.push(...page.Items.map(({ ID }) => ID));
        next = page.NextPage;
        if (ids.length === 20) await session.send('DELETE', `${V3}/${encodeURIComponent(ids[3] ?? '')}`);
      }
      assert.ok(ids.length >= 60);
      assert.equal(new Set(ids).size, ids.length);
    });

    it('are searched by external ids and by type', async () => {
      const path = `${V3}?externalID=CRM-20417,CRM-20533,none`;
      const found = (await session.get(path)).json<V3Page>().Items.map(({ LastName }) => LastName);
      assert.deepEqual(found, ['Haddad', 'Berg']);
      assert.deepEqual((await session.get(`${V3}?externalID=none`)).json(), { Items: [], NextPage: null });
      const spouses = (await session.get(`${V3}?attendeeTypeID=${encodeURIComponent(SPOUSE)}`)).json<V3Page>();
      assert.ok(spouses.Items.every(({ AttendeeTypeCode }) => AttendeeTypeCode === 'SPOUSE'));
    });

    it('are created, changed field by field, and deleted', async () => {
      const body = { AttendeeTypeID: BUSGUEST, LastName: 'Muir', FirstName: 'Ada', ExternalID: 'N-1', Custom8: 'Key' };
      const created = await session.send('POST', V3, body);
      await assertKeepsToDocument(created, 'POST', V3);
      const path = `${V3}/${encodeURIComponent(created.json<{ ID: string }>().ID)}`;
      const change = '<Attendee><Title>Captain</Title><FirstName></FirstName></Attendee>';
      assert.equal((await session.send('PUT', path, change, XML)).status, 204);
      const changed = await session.get(path);
      await assertKeepsToDocument(changed, 'GET', path);
      const { LastName, FirstName, Title, VersionNumber, OwnerLoginID, Custom8 } = changed.json();
      assert.deepEqual([LastName, FirstName, Title, VersionNumber], ['Muir', null, 'Captain', 2]);
      assert.equal(OwnerLoginID, 'ConcurSystem');
      assert.deepEqual(Custom8, { Type: 'Text', Value: 'Key', Code: null, ListItemID: null });
      assert.equal((await session.send('DELETE', path)).status, 204);
      assert.equal((await session.get(path)).status, 404);
    });

    it('are written and read as XML', async () => {
      const body = `<Attendee><AttendeeTypeID>${BUSGUEST}</AttendeeTypeID><LastName>Roe</LastName></Attendee>`;
      const created = (await session.send('POST', V3, body, XML)).xml<{ Response: { ID: string } }>();
      const read = await session.get(`${V3}/${encodeURIComponent(created.Response.ID)}`, XML);
      assert.equal(read.xml<{ Attendee: { LastName: string } }>().Attendee.LastName, 'Roe');
    });

    it('of a private type belong to one user', async () => {
      const body = { AttendeeTypeID: SPOUSE, LastName: 'Solberg', FirstName: 'Nils' };
      const { ID } = (await other.send('POST', V3, body)).json<{ ID: string }>();
      const path = `${V3}/${encodeURIComponent(ID)}`;
      assert.equal((await other.get(path)).json().OwnerLoginID, 'ingrid.solberg@example.com');
      assert.equal((await session.get(path)).status, 404);
      assert.equal((await session.get(`${path}?user=ingrid.solberg@example.com`)).status, 200);
      assert.equal((await other.get(`${path}?user=ana.silva@example.com`)).status, 403);
    });

    for (const [what, status, changes] of [
      ['no type', 400, { AttendeeTypeID: undefined }],
      ['an unknown type', 400, { AttendeeTypeID: 'gWkUnknown' }],
      ['no last name', 400, { LastName: '' }],
      ['a long name', 400, { LastName: 'x'.repeat(133) }],
      ['a long custom field', 400, { Custom21: 'x'.repeat(49) }],
      ['a currency that is none', 400, { CurrencyCode: 'dollars' }],
      ['a name that is a list', 400, { FirstName: ['Ada'] }],
      ['the type of no-shows', 400, { AttendeeTypeID: 'NOSHOWS' }],
    ] as const) {
      it(`are refused with ${what}`, async () => {
        const answer = await session.send('POST', V3, { AttendeeTypeID: BUSGUEST, LastName: 'New', ...changes });
        assert.equal(answer.status, status, answer.text);
        await assertKeepsToDocument(answer, 'POST', V3);
      });
    }

    for (const query of [
      'limit=0',
      'limit=101',
      'offset=x',
      'attendeeTypeID=x',
      'externalID=1,2,3,4,5,6,7,8,9,10,11',
    ]) {
      it(`refuse ${query}`, async () => assert.equal((await session.get(`${V3}?${query}`)).status, 400));
    }
  });

  describe('v4', () => {
    it('come in pages and keep to their document', async () => {
      const first = await session.get(`${V4}?limit=30&attendeeTypeCode=BUSGUEST`);
      await assertKeepsToDocument(first, 'GET', V4);
      const { items, nextPage } = first.json<V4Page>();
      assert.match(nextPage ?? '', /attendeeTypeCode=BUSGUEST/);
      const second = (await session.get(nextPage ?? '')).json<V4Page>();
      assert.equal(new Set([...items, ...second.items].map(({ id }) => id)).size, 30 + second.items.length);
    });

    it('are searched by external ids, and read by ids', async () => {
      const found = (await session.get(`${V4}?externalId=CRM-20417`)).json<V4Page>().items;
      assert.deepEqual(
        found.map(({ id }) => id),
        [NOOR_V4],
      );
      const read = (await session.get(`${V4}?id=${JONAS_V4},${NOOR_V4}&attendeeTypeCode=HCP`)).json<V4Page>();
      assert.equal(read.items.length, 2);
      assert.equal((await session.get(`${V4}/${NOOR_V3}`)).status, 404);
    });

    it('are created once: a second one with the same search fields is refused', async () => {
      const body = { attendeeTypeCode: 'BUSGUEST', firstName: 'Ada', lastName: 'Lund', company: 'Birch Labs' };
      const created = await session.send('POST', V4, { ...body, custom8: 'Key' });
      await assertKeepsToDocument(created, 'POST', V4);
      assert.equal(created.status, 200);
      const again = await session.send('POST', V4, { ...body, firstName: 'ADA', title: 'Buyer' });
      await assertKeepsToDocument(again, 'POST', V4);
      assert.equal(again.status, 400);
      assert.equal((await session.send('POST', V4, { ...body, company: 'Birch Farms' })).status, 200);
      assert.equal((await session.send('POST', V4, { ...body, attendeeTypeCode: 'CUSTOMER' })).status, 200);
    });

    it('keep their former versions', async () => {
      const body = { attendeeTypeCode: 'CUSTOMER', lastName: 'Vane', title: 'Buyer' };
      const { id } = (await session.send('POST', V4, body)).json<{ id: string }>();
      assert.equal((await session.send('PUT', `${V4}/${id}`, { title: 'Director' })).status, 204);
      const titleOf = async (query: string): Promise<unknown> =>
        (await session.get(`${V4}/${id}${query}`)).json<V4Page>().items[0]?.title;
      assert.deepEqual([await titleOf(''), await titleOf('?versionNumber=1')], ['Director', 'Buyer']);
      assert.equal((await session.get(`${V4}/${id}?versionNumber=3`)).status, 404);
    });

    it('show deleted ones only when asked to', async () => {
      const { ID } = (
        await session.send('POST', V3, { AttendeeTypeID: BUSGUEST, LastName: 'Gone', ExternalID: 'G-1' })
      ).json<{ ID: string }>();
      const [gone] = (await session.get(`${V4}?externalId=G-1`)).json<V4Page>().items;
      await session.send('DELETE', `${V3}/${encodeURIComponent(ID)}`);
      assert.equal((await session.get(`${V4}/${gone?.id}`)).status, 404);
      assert.equal((await session.get(`${V4}/${gone?.id}?includeDeleted=true`)).status, 200);
      assert.equal((await session.get(`${V4}?id=${gone?.id}`)).json<V4Page>().items.length, 0);
      assert.equal((await session.get(`${V4}?id=${gone?.id}&includeDeleted=true`)).json<V4Page>().items.length, 1);
      assert.equal((await session.send('PUT', `${V4}/${gone?.id}`, { title: 'Back' })).status, 404);
    });

    it('of a private type are for their owner and for administrators', async () => {
      const answer = await other.get(`${V4}/${JONAS_V4}`);
      assert.equal(answer.status, 403);
      await assertKeepsToDocument(answer, 'GET', `${V4}/x`);
      assert.equal((await company.get(`${V4}/${JONAS_V4}`)).status, 200);
      const body = { attendeeTypeCode: 'SPOUSE', lastName: 'Wei' };
      assert.equal((await company.send('POST', V4, body)).status, 400);
      const userId = session.sandbox.welcome.userId;
      const { id } = (await company.send('POST', `${V4}?userId=${userId}`, body)).json<{ id: string }>();
      assert.equal((await session.get(`${V4}/${id}`)).json<V4Page>().items[0]?.ownerUserId, userId);
      assert.equal((await other.get(`${V4}?userId=${userId}`)).status, 403);
      assert.equal((await company.get(`${V4}?userId=${NOOR_V4}`)).status, 404);
    });

    for (const [what, source, changes] of [
      ['no type', 'attendeeTypeCode', { attendeeTypeCode: undefined }],
      ['no-shows', 'attendeeTypeCode', { attendeeTypeCode: 'NOSHOWS' }],
      ['system employees', 'attendeeTypeCode', { attendeeTypeCode: 'SYSEMP' }],
      ['a type out of use', 'attendeeTypeCode', { attendeeTypeCode: 'JOBCAND' }],
      ['a type that permits no adding', 'attendeeTypeCode', { attendeeTypeCode: 'HCP' }],
      ['no last name', 'lastName', { lastName: null }],
      ['two letters for one', 'middleInitial', { middleInitial: 'AB' }],
      ['a long custom field', 'custom1', { custom1: 'x'.repeat(101) }],
    ] as const) {
      it(`are refused with ${what}, naming the field`, async () => {
        const answer = await session.send('POST', V4, { attendeeTypeCode: 'BUSGUEST', lastName: 'New', ...changes });
        assert.equal(answer.status, 400);
        const [error] = answer.json<{ validationErrors: readonly { source: string }[] }>().validationErrors;
        assert.equal(error?.source, source);
        await assertKeepsToDocument(answer, 'POST', V4);
      });
    }

    it('of system employees cannot be changed', async () => {
      const [employee] = (await session.get(`${V4}?attendeeTypeCode=SYSEMP`)).json<V4Page>().items;
      assert.equal((await session.send('PUT', `${V4}/${employee?.id}`, { title: 'Boss' })).status, 400);
    });

    it('count what seeded reports spend on them', async () => {
      const spent: number[] = [];
      for (let next: string | null = `${V4}?limit=100`; next !== null; ) {
        const page: V4Page = (await session.get(next)).json<V4Page>();
        spent.push(...page.items.map(({ totalAmountYtd }) => Number(totalAmountYtd)));
        next = page.nextPage;
      }
      assert.ok(spent.some((amount) => amount > 0));
    });
  });
});
