import * as z from 'zod/mini';
import { KeyedBook } from '../keyedBook.js';

export const FEATURES = ['EXPENSE', 'REQUEST', 'PAYMENT_REQUEST', 'PURCHASE_REQUEST'] as const;

const category = z.object({
  /** UUID. */
  id: z.string(),
  name: z.string(),
  description: z.optional(z.string()),
  status: z.enum(['OPEN', 'REMOVED']),
  expenseTypes: z.array(z.object({ id: z.string(), feature: z.enum(FEATURES), code: z.string() })),
});

/** A set of expense types that a budget can be limited to. */
export type BudgetCategory = Readonly<z.output<typeof category>>;

export class CategoryBook extends KeyedBook<BudgetCategory> {
  constructor() {
    super(category);
  }
}

/** Whether an expense type of Expense or Request counts; what is set for Expense holds for Request, too. */
export function countsIn({ expenseTypes }: BudgetCategory, code: string): boolean {
  return expenseTypes.some((type) => type.code === code && (type.feature === 'EXPENSE' || type.feature === 'REQUEST'));
}
