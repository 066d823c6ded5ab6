import * as z from 'zod/mini';
import { findExpenseType } from '../company/expenseTypes.js';
import { parseDateTime } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import { QUICK_PAYMENT_TYPES, type QuickExpense, UNDEFINED_TYPE } from './quickExpense.js';

const word = z.nullish(z.string({ error: 'has to be text' }));
const filled = z.string({ error: 'is required' }).check(z.minLength(1, 'is required'));
const dayForm = 'has to be a day such as 2026-03-18';

const quickExpenseRequest = z.object({
  comment: word,
  entryDetails: word,
  expenseTypeId: filled,
  location: z.nullish(z.object({ city: word, countryCode: word, countrySubDivisionCode: word, id: word, name: word })),
  paymentTypeId: z.nullish(z.enum(['', ...QUICK_PAYMENT_TYPES], `has to be one of ${QUICK_PAYMENT_TYPES.join(', ')}`)),
  transactionAmount: z.object(
    {
      currencyCode: filled.check(z.regex(/^[A-Z]{3}$/, 'has to be a currency such as USD')),
      value: z
        .number({ error: 'has to be a number' })
        .check(z.refine((value) => Math.abs(value) <= 1e12, { error: 'is too large' })),
    },
    { error: 'is required' },
  ),
  transactionDate: filled.check(
    z.refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDateTime(text) !== undefined, { error: dayForm }),
  ),
  vendor: word,
});

/**
 * Reads what v4 takes (/api-reference/expense/quick-expense/v4.quick-expense.html).
 * @throws {Refusal} 400 that lists all fields that are wrong
 */
export function readQuickExpense(body: unknown): Omit<QuickExpense, 'id' | 'key' | 'login' | 'imageId'> {
  const read = quickExpenseRequest.safeParse(body);
  if (!read.success) {
    throw invalid(read.error.issues.map(({ path, message }) => ({ source: path.join('.'), message })));
  }
  const { data } = read;
  const typeCode = data.expenseTypeId === 'NULL' ? UNDEFINED_TYPE : data.expenseTypeId;
  if (typeCode !== UNDEFINED_TYPE && !findExpenseType(typeCode)) {
    throw invalid([{ source: 'expenseTypeId', message: `${typeCode} is no expense type of the company` }]);
  }
  return {
    expenseTypeCode: typeCode,
    paymentType: data.paymentTypeId || undefined,
    date: new Date(data.transactionDate),
    amount: data.transactionAmount.value,
    currency: data.transactionAmount.currencyCode,
    vendor: data.vendor || undefined,
    locationName: data.location?.name || data.location?.city || undefined,
    comment: data.comment || undefined,
    details: data.entryDetails || undefined,
  };
}

function invalid(errors: ConstructorParameters<typeof Refusal>[3]): Refusal {
  return new Refusal(400, 'The quick expense has fields that are missing or wrong.', {}, errors);
}
