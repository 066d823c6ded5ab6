import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import { approvedAmount } from '../expense/totals.js';
import { entryRow, writeDay } from './accountingRows.js';
import { writeCsv } from './csv.js';
import { type PaymentBatch, paidEntries } from './paymentBatch.js';
import type { TextFile } from './zipArchive.js';

/** Cheques are written with QuickBooks in the sandbox company, which wants a file of its own. */
const QUICKBOOKS_METHOD = /^Company Check/;

/**
 * The files that closing a batch makes: one CSV file for the ledger, and an IIF file beside it where QuickBooks pays.
 * @param reports those of the batch, each with all its entries
 */
export function batchFiles(
  batch: PaymentBatch,
  reports: readonly { readonly report: Report; readonly entries: readonly Entry[] }[],
  day: Date,
): readonly TextFile[] {
  const paid = reports.map(({ report, entries }) => ({ report, entries: paidEntries(batch, entries) }));
  const name = fileName(batch, day);
  const rows = paid.flatMap(({ report, entries }) => entries.map((entry) => entryRow(day, report, entry)));
  const ledger = { name: `${name}.csv`, text: writeCsv(rows) };
  if (!QUICKBOOKS_METHOD.test(batch.method)) return [ledger];
  const demands = paid.map(({ report, entries }) => writeDemand(report, entries, day)).join('');
  return [ledger, { name: `${name}.iif`, text: `${IIF_HEADING}${demands}` }];
}

/** e.g. `batch-employee-us-2026-05-20` */
export function fileName({ payee, country }: PaymentBatch, day: Date): string {
  return `batch-${payee.replace(' ', '-')}-${country}-${writeDay(day)}`.toLowerCase();
}

const IIF_HEADING = [
  ['!TRNS', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'AMOUNT', 'MEMO'],
  ['!SPL', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'AMOUNT', 'MEMO'],
  ['!ENDTRNS'],
]
  .map(writeLine)
  .join('');

function writeDemand(report: Report, entries: readonly Entry[], day: Date): string {
  const name = `${report.owner.firstName} ${report.owner.lastName}`;
  const line = (kind: string, account: string, amount: number, memo: string): string =>
    writeLine([kind, 'BILL', writeDay(day), account, name, amount.toFixed(2), memo]);
  const amounts = entries.map((entry) => approvedAmount(entry, report.currency));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return [
    line('TRNS', 'Accounts Payable', -total, report.name),
    ...entries.map((entry, index) => line('SPL', entry.type.categoryName, amounts[index] ?? 0, entry.type.name)),
    writeLine(['ENDTRNS']),
  ].join('');
}

function writeLine(fields: readonly string[]): string {
  return `${fields.map((field) => field.replace(/[\t\r\n]/g, ' ')).join('\t')}\r\n`;
}
