import * as z from 'zod/mini';
import { roundMoney } from '../company/money.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { amount, oneOf, readFields, text } from '../expense/wireFields.js';
import { loginOf } from '../identity/caller.js';
import { answerJson } from '../protocol/answers.js';
import { parseDateTime } from '../protocol/moments.js';
import { Query } from '../protocol/query.js';
import { ADJUSTMENT_TYPES, type Adjustment, AMOUNT_TYPES, type Budget } from './budget.js';
import { requireBudgetAdministrator } from './budgetAccess.js';
import { readList } from './budgetBody.js';
import { type BudgetFault, requireNoFaults } from './budgetRefusal.js';

const adjustmentBody = z.object({
  budgetItemHeaderId: text(64),
  budgetItemName: text(100),
  budgetOwnerEmail: text(255),
  fiscalYearName: text(64),
  fiscalPeriodName: text(64),
  amount,
  adjustmentType: oneOf(ADJUSTMENT_TYPES),
  amountType: oneOf(AMOUNT_TYPES),
  description: text(255),
  transactionDate: text(32),
});
type Given = z.output<typeof adjustmentBody>;

interface Found {
  readonly budget: Budget;
  readonly periodId: string;
  readonly adjustment: Adjustment;
}

/** Adjustments of budgets, all or none of a call (/api-reference/budget/v4.budget-adjustments.html). */
export function registerAdjustments(app: SandboxApp, context: SandboxContext): void {
  const { books, company, now } = context;

  app.post('/budget/v4/adjustments', context.allow('budgetitem.write'), async (call) => {
    requireBudgetAdministrator(call);
    const isRolling = new Query(new URL(call.req.url).searchParams).flag('useMonthlyRollingUpdate') ?? false;
    const given = (await readList(call)).map((one) => readFields(adjustmentBody, one));
    const by = loginOf(call.get('caller')) ?? 'Concur System';
    const faults: BudgetFault[] = [];
    const found = given.flatMap((one, at): Found[] => {
      const fault = (code: string, message: string): [] => {
        faults.push({ code, message: `Record ${at + 1}: ${message}` });
        return [];
      };
      const budget = findBudget(one);
      if (!budget) return fault('BUDGET_ITEM_NOT_FOUND', 'no budget has this name, year and owner.');
      const year = books.budgets.years.find(budget.fiscalYearId);
      const period = year?.periods.find(
        ({ name, id }) => name === one.fiscalPeriodName && budget.details.some(({ periodId }) => periodId === id),
      );
      if (!period) return fault('BUDGET_PERIOD_REQUIRED', 'the budget has no period of this name.');
      const { adjustmentType: type, amountType, amount: value } = one;
      if (!type || !amountType) return fault('ADJUSTMENT_TYPE_REQUIRED', 'adjustmentType and amountType are required.');
      if (!value) return fault('ADJUSTMENT_AMOUNT_REQUIRED', 'amount is required and not zero.');
      const date = one.transactionDate ? parseDateTime(one.transactionDate)?.toISOString().slice(0, 10) : undefined;
      if (amountType !== 'BUDGET_AMOUNT' && (!date || date < period.startDate || date > period.endDate))
        return fault('TRANSACTION_DATE_REQUIRED', 'transactionDate has to be a day of the period.');
      const rest = {
        ...(one.description ? { description: one.description } : {}),
        ...(date ? { transactionDate: date } : {}),
      };
      return [{ budget, periodId: period.id, adjustment: { type, amountType, amount: value, ...rest, by, at: now() } }];
    });
    requireNoFaults(faults);
    for (const one of found) save(one, isRolling);
    return answerJson(call, 'Success');
  });

  function findBudget(given: Given): Budget | undefined {
    const all = [...books.budgets.budgets.all].filter(({ status }) => status !== 'REMOVED');
    if (given.budgetItemHeaderId) return all.find(({ id }) => id === given.budgetItemHeaderId?.toLowerCase());
    return all.find(({ name, fiscalYearId, ownerId }) => {
      const year = books.budgets.years.find(fiscalYearId);
      const owner = company.findPerson(ownerId);
      const isTheirs = owner !== undefined && owner.login === given.budgetOwnerEmail?.toLowerCase();
      return name === given.budgetItemName && year?.name === given.fiscalYearName && isTheirs;
    });
  }

  /** With rolling updates, adjustments of the same month and kind become one. */
  function save({ budget, periodId, adjustment }: Found, isRolling: boolean): void {
    const present = books.budgets.budgets.find(budget.id) ?? budget;
    const details = present.details.map((detail) => {
      if (detail.periodId !== periodId) return detail;
      const before = isRolling ? detail.adjustments.find((one) => isSameMonthly(one, adjustment)) : undefined;
      if (!before) return { ...detail, adjustments: [...detail.adjustments, adjustment] };
      const merged = { ...adjustment, amount: roundMoney(before.amount + adjustment.amount, budget.currency) };
      return { ...detail, adjustments: detail.adjustments.map((one) => (one === before ? merged : one)) };
    });
    books.budgets.budgets.put<Budget>({ ...present, details, modifiedAt: now() });
  }
}

function isSameMonthly(a: Adjustment, b: Adjustment): boolean {
  const monthOf = ({ transactionDate, at }: Adjustment): string => (transactionDate ?? at.toISOString()).slice(0, 7);
  return (
    a.type === b.type && a.amountType === b.amountType && a.description === b.description && monthOf(a) === monthOf(b)
  );
}
