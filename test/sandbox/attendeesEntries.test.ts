import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { openSandbox, type Session } from './session.js';

const ASSOCIATIONS = '/api/v3.0/expense/entryattendeeassociations';
const ATTENDEES = '/api/v3.0/expense/attendees';
const REPORT = '5F2C9A7D41E84B0C9D36';
const ENTRY = 'gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA';
const NOOR = 'gWj4$kT9mRx2LpQ7vBn3sZ8hC6wF1yA5dUe';
const V1 = `/api/expense/expensereport/v1.1/report/${REPORT}/entry/${ENTRY}/Attendees`;
const XML = { 'content-type': 'application/xml' };

interface Page {
  readonly Items: readonly {
    readonly ID: string;
    readonly EntryID: string;
    readonly AttendeeID: string;
    readonly Amount: number;
    readonly AssociatedAttendeeCount: number;
    readonly Custom1: string | null;
  }[];
}

describe('attendees of entries in the sandbox', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  after(() => guest.sandbox.close());
  afterEach(async () => {
    for (const { ID } of await onEntry()) await session.send('DELETE', `${ASSOCIATIONS}/${encodeURIComponent(ID)}`);
  });

  const onEntry = async (): Promise<Page['Items']> =>
    (await session.get(`${ASSOCIATIONS}?entryID=${encodeURIComponent(ENTRY)}`)).json<Page>().Items;

  it('are found or created, then associated, as the guide walks through it', async () => {
    const found = (await session.get(`${ATTENDEES}?externalID=HR-77`)).json<Page>();
    assert.deepEqual(found.Items, []);
    const types = (await session.get('/api/v3.0/expense/attendeetypes')).json<{
      Items: { ID: string; Code: string }[];
    }>();
    const AttendeeTypeID = types.Items.find(({ Code }) => Code === 'BUSGUEST')?.ID;
    const person = { AttendeeTypeID, FirstName: 'Sam', LastName: 'Iyer', Company: 'Elm Mills', ExternalID: 'HR-77' };
    const { ID: AttendeeID } = (await session.send('POST', ATTENDEES, person)).json<{ ID: string }>();
    const path = `${ASSOCIATIONS}?user=ana.silva@example.com`;
    const created = await session.send('POST', path, { EntryID: ENTRY, AttendeeID });
    await assertKeepsToDocument(created, 'POST', ASSOCIATIONS);
    const one = await session.get(`${ASSOCIATIONS}/${encodeURIComponent(created.json<{ ID: string }>().ID)}`);
    await assertKeepsToDocument(one, 'GET', `${ASSOCIATIONS}/x`);
    assert.equal(one.json().AttendeeID, AttendeeID);
    const entry = (await session.get(`/api/v3.0/expense/entries/${encodeURIComponent(ENTRY)}`)).json();
    assert.equal(entry.HasAttendees, true);
  });

  it('get a share that a change sets, and leave again', async () => {
    const { ID } = (await session.send('POST', ASSOCIATIONS, { EntryID: ENTRY, AttendeeID: NOOR })).json<{
      ID: string;
    }>();
    const path = `${ASSOCIATIONS}/${encodeURIComponent(ID)}`;
    const change = { Amount: 12.5, AssociatedAttendeeCount: 3, Custom1: 'Lunch' };
    assert.equal((await session.send('PUT', path, change)).status, 204);
    const [changed] = await onEntry();
    assert.deepEqual([changed?.Amount, changed?.AssociatedAttendeeCount, changed?.Custom1], [12.5, 3, 'Lunch']);
    assert.equal((await session.send('PUT', path, { AttendeeID: 'other' })).status, 400);
    assert.equal((await session.send('DELETE', path)).status, 204);
    assert.equal((await session.get(path)).status, 404);
  });

  it('are listed for everybody, page by page', async () => {
    const answer = await session.get(`${ASSOCIATIONS}?user=ALL&limit=2`);
    await assertKeepsToDocument(answer, 'GET', ASSOCIATIONS);
    assert.match(answer.json<{ NextPage: string }>().NextPage, /user=ALL/);
    const other = await guest.signIn({ username: 'ingrid.solberg@example.com' });
    assert.equal((await other.get(`${ASSOCIATIONS}?user=ALL`)).status, 403);
  });

  for (const [what, changes] of [
    ['no entry', { EntryID: undefined }],
    ['an unknown entry', { EntryID: 'unknown' }],
    ['no attendee', { AttendeeID: '' }],
    ['an unknown attendee', { AttendeeID: 'unknown' }],
    ['an amount that is none', { Amount: 'much' }],
    ['a count of 0', { AssociatedAttendeeCount: 0 }],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const answer = await session.send('POST', ASSOCIATIONS, { EntryID: ENTRY, AttendeeID: NOOR, ...changes });
      assert.equal(answer.status, 400);
      await assertKeepsToDocument(answer, 'POST', ASSOCIATIONS);
    });
  }

  it('stay as they are once the report was submitted', async () => {
    const reports = (await session.get('/api/v3.0/expense/entries?hasAttendees=true&limit=100')).json<{
      Items: { ID: string; ReportID: string }[];
    }>();
    const entry = reports.Items.find(({ ReportID }) => ReportID !== REPORT);
    const answer = await session.send('POST', ASSOCIATIONS, { EntryID: entry?.ID, AttendeeID: NOOR });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /submitted/);
  });

  it('are written and put on the entry in one call of v1.1', async () => {
    const attendee = (id: string, more = ''): string =>
      `<Attendee><AttendeeType>CUSTOMER</AttendeeType><LastName>Bell</LastName><ExternalId>${id}</ExternalId><CrnCode>EUR</CrnCode>${more}</Attendee>`;
    const send = (content: string, path = V1) => session.send('POST', path, `<Attendees>${content}</Attendees>`, XML);
    interface Result {
      readonly 'attendee-batch-result': {
        readonly 'records-succeeded': string;
        readonly 'records-failed': string;
        readonly errors?: { readonly error: { readonly Index: string } };
        readonly AttendeeInfoList: { readonly AttendeeStatus: { readonly 'Attendee-Details-Url': string } };
      };
    }
    const first = attendee('B-1', '<Amount>20.5</Amount><AssociatedAttendeesCount>2</AssociatedAttendeesCount>');
    const result = (await send(`${first}<Attendee><LastName>Half</LastName></Attendee>`)).xml<Result>();
    const { 'records-succeeded': done, 'records-failed': failed, errors } = result['attendee-batch-result'];
    assert.deepEqual([done, failed, errors?.error.Index], ['1', '1', '2']);
    const [put] = await onEntry();
    assert.deepEqual([put?.Amount, put?.AssociatedAttendeeCount], [20.5, 3]);
    const { pathname } = new URL(
      result['attendee-batch-result'].AttendeeInfoList.AttendeeStatus['Attendee-Details-Url'],
    );
    assert.equal(decodeURIComponent(pathname), `${V1}/${put?.AttendeeID}`);
    await send(attendee('B-1', '<Title>Chief</Title><UpdateExisting>false</UpdateExisting>'));
    const read = async () => (await session.get(`${ATTENDEES}/${encodeURIComponent(put?.AttendeeID ?? '')}`)).json();
    assert.equal((await read()).Title, null);
    await send(attendee('B-1', '<Title>Chief</Title>'), pathname);
    assert.equal((await read()).Title, 'Chief');
    assert.equal((await onEntry()).length, 1);
    assert.equal((await send('', V1)).status, 400);
    assert.equal((await send(first, V1.replace(ENTRY, 'unknown'))).status, 404);
  });
});
