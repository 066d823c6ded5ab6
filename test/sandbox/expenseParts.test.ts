import assert from 'node:assert/strict';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { loadReports, saveReports } from '../../src/sandbox/expense/savedReports.js';
import { seedReports } from '../../src/sandbox/expense/seedReports.js';
import { assertKeepsToDocument } from './operationContract.js';
import { NOON, openSandbox, type Session } from './session.js';

const ENTRY = 'gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA';
const ANA = 'edd78735-e88d-4b7f-b08a-fe37793e974e';
const COMPANY = '36e0c1f4-5b0a-4a7e-9d52-7f1b86c2a913';
const GROUP = '61F8C0A7D3E54B29A4C1B7E09D52F836';
const ITEMIZATIONS = '/api/v3.0/expense/itemizations';
const part = { EntryID: ENTRY, ExpenseTypeCode: 'PARKG', TransactionDate: '2026-05-17', TransactionAmount: 12.5 };

type Fields = Readonly<Record<string, unknown>>;

describe('parts and configuration of expenses in the sandbox', () => {
  let ana: Session;
  let yuki: Session;
  let company: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    yuki = await guest.signIn({ username: 'yuki.tanaka@example.com' });
    const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
    company = await guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
  });
  after(() => ana.sandbox.close());

  async function walk(path: string): Promise<readonly Fields[]> {
    const all: Fields[] = [];
    for (let next: string | null = path; next !== null; ) {
      const page: { Items: Fields[]; NextPage: string | null } = (await ana.get(next)).json();
      all.push(...page.Items);
      next = page.NextPage;
    }
    return all;
  }

  it('answers every read as its document says', async () => {
    for (const path of [
      `${ITEMIZATIONS}?user=ALL&limit=100`,
      `${ITEMIZATIONS}/gWr7$pZt5nLk8QxV2mBs9J3hC6wF4yD1oA`,
      '/api/v3.0/expense/allocations?user=ALL&limit=100',
      '/api/v3.0/expense/allocations/gWn3$hT7kQx5LmR2vBp8J9sZ4cF6wD1yA',
      '/api/v3.0/expense/expensegroupconfigurations?user=ALL',
      '/api/v3.0/expense/expensegroupconfigurations/gWd6$sP4kZx8TmQ2vLr9B3nJ7hC5wF1yA',
      `/expenseconfig/v4/users/${ANA}/policies`,
      `/expenseconfig/v4/users/${ANA}/policies/E7B3D04A9C5F4126B8A1F2C60D93E754/expensetypes`,
      `/expenseconfig/v4/users/${ANA}/paymenttypes`,
      `/expenseconfig/v4/users/${ANA}/attendeetypes`,
      `/expenseconfig/v4/users/${ANA}/groupconfigs`,
      `/expenseconfig/v4/companies/${COMPANY}/groupconfigs`,
      `/expenseconfig/v4/companies/${COMPANY}/groupconfigs/${GROUP}?applicableConfigs=policies`,
    ]) {
      const answer = await ana.get(path);
      assert.equal(answer.status, 200, `${path} ${answer.text}`);
      assert.equal(answer.headers.get('x-sandbox-generated'), null, path);
      await assertKeepsToDocument(answer, 'GET', path);
    }
  });

  it('reaches every itemization and allocation once, at any size of pages', async () => {
    for (const list of [ITEMIZATIONS, '/api/v3.0/expense/allocations']) {
      const all = await walk(`${list}?user=ALL&limit=100`);
      const ids = all.map(({ ID }) => ID);
      assert.ok(ids.length > 200);
      assert.equal(new Set(ids).size, ids.length);
      const own = await walk(`${list}?limit=100`);
      assert.deepEqual(
        (await walk(`${list}?limit=3`)).map(({ ID }) => ID),
        own.map(({ ID }) => ID),
      );
    }
    const shares = await walk('/api/v3.0/expense/allocations?itemizationID=gWr7%24pZt5nLk8QxV2mBs9J3hC6wF4yD1oA');
    assert.deepEqual(
      shares.map(({ Percentage }) => Percentage),
      ['60.00000000', '40.00000000'],
    );
  });

  it('creates, changes and deletes an itemization, which takes shares along', async () => {
    const before = (await walk(`${ITEMIZATIONS}?entryID=${encodeURIComponent(ENTRY)}`)).length;
    const created = await ana.send('POST', ITEMIZATIONS, { ...part, Comment: 'Garage' });
    assert.equal(created.status, 200, created.text);
    const { ID, URI } = created.json<{ ID: string; URI: string }>();
    const made = (await ana.get(URI)).json();
    assert.deepEqual(
      [made.ReportOwnerID, made.TransactionAmount, made.HasComments],
      ['ana.silva@example.com', 12.5, true],
    );
    assert.equal((await walk(`${ITEMIZATIONS}?entryID=${encodeURIComponent(ENTRY)}`)).length, before + 1);
    assert.equal((await walk(`/api/v3.0/expense/allocations?itemizationID=${encodeURIComponent(ID)}`)).length, 2);
    assert.equal((await ana.get(`/api/v3.0/expense/entries/${ENTRY}`)).json().HasExceptions, true);
    assert.equal((await ana.send('PUT', URI, { TransactionAmount: 13, Description: 'Garage' })).status, 204);
    assert.deepEqual((await ana.get(URI)).json().TransactionAmount, 13);
    assert.equal((await yuki.get(URI)).status, 404);
    assert.equal((await ana.send('DELETE', URI)).status, 204);
    assert.equal((await ana.get(URI)).status, 404);
  });

  for (const [what, body] of [
    ['no entry', { ...part, EntryID: undefined }],
    ['an unknown entry', { ...part, EntryID: 'x' }],
    ['no type', { ...part, ExpenseTypeCode: undefined }],
    ['a drive', { ...part, ExpenseTypeCode: 'MILEG' }],
    ['no date', { ...part, TransactionDate: undefined }],
    ['an amount that is text', { ...part, TransactionAmount: 'ten' }],
  ] as const) {
    it(`refuses an itemization with ${what}`, async () => {
      assert.equal((await ana.send('POST', ITEMIZATIONS, body)).status, 400);
    });
  }

  it('neither repeats nor skips reports while others are created and deleted', async () => {
    const path = '/api/v3.0/expense/reports?user=ALL&limit=50';
    const before = (await walk('/api/v3.0/expense/reports?user=ALL&limit=100')).map(({ ID }) => ID);
    const seen: unknown[] = [];
    const own: string[] = [];
    for (let next: string | null = path; next !== null; ) {
      const page: { Items: Fields[]; NextPage: string | null } = (await ana.get(next)).json();
      seen.push(...page.Items.map(({ ID }) => ID));
      next = page.NextPage;
      const { ID } = (await ana.send('POST', '/api/v3.0/expense/reports', { Name: 'New' })).json<{ ID: string }>();
      own.push(ID);
      if (own.length % 2 === 0) await ana.send('DELETE', `/expensereports/v4/reports/${ID}`);
    }
    assert.deepEqual(seen, before);
  });

  it('loads exchange rates for entries to come', async () => {
    const path = '/exchangerate/v4/rates';
    const rate = { from_crn_code: 'EUR', to_crn_code: 'USD', start_date: '2026-05-01', rate: 1.5 };
    const body = { currency_sets: [rate, { ...rate, from_crn_code: 'USX' }, 5] };
    const answer = await company.send('POST', path, body);
    await assertKeepsToDocument(answer, 'POST', path);
    const { overallStatus, currencySets } = answer.json<{ overallStatus: string; currencySets: Fields[] }>();
    assert.deepEqual(
      [overallStatus, currencySets.map(({ statusCode }) => statusCode)],
      ['Partial Success', [200, 400, 400]],
    );
    const entry = {
      ReportID: '5F2C9A7D41E84B0C9D36',
      ExpenseTypeCode: 'TAXIX',
      PaymentTypeID: 'gWs4$nK9rTq2xLm7vBp3J',
    };
    const money = { TransactionCurrencyCode: 'EUR', TransactionAmount: 10, TransactionDate: '2026-05-18' };
    const { URI } = (await ana.send('POST', '/api/v3.0/expense/entries', { ...entry, ...money })).json<{
      URI: string;
    }>();
    assert.equal((await ana.get(URI)).json().PostedAmount, 15);
    assert.equal((await ana.send('POST', path, body)).status, 403);
    assert.equal((await company.send('POST', path, { currency_sets: [] })).status, 400);
    assert.equal((await company.send('POST', path, { currency_sets: Array(101).fill(rate) })).status, 400);
  });

  it('refuses configurations that are not there', async () => {
    for (const [status, path] of [
      [404, `/expenseconfig/v4/users/${ANA}/policies/none/expensetypes`],
      [404, '/expenseconfig/v4/users/none/policies'],
      [404, '/expenseconfig/v4/companies/none/groupconfigs'],
      [404, `/expenseconfig/v4/companies/${COMPANY}/groupconfigs/none`],
      [400, `/expenseconfig/v4/companies/${COMPANY}/groupconfigs/${GROUP}?applicableConfigs=none`],
      [404, '/api/v3.0/expense/expensegroupconfigurations/none'],
    ] as const) {
      assert.equal((await ana.get(path)).status, status, path);
    }
    assert.equal((await yuki.get(`/expenseconfig/v4/users/${ANA}/policies`)).status, 403);
  });
});

describe('reports that are saved and loaded', () => {
  it('are the same again', () => {
    const company = new Company();
    const reports = seedReports(company, new SeededRandom(7), NOON);
    const saved = JSON.parse(JSON.stringify(saveReports(reports))) as unknown;
    assert.deepEqual(saveReports(loadReports(saved, company)), saved);
    assert.equal(loadReports(saved, company)[0]?.report.owner, reports[0]?.report.owner);
    assert.throws(() => loadReports([{ report: {}, entries: [] }], company));
  });
});
