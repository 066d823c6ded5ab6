import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const V4 = '/budget/v4';
const HEADERS = `${V4}/budgetItemHeader`;
const SAMPLE = 'c81d3f7a-2e65-4b90-9a1c-6f4d8e02b753';
const YEAR = '0e7b94d2-61fa-4c38-8f5d-a2c913b6e740';
const TRAINING = '5b2f6c1e-8d47-4a39-b1f0-3c9e7a64d215';
const ANA = 'edd78735-e88d-4b7f-b08a-fe37793e974e';

interface Amounts {
  readonly pendingAmount: number;
  readonly spendAmount: number;
  readonly adjustedBudgetAmount: number;
  readonly availableAmount: number;
  readonly threshold: string;
}
interface Detail {
  readonly id: string;
  readonly amount: number;
  readonly budgetAmounts: Amounts;
  readonly fiscalPeriod: { readonly id: string; readonly name: string; readonly currentPeriod: boolean };
  readonly budgetItemBalances: readonly { readonly workflowState: string; readonly amount: number }[];
  readonly detailDashboardBudgetItemAdjustmentDTOs: readonly { readonly amount: number }[];
}
interface Shown {
  readonly id: string;
  readonly name: string;
  readonly owned: boolean;
  readonly owner: { readonly email: string };
  readonly budgetItemStatusType: string;
  readonly annualBudget: number;
  readonly budgetAmounts: Amounts;
  readonly budgetItemDetails: readonly Detail[];
}
interface Year {
  readonly id: string;
  readonly name: string;
  readonly currentYear: boolean;
  readonly monthlyFiscalPeriods: readonly { readonly name: string; readonly id: string }[];
  readonly quarterlyFiscalPeriods: readonly { readonly name: string; readonly id: string }[];
  readonly yearlyFiscalPeriods: readonly { readonly id: string }[];
}

