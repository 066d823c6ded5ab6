import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const INVOICES = '/api/v3.0/invoice/paymentrequest';
const DIGESTS = '/api/v3.0/invoice/paymentrequestdigests';
const SAMPLE = '7D41A9E05C3B4F82B6E1';

const desks = {
  Name: 'Desks',
  CountryCode: 'US',
  CurrencyCode: 'USD',
  InvoiceAmount: '1284.50',
  InvoiceNumber: 'LT-1',
  InvoiceDate: '2026-05-02',
  TaxAmount: 84.5,
  LedgerCode: 'DEFAULT',
  OrgUnit01: 'SALES',
  Custom1: 'North Pier',
  VendorRemitToIdentifier: { VendorCode: 'LT-2041' },
  LineItems: [
    {
      Description: 'Desk',
      Quantity: '2',
      UnitPrice: '600',
      Allocations: [
        { Percentage: '60', Custom1: 'SALES' },
        { Percentage: '40', Custom1: 'FIN' },
      ],
    },
  ],
};

interface Invoice {
  readonly ID: string;
  readonly Name: string;
  readonly CalculatedAmount: string;
  readonly OrgUnit01: string;
  readonly LineItems: { readonly LineItem: readonly { readonly LineItemId: string; readonly TotalPrice: string }[] };
}
interface Digests {
  readonly PaymentRequestDigest: readonly { readonly ID: string; readonly OwnerLoginID: string }[];
  readonly NextPage: string | null;
  readonly TotalCount: number;
}

