import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const ENTRIES = '/api/v3.0/expense/entries';
const SAMPLE_ID = 'gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA';
const REPORT_ID = '5F2C9A7D41E84B0C9D36';
const CASH = 'gWs4$nK9rTq2xLm7vBp3J';

type Fields = Readonly<Record<string, unknown>>;

const taxi = {
  ReportID: REPORT_ID,
  ExpenseTypeCode: 'TAXIX',
  TransactionDate: '2026-05-18',
  TransactionCurrencyCode: 'EUR',
  TransactionAmount: 20,
  PaymentTypeID: CASH,
};
const drive = {
  ReportID: REPORT_ID,
  ExpenseTypeCode: 'MILEG',
  TransactionDate: '2026-05-18',
  Journey: { StartLocation: 'Seattle', EndLocation: 'Tacoma', UnitOfMeasure: 'M', BusinessDistance: 30 },
};

describe('Expense Entries v3 in the sandbox', () => {
  let ana: Session;
  let yuki: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    yuki = await guest.signIn({ username: 'yuki.tanaka@example.com' });
  });
  after(() => ana.sandbox.close());

  async function list(query: string): Promise<readonly Fields[]> {
    const answer = await ana.get(`${ENTRIES}?${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<{ Items: Fields[] }>().Items;
  }

  const reportOf = async (): Promise<Fields> => (await ana.get(`/api/v3.0/expense/reports/${REPORT_ID}`)).json();

  async function create(body: Fields): Promise<string> {
    const answer = await ana.send('POST', ENTRIES, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<{ URI: string }>().URI;
  }

  it('lists the entries of a report and gets one by an id that holds a $', async () => {
    const entries = await list(`reportID=${REPORT_ID}`);
    assert.ok(entries.length >= 3 && entries.every(({ ReportID }) => ReportID === REPORT_ID));
    for (const id of [SAMPLE_ID, encodeURIComponent(SAMPLE_ID)]) {
      const entry = (await ana.get(`${ENTRIES}/${id}`)).json();
      assert.deepEqual(
        entry,
        entries.find(({ ID }) => ID === SAMPLE_ID),
      );
      assert.equal(entry.URI, `${ana.sandbox.url}${ENTRIES}/gWr7%24pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA`);
    }
  });

  for (const [query, field, value] of [
    ['expenseTypeCode=LODNG', 'ExpenseTypeCode', 'LODNG'],
    [`paymentTypeID=${encodeURIComponent(CASH)}`, 'PaymentTypeID', CASH],
    ['isBillable=true', 'IsBillable', true],
    ['hasAttendees=true', 'HasAttendees', true],
    ['hasVAT=false', 'HasVAT', false],
    ['attendeeTypeCode=busguest', 'ExpenseTypeCode', 'BUSML'],
  ] as const) {
    it(`narrows the list by ${query}`, async () => {
      const entries = await list(`user=ALL&limit=100&${query}`);
      assert.ok(entries.length > 0);
      assert.ok(entries.every((entry) => entry[field] === value));
    });
  }

  it('keeps totals of the report true to its entries', async () => {
    const before = Number((await reportOf()).Total);
    const cents = (amount: number): number => Math.round(amount * 100) / 100;

    const uri = await create(taxi);
    const created = (await ana.get(uri)).json();
    assert.deepEqual(
      [created.ExchangeRate, created.PostedAmount, created.ReportOwnerID],
      [1.08, 21.6, 'ana.silva@example.com'],
    );
    assert.equal((await reportOf()).Total, cents(before + 21.6));

    assert.equal((await ana.send('PUT', uri, { TransactionAmount: 10, IsPersonal: true })).status, 204);
    const updated = (await ana.get(uri)).json();
    assert.deepEqual(updated, {
      ...created,
      TransactionAmount: 10,
      PostedAmount: 10.8,
      ApprovedAmount: 10.8,
      IsPersonal: true,
    });
    const report = await reportOf();
    assert.deepEqual([report.Total, report.TotalClaimedAmount], [cents(before + 10.8), before]);

    assert.equal((await ana.send('DELETE', uri)).status, 204);
    assert.equal((await ana.get(uri)).status, 404);
    assert.equal((await reportOf()).Total, before);
  });

  it('creates from XML and keeps amounts numbers', async () => {
    const body = `<Entry>${Object.entries({ ...taxi, IsBillable: 'true', Comment: 'Rain' })
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')}</Entry>`;
    const xml = { 'content-type': 'application/xml', accept: 'application/xml' };
    const answer = await ana.send('POST', ENTRIES, body, xml);
    assert.equal(answer.status, 200, answer.text);
    const { URI } = answer.xml<{ Response: { URI: string } }>().Response;
    const entry = (await ana.get(URI)).json();
    assert.deepEqual(
      [entry.TransactionAmount, entry.IsBillable, entry.HasComments, entry.Comment],
      [20, true, true, null],
    );
  });

  it('pays a drive by its distance', async () => {
    const entry = (await ana.get(await create(drive))).json();
    assert.deepEqual([entry.TransactionAmount, entry.TransactionCurrencyCode], [21, 'USD']);
    assert.deepEqual(entry.Journey, drive.Journey);
  });

  it('takes an exchange rate from the caller, and keeps it when only the currency changes', async () => {
    const uri = await create({ ...taxi, ExchangeRate: 2 });
    await ana.send('PUT', uri, { TransactionCurrencyCode: 'CHF' });
    assert.equal((await ana.get(uri)).json().PostedAmount, 40);
  });

  for (const [what, body, message] of [
    ['no report', { ...taxi, ReportID: undefined }, /ReportID is required/],
    ['an unknown report', { ...taxi, ReportID: '0000' }, /no report with the ID 0000/],
    ['no expense type', { ...taxi, ExpenseTypeCode: undefined }, /ExpenseTypeCode is required/],
    ['an unknown expense type', { ...taxi, ExpenseTypeCode: 'YACHT' }, /YACHT/],
    ['no date', { ...taxi, TransactionDate: undefined }, /TransactionDate is required/],
    ['a wrong date', { ...taxi, TransactionDate: '18.5.2026' }, /TransactionDate has to look like/],
    ['no currency', { ...taxi, TransactionCurrencyCode: undefined }, /TransactionCurrencyCode is required/],
    ['a wrong currency', { ...taxi, TransactionCurrencyCode: 'euro' }, /TransactionCurrencyCode has to be a currency/],
    ['no amount', { ...taxi, TransactionAmount: undefined }, /TransactionAmount is required/],
    ['an amount that is text', { ...taxi, TransactionAmount: 'ten' }, /TransactionAmount has to be a number/],
    ['an endless amount', { ...taxi, TransactionAmount: 1e300 }, /TransactionAmount is too large/],
    ['no payment type', { ...taxi, PaymentTypeID: undefined }, /PaymentTypeID is required/],
    ['an unknown payment type', { ...taxi, PaymentTypeID: 'x' }, /PaymentTypeID is "x"/],
    ['an unknown place', { ...taxi, LocationID: 'x' }, /LocationID is "x"/],
    ['a rate of nothing', { ...taxi, ExchangeRate: 0 }, /ExchangeRate has to be more than 0/],
    ['a wrong flag', { ...taxi, IsPersonal: 'maybe' }, /IsPersonal has to be true or false/],
    ['a journey by taxi', { ...taxi, Journey: drive.Journey }, /Journey is for mileage/],
    ['a drive without a journey', { ...drive, Journey: undefined }, /Journey is required/],
    [
      'a drive to nowhere',
      { ...drive, Journey: { ...drive.Journey, EndLocation: '' } },
      /Journey.EndLocation is required/,
    ],
    ['a drive in half miles', { ...drive, Journey: { ...drive.Journey, BusinessDistance: 1.5 } }, /whole number/],
    [
      'odometer readings that differ from the distance',
      { ...drive, Journey: { ...drive.Journey, OdometerStart: 100, OdometerEnd: 110 } },
      /add up to the odometer/,
    ],
  ] as const) {
    it(`refuses ${what} and says so`, async () => {
      const answer = await ana.send('POST', ENTRIES, body);
      assert.equal(answer.status, 400);
      assert.match(answer.json<{ Error: { Message: string } }>().Error.Message, message);
    });
  }

  it('neither adds to, changes nor deletes in a report that was submitted', async () => {
    const [report] = (await ana.get('/api/v3.0/expense/reports?approvalStatusCode=A_PEND')).json<{ Items: Fields[] }>()
      .Items;
    const [entry] = await list(`reportID=${report?.ID}`);
    const uri = String(entry?.URI);
    for (const answer of [
      await ana.send('POST', ENTRIES, { ...taxi, ReportID: report?.ID }),
      await ana.send('PUT', uri, { Description: 'x' }),
      await ana.send('DELETE', uri),
    ]) {
      assert.equal(answer.status, 400);
      assert.match(answer.text, /was submitted/);
    }
  });

  it('changes entries of a report that was sent back, but adds none', async () => {
    const [report] = (await ana.get('/api/v3.0/expense/reports?approvalStatusCode=A_RESU')).json<{ Items: Fields[] }>()
      .Items;
    const [entry] = await list(`reportID=${report?.ID}`);
    assert.equal((await ana.send('PUT', String(entry?.URI), { Description: 'x' })).status, 204);
    assert.equal((await ana.send('POST', ENTRIES, { ...taxi, ReportID: report?.ID })).status, 400);
  });

  it('guards the entries of others', async () => {
    const path = `${ENTRIES}/${encodeURIComponent(SAMPLE_ID)}`;
    assert.equal((await yuki.get(path)).status, 404);
    assert.equal((await yuki.get(`${path}?user=ana.silva@example.com`)).status, 403);
    assert.equal((await yuki.send('DELETE', path)).status, 404);
    assert.equal((await yuki.send('POST', ENTRIES, taxi)).status, 400);
    assert.equal((await yuki.get(`${ENTRIES}?user=ALL`)).status, 403);
    assert.equal((await ana.get(`${path}?user=ALL`)).status, 400);
    assert.equal((await ana.send('PUT', path, { ReportID: 'other' })).status, 400);
  });
});
