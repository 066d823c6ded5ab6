import { exchangeRate, roundMoney } from '../company/money.js';
import { companyCard } from '../company/paymentTypes.js';
import type { Person } from '../company/people.js';
import type { SeededRandom } from '../company/seededRandom.js';
import type { SandboxContext } from '../context.js';
import { dayAfter } from '../protocol/moments.js';

/** A payment with the company card. */
export interface CardTransaction {
  readonly id: string;
  readonly holder: Person;
  readonly date: Date;
  readonly amount: number;
  readonly currency: string;
  /** In the currency of the holder, which the card is billed in. */
  readonly posted: number;
  readonly merchant: string;
  readonly city: string;
  readonly countryCode: string;
  /** AS on a report, UN on none yet. */
  readonly status: 'AS' | 'UN';
  readonly modifiedAt: Date;
}

const SHOPS = [
  ['Harbour Taxi', 24],
  ['Noodle Garden', 38],
  ['Station Hotel', 212],
] as const;

/** What everybody paid lately and has on no report yet. */
export function seedUnassigned(context: SandboxContext, random: SeededRandom): readonly CardTransaction[] {
  return context.company.people
    .filter(({ isActive }) => isActive)
    .flatMap((holder) =>
      SHOPS.map(([merchant, dollars]): CardTransaction => {
        const { currency, city, country } = holder.home;
        const date = dayAfter(context.now(), -random.integer(1, 25));
        const amount = roundMoney(dollars * (1 + random.next()) * exchangeRate('USD', currency), currency);
        const id = random.hex(8).toLowerCase();
        const shared = { currency, city, countryCode: country, status: 'UN' as const, modifiedAt: dayAfter(date, 1) };
        return { id, holder, date, amount, posted: amount, merchant, ...shared };
      }),
    );
}

/** What of somebody's card is on reports: the entries that were paid with it. */
export function assignedTo(holder: Person, { books }: SandboxContext): readonly CardTransaction[] {
  const found: CardTransaction[] = [];
  for (const { report, entries } of books.reports.after()) {
    if (report.owner !== holder) continue;
    for (const entry of entries) {
      const { companyCardTransactionId: id, paymentType, place } = entry;
      if (id === undefined || paymentType !== companyCard) continue;
      found.push({
        id,
        holder,
        date: entry.transactionDate,
        amount: entry.amount,
        currency: entry.currency,
        posted: roundMoney(entry.amount * entry.exchangeRate, report.currency),
        merchant: entry.vendor ?? entry.type.name,
        city: (place ?? holder.home).city,
        countryCode: (place ?? holder.home).country,
        status: 'AS',
        modifiedAt: entry.modifiedAt,
      });
    }
  }
  return found;
}
