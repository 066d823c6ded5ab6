import * as z from 'zod/mini';
import { findExpenseType, MILEAGE } from '../company/expenseTypes.js';
import { roundMoney } from '../company/money.js';
import { Refusal } from '../protocol/refusal.js';
import { ENTRY_CUSTOM_FIELDS, NO_FIELDS, writeCustomFields } from './customFields.js';
import type { Entry, Itemization } from './entry.js';
import { amount, flag, moment, readFields, required, rewrite, text } from './wireFields.js';

const itemizationBody = z.object({
  EntryID: text(64),
  ExpenseTypeCode: text(64),
  TransactionDate: moment,
  TransactionAmount: amount,
  Description: text(64),
  IsPersonal: flag,
  IsBillable: flag,
});

/** The id of the entry that a body names. */
export function readEntryId(body: unknown): string {
  return required('EntryID', readFields(itemizationBody, body).EntryID);
}

/** Makes an itemization of a body of v3. @throws {Refusal} 400 when a field is missing or wrong */
export function createItemization(
  body: Readonly<Record<string, unknown>>,
  entry: Entry,
  made: { readonly id: string; readonly expenseId: string; readonly now: Date },
): Itemization {
  const given = readFields(itemizationBody, body);
  if (entry.isPersonal) throw new Refusal(400, 'A personal entry cannot be itemized.');
  return writeItemization(
    body,
    entry,
    {
      id: made.id,
      expenseId: made.expenseId,
      type: readType(required('ExpenseTypeCode', given.ExpenseTypeCode)),
      transactionDate: required('TransactionDate', given.TransactionDate),
      amount: 0,
      description: undefined,
      isPersonal: false,
      isBillable: entry.isBillable,
      modifiedAt: made.now,
      fields: NO_FIELDS,
      allocations: [],
    },
    made.now,
  );
}

/** The itemization after a body was written over it. @throws {Refusal} 400 when a field is wrong */
export function writeItemization(
  body: Readonly<Record<string, unknown>>,
  entry: Entry,
  old: Itemization,
  now: Date,
): Itemization {
  const given = readFields(itemizationBody, body);
  if (given.EntryID && given.EntryID !== entry.id)
    throw new Refusal(400, 'An itemization cannot move to another entry.');
  return {
    ...old,
    type: given.ExpenseTypeCode ? readType(given.ExpenseTypeCode) : old.type,
    transactionDate: given.TransactionDate ?? old.transactionDate,
    amount: roundMoney(given.TransactionAmount ?? old.amount, entry.currency),
    description: rewrite(old.description, given.Description),
    isPersonal: given.IsPersonal ?? old.isPersonal,
    isBillable: given.IsBillable ?? old.isBillable,
    modifiedAt: now,
    fields: writeCustomFields(old.fields, body, ENTRY_CUSTOM_FIELDS),
  };
}

function readType(code: string) {
  const type = findExpenseType(code);
  if (!type) throw new Refusal(400, `ExpenseTypeCode is "${code}", which the company does not have.`);
  if (type.code === MILEAGE) throw new Refusal(400, `A drive (${MILEAGE}) is no part of another expense.`);
  return type;
}
