import * as z from 'zod/mini';
import { isCurrency } from '../company/money.js';
import { amount, readFields, required, text } from '../expense/wireFields.js';
import { Refusal } from '../protocol/refusal.js';

const newBody = z.object({
  userId: text(64),
  userID: text(64),
  name: text(40),
  purpose: text(2000),
  comment: text(2000),
  accountCode: text(48),
  amountRequested: z.nullish(z.object({ amount, currency: text(3) }, { error: 'has to hold amount and currency' })),
});
const issueBody = z.object({ accountCode: text(48), comment: text(2000), exchangeRate: amount });

/** What somebody asks for. */
export interface AskedAdvance {
  readonly userId: string;
  readonly name: string;
  readonly purpose: string;
  readonly comment: string;
  /** Undefined for that of the employee. */
  readonly accountCode: string | undefined;
  readonly amount: number;
  readonly currency: string;
}

/**
 * Reads an advance to create (/api-reference/cash-advance/v4-1.cash-advance.html); the amount may be a number or a text
 * in both versions.
 * @throws {Refusal} 400 when a field is missing or wrong
 */
export function readNewAdvance(body: unknown): AskedAdvance {
  const given = readFields(newBody, body);
  const asked = required('amountRequested', given.amountRequested);
  const value = required('amountRequested.amount', asked.amount);
  const currency = required('amountRequested.currency', asked.currency).toUpperCase();
  if (value <= 0) throw new Refusal(400, 'amountRequested.amount has to be more than 0.');
  if (!isCurrency(currency)) throw new Refusal(400, `amountRequested.currency is "${currency}", which is none.`);
  return {
    userId: required('userId', given.userId ?? given.userID),
    name: required('name', given.name),
    purpose: given.purpose ?? '',
    comment: given.comment ?? '',
    accountCode: given.accountCode || undefined,
    amount: value,
    currency,
  };
}

/** Reads what goes with the issue of an advance. @throws {Refusal} 400 when a field is wrong */
export function readIssue(body: unknown): {
  readonly accountCode?: string;
  readonly comment?: string;
  readonly exchangeRate?: number;
} {
  const { accountCode, comment, exchangeRate } = readFields(issueBody, body);
  if (typeof exchangeRate === 'number' && exchangeRate <= 0)
    throw new Refusal(400, 'exchangeRate has to be more than 0.');
  return {
    ...(accountCode ? { accountCode } : {}),
    ...(comment ? { comment } : {}),
    ...(typeof exchangeRate === 'number' ? { exchangeRate } : {}),
  };
}
