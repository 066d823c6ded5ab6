import type { Report } from '../report.js';
import type { ReportBook } from '../reportBook.js';

/** Namespaces of the XML of these versions. */
export const NAMESPACE_2011 = 'http://www.concursolutions.com/api/expense/expensereport/2011/03';
export const NAMESPACE_LIST = 'http://www.concursolutions.com/api/expense/expensereport/2012/06';
export const NAMESPACE_2012 = 'http://www.concursolutions.com/api/expense/expensereport/2012/07';

/** Where the calls of v1.1 are. */
export const V1 = '/api/expense/expensereport/v1.1';

/** The key of a report, `RptKey`: its id in the long form of v1.1. */
export function keyOf({ id }: Report): string {
  return `nK${id.slice(0, 9)}$p${id.slice(9)}`;
}

/** The report with a key; ids are taken too, for programs that mix them up. */
export function findByKey(book: ReportBook, key: string): Report | undefined {
  return book.findReport(key.replace(/^nK(.{9})\$p(.{11})$/, '$1$2'));
}

/** Yes and no of these versions. */
export function yesNo(value: boolean): 'Y' | 'N' {
  return value ? 'Y' : 'N';
}

/** An amount with eight places. */
export function amountText(value: number): string {
  return value.toFixed(8);
}
