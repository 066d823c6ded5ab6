import { type ExpenseType, type ExpenseTypeCode, expenseTypeOf } from '../../company/expenseTypes.js';
import { exchangeRate, roundMoney } from '../../company/money.js';
import type { Person } from '../../company/people.js';
import type { SeededRandom } from '../../company/seededRandom.js';
import { dayAfter } from '../../protocol/moments.js';

/** A charge of a company card that is in no report yet. */
export interface CardCharge {
  readonly cardNumber: string;
  /** Undefined where the merchant says nothing of it. */
  readonly type: ExpenseType | undefined;
  readonly merchant: string;
  readonly amount: number;
  readonly currency: string;
  readonly date: Date;
}

type Merchant = readonly [name: string, type: ExpenseTypeCode | undefined];
const MERCHANTS: readonly [Merchant, ...Merchant[]] = [
  ['Harbour Taxi', 'TAXIX'],
  ['Old Mill Inn', 'LODNG'],
  ['Noodle Garden', 'LUNCH'],
  ['Northern Office Supplies', undefined],
];

/** The charges of somebody, the same in every run but for their dates. */
export function cardChargesOf({ home }: Person, random: SeededRandom, now: Date): readonly CardCharge[] {
  const cardNumber = `XXXXXXXXXXXX${random.integer(1000, 9999)}`;
  return Array.from({ length: random.integer(1, 4) }, (_, at) => {
    const [merchant, code] = random.pick(MERCHANTS);
    const dollars = random.integer(800, 12_000) / 100;
    return {
      cardNumber,
      type: code && expenseTypeOf(code),
      merchant,
      amount: roundMoney(dollars * exchangeRate('USD', home.currency), home.currency),
      currency: home.currency,
      date: dayAfter(now, -2 - at * 3),
    };
  });
}
