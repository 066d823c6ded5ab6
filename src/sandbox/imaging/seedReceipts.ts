import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { drawnLater } from './drawnLater.js';
import type { ImageBook, StoredImage } from './imageBook.js';
import { writePdf } from './pdfFile.js';
import { drawLooseReceipt } from './receiptText.js';

const VENDORS: readonly [string, ...string[]] = ['Harbour Taxi', 'Noodle Garden', 'Station Garage', 'Old Town Post'];

/** Ids that the samples of the catalogue use: Receipt Images v3, then Image v1; and an invoice of Image v1. */
const SAMPLES = ['gWhQ7sVm2$pTc9LxRn4kYbZd6JfE3uA', 'gWnTc4Rk2$pXv8LmQz6sYbHd3JfE9wA'] as const;
const SAMPLE_INVOICE = '4B6F0E92C7D84A13B8F5';

/** Puts six receipts into the store of the first person and two into those of the others. They are drawn when first fetched. */
export function seedReceipts(book: ImageBook, { people }: Company, random: SeededRandom, now: Date): void {
  people.forEach((person, index) => {
    const count = index === 0 ? 6 : 2;
    for (let age = count; age > 0; age--) {
      const sample = index === 0 ? SAMPLES[age - 1] : undefined;
      book.save(seedReceipt(sample ?? random.opaqueId('gWh', 31), person, dayAfter(now, -age * 4), random));
    }
  });
  const [first] = people;
  if (first) book.save(seedInvoice(first, random, now));
}

function seedReceipt(id: string, owner: Person, createdAt: Date, random: SeededRandom): StoredImage {
  const vendor = random.pick(VENDORS);
  const amount = random.integer(400, 9000) / 100;
  const facts = { id, login: owner.login, of: { kind: 'receipt' }, mediaType: 'image/png', createdAt } as const;
  return drawnLater(facts, () => drawLooseReceipt(owner, vendor, createdAt, amount));
}

function seedInvoice({ login }: Person, random: SeededRandom, now: Date): StoredImage {
  const of = { kind: 'invoice', id: SAMPLE_INVOICE } as const;
  const createdAt = dayAfter(now, -12);
  const facts = { id: random.opaqueId('gWn', 31), login, of, mediaType: 'application/pdf', createdAt } as const;
  return drawnLater(facts, () => writePdf([['Lakeside Trading', 'Invoice 2026-117', 'Total 1240.00 USD']]));
}
