import {
  type ExceptionCode,
  type ExceptionType,
  exceptionTypeOf,
  findExceptionType,
} from '../company/exceptionTypes.js';
import { roundMoney } from '../company/money.js';
import type { Entry } from './entry.js';
import type { Report, Visibility } from './report.js';

/** A rule that a report breaks. */
export interface ReportException {
  readonly type: ExceptionType;
  readonly visibility: Visibility;
  /** The entry that it is about, also when it is about a part of it; undefined for the header. */
  readonly entry: Entry | undefined;
  /** UUID of the entry or itemization. */
  readonly expenseId: string | undefined;
  /** UUID of the allocation. */
  readonly allocationId: string | undefined;
}

/** All rules that a report breaks: those of its header, then those of each entry; found ones before marked ones. */
export function exceptionsOf(report: Report, entries: readonly Entry[]): readonly ReportException[] {
  const exceptions: ReportException[] = [];
  for (const mark of report.exceptions) {
    const type = findExceptionType(mark.code);
    if (type && mark.expenseId === undefined) exceptions.push({ ...mark, type, entry: undefined });
  }
  for (const entry of entries) {
    for (const code of brokenRules(entry)) {
      const { expenseId } = entry;
      exceptions.push({ type: exceptionTypeOf(code), visibility: 'ALL', entry, expenseId, allocationId: undefined });
    }
    for (const mark of report.exceptions) {
      const type = findExceptionType(mark.code);
      if (type && mark.expenseId !== undefined && hasPart(entry, mark.expenseId)) {
        exceptions.push({ ...mark, type, entry });
      }
    }
  }
  return exceptions;
}

/** Whether an entry, its itemizations and allocations included, has exceptions. */
export function hasException(entry: Entry, report: Report): boolean {
  return (
    brokenRules(entry).length > 0 ||
    report.exceptions.some(({ expenseId }) => expenseId !== undefined && hasPart(entry, expenseId))
  );
}

/** Whether a report or anything in it has exceptions. */
export function hasAnyException(report: Report, entries: readonly Entry[]): boolean {
  return report.exceptions.length > 0 || entries.some((entry) => brokenRules(entry).length > 0);
}

function hasPart(entry: Entry, expenseId: string): boolean {
  return entry.expenseId === expenseId || entry.itemizations.some((part) => part.expenseId === expenseId);
}

function brokenRules(entry: Entry): readonly ExceptionCode[] {
  const broken: ExceptionCode[] = [];
  if (entry.type.needsImage && !entry.hasImage) broken.push('MISSIMG');
  if (entry.type.needsAttendees && entry.attendees.length === 0) broken.push('NOATTEND');
  if (entry.itemizations.length > 0) {
    const sum = entry.itemizations.reduce((total, part) => total + part.amount, 0);
    if (roundMoney(sum, entry.currency) !== entry.amount) broken.push('ITEMSUM');
  }
  return broken;
}
