import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const BATCH = '/api/expense/attendee/v1.0/batch';
const V2 = '/api/expense/v2.0/attendees';
const TYPES = '/api/v3.0/expense/attendeetypes';
const XML = { 'content-type': 'application/xml' };

interface Result {
  readonly 'attendee-batch-result': {
    readonly 'records-succeeded': string;
    readonly 'records-failed': string;
    readonly errors?: { readonly error: { readonly code: string } | readonly { readonly code: string }[] };
  };
}

describe('older attendee APIs of the sandbox', () => {
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

  const batch = (type: string, records: string): Promise<Answer> =>
    session.send('POST', `${BATCH}?type=${type}`, `<attendee-batch>${records}</attendee-batch>`, XML);
  const countsOf = (answer: Answer): readonly (string | undefined)[] => {
    const result = answer.xml<Result>()['attendee-batch-result'];
    return [result['records-succeeded'], result['records-failed']];
  };
  const record = (elements: Readonly<Record<string, string>>): string =>
    `<attendee>${Object.entries(elements)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')}</attendee>`;
  const whole = { 'external-id': 'W-1', type: 'CUSTOMER', 'last-name': 'Ward', 'currency-code': 'EUR' };

  it('create, change and deactivate shared attendees by external id', async () => {
    const read = async () =>
      (await session.get(`${V2}?externalid=S-1`, { accept: 'application/json' })).json<Record<string, unknown>[]>();
    const one = { ...whole, 'external-id': 'S-1', 'total-amount-ytd': '12.5', custom2: 'Retail' };
    assert.deepEqual(countsOf(await batch('create', record(one))), ['1', '0']);
    const answer = await session.get(`${V2}?externalid=S-1`, { accept: 'application/json' });
    await assertKeepsToDocument(answer, 'GET', V2);
    const [created] = await read();
    assert.deepEqual([created?.TotalAmountYTD, created?.Custom2], ['12.50000000', { Type: 'Text', Value: 'Retail' }]);
    assert.deepEqual(countsOf(await batch('create', record(one))), ['0', '1']);
    assert.deepEqual(countsOf(await batch('update', record({ ...one, 'last-name': 'Wood' }))), ['1', '0']);
    assert.equal((await read())[0]?.LastName, 'Wood');
    assert.deepEqual(countsOf(await batch('update', record({ 'external-id': 'S-1', inactive: 'Y' }))), ['1', '0']);
    const [gone] = await read();
    assert.deepEqual([gone?.IsDeleted, gone?.VersionNumber], ['Y', '3']);
  });

  for (const [code, what, type, content] of [
    ['1102', 'an unreadable record', 'create', '<attendee>text</attendee>'],
    ['1201', 'no external id', 'create', record({ ...whole, 'external-id': '' })],
    ['1202', 'no type', 'create', record({ ...whole, type: '' })],
    [
      '1203',
      'an amount without currency',
      'create',
      record({ ...whole, 'total-amount-ytd': '1', 'currency-code': '' }),
    ],
    ['1204', 'a long external id', 'create', record({ ...whole, 'external-id': 'x'.repeat(49) })],
    ['1205', 'a long type', 'create', record({ ...whole, type: 'CUSTOMERS' })],
    ['1206', 'a wrong flag', 'create', record({ ...whole, inactive: 'perhaps' })],
    ['1207', 'no-shows', 'create', record({ ...whole, type: 'NOSHOWS' })],
    ['1208', 'a wrong currency', 'create', record({ ...whole, 'currency-code': 'eu' })],
    ['1209', 'no last name', 'create', record({ ...whole, 'last-name': '' })],
    ['1211', 'a wrong amount', 'create', record({ ...whole, 'total-amount-ytd': 'much' })],
    ['1217', 'a long name', 'create', record({ ...whole, 'last-name': 'x'.repeat(133) })],
    ['1218', 'an unknown type', 'create', record({ ...whole, type: 'NOBODY' })],
    ['1219', 'an element twice', 'create', record(whole).replace('</attendee>', '<type>SPOUSE</type></attendee>')],
    ['1305', 'nobody to update', 'update', record(whole)],
  ] as const) {
    it(`answer code ${code} for ${what}`, async () => {
      const answer = await batch(type, content);
      assert.equal(answer.status, 200);
      const { errors } = answer.xml<Result>()['attendee-batch-result'];
      assert.equal(errors && 'code' in errors.error ? errors.error.code : undefined, code);
    });
  }

  it('list the first ten failures of a batch', async () => {
    const answer = await batch('create', record({ 'external-id': 'F-1' }).repeat(12));
    const { errors } = answer.xml<Result>()['attendee-batch-result'];
    assert.deepEqual(countsOf(answer), ['0', '12']);
    assert.equal(Array.isArray(errors?.error) ? errors.error.length : 0, 10);
  });

  for (const [what, status, send] of [
    ['no type of batch', 400, () => session.send('POST', BATCH, '<attendee-batch/>', XML)],
    ['an empty batch', 400, () => batch('create', '')],
    ['1001 records', 400, () => batch('create', record({ 'external-id': 'x' }).repeat(1001))],
    ['XML that is none', 400, () => session.send('POST', `${BATCH}?type=create`, 'text', XML)],
    [
      'somebody who is no administrator',
      403,
      () => other.send('POST', `${BATCH}?type=create`, '<attendee-batch/>', XML),
    ],
    ['no external id to look for', 400, () => session.get(V2)],
    ['an unknown attendee', 404, () => session.get(`${V2}/unknown`)],
    ['the types for others', 403, () => other.get('/api/expense/attendee/v1.0/type')],
  ] as const) {
    it(`answer ${status} for ${what}`, async () => {
      const answer = await send();
      assert.equal(answer.status, status);
      assert.ok(answer.xml<{ Error: { Message: string } }>().Error.Message);
    });
  }

  it('show an attendee as XML unless JSON is asked for', async () => {
    const { Attendees } = (await session.get(`${V2}/${encodeURIComponent('nF9c$Tq4wMx7kRv2pLz5sHb8dY3gA6jN1e')}`)).xml<{
      Attendees: { Attendee: Record<string, unknown> };
    }>();
    const { LastName, Custom1, AttendeeTypeCode } = Attendees.Attendee;
    assert.deepEqual([LastName, Custom1, AttendeeTypeCode], ['Wei', '', 'CUSTOMER']);
  });

  it('list attendee types without those that nobody can choose', async () => {
    const answer = await session.get(TYPES);
    await assertKeepsToDocument(answer, 'GET', TYPES);
    const codes = answer.json<{ Items: { Code: string }[] }>().Items.map(({ Code }) => Code);
    assert.deepEqual(codes.slice(0, 3), ['BUSGUEST', 'SPOUSE', 'EMPLOYEE']);
    for (const hidden of ['NOSHOWS', 'SYSEMP', 'UNDEF', 'JOBCAND', 'PRESS']) assert.ok(!codes.includes(hidden), hidden);
    const old = (await session.get('/api/expense/attendee/v1.0/type')).xml<{
      'attendee-types': { 'attendee-type': { type: string }[] };
    }>();
    assert.deepEqual(
      old['attendee-types']['attendee-type'].map(({ type }) => type),
      codes,
    );
  });

  it('show all types to the company in v4, and to nobody else', async () => {
    const answer = await company.get('/v4/attendeetypes');
    await assertKeepsToDocument(answer, 'GET', '/v4/attendeetypes');
    assert.ok(answer.json<{ code: string }[]>().some(({ code }) => code === 'NOSHOWS'));
    assert.equal((await session.get('/v4/attendeetypes')).status, 403);
  });

  it('change a type, and with it what counts as a duplicate', async () => {
    const { ID } = (await session.send('POST', TYPES, { Name: 'Sailor', Code: 'SAILOR' })).json<{ ID: string }>();
    const path = `${TYPES}/${encodeURIComponent(ID)}`;
    const change =
      '<AttendeeType><DuplicateSearchFields><DuplicateSearchField>ExternalId</DuplicateSearchField></DuplicateSearchFields></AttendeeType>';
    assert.equal((await session.send('PUT', path, change, XML)).status, 204);
    const read = await session.get(path);
    await assertKeepsToDocument(read, 'GET', path);
    assert.deepEqual(read.json().DuplicateSearchFields, ['ExternalId']);
    const sailor = { attendeeTypeCode: 'SAILOR', lastName: 'Ray', externalId: 'SEA-1' };
    assert.equal((await session.send('POST', '/v4/attendees', sailor)).status, 200);
    assert.equal((await session.send('POST', '/v4/attendees', { ...sailor, lastName: 'Kay' })).status, 400);
    assert.equal((await session.send('PUT', path, { Name: 'Customer' })).status, 400);
    assert.equal((await other.send('PUT', path, { Name: 'Mine' })).status, 403);
    assert.equal((await session.send('DELETE', path)).status, 204);
    assert.equal((await session.get(path)).status, 404);
  });
});