describe('Invoices in the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  let lukas: Session;
  let company: Session;
  before(async () => {
    const guest = await openSandbox({ now: clock.now });
    const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
    company = await guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
  });
  after(() => ana.sandbox.close());

  async function create(changes: object = {}, session = ana): Promise<string> {
    const answer = await session.send('POST', INVOICES, { ...desks, ...changes });
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, 'POST', INVOICES);
    return answer.json<{ ID: string }>().ID;
  }
  async function read(id: string): Promise<Invoice> {
    const answer = await ana.get(`${INVOICES}/${id}`);
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, 'GET', `${INVOICES}/${id}`);
    return answer.json<Invoice>();
  }
  async function digests(query: string, session = ana): Promise<readonly string[]> {
    const answer = await session.get(`${DIGESTS}?${query}`);
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, 'GET', DIGESTS);
    return answer.json<Digests>().PaymentRequestDigest.map(({ ID }) => ID);
  }

  it('are created with lines and allocations, and found among the digests', async () => {
    const id = await create();
    const invoice = await read(id);
    assert.deepEqual(
      [invoice.CalculatedAmount, invoice.OrgUnit01, invoice.LineItems.LineItem[0]?.TotalPrice],
      ['1284.50000000', 'SALES', '1200.00000000'],
    );
    assert.deepEqual(await digests('vendorInvoiceNumber=LT-1'), [id]);
    await assertKeepsToDocument(await ana.get(`${DIGESTS}/${id}`), 'GET', `${DIGESTS}/${id}`);
  });

  it('take new values, lines more and lines less', async () => {
    const id = await create({ InvoiceNumber: 'LT-2' });
    const line = (await read(id)).LineItems.LineItem[0]?.LineItemId;
    const LineItems = [
      { Action: 'UPDATE', LineItemID: line, Quantity: '3' },
      { Action: 'INSERT', Description: 'Lamp', Quantity: '1', UnitPrice: '85' },
    ];
    const answer = await ana.send('PUT', INVOICES, { RequestID: id, Name: 'Desks and a lamp', LineItems });
    assert.equal(answer.status, 200, answer.text);
    const changed = await read(id);
    assert.deepEqual(
      [changed.Name, changed.LineItems.LineItem.map(({ TotalPrice }) => TotalPrice), changed.CalculatedAmount],
      ['Desks and a lamp', ['1800.00000000', '85.00000000'], '1969.50000000'],
    );
    await ana.send('PUT', INVOICES, { RequestID: id, LineItems: { Action: 'DELETE', LineItemID: line } });
    assert.equal((await read(id)).LineItems.LineItem.length, 1);
  });

  for (const [what, changes] of [
    ['no name', { Name: '' }],
    ['no amount', { InvoiceAmount: undefined }],
    ['an amount in words', { InvoiceAmount: 'ten' }],
    ['no vendor', { VendorRemitToIdentifier: undefined }],
    ['an unknown vendor', { VendorRemitToIdentifier: { VendorCode: 'NONE' } }],
    ['a vendor told by name alone', { VendorRemitToIdentifier: { Name: 'Lakeside Trading' } }],
    ['nothing that leads to an owner or a policy', { LedgerCode: undefined }],
    ['an owner that nobody is', { EmployeeLoginId: 'nobody@example.com' }],
    ['a day that is none', { InvoiceDate: '2026-02-30' }],
    ['shares of 90 per cent', { LineItems: [{ Description: 'x', Allocations: [{ Percentage: 90 }] }] }],
    ['a share without percentage', { LineItems: [{ Description: 'x', Allocations: [{ Custom1: 'x' }] }] }],
    ['lines that are none', { LineItems: 'two desks' }],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const answer = await ana.send('POST', INVOICES, { ...desks, ...changes });
      assert.equal(answer.status, 400, answer.text);
      await assertKeepsToDocument(answer, 'POST', INVOICES);
    });
  }

  it('are refused when a change names no invoice, no line or no action, or the invoice is paid', async () => {
    const id = await create({ InvoiceNumber: 'LT-3' });
    const [paid] = await digests('paymentStatus=P_PAID&limit=1');
    for (const [status, body] of [
      [400, { Name: 'x' }],
      [404, { RequestID: 'FFFF' }],
      [400, { RequestID: id, LineItems: [{ Action: 'UPDATE', LineItemID: 'none' }] }],
      [400, { RequestID: id, LineItems: [{ Action: 'PAINT' }] }],
      [400, { RequestID: id, Name: null }],
      [400, { RequestID: paid, Name: 'x' }],
    ] as const) {
      assert.equal((await ana.send('PUT', INVOICES, body)).status, status, JSON.stringify(body));
    }
  });

  it('belong to their owner; administrators and company tokens see all of them', async () => {
    const login = 'lukas.brandt@example.com';
    const own = await create({ InvoiceNumber: 'LT-4', EmployeeLoginId: login }, lukas);
    assert.equal((await lukas.get(`${INVOICES}/${SAMPLE}`)).status, 404);
    assert.equal(
      (await lukas.send('POST', INVOICES, { ...desks, EmployeeLoginId: 'ana.silva@example.com' })).status,
      403,
    );
    assert.equal((await lukas.get(`${INVOICES}/${own}`)).status, 200);
    const mine = await lukas.get(`${DIGESTS}?limit=1000`);
    const owners = mine.json<Digests>().PaymentRequestDigest.map(({ OwnerLoginID }) => OwnerLoginID);
    assert.deepEqual([...new Set(owners)], [login]);
    assert.ok((await digests('limit=1000', company)).length >= 60);
  });

  it('may have no owner when a company token makes them', async () => {
    const id = await create({ InvoiceNumber: 'LT-5' }, company);
    assert.equal((await company.get(`${INVOICES}/${id}`)).json().IsAssigned, 'false');
    assert.ok(!(await digests('limit=1000', lukas)).includes(id));
  });

  it('are filtered by states and days', async () => {
    assert.ok((await digests('approvalStatus=A_PEND')).includes(SAMPLE));
    assert.ok((await digests('paymentStatus=P_PAID&paidDateAfter=2026-01-01')).length > 0);
    assert.deepEqual(await digests('paidDateBefore=2020-01-01'), []);
    assert.ok((await digests('payMethodType=check')).includes(SAMPLE));
    const id = await create({ InvoiceNumber: 'LT-6' });
    assert.ok((await digests('lastModifiedDateAfter=2026-05-20')).includes(id));
    assert.ok(!(await digests('lastModifiedDateBefore=2026-05-20')).includes(id));
    assert.equal((await ana.get(`${DIGESTS}?createDateAfter=soon`)).status, 400);
  });

  it('come in pages that hold while others create', async () => {
    const before = await digests('limit=1000');
    const seen: string[] = [];
    for (let next: string | null = `${DIGESTS}?limit=9`; next !== null && seen.length < before.length; ) {
      const page: Digests = (await ana.get(next)).json();
      seen.push(...page.PaymentRequestDigest.map(({ ID }) => ID));
      next = page.NextPage;
      await create({ InvoiceNumber: 'LT-7' });
    }
    assert.deepEqual(seen.slice(0, before.length), before);
  });

  it('are read and written as XML', async () => {
    const headers = { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml' };
    const body = `<PaymentRequest><Name>Paper</Name><CountryCode>US</CountryCode><InvoiceAmount>10</InvoiceAmount>
      <LedgerCode>DEFAULT</LedgerCode><VendorRemitToIdentifier><VendorCode>LAKESIDE</VendorCode></VendorRemitToIdentifier>
      <LineItems><LineItem><Description>A</Description><Quantity>1</Quantity><UnitPrice>4</UnitPrice></LineItem>
      <LineItem><Description>B</Description><Quantity>1</Quantity><UnitPrice>6</UnitPrice><Allocations><Allocation>
      <Percentage>100</Percentage></Allocation></Allocations></LineItem></LineItems></PaymentRequest>`;
    const created = await ana.send('POST', INVOICES, body, headers);
    const { Response } = created.xml<{ Response: { ID: string } }>();
    const { text } = await ana.get(`${INVOICES}/${Response.ID}`, headers);
    assert.match(text, /<PaymentRequest [^>]*><ID>/);
    assert.match(text, /<Allocations><Allocation><Percentage>100\.00000000</);
    assert.match((await ana.get(DIGESTS, headers)).text, /<PaymentRequestDigests [^>]*><PaymentRequestDigest><ID>/);
  });
});
