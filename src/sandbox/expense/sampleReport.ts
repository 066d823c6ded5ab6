import { roundMoney } from '../company/money.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { allocate } from './allocations.js';
import type { Allocation, Entry } from './entry.js';
import type { FiledReport } from './reportBook.js';
import { DEPARTMENTS, detailEntry, itemization } from './seedDetails.js';
import { type Occasion, seedEntry } from './seedEntries.js';

/** The report that samples of the catalogue speak of. */
export const SAMPLE_REPORT_ID = '5F2C9A7D41E84B0C9D36';

const DINNER = '3fa90b6c-e1d2-4785-a0c7-d4915b28e60f';
const DINNER_SHARES = ['d07c3a9e-5b1f-4862-a4e9-c8103f6d72b5', '4b8e1f60-c2d9-4a73-85f7-b0a96e3c1d28'];
const HOTEL = '8c41f0d2-a97b-4e35-b6d0-8a1c52e7f394';
const ROOM = { id: 'gWr7$pZt5nLk8QxV2mBs9J3hC6wF4yD1oA', expenseId: 'a15d7e30-c84f-49b2-913c-6bf0d7e2458a' };
const BREAKFAST = { id: 'gWr7$pBq4sRv9MzT6kLn2X8jH3dC5yW1oA', expenseId: '6e0b92d4-f7c3-418a-85d1-a3c96f4e7b02' };
const ROOM_SHARES = ['gWn3$hT7kQx5LmR2vBp8J9sZ4cF6wD1yA', 'gWn3$hV4mSz8TrK6xLq2B7nJ5hC3wY1yA'];
const REQUEST = 'C92E07B5D1A84F36B7F0D4E86A1C5293';

/** Gives the first report what the samples name: an itemized hotel, and a dinner with guests that two centres bear. */
export function completeSample(
  { report, entries }: FiledReport,
  occasion: Occasion,
  random: SeededRandom,
): FiledReport {
  const { entry: drawn } = seedEntry('BUSML', random.opaqueId('gWr', 35), report, occasion, random);
  const dinner: Entry = {
    ...detailEntry(drawn, random),
    expenseId: DINNER,
    isPersonal: false,
    hasImage: true,
    allocations: share(drawn, random).map((one, at) => ({ ...one, uuid: DINNER_SHARES[at] ?? one.uuid })),
  };
  return {
    report: { ...report, requestIds: [REQUEST], exceptions: [] },
    entries: [...entries.map((entry) => (entry.type.code === 'LODNG' ? splitHotel(entry, random) : entry)), dinner],
  };
}

function splitHotel(hotel: Entry, random: SeededRandom): Entry {
  const breakfast = roundMoney(hotel.amount * 0.13, hotel.currency);
  const room = roundMoney(hotel.amount - breakfast, hotel.currency);
  const shares = share(hotel, random).map((one, at) => ({ ...one, id: ROOM_SHARES[at] ?? one.id }));
  const parts = [
    { ...itemization(hotel, 'LODNG', room, 'Room', random), ...ROOM, allocations: shares },
    { ...itemization(hotel, 'BRKFT', breakfast, 'Breakfast', random), ...BREAKFAST },
  ];
  return { ...hotel, expenseId: HOTEL, hasImage: true, isPersonal: false, allocations: [], itemizations: parts };
}

function share(entry: Entry, random: SeededRandom): readonly Allocation[] {
  return [60, 40].map((percentage, at) =>
    allocate(entry, random, { percentage, fields: new Map([['Custom1', DEPARTMENTS[at] ?? DEPARTMENTS[0]]]) }),
  );
}
