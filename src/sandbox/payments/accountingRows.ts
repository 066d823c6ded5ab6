import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import { approvedAmount } from '../expense/totals.js';

/** Kind of a record, as accounting files begin each line with it. */
const ENTRY_RECORD = '100';
const REPORT_RECORD = '200';

/** A day without time, as accounting files have it. */
export function writeDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/**
 * One line for an entry. Columns: record, day of the file, last and first name, approved amount and its currency, login,
 * report id and name, entry id, expense type code and name, day of the transaction, its amount and currency, payment
 * type, vendor.
 */
export function entryRow(day: Date, report: Report, entry: Entry): readonly (string | number)[] {
  return [
    ENTRY_RECORD,
    writeDay(day),
    report.owner.lastName,
    report.owner.firstName,
    approvedAmount(entry, report.currency),
    report.currency,
    report.owner.login,
    report.id,
    report.name,
    entry.id,
    entry.type.code,
    entry.type.name,
    writeDay(entry.transactionDate),
    entry.amount,
    entry.currency,
    entry.paymentType.name,
    entry.vendor ?? '',
  ];
}

/** One line for a report. Columns: record, day of the file, last and first name, total, its currency, login, id, name. */
export function reportRow(day: Date, report: Report, total: number): readonly (string | number)[] {
  const { lastName, firstName, login } = report.owner;
  return [REPORT_RECORD, writeDay(day), lastName, firstName, total, report.currency, login, report.id, report.name];
}
