import { roundMoney } from '../company/money.js';
import { type Entry, personalPart, postedAmount } from './entry.js';

/** Amounts of a report in its currency. */
export interface ReportTotals {
  readonly total: number;
  readonly personal: number;
  /** All but the personal entries. */
  readonly claimed: number;
  readonly approved: number;
  readonly dueEmployee: number;
  readonly dueCompanyCard: number;
}

const known = new WeakMap<readonly Entry[], ReportTotals>();

/** Adds the entries of a report up; the same list of entries, which never changes, is added up once. */
export function addUp(entries: readonly Entry[], currency: string): ReportTotals {
  let totals = known.get(entries);
  if (!totals) {
    totals = sum(entries, currency);
    known.set(entries, totals);
  }
  return totals;
}

/** What of an entry is claimed, in the currency of the report. */
export function claimedAmount(entry: Entry, currency: string): number {
  return roundMoney(postedAmount(entry, currency) - postedAmount(entry, currency, personalPart(entry)), currency);
}

/** What of an entry is approved, in the currency of the report: nothing of what an approver rejected. */
export function approvedAmount(entry: Entry, currency: string): number {
  return entry.isRejected ? 0 : claimedAmount(entry, currency);
}

function sum(entries: readonly Entry[], currency: string): ReportTotals {
  let [total, claimed, approved, dueCompanyCard] = [0, 0, 0, 0];
  for (const entry of entries) {
    const pays = approvedAmount(entry, currency);
    total = roundMoney(total + postedAmount(entry, currency), currency);
    claimed = roundMoney(claimed + claimedAmount(entry, currency), currency);
    approved = roundMoney(approved + pays, currency);
    if (entry.paymentType.isCompanyCard) dueCompanyCard = roundMoney(dueCompanyCard + pays, currency);
  }
  return {
    total,
    personal: roundMoney(total - claimed, currency),
    claimed,
    approved,
    dueEmployee: roundMoney(approved - dueCompanyCard, currency),
    dueCompanyCard,
  };
}
