import { type ExpenseTypeCode, expenseTypeOf, MILEAGE } from '../company/expenseTypes.js';
import { exchangeRate, roundMoney } from '../company/money.js';
import { cash, companyCard } from '../company/paymentTypes.js';
import type { Person } from '../company/people.js';
import { type Place, placeOf, places } from '../company/places.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { NO_FIELDS } from './customFields.js';
import type { Entry, Journey } from './entry.js';
import type { Report } from './report.js';

/** Why somebody spent money: where, from when for how many days, on what. */
export interface Occasion {
  readonly name: string;
  readonly purpose: string;
  readonly place: Place;
  readonly start: Date;
  readonly days: number;
  readonly types: readonly ExpenseTypeCode[];
}

type Types = readonly ExpenseTypeCode[];
const TRIPS: readonly [readonly [string, Types], ...(readonly [string, Types])[]] = [
  ['Customer visit in', ['AIRFR', 'LODNG', 'TAXIX', 'DINNR']],
  ['Supplier audit in', ['AIRFR', 'LODNG', 'CARRT', 'GASXX', 'LUNCH', 'TOLLS']],
  ['Trade fair in', ['AIRFR', 'LODNG', 'TAXIX', 'BRKFT', 'BUSML', 'DINNR', 'LNDRY']],
  ['Training in', ['SEMNR', 'TRAIN', 'LODNG', 'LUNCH', 'DINNR']],
  ['Project workshop in', ['TRAIN', 'LODNG', 'TAXIX', 'BUSML', 'BRKFT', 'PARKG', 'DINNR', 'LUNCH']],
];
const AT_HOME: Types = [MILEAGE, 'CELPH', 'PARKG', 'LUNCH', 'POSTG'];

const VENDORS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  AIRFR: ['Lakeside Air', 'Blue Heron Air'],
  LODNG: ['Lakeside Hotels', 'Old Mill Inn', 'Hotel am Kanal'],
  CARRT: ['Green Lane Rentals'],
  TRAIN: ['Valley Rail'],
  TAXIX: ['Harbour Taxi', 'Night Owl Cabs'],
  PARKG: ['Station Garage'],
  TOLLS: ['Long Bridge Tolls'],
  GASXX: ['Corner Fuel'],
  CELPH: ['Birchwood Mobile'],
  LNDRY: ['White Swan Laundry'],
  POSTG: ['Old Town Post'],
  SEMNR: ['Maple Street Academy'],
};
const EATERIES: readonly [string, ...string[]] = [
  'The Copper Spoon',
  'Noodle Garden',
  'Café Lindenbaum',
  'Bistro Verveine',
];

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2000, month)).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
);

/** What a report is about; it ended the day before it was created. The very first is a visit in Chicago. */
export function planOccasion(owner: Person, createdAt: Date, index: number, random: SeededRandom): Occasion {
  if (index > 0 && random.chance(0.2)) {
    const name = `Expenses of ${MONTHS[createdAt.getUTCMonth()]} ${createdAt.getUTCFullYear()}`;
    const types = AT_HOME.slice(0, random.integer(3, AT_HOME.length));
    return { name, purpose: 'Daily business', place: owner.home, start: dayAfter(createdAt, -9), days: 8, types };
  }
  const [what, types] = index === 0 ? TRIPS[0] : random.pick(TRIPS);
  const choices = [...places.values()].filter((place) => place !== owner.home);
  const place = index === 0 ? placeOf('ORD') : (choices[random.integer(0, choices.length - 1)] ?? owner.home);
  const days = random.integer(2, 4);
  return {
    name: `${what} ${place.city}`,
    purpose: what.replace(/ in$/, ''),
    place,
    start: dayAfter(createdAt, -days - 1),
    days,
    types,
  };
}

/** An entry as it is drawn first, before {@link detailEntry} adds what belongs to it. */
export interface PlainEntry {
  readonly entry: Entry;
  readonly comment: string | undefined;
}

/** The entries of a seeded report; its hotel gets the id that samples of the catalogue use when `isSample`. */
export function seedEntries(
  report: Report,
  occasion: Occasion,
  random: SeededRandom,
  isSample: boolean,
): readonly PlainEntry[] {
  return occasion.types.map((code) => {
    const id = random.opaqueId('gWr', 35);
    const seeded = seedEntry(code, id, report, occasion, random);
    if (!isSample || code !== 'LODNG') return seeded;
    return { ...seeded, entry: { ...seeded.entry, id: 'gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA' } };
  });
}

/** One entry; the order in which it draws decides on the ids of all that follow. */
export function seedEntry(
  code: ExpenseTypeCode,
  id: string,
  report: Report,
  occasion: Occasion,
  random: SeededRandom,
): PlainEntry {
  const type = expenseTypeOf(code);
  const { place } = occasion;
  const isMileage = code === MILEAGE;
  const isPlane = code === 'AIRFR';
  const currency = isPlane || isMileage ? report.currency : place.currency;
  const [least, most] = type.usualDollars;
  const distance = random.integer(20, 140);
  const dollars = isMileage ? distance * 0.7 : (least + (most - least) * random.next()) * (code === 'LODNG' ? 1.5 : 1);
  const paymentType = !isMileage && random.chance(0.4) ? companyCard : cash;
  const hasImage = type.needsImage ? random.chance(0.9) : random.chance(0.5);
  const day = isPlane ? -random.integer(5, 20) : random.integer(0, occasion.days - 1);
  const expenseId = random.uuid();
  const vendor = isMileage ? undefined : random.pick(VENDORS[code] ?? EATERIES);
  const comment = random.chance(0.15) ? 'See the receipt' : undefined;
  const isPersonal = paymentType === cash && !isMileage && random.chance(0.06);
  const entry: Entry = {
    id,
    expenseId,
    reportId: report.id,
    type,
    paymentType,
    transactionDate: dayAfter(occasion.start, day),
    currency,
    amount: roundMoney(dollars * exchangeRate('USD', currency), currency),
    exchangeRate: exchangeRate(currency, report.currency),
    vendor,
    description: code === 'LODNG' ? `${occasion.days - 1 || 1} nights` : undefined,
    place,
    isPersonal,
    isBillable: random.chance(0.12),
    hasImage,
    hasVat: !isPlane && place.country !== 'US' && random.chance(0.6),
    taxes: [],
    attendees: code === 'BUSML' ? [{ id: random.opaqueId('gWa', 22), typeCode: 'BUSGUEST' }] : [],
    noShowCount: 0,
    taxReceiptType: hasImage ? (place.country === 'US' ? 'R' : 'T') : 'N',
    journey: isMileage ? driveFrom(place, distance) : undefined,
    companyCardTransactionId: paymentType === companyCard ? random.opaqueId('gWc', 22) : undefined,
    isRejected: false,
    isReceiptReceived: false,
    modifiedAt: new Date(report.createdAt.getTime() + random.integer(60_000, 1_800_000)),
    fields: NO_FIELDS,
    itemizations: [],
    allocations: [],
  };
  return { entry, comment };
}

function driveFrom(place: Place, distance: number): Journey {
  return {
    startLocation: place.city,
    endLocation: 'Plant North',
    unit: 'M',
    businessDistance: distance,
    personalDistance: undefined,
    odometerStart: undefined,
    odometerEnd: undefined,
    passengers: undefined,
    vehicleId: undefined,
  };
}
