import assert from 'node:assert/strict';
import { aForm, assertFits, gif, png, sendFile } from './receiptFiles.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const V3 = '/api/v3.0/expense/quickexpenses';

const taxi = {
  comment: 'Airport to customer',
  expenseTypeId: 'TAXIX',
  location: { city: 'Chicago', countryCode: 'US', countrySubDivisionCode: 'US-IL', id: '', name: 'Chicago' },
  paymentTypeId: 'CASHX',
  transactionAmount: { currencyCode: 'USD', value: 31.5 },
  transactionDate: '2026-05-18',
  vendor: 'Lakeside Cabs',
};
const oldTaxi = {
  CurrencyCode: 'USD',
  ExpenseTypeCode: 'TAXIX',
  TransactionAmount: 31.5,
  TransactionDate: '2026-05-18',
};

describe('Quick Expenses v4 in the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  let lukas: Session;
  let mine: string;
  before(async () => {
    const guest = await openSandbox({ now: clock.now });
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
    mine = `/quickexpense/v4/users/${guest.sandbox.welcome.userId}/context/TRAVELER/quickexpenses`;
  });
  after(() => ana.sandbox.close());

  interface Old {
    readonly ID: string;
    readonly Comment: string | null;
    readonly ReceiptImageID: string | null;
  }
  async function newest(): Promise<Old | undefined> {
    return (await ana.get(`${V3}?limit=100`)).json<{ Items: Old[] }>().Items.at(-1);
  }

  it('creates a quick expense, which v3 lists', async () => {
    const answer = await ana.send('POST', mine, taxi);
    assert.equal(answer.status, 201, answer.text);
    await assertFits('quick-expenses-v4/createQuickExpense', answer);
    assert.match(answer.json<{ quickExpenseIdUri: string }>().quickExpenseIdUri, /\/quickexpenses\/[0-9A-F]{32}$/);
    assert.equal((await newest())?.Comment, 'Airport to customer');
  });

  it('creates one with an image, which goes into the receipt store', async () => {
    const form = aForm({ quickExpenseRequest: JSON.stringify(taxi), fileContent: png }, 'image/png');
    const answer = await sendFile(ana, 'POST', `${mine}/image`, form);
    assert.equal(answer.status, 201, answer.text);
    await assertFits('quick-expenses-v4/createQuickExpenseWithImage', answer);
    const id = encodeURIComponent((await newest())?.ReceiptImageID ?? '');
    assert.equal((await ana.get(`/api/v3.0/expense/receiptimages/${id}`)).status, 200);
  });

  for (const [what, change, source] of [
    ['no type', { expenseTypeId: undefined }, 'expenseTypeId'],
    ['an unknown type', { expenseTypeId: 'NONE1' }, 'expenseTypeId'],
    ['no amount', { transactionAmount: undefined }, 'transactionAmount'],
    ['an amount as text', { transactionAmount: { currencyCode: 'USD', value: '3' } }, 'transactionAmount.value'],
    ['a long currency', { transactionAmount: { currencyCode: 'USDX', value: 3 } }, 'transactionAmount.currencyCode'],
    ['no date', { transactionDate: '' }, 'transactionDate'],
    ['no day of the calendar', { transactionDate: '2026-02-30' }, 'transactionDate'],
    ['an unknown way to pay', { paymentTypeId: 'GOLD' }, 'paymentTypeId'],
  ] as const) {
    it(`names the field that is wrong: ${what}`, async () => {
      const answer = await ana.send('POST', mine, { ...taxi, ...change });
      assert.equal(answer.status, 400);
      await assertFits('quick-expenses-v4/createQuickExpense', answer);
      const { validationErrors } = answer.json<{ validationErrors: { source: string }[] }>();
      assert.ok(
        validationErrors.some((error) => error.source === source),
        answer.text,
      );
    });
  }

  it('takes a type that is not known yet', async () => {
    for (const expenseTypeId of ['UNDEF', 'NULL']) {
      assert.equal((await ana.send('POST', mine, { ...taxi, expenseTypeId })).status, 201);
    }
  });

  it('refuses files that are not taken, forms without parts, other contexts and other users', async () => {
    const quickExpenseRequest = JSON.stringify(taxi);
    for (const [parts, type] of [
      [{ quickExpenseRequest, fileContent: gif }, 'image/gif'],
      [{ quickExpenseRequest }, ''],
      [{ fileContent: png }, 'image/png'],
    ] as const) {
      assert.equal((await sendFile(ana, 'POST', `${mine}/image`, aForm(parts, type))).status, 400);
    }
    assert.equal((await ana.send('POST', mine.replace('TRAVELER', 'MANAGER'), taxi)).status, 400);
    assert.equal((await lukas.send('POST', mine, taxi)).status, 403);
  });

  it('takes files of more than 10 MB', async () => {
    const fileContent = Buffer.concat([png, Buffer.alloc(12 * 1024 * 1024)]);
    const form = aForm({ quickExpenseRequest: JSON.stringify(taxi), fileContent }, 'image/png');
    assert.equal((await sendFile(ana, 'POST', `${mine}/image`, form)).status, 201);
  });

  it('takes 120 calls of a user in five minutes, then says when to come back', async () => {
    clock.forward(5 * 60_000);
    for (let count = 0; count < 120; count++) assert.equal((await ana.send('POST', mine, taxi)).status, 201);
    clock.forward(60_000);
    const answer = await ana.send('POST', mine, taxi);
    await assertFits('quick-expenses-v4/createQuickExpense', answer);
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '240']);
    clock.forward(240_000);
    assert.equal((await ana.send('POST', mine, taxi)).status, 201);
  });
});

