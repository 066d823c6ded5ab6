import { exchangeRate, roundMoney } from '../company/money.js';
import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import type { Report } from '../expense/report.js';
import { isPaid, isWaiting } from '../expense/statuses.js';
import { claimedAmount } from '../expense/totals.js';
import { postedAmountOf } from '../requests/expectedExpense.js';
import type { AMOUNT_TYPES, Budget, BudgetDetail, TrackingValue } from './budget.js';
import { countsIn } from './category.js';
import type { FiscalPeriod } from './fiscalYear.js';
import { trackingFields } from './trackingFields.js';

/** Spend of one product in one workflow state, in the currency of the budget. */
export interface Balance {
  readonly feature: 'EXPENSE' | 'REQUEST' | 'ADJUSTMENT';
  readonly state: string;
  readonly amount: number;
}

/** Totals of a budget or of one of its periods. */
export interface BudgetTotals {
  readonly amount: number;
  readonly adjusted: number;
  readonly spent: number;
  readonly pending: number;
}

/** From here on a budget is worth an alert, in percent. */
const ALERT_PERCENT = 80;

/** What has counted against one period of a budget so far: expenses by day, and requests that no report used yet. */
export function balancesOf(
  { books, company }: SandboxContext,
  budget: Budget,
  period: FiscalPeriod | undefined,
): readonly Balance[] {
  if (!period) return [];
  const sums = new Map<string, Balance>();
  const category = budget.categoryId === undefined ? undefined : books.budgets.categories.find(budget.categoryId);
  const add = (feature: Balance['feature'], state: string, amount: number, currency: string): void => {
    const key = `${feature} ${state}`;
    const own = amount * exchangeRate(currency, budget.currency);
    const sum = roundMoney((sums.get(key)?.amount ?? 0) + own, budget.currency);
    sums.set(key, { feature, state, amount: sum });
  };
  const counts = (owner: Person, code: string, date: Date): boolean => {
    const day = date.toISOString().slice(0, 10);
    if (day < period.startDate || day > period.endDate) return false;
    return (!category || countsIn(category, code)) && owner.isTest === budget.isTest && matches(budget.tracking, owner);
  };
  for (const { report, entries } of books.reports.after()) {
    const state = stateOf(report);
    if (!matches(budget.tracking, report.owner)) continue;
    for (const entry of entries) {
      if (!counts(report.owner, entry.type.code, entry.transactionDate)) continue;
      add('EXPENSE', state, claimedAmount(entry, report.currency), report.currency);
    }
  }
  for (const expense of books.expectedExpenses.all) {
    const request = books.requests.find(expense.requestId);
    const owner = request && company.findPerson(request.ownerId);
    if (!request || !owner || request.isClosed || !counts(owner, expense.typeCode, expense.date)) continue;
    const state = request.status === 'SUBMITTED' ? 'SUBMITTED' : request.authorizedAt ? 'APPROVED' : undefined;
    if (!state || request.status === 'CANCELED') continue;
    add('REQUEST', state, postedAmountOf(expense, owner.home.currency), owner.home.currency);
  }
  return [...sums.values()];
}

/** Adds up one period with its adjustments. */
export function totalsOf(
  { amount, adjustments }: BudgetDetail,
  balances: readonly Balance[],
  currency: string,
): BudgetTotals {
  const adjustedBy = (type: (typeof AMOUNT_TYPES)[number]): number =>
    adjustments.reduce((sum, one) => (one.amountType === type ? roundMoney(sum + one.amount, currency) : sum), 0);
  const sum = (isIn: (balance: Balance) => boolean): number =>
    balances.reduce((total, one) => (isIn(one) ? roundMoney(total + one.amount, currency) : total), 0);
  const isSpent = ({ feature, state }: Balance): boolean =>
    feature === 'EXPENSE' && ['APPROVED', 'PROCESSED', 'PAID'].includes(state);
  const isPending = (balance: Balance): boolean =>
    balance.feature === 'REQUEST' || (balance.feature === 'EXPENSE' && balance.state === 'SUBMITTED');
  return {
    amount,
    adjusted: adjustedBy('BUDGET_AMOUNT'),
    spent: roundMoney(sum(isSpent) + adjustedBy('SPENT_AMOUNT'), currency),
    pending: roundMoney(sum(isPending) + adjustedBy('PENDING_AMOUNT'), currency),
  };
}

/** Totals as the API writes them. */
export function viewTotals({ amount, adjusted, spent, pending }: BudgetTotals, currency: string) {
  const limit = amount + adjusted;
  const used = spent + pending;
  const percent = limit > 0 ? (used * 100) / limit : undefined;
  const known = (percent ?? 0) >= 100 ? 'OVER' : (percent ?? 0) >= ALERT_PERCENT ? 'ALERT' : 'UNDER';
  return {
    pendingAmount: pending,
    unExpensedAmount: 0,
    spendAmount: spent,
    adjustedBudgetAmount: adjusted,
    availableAmount: roundMoney(limit - used, currency),
    unExpensedSettings: null,
    threshold: percent === undefined ? 'UNKNOWN' : known,
    consumedPercent: Math.round(percent ?? 0),
  };
}

function stateOf({ approvalStatus, paymentStatus }: Report): string {
  if (isPaid(paymentStatus)) return 'PAID';
  if (paymentStatus === 'P_PROC') return 'PROCESSED';
  if (approvalStatus === 'A_APPR' || approvalStatus === 'A_ACCO') return 'APPROVED';
  return isWaiting(approvalStatus) ? 'SUBMITTED' : 'UNSUBMITTED';
}

/** Whether somebody's spend carries all tracking values. */
function matches(tracking: readonly TrackingValue[], owner: Person): boolean {
  return tracking.every((value) => {
    const field = trackingFields.find(({ sequence }) => sequence === value.field);
    return holds(value, field?.valueOf(owner) ?? '');
  });
}

function holds({ operator, value }: TrackingValue, own: string): boolean {
  const isListed = value.split(',').some((one) => one.trim() === own);
  switch (operator) {
    case 'EQUAL':
      return own === value;
    case 'NOTEQUAL':
      return own !== value;
    case 'INLIST':
      return isListed;
    case 'NOTINLIST':
      return !isListed;
    case 'ISBLANK':
      return own === '';
    case 'ISNOTBLANK':
      return own !== '';
  }
}
