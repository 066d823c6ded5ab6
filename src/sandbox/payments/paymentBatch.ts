import * as z from 'zod/mini';
import type { Person } from '../company/people.js';
import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import { addUp, approvedAmount } from '../expense/totals.js';

const moment = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);

/** A payment batch as it is saved; dates are ISO texts there. */
export const savedBatch = z.object({
  id: z.string(),
  key: z.string(),
  payee: z.enum(['Employee', 'Card Program']),
  method: z.string(),
  country: z.string(),
  currency: z.string(),
  reportIds: z.array(z.string()),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('open') }),
    z.object({ kind: z.literal('closing'), jobKey: z.string(), closesAt: moment }),
    z.object({ kind: z.literal('closed'), closedAt: moment }),
  ]),
});

/**
 * What one kind of payee of one country is paid in one way. `id` is what `BatchID` shows and reports carry, `key` the
 * encrypted id that paths take.
 */
export type PaymentBatch = z.output<typeof savedBatch>;

/** Who is paid, in which country and how: all batches of one series follow one another, and one of them is open. */
export type BatchSeries = Pick<PaymentBatch, 'payee' | 'method' | 'country' | 'currency'>;

const OTHER_METHODS = 'Other Reimbursement Methods';

/** Names of the API for the codes that the v3 filter `reimbursementMethod` has. */
const METHODS: Readonly<Record<string, string>> = {
  CNQRPAY: 'Expense Pay by SAP Concur',
  APCHECK: 'Company Check (via Accounts Payable)',
  ADPPAYR: 'ADP (via EPIP file)',
};

/** The series that a report belongs to: that of its owner, and that of the card issuer when company cards were used. */
export function seriesOf(report: Report, entries: readonly Entry[]): readonly BatchSeries[] {
  const { country, currency, owner } = report;
  const due = addUp(entries, currency);
  const series: BatchSeries[] = [];
  if (due.dueEmployee > 0) series.push({ payee: 'Employee', method: methodOf(owner), country, currency });
  if (due.dueCompanyCard > 0) series.push({ payee: 'Card Program', method: OTHER_METHODS, country, currency });
  return series;
}

function methodOf({ reimbursementMethod }: Person): string {
  return METHODS[reimbursementMethod] ?? OTHER_METHODS;
}

/** The same text for two series only when they are the same. */
export function seriesKey({ payee, method, country, currency }: BatchSeries): string {
  return [payee, method, country, currency].join('/');
}

/** The entries of a report, whose currency is that of the batch, for which somebody is paid. */
export function paidEntries({ payee, currency }: BatchSeries, entries: readonly Entry[]): readonly Entry[] {
  const isCard = payee === 'Card Program';
  return entries.filter((entry) => entry.paymentType.isCompanyCard === isCard && approvedAmount(entry, currency) !== 0);
}
