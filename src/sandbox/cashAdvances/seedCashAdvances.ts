import type { Company } from '../company/company.js';
import { exchangeRate, roundMoney } from '../company/money.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { CASH_ADVANCE_STATUSES, type CashAdvanceBook } from './cashAdvance.js';

/** Id that the samples of the catalogue use; it belongs to the first person and was not submitted. */
const SAMPLE = '41A9E7D26C0F4B8395D1F38E6B7A0C24';

const OCCASIONS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Taxis and tips', 'Customer visit'],
  ['Market fees', 'Trade fair'],
  ['Spare parts on site', 'Repair at a customer'],
  ['Small change for the team', 'Workshop'],
];

/** Three advances of each state, over the first people; every third of them belongs to the first person. */
export function seedCashAdvances(book: CashAdvanceBook, { people }: Company, random: SeededRandom, now: Date): void {
  const [first, ...others] = people.filter(({ isActive }) => isActive);
  CASH_ADVANCE_STATUSES.flatMap((status) => [status, status, status]).forEach((status, at) => {
    const owner = at % 3 === 0 ? first : others[at % others.length];
    if (!owner) return;
    const { currency } = owner.home;
    const [name, purpose] = random.pick(OCCASIONS);
    const requestedAt = new Date(dayAfter(now, -3 - at * 9).getTime() + random.integer(8, 17) * 3_600_000);
    const later = new Date(requestedAt.getTime() + random.integer(20, 90) * 3_600_000);
    const isIssued = status === 'C_ISSU' || status === 'C_COMP';
    book.put({
      id: at === 0 ? SAMPLE : random.hex(32),
      ownerId: owner.id,
      name,
      purpose,
      comment: '',
      accountCode: owner.cashAdvanceAccount,
      amount: roundMoney(random.integer(5, 40) * 10 * exchangeRate('USD', currency), currency),
      currency,
      exchangeRate: 1,
      status,
      requestedAt,
      ...(isIssued ? { issuedAt: later } : {}),
      modifiedAt: status === 'C_NOTF' ? requestedAt : later,
    });
  });
}
