import * as z from 'zod/mini';
import { findExpenseType } from '../company/expenseTypes.js';
import { amount, moment, oneOf, readFields, required, rewrite, text } from '../expense/wireFields.js';
import { Refusal } from '../protocol/refusal.js';
import { QUICK_PAYMENT_TYPES, type QuickExpense, UNDEFINED_TYPE } from './quickExpense.js';

const quickExpenseBody = z.object({
  Comment: text(2000),
  CurrencyCode: z.nullish(
    z.string({ error: 'has to be text' }).check(z.regex(/^[A-Z]{3}$/, 'has to be a currency such as USD')),
  ),
  ExpenseTypeCode: text(64),
  LocationCity: text(100),
  LocationCountry: z.nullish(
    z.string({ error: 'has to be text' }).check(z.regex(/^[A-Z]{2}$/i, 'has to be a country such as US')),
  ),
  LocationSubdivision: text(10),
  PaymentTypeCode: oneOf(QUICK_PAYMENT_TYPES),
  ReceiptImageID: text(64),
  SpendCategoryCode: text(64),
  TransactionAmount: amount,
  TransactionDate: moment,
  VendorDescription: text(64),
});

type Identity = Pick<QuickExpense, 'id' | 'key' | 'login'>;
type IsImage = (id: string) => boolean;

/** Makes a quick expense of a body of v3. @param isImage whether the owner has an image with an id @throws {Refusal} 400 */
export function createQuickExpense(body: unknown, identity: Identity, isImage: IsImage): QuickExpense {
  const given = readFields(quickExpenseBody, body);
  return updateQuickExpense(body, isImage, {
    ...identity,
    expenseTypeCode: required('ExpenseTypeCode', given.ExpenseTypeCode),
    paymentType: 'PENDC',
    date: required('TransactionDate', given.TransactionDate),
    amount: required('TransactionAmount', given.TransactionAmount),
    currency: required('CurrencyCode', given.CurrencyCode),
    vendor: undefined,
    locationName: undefined,
    comment: undefined,
    details: undefined,
    imageId: undefined,
  });
}

/** Writes a body over a quick expense; what it does not carry stays. @throws {Refusal} 400 */
export function updateQuickExpense(body: unknown, isImage: IsImage, old: QuickExpense): QuickExpense {
  const given = readFields(quickExpenseBody, body);
  const typeCode = given.ExpenseTypeCode || old.expenseTypeCode;
  if (typeCode !== UNDEFINED_TYPE && !findExpenseType(typeCode)) {
    throw new Refusal(400, `ExpenseTypeCode ${typeCode} is no expense type of the company.`);
  }
  if (given.LocationCity && !given.LocationCountry)
    throw new Refusal(400, 'LocationCity needs LocationCountry beside it.');
  const imageId = rewrite(old.imageId, given.ReceiptImageID);
  if (imageId !== undefined && imageId !== old.imageId && !isImage(imageId)) {
    throw new Refusal(400, `ReceiptImageID ${imageId} is no receipt image of the owner.`);
  }
  return {
    ...old,
    expenseTypeCode: typeCode,
    paymentType: given.PaymentTypeCode ?? old.paymentType,
    date: given.TransactionDate ?? old.date,
    amount: given.TransactionAmount ?? old.amount,
    currency: given.CurrencyCode ?? old.currency,
    vendor: rewrite(old.vendor, given.VendorDescription),
    locationName: rewrite(old.locationName, given.LocationCity),
    comment: rewrite(old.comment, given.Comment),
    imageId,
  };
}
