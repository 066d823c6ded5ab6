import type { Company } from '../../company/company.js';
import type { Person } from '../../company/people.js';
import type { SeededRandom } from '../../company/seededRandom.js';
import { dayAfter } from '../../protocol/moments.js';
import { drawnLater } from '../drawnLater.js';
import { drawReceipt } from '../receiptPicture.js';
import type { PostedReceipt, PostedReceipts } from './postedReceipt.js';

/** Ids that the samples of the catalogue use. */
const SAMPLE = '4e8a1c7b92d04f35b6e07a9d13c58f62';
const SAMPLE_IMAGE = '9b27d5e0c4164a83ad5f1e60b7c93d48';

const HOUR_MS = 3_600_000;

/** Gives the first three people an e-receipt each, and the first one an image without data. */
export function seedPostedReceipts(
  book: PostedReceipts,
  { id: companyId, people }: Company,
  random: SeededRandom,
  now: Date,
): void {
  people.slice(0, 3).forEach((person, index) => {
    const day = dayAfter(now, -index - 2);
    const id = index === 0 ? SAMPLE : random.hex(32).toLowerCase();
    const data = { schema: 'general-receipt.schema.json', receipt: writeLunch(person, day, random) };
    book.save({ ...seedReceipt(id, companyId, person, day), data });
  });
  const [first] = people;
  if (!first) return;
  const day = dayAfter(now, -1);
  const image = drawnLater({ mediaType: 'image/png' } as const, () =>
    drawReceipt(['Station Garage', '', 'Parking', 'Total 12.00']),
  );
  book.save({ ...seedReceipt(SAMPLE_IMAGE, companyId, first, day), image, forwardId: 'scan-2026-000317' });
}

function seedReceipt(id: string, sender: string, owner: Person, day: Date): PostedReceipt {
  return {
    id,
    userId: owner.id,
    sender,
    receivedAt: new Date(day.getTime() + 15 * HOUR_MS),
    state: 'consumable',
    stateModifiedAt: undefined,
    data: undefined,
    image: undefined,
    forwardId: undefined,
    capture: undefined,
  };
}

function writeLunch({ home }: Person, day: Date, random: SeededRandom): Readonly<Record<string, unknown>> {
  const total = (random.integer(900, 4000) / 100).toFixed(2);
  const name = 'Lakeside Trading Cafe';
  const address = { streetAddress: '18 Harbor Row', addressLocality: home.city, addressCountry: home.country };
  return {
    reference: `INV-${random.integer(10_000, 99_999)}`,
    dateTime: `${day.toISOString().slice(0, 10)}T12:47:00+0000`,
    total,
    currencyCode: home.currency,
    seller: { name, location: { name, address } },
    payments: [{ amount: total, cardDetail: { cardType: 'Visa', creditCardId: '0042' } }],
    lineItems: [{ sequenceNumber: 1, description: 'Lunch menu', quantity: 1, total }],
  };
}
