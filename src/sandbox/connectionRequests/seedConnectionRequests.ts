import type { Company } from '../company/company.js';
import type { SeededRandom } from '../company/seededRandom.js';
import type { ConnectionRequestBook } from './connectionRequest.js';

/** Ids and number that the samples of the catalogue use; they belong to the first people. */
const SAMPLES = ['3f8a61d2-7b04-4e95-9c1a-5d20e7f3b846', 'a7d50c93-18e6-4b2f-b37d-0f9c64e8125b'];
const SAMPLE_NUMBER = '4471902';

const HOUR_MS = 3_600_000;

/** A dozen people wait to be linked, the one who has waited longest in front. */
export function seedConnectionRequests(
  book: ConnectionRequestBook,
  { people }: Company,
  random: SeededRandom,
  now: Date,
): void {
  const waiting = people.filter(({ isActive }) => isActive).slice(0, 12);
  for (const [index, { id }] of waiting.entries()) {
    const hoursAgo = (waiting.length - index) * 5 + random.integer(0, 4);
    book.put({
      id: SAMPLES[index] ?? random.uuid(),
      userId: id,
      loyaltyNumber: index === 0 ? SAMPLE_NUMBER : String(random.integer(4_000_000, 4_999_999)),
      state: 'Pending',
      modifiedAt: new Date(now.getTime() - hoursAgo * HOUR_MS),
      retries: 0,
      failures: 0,
    });
  }
}
