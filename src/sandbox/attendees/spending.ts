import { exchangeRate, roundMoney } from '../company/money.js';
import { shareOf } from '../expense/entry.js';
import type { ReportBook } from '../expense/reportBook.js';
import type { Attendee } from './attendeeBook.js';

/** What may be spent on an attendee in a year, in US dollars, before it counts as an exception. */
const YEARLY_LIMIT_DOLLARS = 500;

/** Money spent on an attendee in its own currency. */
export interface Spending {
  readonly thisYear: number;
  readonly lastYear: number;
  readonly isOverLimitThisYear: boolean;
  readonly isOverLimitLastYear: boolean;
}

/** Adds up what the reports spend on everybody, once; the answer tells it for one attendee after the other. */
export function countSpending(reports: ReportBook, now: Date): (attendee: Attendee) => Spending {
  const shares = new Map<string, { amount: number; currency: string; year: number }[]>();
  for (const report of reports.reports) {
    for (const entry of reports.entriesOf(report.id)) {
      for (const attendee of entry.attendees) {
        const known = shares.get(attendee.id) ?? [];
        const year = entry.transactionDate.getUTCFullYear();
        known.push({ amount: shareOf(entry, attendee), currency: entry.currency, year });
        shares.set(attendee.id, known);
      }
    }
  }
  const year = now.getUTCFullYear();
  return ({ id, currency, openingAmount }) => {
    const sumOf = (wanted: number): number =>
      (shares.get(id) ?? []).reduce(
        (sum, share) => (share.year === wanted ? sum + share.amount * exchangeRate(share.currency, currency) : sum),
        0,
      );
    const [thisYear, lastYear] = [openingAmount + sumOf(year), sumOf(year - 1)];
    const isOver = (amount: number): boolean => amount * exchangeRate(currency, 'USD') > YEARLY_LIMIT_DOLLARS;
    return {
      thisYear: roundMoney(thisYear, currency),
      lastYear: roundMoney(lastYear, currency),
      isOverLimitThisYear: isOver(thisYear),
      isOverLimitLastYear: isOver(lastYear),
    };
  };
}