describe('Budget v4 in the sandbox', () => {
  let ana: Session;
  let li: Session;
  let kwame: Session;
  let lukas: Session;
  beforeEach(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    li = await guest.signIn({ username: 'li.wei@example.com' });
    kwame = await guest.signIn({ username: 'kwame.mensah@example.com' });
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  afterEach(() => ana.sandbox.close());

  async function ask(session: Session, method: string, path: string, body?: unknown, status = 200): Promise<Answer> {
    const answer = await session.send(method, path, body);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    await assertKeepsToDocument(answer, method, path);
    return answer;
  }
  const show = async (id = SAMPLE): Promise<Shown> => (await ask(ana, 'GET', `${HEADERS}/${id}`)).json<Shown>();
  const now = async (): Promise<Detail> => {
    const detail = (await show()).budgetItemDetails.find(({ fiscalPeriod }) => fiscalPeriod.currentPeriod);
    assert.ok(detail);
    return detail;
  };
  const codesOf = (answer: Answer): readonly string[] => {
    const fault = answer.json<{ errorMessageList?: { errorCode: string }[]; message?: object }>();
    const list = fault.errorMessageList ?? (fault.message as typeof fault).errorMessageList ?? [];
    return list.map(({ errorCode }) => errorCode);
  };

  it('keeps to the document wherever it reads', async () => {
    for (const path of [
      HEADERS,
      `${HEADERS}?adminView=true`,
      `${HEADERS}?adminView=true&responseSchema=COMPACT`,
      `${HEADERS}/${SAMPLE}`,
      `${V4}/budgetCategory`,
      `${V4}/budgetCategory/${TRAINING}`,
      `${V4}/budgetCategory/expenseTypes`,
      `${V4}/budgetTrackingField`,
      `${V4}/fiscalYear?sorted=true`,
      `${V4}/fiscalYear/${YEAR}`,
    ]) {
      assert.equal((await ask(ana, 'GET', path)).headers.get('x-sandbox-generated'), null, path);
    }
  });

  it('has a budget of each department and year, whose balances are those of the reports', async () => {
    const all = (await ana.get(`${HEADERS}?adminView=true`)).json<{ totalRows: number; budgetItemHeaders: Shown[] }>();
    assert.equal(all.totalRows, 14);
    assert.ok(all.budgetItemHeaders.every(({ budgetAmounts }) => budgetAmounts.spendAmount > 0));
    const { amount, budgetAmounts } = await now();
    const { spendAmount, pendingAmount, adjustedBudgetAmount, availableAmount } = budgetAmounts;
    assert.equal(
      availableAmount,
      Math.round((amount + adjustedBudgetAmount - spendAmount - pendingAmount) * 100) / 100,
    );
  });

  it('moves money from pending to spent as a report goes through approval', async () => {
    const report = (
      await ana.send('POST', `/expensereports/v4/users/${ANA}/context/TRAVELER/reports`, {
        name: 'Fair',
        policyId: 'E7B3D04A9C5F4126B8A1F2C60D93E754',
      })
    ).json<{ uri: string }>();
    const id = report.uri.split('/').at(-1);
    await ana.send('POST', '/api/v3.0/expense/entries', {
      ReportID: id,
      ExpenseTypeCode: 'SEMNR',
      TransactionDate: '2026-05-01',
      TransactionAmount: 321,
      TransactionCurrencyCode: 'USD',
      PaymentTypeID: 'gWs4$nK9rTq2xLm7vBp3J',
    });
    const before = (await now()).budgetAmounts;
    const submitted = await ana.send('PATCH', `/expensereports/v4/users/${ANA}/reports/${id}/submit`);
    assert.equal(submitted.status, 204, submitted.text);
    const waiting = (await now()).budgetAmounts;
    assert.equal(Math.round((waiting.pendingAmount - before.pendingAmount) * 100), 32_100);
    const approve = `/expensereports/v4/users/b9bb87e0-4a1e-47f8-b928-cff6cd27c9d1/context/MANAGER/reports/${id}/approve`;
    assert.equal((await li.send('PATCH', approve, {})).status, 204);
    const spent = (await now()).budgetAmounts;
    assert.equal(spent.pendingAmount, before.pendingAmount);
    assert.equal(Math.round((spent.spendAmount - before.spendAmount) * 100), 32_100);
  });

  it('creates, changes and removes a budget', async () => {
    const { quarterlyFiscalPeriods: quarters } = (await ana.get(`${V4}/fiscalYear/${YEAR}`)).json<Year>();
    const budget = {
      name: 'Fairs',
      description: 'Fairs of the year',
      budgetItemStatusType: 'OPEN',
      currencyCode: 'EUR',
      owner: { email: 'lukas.brandt@example.com' },
      budgetViewers: [{ employeeUuid: ANA }],
      budgetCategory: { id: TRAINING },
      fiscalYear: { id: YEAR },
      costObjects: [{ code: '2', operator: 'EQUAL', value: 'ENG' }],
      budgetItemDetails: quarters.map(({ id }) => ({ currencyCode: 'EUR', amount: 1000, fiscalPeriod: { id } })),
    };
    const saved = (await ask(kwame, 'POST', HEADERS, budget)).json<{
      budgetItemHeaderSyncGuid: string;
      budgetItemDetailSyncGuids: string[];
    }>();
    const id = saved.budgetItemHeaderSyncGuid;
    assert.equal(saved.budgetItemDetailSyncGuids.length, 4);
    assert.equal((await show(id)).annualBudget, 4000);
    const own = (await ask(lukas, 'GET', HEADERS)).json<{ budgetItemHeaders: Shown[] }>().budgetItemHeaders;
    assert.deepEqual(
      own.map((one) => [one.id, one.owned]),
      [[id, true]],
    );
    const changed = { ...budget, id, name: 'Fairs and shows', budgetItemDetails: undefined };
    await ask(kwame, 'POST', HEADERS, changed);
    assert.deepEqual([(await show(id)).name, (await show(id)).annualBudget], ['Fairs and shows', 4000]);
    assert.deepEqual(codesOf(await ask(kwame, 'POST', HEADERS, { ...changed, id: undefined }, 400)), [
      'BUDGET.BUDGET_ITEM_NAME_UNIQUE_ERROR',
    ]);
    await ask(kwame, 'DELETE', `${HEADERS}/${id}`);
    assert.equal((await show(id)).budgetItemStatusType, 'REMOVED');
    assert.equal((await lukas.get(HEADERS)).json<{ totalRows: number }>().totalRows, 0);
    await ask(kwame, 'DELETE', `${V4}/delete/budgetItemHeader/${id}`);
    assert.equal((await ana.get(`${HEADERS}/${id}`)).status, 404);
  });

  it('names every fault of a budget', async () => {
    const answer = await ask(ana, 'POST', HEADERS, { name: 'A' }, 400);
    assert.deepEqual(codesOf(answer), [
      'BUDGET.BUDGET_ITEM_NAME_ERROR',
      'BUDGET.BUDGET_ITEM_DESCRIPTION_REQUIRED',
      'BUDGET.BUDGET_ITEM_OWNER_REQUIRED',
      'BUDGET.FISCAL_YEAR_REQUIRED',
    ]);
  });

  it('adjusts budgets, all or none of a call, and rolls up by month', async () => {
    const { name, owner } = await show();
    const period = (await now()).fiscalPeriod.name;
    const change = {
      budgetItemName: name,
      budgetOwnerEmail: owner.email,
      fiscalYearName: '2026',
      fiscalPeriodName: period,
      amount: 1500,
      adjustmentType: 'FUND_TRANSFER',
      amountType: 'BUDGET_AMOUNT',
    };
    const before = (await now()).budgetAmounts;
    const path = `${V4}/adjustments?useMonthlyRollingUpdate=false`;
    const refused = await ask(ana, 'POST', path, [change, { ...change, fiscalPeriodName: 'never' }], 400);
    assert.deepEqual(codesOf(refused), ['BUDGET.BUDGET_PERIOD_REQUIRED']);
    assert.match(refused.text, /Record 2/);
    assert.equal((await now()).budgetAmounts.adjustedBudgetAmount, before.adjustedBudgetAmount);
    assert.equal((await ask(ana, 'POST', path, [change])).text, '"Success"');
    const spent = { ...change, amount: 10.5, amountType: 'SPENT_AMOUNT', transactionDate: '2026-05-02' };
    await ask(ana, 'POST', path.replace('false', 'true'), [spent, { ...spent, transactionDate: '2026-05-03' }]);
    const after = await now();
    assert.equal(after.budgetAmounts.adjustedBudgetAmount, 1500);
    assert.equal(Math.round((after.budgetAmounts.spendAmount - before.spendAmount) * 100), 2100);
    assert.deepEqual(
      after.detailDashboardBudgetItemAdjustmentDTOs.map(({ amount }) => amount),
      [1500, 21],
    );
    const undated = await ask(ana, 'POST', path, [{ ...spent, transactionDate: undefined }], 400);
    assert.deepEqual(codesOf(undated), ['BUDGET.TRANSACTION_DATE_REQUIRED']);
  });

  it('makes quarters and the year from the months of a fiscal year', async () => {
    const months = ['01-01/01-31', '02-01/02-28', '03-01/03-31'].map((span, at) => {
      const [startDate, endDate] = span.split('/').map((day) => `2028-${day}`);
      return { name: `2028 - ${at + 1}`, periodType: 'MONTHLY', startDate, endDate };
    });
    const year = { name: '2028', startDate: '2028-01-01', endDate: '2028-03-31', monthlyFiscalPeriods: months };
    const path = `${V4}/fiscalYear`;
    assert.deepEqual(codesOf(await ask(ana, 'POST', path, [year], 400)), ['BUDGET.FISCAL_PERIODS_HAVE_GAP']);
    const leap = months.map((one) => (one.endDate === '2028-02-28' ? { ...one, endDate: '2028-02-29' } : one));
    const [saved] = (await ask(ana, 'POST', path, [{ ...year, monthlyFiscalPeriods: leap }])).json<Year[]>();
    assert.equal(saved?.monthlyFiscalPeriods.length, 3);
    assert.deepEqual(
      saved.quarterlyFiscalPeriods.map(({ name }) => name),
      ['2028 - Q1'],
    );
    assert.equal(saved.yearlyFiscalPeriods.length, 1);
    const later = { ...year, name: '2030', startDate: '2030-01-01', endDate: '2030-01-31' };
    const gap = [{ name: '2030 - 1', periodType: 'MONTHLY', startDate: '2030-01-01', endDate: '2030-01-31' }];
    assert.deepEqual(codesOf(await ask(ana, 'POST', path, [{ ...later, monthlyFiscalPeriods: gap }], 400)), [
      'BUDGET.FISCAL_YEARS_HAVE_GAP',
    ]);
    assert.equal((await ask(ana, 'DELETE', `${path}/${saved.id}`)).status, 200);
    assert.deepEqual(codesOf(await ask(ana, 'DELETE', `${path}/${YEAR}`, undefined, 400)), [
      'BUDGET.FISCAL_YEAR_IN_USE',
    ]);
    const names = (await ana.get(path)).json<Year[]>().map(({ name }) => name);
    assert.deepEqual(names, ['2025', '2026', '2027']);
    assert.equal((await ana.get(`${path}?includeRemoved=true`)).json<Year[]>().length, 4);
  });

  it('saves categories under names of their own and keeps those in use', async () => {
    const path = `${V4}/budgetCategory`;
    const fairs = { name: 'Fairs', expenseTypes: [{ featureTypeCode: 'EXPENSE', expenseTypeCode: 'SEMNR' }] };
    const { id } = (await ask(ana, 'POST', path, fairs)).json<{ id: string }>();
    assert.deepEqual(codesOf(await ask(ana, 'POST', path, fairs, 400)), ['BUDGET.BUDGET_CATEGORY_NAME_UNIQUE_ERROR']);
    await ask(ana, 'POST', path, { ...fairs, id, description: 'All fairs' });
    const unknown = { ...fairs, id, expenseTypes: [{ featureTypeCode: 'EXPENSE', expenseTypeCode: 'NOPE' }] };
    assert.deepEqual(codesOf(await ask(ana, 'POST', path, unknown, 400)), ['BUDGET.EXPENSE_TYPE_INVALID']);
    await ask(ana, 'DELETE', `${path}/${id}`);
    assert.equal((await ana.get(`${path}/${id}`)).status, 404);
  });

  it('is changed by Budget Administrators only and shows budgets to their people', async () => {
    await ask(lukas, 'GET', `${HEADERS}/${SAMPLE}`, undefined, 404);
    await ask(lukas, 'GET', `${HEADERS}?adminView=true`, undefined, 403);
    await ask(lukas, 'POST', HEADERS, {}, 403);
    await ask(kwame, 'GET', `${HEADERS}/${SAMPLE}`);
  });

  it('is brought back from what was saved', async () => {
    await ask(ana, 'DELETE', `${HEADERS}/${SAMPLE}`);
    const saved = JSON.parse(JSON.stringify(ana.sandbox.save()));
    const again = await (await openSandbox({ saved })).signIn();
    try {
      const before = (await ana.get(`${HEADERS}/${SAMPLE}`)).text;
      assert.equal((await again.get(`${HEADERS}/${SAMPLE}`)).text, before);
    } finally {
      await again.sandbox.close();
    }
  });
});
