import { expenseGroup } from '../company/expenseGroup.js';
import type { Query } from '../protocol/query.js';
import type { Entry } from './entry.js';
import type { Report } from './report.js';

/** Whether a report with its entries belongs into a list. */
type ReportFilter = (report: Report, entries: readonly Entry[]) => boolean;

/** Filters on moments: each exists as `...Before` and `...After`. */
const MOMENTS: Readonly<Record<string, (report: Report, entries: readonly Entry[]) => readonly (Date | undefined)[]>> =
  {
    createDate: ({ createdAt }) => [createdAt],
    userDefinedDate: ({ userDefinedDate }) => [userDefinedDate],
    submitDate: ({ submittedAt }) => [submittedAt],
    processingPaymentDate: ({ processingPaymentAt }) => [processingPaymentAt],
    paidDate: ({ paidAt }) => [paidAt],
    modifiedDate: ({ modifiedAt }) => [modifiedAt],
    entryTransactionDate: (_, entries) => entries.map(({ transactionDate }) => transactionDate),
  };

/**
 * The filter that a query asks for; every part of it has to fit
 * (/api-reference/expense/expense-report/v3.reports.html).
 * @throws {Refusal} 400 when a flag or a date is none
 */
export function readReportFilter(query: Query): ReportFilter {
  const filters = [...statusFilters(query), ...textFilters(query), ...flagFilters(query), ...momentFilters(query)];
  return (report, entries) => filters.every((fits) => fits(report, entries));
}

function* statusFilters(query: Query): Iterable<ReportFilter> {
  const approval = query.list('approvalStatusCode')?.map((code) => code.toUpperCase());
  if (approval) yield ({ approvalStatus }) => approval.includes(approvalStatus);
  const payment = query.list('paymentStatusCode')?.map((code) => code.toUpperCase());
  if (payment) yield ({ paymentStatus }) => payment.includes(paymentStatus);
}

function* textFilters(query: Query): Iterable<ReportFilter> {
  const texts: Readonly<Record<string, (wanted: string) => ReportFilter>> = {
    currencyCode: (wanted) => (report) => isSame(report.currency, wanted),
    countryCode: (wanted) => (report) => isSame(report.country, wanted),
    approverLoginID: (wanted) => (report) => isSame(report.approver?.login, wanted),
    reimbursementMethod: (wanted) => (report) => isSame(report.owner.reimbursementMethod, wanted),
    batchID: (wanted) => (report) => report.batchId === wanted,
    expenseGroupConfigID: (wanted) => () => wanted === expenseGroup.id || wanted === expenseGroup.filterId,
    expenseTypeCode: (wanted) => anEntry((entry) => isSame(entry.type.code, wanted)),
    paymentType: (wanted) => anEntry((entry) => entry.paymentType.id === wanted),
    vendorName: (wanted) => anEntry((entry) => isSame(entry.vendor, wanted)),
    attendeeTypeCode: (wanted) => anEntry((entry) => entry.attendees.some(({ typeCode }) => isSame(typeCode, wanted))),
  };
  for (const [name, filter] of Object.entries(texts)) {
    const wanted = query.text(name);
    if (wanted !== undefined) yield filter(wanted);
  }
}

function* flagFilters(query: Query): Iterable<ReportFilter> {
  const flags: Readonly<Record<string, ReportFilter>> = {
    hasVAT: anEntry((entry) => entry.hasVat),
    hasImages: anEntry((entry) => entry.hasImage),
    hasAttendees: anEntry((entry) => entry.attendees.length > 0),
    hasBillableExpenses: anEntry((entry) => entry.isBillable),
    isTestUser: ({ owner }) => owner.isTest,
  };
  for (const [name, isSo] of Object.entries(flags)) {
    const wanted = query.flag(name);
    if (wanted !== undefined) yield (report, entries) => isSo(report, entries) === wanted;
  }
}

function* momentFilters(query: Query): Iterable<ReportFilter> {
  for (const [name, moments] of Object.entries(MOMENTS)) {
    const before = query.moment(`${name}Before`);
    if (before) yield (report, entries) => moments(report, entries).some((moment) => moment && moment < before);
    const after = query.moment(`${name}After`);
    if (after) yield (report, entries) => moments(report, entries).some((moment) => moment && moment > after);
  }
}

function anEntry(fits: (entry: Entry) => boolean): ReportFilter {
  return (_, entries) => entries.some(fits);
}

function isSame(value: string | undefined, wanted: string): boolean {
  return value?.toLowerCase() === wanted.toLowerCase();
}
