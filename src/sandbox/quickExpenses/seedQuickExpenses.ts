import type { Company } from '../company/company.js';
import { roundMoney } from '../company/money.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import type { QuickExpenseBook } from './quickExpense.js';

/** Id that the samples of the catalogue use. */
const SAMPLE = 'gWq7$pRm3tKx2LvB9nZ4hJ8sC5yF';

const KINDS: readonly (readonly [string, string, number])[] = [
  ['TAXIX', 'Harbour Taxi', 31.5],
  ['LUNCH', 'Noodle Garden', 18.4],
  ['PARKG', 'Station Garage', 12],
  ['POSTG', 'Old Town Post', 7.25],
];

/** Gives the first person four quick expenses and the next eleven one each. */
export function seedQuickExpenses(book: QuickExpenseBook, { people }: Company, random: SeededRandom, now: Date): void {
  people.slice(0, 12).forEach(({ login, home }, index) => {
    KINDS.slice(0, index === 0 ? KINDS.length : 1).forEach(([expenseTypeCode, vendor, dollars], nth) => {
      book.save({
        id: index === 0 && nth === 0 ? SAMPLE : book.newId(random),
        key: random.hex(32),
        login,
        expenseTypeCode,
        paymentType: random.chance(0.7) ? 'CASHX' : 'PENDC',
        date: dayAfter(now, -random.integer(1, 20)),
        amount: roundMoney(dollars * (1 + random.next()), home.currency),
        currency: home.currency,
        vendor,
        locationName: home.city,
        comment: undefined,
        details: undefined,
        imageId: undefined,
      });
    });
  });
}
