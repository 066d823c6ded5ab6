import * as z from 'zod/mini';
import { KeyedBook, keptMoment } from '../keyedBook.js';
import { CategoryBook } from './category.js';
import { BUDGET_STATUSES, FiscalYearBook } from './fiscalYear.js';

export const OPERATORS = ['EQUAL', 'NOTEQUAL', 'INLIST', 'NOTINLIST', 'ISBLANK', 'ISNOTBLANK'] as const;
export const BUDGET_TYPES = ['PERSONAL_USE', 'BUDGET', 'RESTRICTED', 'TEAM'] as const;
export const AMOUNT_TYPES = ['BUDGET_AMOUNT', 'SPENT_AMOUNT', 'PENDING_AMOUNT'] as const;
export const ADJUSTMENT_TYPES = [
  'BUDGET_BALANCE',
  'FUND_TRANSFER',
  'EXPENSE',
  'PAYMENT_REQUEST',
  'PURCHASE_REQUEST',
  'REQUEST',
  'PURGE_ADJUSTMENT',
] as const;

const adjustment = z.object({
  type: z.enum(ADJUSTMENT_TYPES),
  amountType: z.enum(AMOUNT_TYPES),
  amount: z.number(),
  description: z.optional(z.string()),
  /** yyyy-MM-dd */
  transactionDate: z.optional(z.string()),
  by: z.string(),
  at: keptMoment,
});
export type Adjustment = Readonly<z.output<typeof adjustment>>;

const detail = z.object({
  /** UUID. */
  id: z.string(),
  periodId: z.string(),
  amount: z.number(),
  status: z.enum(BUDGET_STATUSES),
  adjustments: z.array(adjustment),
});
export type BudgetDetail = Readonly<z.output<typeof detail>>;

const trackingValue = z.object({
  /** Sequence number of the tracking field. */
  field: z.number(),
  operator: z.enum(OPERATORS),
  /** Several with commas for INLIST and NOTINLIST. */
  value: z.string(),
  listKey: z.optional(z.string()),
});
export type TrackingValue = Readonly<z.output<typeof trackingValue>>;

const budget = z.object({
  /** UUID. */
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.enum(BUDGET_TYPES),
  status: z.enum(BUDGET_STATUSES),
  isTest: z.boolean(),
  currency: z.string(),
  fiscalYearId: z.string(),
  categoryId: z.optional(z.string()),
  /** UUIDs of people. */
  ownerId: z.string(),
  approverIds: z.array(z.string()),
  managerIds: z.array(z.string()),
  viewerIds: z.array(z.string()),
  tracking: z.array(trackingValue),
  details: z.array(detail),
  createdAt: keptMoment,
  modifiedAt: keptMoment,
});

/** What may be spent in a fiscal year, by period. */
export type Budget = Readonly<z.output<typeof budget>>;

/** Everything of budgets: by themselves, their categories and their years. */
export class BudgetBooks {
  readonly budgets = new KeyedBook<Budget>(budget);
  readonly categories = new CategoryBook();
  readonly years = new FiscalYearBook();

  /** Whether a budget that was not removed uses a year. */
  usesYear(id: string): boolean {
    return [...this.budgets.all].some(({ fiscalYearId, status }) => fiscalYearId === id && status !== 'REMOVED');
  }

  usesCategory(id: string): boolean {
    return [...this.budgets.all].some(({ categoryId, status }) => categoryId === id && status !== 'REMOVED');
  }
}
