import { exchangeRate } from '../company/money.js';
import type { Person } from '../company/people.js';
import { type ExpectedExpense, totalOf } from './expectedExpense.js';
import type { TravelRequest } from './request.js';
import { BUDGET_LIMIT_DOLLARS } from './requestPolicies.js';

/** An alert of an audit rule; from level 90 on it keeps the request from being submitted. */
export interface RequestAlert {
  readonly code: string;
  readonly level: number;
  readonly message: string;
  /** Labels of empty fields. */
  readonly missing: readonly string[];
  /** Undefined for the header. */
  readonly expenseId: string | undefined;
}

/** A flight that is asked for later than this before the trip is worth a word. */
const EARLY_DAYS = 7;
const DAY_MS = 86_400_000;

/** What the rules of the company find in a request. */
export function alertsOf(
  request: TravelRequest,
  expenses: readonly ExpectedExpense[],
  owner: Person,
): readonly RequestAlert[] {
  const alerts: RequestAlert[] = [];
  const add = (code: string, level: number, message: string, rest: Partial<RequestAlert> = {}): void => {
    alerts.push({ code, level, message, missing: [], expenseId: undefined, ...rest });
  };
  const missing = missingFields(request);
  if (missing.length > 0) add('MISSFIELD', 99, `Required fields are empty: ${missing.join(', ')}`, { missing });
  if (expenses.length === 0) add('NOEXPENS', 99, 'The request has no expected expense.');
  if (dollarsOf(expenses, owner) > BUDGET_LIMIT_DOLLARS) {
    add('COSTLY', 50, `The request costs more than ${BUDGET_LIMIT_DOLLARS} US dollars and goes to the budget.`);
  }
  const asked = (request.submittedAt ?? request.createdAt).getTime();
  for (const { id, trip, date, allocations } of expenses) {
    const shares = allocations.reduce((sum, { percentage }) => sum + percentage, 0);
    if (Math.abs(shares - 100) > 0.01)
      add('ALLOCSUM', 99, 'The allocations do not add up to 100 per cent.', { expenseId: id });
    const isLate = trip?.segmentCode === 'AIRFR' && date.getTime() - asked < EARLY_DAYS * DAY_MS;
    if (isLate) add('LATEBOOK', 10, `The flight is asked for less than ${EARLY_DAYS} days ahead.`, { expenseId: id });
  }
  return alerts;
}

/** Labels of the fields that the form requires and that are empty. */
export function missingFields({ name, purpose, startDate, endDate }: TravelRequest): readonly string[] {
  const required = { Name: name, Purpose: purpose, 'Start Date': startDate, 'End Date': endDate };
  return Object.entries(required).flatMap(([label, value]) => (value ? [] : [label]));
}

export function isBlocking({ level }: RequestAlert): boolean {
  return level >= 90;
}

/** What a request costs in US dollars. */
export function dollarsOf(expenses: readonly ExpectedExpense[], { home }: Person): number {
  return totalOf(expenses, home.currency) * exchangeRate(home.currency, 'USD');
}