describe('Quick Expenses v3 in the sandbox', () => {
  let ana: Session;
  let lukas: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  after(() => ana.sandbox.close());

  async function create(session: Session, changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const answer = await session.send('POST', V3, { ...oldTaxi, ...changes });
    assert.equal(answer.status, 200, answer.text);
    await assertFits('quick-expenses-v3/createQuickExpense', answer);
    return `${V3}/${encodeURIComponent(answer.json<{ ID: string }>().ID)}`;
  }

  it('creates, answers, changes and deletes', async () => {
    const path = await create(ana, {
      VendorDescription: 'Lakeside Cabs',
      LocationCity: 'Chicago',
      LocationCountry: 'US',
    });
    const answer = await ana.get(path);
    await assertFits('quick-expenses-v3/getQuickExpense', answer);
    const { PaymentTypeCode, LocationName, TransactionDate, ExpenseTypeName } = answer.json();
    assert.deepEqual(
      [PaymentTypeCode, LocationName, TransactionDate, ExpenseTypeName],
      ['PENDC', 'Chicago', '2026-05-18T00:00:00', 'Taxi'],
    );
    const xml = '<QuickExpense><Comment>And back</Comment><TransactionAmount>63</TransactionAmount></QuickExpense>';
    assert.equal((await ana.send('PUT', path, xml, { 'content-type': 'application/xml' })).status, 204);
    const changed = (await ana.get(path)).json();
    assert.deepEqual(
      [changed.Comment, changed.TransactionAmount, changed.VendorDescription],
      ['And back', 63, 'Lakeside Cabs'],
    );
    assert.equal((await ana.send('DELETE', path)).status, 204);
    assert.equal((await ana.get(path)).status, 404);
  });

  it('lists one person or all, in pages that stay right', async () => {
    const own = await ana.get(V3);
    await assertFits('quick-expenses-v3/listQuickExpenses', own);
    const seen: string[] = [];
    let address: string | null = `${V3}?user=ALL&limit=4`;
    while (address !== null) {
      const answer = await ana.get(address);
      const page: { Items: { ID: string }[]; NextPage: string | null } = answer.json();
      seen.push(...page.Items.map(({ ID }) => ID));
      address = page.NextPage;
      await create(lukas).then((path) => lukas.send('DELETE', path));
    }
    assert.ok(seen.length >= 15);
    assert.equal(new Set(seen).size, seen.length);
    assert.equal((await lukas.get(`${V3}?user=ALL`)).status, 403);
  });

  it('answers XML to those who ask', async () => {
    const list = await ana.get(V3, { accept: 'application/xml' });
    assert.match(list.text, /<QuickExpenses[^>]*><Items><QuickExpense><ID>/);
  });

  it('knows the quick expense of the samples', async () => {
    assert.equal((await ana.get(`${V3}/gWq7%24pRm3tKx2LvB9nZ4hJ8sC5yF`)).status, 200);
  });

  for (const [what, change] of [
    ['no amount', { TransactionAmount: undefined }],
    ['an unknown type', { ExpenseTypeCode: 'NONE1' }],
    ['a city without its country', { LocationCity: 'Chicago' }],
    ['an image of nobody', { ReceiptImageID: 'unknown' }],
    ['a long vendor', { VendorDescription: 'x'.repeat(65) }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      assert.equal((await ana.send('POST', V3, { ...oldTaxi, ...change })).status, 400);
    });
  }

  it('keeps quick expenses of others from people', async () => {
    const path = await create(ana);
    assert.equal((await lukas.get(path)).status, 404);
    assert.equal((await lukas.get(`${path}?user=ana.silva@example.com`)).status, 403);
  });
});
