import * as z from 'zod/mini';
import type { Kept } from '../state.js';
import { QUICK_PAYMENT_TYPES, type QuickExpenseBook } from './quickExpense.js';

/** JSON has no undefined: what is not there is left out. */
const word = z.optional(z.string());

const kept = z.array(
  z.object({
    id: z.string(),
    key: z.string(),
    login: z.string(),
    expenseTypeCode: z.string(),
    paymentType: z.optional(z.enum(QUICK_PAYMENT_TYPES)),
    date: z.pipe(
      z.string(),
      z.transform((text) => new Date(text)),
    ),
    amount: z.number(),
    currency: z.string(),
    vendor: word,
    locationName: word,
    comment: word,
    details: word,
    imageId: word,
  }),
);

/** How quick expenses are kept. */
export function keptQuickExpenses(book: QuickExpenseBook): Kept {
  return {
    save: () => book.all,
    load: (value) => {
      const loaded = kept.parse(value);
      book.clear();
      for (const { paymentType, vendor, locationName, comment, details, imageId, ...rest } of loaded) {
        book.save({ ...rest, paymentType, vendor, locationName, comment, details, imageId });
      }
    },
  };
}
