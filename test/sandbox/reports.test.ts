import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const REPORTS = '/api/v3.0/expense/reports';
const SAMPLE_ID = '5F2C9A7D41E84B0C9D36';
/** Reports of the whole company. */
const COUNT = 400;

interface Report {
  readonly ID: string;
  readonly URI: string;
  readonly Name: string;
  readonly OwnerLoginID: string;
  readonly ApproverLoginID: string | null;
  readonly ApprovalStatusCode: string;
  readonly PaymentStatusCode: string;
  readonly CurrencyCode: string;
  readonly Country: string;
  readonly CreateDate: string;
  readonly SubmitDate: string | null;
  readonly PaidDate: string | null;
  readonly LastModifiedDate: string;
  readonly Total: number;
  readonly [field: string]: unknown;
}

interface Page {
  readonly Items: readonly Report[];
  readonly NextPage: string | null;
}

describe('Expense Reports v3 in the sandbox', () => {
  let ana: Session;
  let yuki: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    yuki = await guest.signIn({ username: 'yuki.tanaka@example.com' });
  });
  after(() => ana.sandbox.close());

  /** All reports that a query finds, over all its pages. */
  async function walk(session: Session, query: string): Promise<readonly Report[]> {
    const all: Report[] = [];
    let next: string | null = `${REPORTS}?${query}`;
    while (next !== null) {
      const answer = await session.get(next);
      assert.equal(answer.status, 200, answer.text);
      const page: Page = answer.json<Page>();
      all.push(...page.Items);
      next = page.NextPage;
    }
    return all;
  }

  it('shows the first 25 own reports, newest first, and where to go on', async () => {
    const page = (await ana.get(REPORTS)).json<Page>();
    assert.equal(page.Items.length, 25);
    assert.ok(page.Items.every((report) => report.OwnerLoginID === 'ana.silva@example.com'));
    const dates = page.Items.map((report) => report.CreateDate);
    assert.deepEqual(dates, dates.toSorted().toReversed());
    assert.ok(page.NextPage?.startsWith(`${ana.sandbox.url}${REPORTS}?offset=`));
  });

  it('reaches every report once by NextPage, which keeps the other parameters', async () => {
    for (const limit of [7, 80, 100]) {
      const all = await walk(ana, `user=ALL&limit=${limit}`);
      assert.equal(new Set(all.map(({ ID }) => ID)).size, COUNT, `limit ${limit}`);
    }
    assert.equal((await ana.get(`${REPORTS}?limit=34`)).json<Page>().NextPage, null);
    const first = (await ana.get(`${REPORTS}?user=ALL&limit=2&approvalStatusCode=A_APPR`)).json<Page>();
    const next = new URL(first.NextPage ?? '').searchParams;
    assert.deepEqual([next.get('user'), next.get('limit'), next.get('approvalStatusCode')], ['ALL', '2', 'A_APPR']);
  });

  for (const [what, query] of [
    ['a limit above 100', 'limit=101'],
    ['a limit of 0', 'limit=0'],
    ['a limit that is no number', 'limit=ten'],
    ['an offset that was made up', 'offset=25'],
    ['a date that is none', 'createDateAfter=yesterday'],
    ['a day that the calendar lacks', 'createDateAfter=2026-02-30'],
    ['a flag that is none', 'hasImages=perhaps'],
    ['a login that nobody has', 'user=nobody@example.com'],
  ] as const) {
    it(`refuses ${what} with 400`, async () => {
      const answer = await ana.get(`${REPORTS}?${query}`);
      assert.equal(answer.status, 400);
      const name = query.split('=')[0] ?? '';
      assert.match(answer.text, name === 'user' ? /Nobody has the login/ : new RegExp(name));
    });
  }

  for (const [what, query, fits] of [
    ['one approval status', 'approvalStatusCode=A_PEND', (one) => one.ApprovalStatusCode === 'A_PEND'],
    [
      'several approval statuses',
      'approvalStatusCode=A_PEND,A_ACCO',
      (one) => ['A_PEND', 'A_ACCO'].includes(one.ApprovalStatusCode),
    ],
    [
      'payment statuses',
      'paymentStatusCode=P_PAID,P_HOLD',
      (one) => ['P_PAID', 'P_HOLD'].includes(one.PaymentStatusCode),
    ],
    ['a currency', 'currencyCode=JPY', (one) => one.CurrencyCode === 'JPY'],
    ['a country', 'countryCode=GB', (one) => one.Country === 'GB'],
    ['an approver', 'approverLoginID=li.wei@example.com', (one) => one.ApproverLoginID === 'li.wei@example.com'],
    ['a moment of creation', 'createDateAfter=2026-01-01', (one) => one.CreateDate > '2026-01-01T00:00:00'],
    [
      'a time between two moments of submission',
      'submitDateAfter=2025-06-01&submitDateBefore=2025-09-01T00:00:00.000',
      (one) => one.SubmitDate !== null && one.SubmitDate > '2025-06-01' && one.SubmitDate < '2025-09-01',
    ],
    ['a day of payment', 'paidDateBefore=2025-12-01', (one) => one.PaidDate !== null && one.PaidDate < '2025-12-01'],
    ['a change since', 'modifiedDateAfter=2026-04-01', (one) => one.LastModifiedDate > '2026-04-01'],
  ] as const satisfies readonly (readonly [string, string, (report: Report) => boolean])[]) {
    it(`narrows the list by ${what}, leaving none out`, async () => {
      const [everything, found] = [await walk(ana, 'user=ALL&limit=100'), await walk(ana, `user=ALL&${query}`)];
      assert.deepEqual(
        found.map(({ ID }) => ID),
        everything.filter(fits).map(({ ID }) => ID),
      );
      assert.ok(found.length > 0 && found.length < COUNT);
    });
  }

  it('narrows the list by what entries hold', async () => {
    interface Entry {
      readonly ReportID: string;
      readonly [field: string]: unknown;
    }
    const entries: Entry[] = [];
    let next: string | null = '/api/v3.0/expense/entries?user=ALL&limit=100';
    while (next !== null) {
      const page: { Items: Entry[]; NextPage: string | null } = (await ana.get(next)).json();
      entries.push(...page.Items);
      next = page.NextPage;
    }
    const everything = await walk(ana, 'user=ALL&limit=100');
    for (const [query, fits] of [
      ['expenseTypeCode=CARRT', (entry) => entry.ExpenseTypeCode === 'CARRT'],
      ['hasVAT=true', (entry) => entry.HasVAT === true],
      ['hasImages=true', (entry) => entry.HasImage === true],
      ['hasAttendees=true', (entry) => entry.HasAttendees === true],
      ['attendeeTypeCode=BUSGUEST', (entry) => entry.HasAttendees === true],
      ['hasBillableExpenses=true', (entry) => entry.IsBillable === true],
      ['vendorName=Lakeside%20Hotels', (entry) => entry.VendorDescription === 'Lakeside Hotels'],
      ['paymentType=gWs8vD2%24mZk6pRx1tHn5C', (entry) => entry.PaymentTypeName === 'Company Card'],
      ['entryTransactionDateAfter=2026-04-01', (entry) => String(entry.TransactionDate) > '2026-04-01T00:00:00'],
    ] as const satisfies readonly (readonly [string, (entry: Entry) => boolean])[]) {
      const expected = new Set(entries.filter(fits).map(({ ReportID }) => ReportID));
      const found = await walk(ana, `user=ALL&${query}`);
      assert.deepEqual(new Set(found.map(({ ID }) => ID)), expected, query);
      assert.ok(found.length > 0 && found.length < everything.length, query);
    }
    const without = await walk(ana, 'user=ALL&hasVAT=false');
    const withVat = await walk(ana, 'user=ALL&hasVAT=true');
    assert.equal(without.length + withVat.length, everything.length);
  });

  it('shows others only to an administrator', async () => {
    assert.equal((await yuki.get(`${REPORTS}?user=ALL`)).status, 403);
    assert.equal((await yuki.get(`${REPORTS}?user=ana.silva@example.com`)).status, 403);
    assert.ok((await walk(yuki, '')).every((report) => report.OwnerLoginID === 'yuki.tanaka@example.com'));
    const hers = await walk(ana, 'user=Yuki.Tanaka@example.com');
    assert.deepEqual(hers, await walk(yuki, 'user=yuki.tanaka@example.com'));
  });

  it('gives a company token nothing of its own and everything with user=ALL', async () => {
    const { companyUuid, companyRequestToken } = ana.sandbox.welcome;
    const company = await ana.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
    assert.deepEqual((await company.get(REPORTS)).json<Page>(), { Items: [], NextPage: null });
    assert.equal((await walk(company, 'user=ALL&limit=100')).length, COUNT);
    assert.equal((await company.get(`${REPORTS}/${SAMPLE_ID}`)).status, 400);
  });

  it('gets one report by its id', async () => {
    const answer = await ana.get(`${REPORTS}/${SAMPLE_ID}`);
    const report = answer.json<Report>();
    assert.equal(report.ID, SAMPLE_ID);
    assert.equal(report.URI, `${ana.sandbox.url}${REPORTS}/${SAMPLE_ID}`);
    assert.deepEqual(
      report,
      (await walk(ana, '')).find(({ ID }) => ID === SAMPLE_ID),
    );
  });

  it('finds a report of somebody else only for an administrator who names the owner', async () => {
    const [hers] = await walk(yuki, '');
    const path = `${REPORTS}/${hers?.ID}`;
    assert.equal((await ana.get(path)).status, 404);
    assert.equal((await ana.get(`${path}?user=yuki.tanaka@example.com`)).status, 200);
    assert.equal((await ana.get(`${path}?user=ALL`)).status, 400);
    assert.equal((await yuki.get(`${REPORTS}/${SAMPLE_ID}`)).status, 404);
    assert.equal((await yuki.get(`${REPORTS}/${SAMPLE_ID}?user=ana.silva@example.com`)).status, 403);
    assert.equal((await ana.get(`${REPORTS}/0000`)).status, 404);
  });

  it('creates a report, lists it first and changes only what a body says', async () => {
    const created = await ana.send('POST', REPORTS, {
      Name: 'Lunch & <learn>',
      Comment: 'Hello',
      Custom2: 'Blue',
      ID: 'x',
    });
    assert.equal(created.status, 200, created.text);
    const { ID, URI } = created.json<{ ID: string; URI: string }>();
    assert.match(ID, /^[0-9A-F]{20}$/);
    const before = (await ana.get(URI)).json<Report>();
    assert.deepEqual(
      [before.Name, before.LastComment, before.Total, before.ApprovalStatusCode, before.CreateDate],
      ['Lunch & <learn>', 'Hello', 0, 'A_NOTF', '2026-05-20T12:00:00'],
    );
    assert.deepEqual(before.Custom2, { Type: 'Text', Value: 'Blue', Code: null, ListItemID: null });
    assert.equal((await ana.get(REPORTS)).json<Page>().Items[0]?.ID, ID);

    const updated = await ana.send('PUT', URI, { Comment: 'Later', Custom2: null });
    assert.deepEqual([updated.status, updated.text], [204, '']);
    const after = (await ana.get(URI)).json<Report>();
    assert.deepEqual(after, { ...before, LastComment: 'Later', Custom2: null });
  });

  it('creates a report for somebody else when an administrator names them', async () => {
    const created = await ana.send('POST', `${REPORTS}?user=priya.raman@example.com`, { Name: 'Kick-off' });
    const { ID } = created.json<{ ID: string }>();
    const report = (await ana.get(`${REPORTS}/${ID}?user=priya.raman@example.com`)).json<Report>();
    assert.deepEqual([report.CurrencyCode, report.Country], ['INR', 'IN']);
    assert.equal((await yuki.send('POST', `${REPORTS}?user=priya.raman@example.com`, { Name: 'No' })).status, 403);
  });

  it('takes and gives XML', async () => {
    const xml = { 'content-type': 'application/xml', accept: 'application/xml' };
    const body =
      '<Report><Name>Caf\u00e9 &amp; more</Name><UserDefinedDate>2026-03-19T00:00:00</UserDefinedDate></Report>';
    const created = await ana.send('POST', REPORTS, body, xml);
    assert.equal(created.status, 200, created.text);
    const { ID, URI } = created.xml<{ Response: { ID: string; URI: string } }>().Response;
    const { Report: report } = (await ana.get(URI, xml)).xml<{ Report: Record<string, string> }>();
    assert.deepEqual([report.ID, report.Name, report.UserDefinedDate], [ID, 'Café & more', '2026-03-19T00:00:00']);
    const list = (await ana.get(`${REPORTS}?limit=2`, xml)).xml<{
      Reports: { Items: { Report: unknown[] }; NextPage: string };
    }>();
    assert.equal(list.Reports.Items.Report.length, 2);
    assert.equal((await ana.get(list.Reports.NextPage)).status, 200);
    const json = (await ana.get(URI)).json<Report>();
    assert.deepEqual(Object.keys(report), Object.keys(json));
  });

  for (const [accept, type] of [
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/html', 'json'],
    ['text/xml', 'xml'],
    ['application/xml;q=0.9, application/json;q=0.1', 'xml'],
    ['application/xml;q=0.1, application/json', 'json'],
  ] as const) {
    it(`answers ${type} to Accept: ${accept}`, async () => {
      const answer = await ana.get(REPORTS, { accept });
      assert.match(answer.headers.get('content-type') ?? '', new RegExp(`^application/${type}`));
    });
  }

  const json = 'application/json';
  const xml = 'application/xml';
  for (const [what, status, type, body, message] of [
    ['JSON that is broken', 400, json, '{"Name": ', /no valid JSON/],
    ['JSON that is no object', 400, json, '["Name"]', /no object/],
    ['no body', 400, json, '', /empty/],
    ['XML that is broken', 400, xml, '<Report><Name>x</Report>', /no well-formed XML/],
    ['XML with another root', 400, xml, '<Entry><Name>x</Name></Entry>', /root of the XML is Entry/],
    ['XML with a document type', 400, xml, '<!DOCTYPE a [<!ENTITY b "c">]><Report>&b;</Report>', /document type/],
    ['another content type', 415, 'text/plain', 'Name=x', /application\/json or application\/xml/],
    ['no name', 400, json, '{"Comment": "x"}', /Name is required/],
    ['an empty name', 400, xml, '<Report><Name/></Report>', /Name is required/],
    ['a name that is no text', 400, json, '{"Name": 5}', /Name has to be text/],
    ['a date that is none', 400, json, '{"Name": "x", "UserDefinedDate": "soon"}', /UserDefinedDate has to look like/],
    [
      'a comment that is too long',
      400,
      json,
      JSON.stringify({ Name: 'x', Comment: 'y'.repeat(501) }),
      /longer than 500/,
    ],
    ['a custom field that is too long', 400, json, JSON.stringify({ Name: 'x', Custom3: 'y'.repeat(49) }), /Custom3/],
    ['a custom field that is no text', 400, json, '{"Name": "x", "OrgUnit1": [1]}', /OrgUnit1 has to be text/],
  ] as const) {
    it(`refuses ${what} and says so`, async () => {
      const answer = await ana.send('POST', REPORTS, body, { 'content-type': type });
      assert.equal(answer.status, status);
      assert.match(answer.json<{ Error: { Message: string } }>().Error.Message, message);
    });
  }

  it('does not change a report that was submitted', async () => {
    const [submitted] = await walk(ana, 'approvalStatusCode=A_PEND');
    const answer = await ana.send('PUT', `${REPORTS}/${submitted?.ID}`, { Name: 'x' });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /was submitted \(A_PEND\)/);
  });
});
