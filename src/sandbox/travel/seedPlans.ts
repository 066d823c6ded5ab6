import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import { type Place, placeOf, places } from '../company/places.js';
import type { SeededRandom } from '../company/seededRandom.js';
import type { SegmentKind, TripKind, TripStatus } from './trip.js';

/** What a seeded trip is about. */
export interface TripPlan {
  readonly owner: Person;
  readonly name: string;
  readonly to: Place;
  /** Days from today to its first day; negative for the past. */
  readonly startInDays: number;
  readonly nights: number;
  readonly kinds: readonly SegmentKind[];
  readonly status: TripStatus;
  readonly kind: TripKind;
}

type Airport = Parameters<typeof placeOf>[0];
type Row = readonly [
  login: string,
  name: string,
  to: Airport,
  startInDays: number,
  nights: number,
  kinds: readonly SegmentKind[],
  status?: TripStatus,
];

const ROWS: readonly Row[] = [
  ['ana.silva', 'Factory tour in Lyon', 'LYS', 9, 3, ['Air', 'Hotel', 'Car', 'Rail']],
  ['ana.silva', 'Customer visit in Chicago', 'ORD', -6, 2, ['Air', 'Hotel', 'Car']],
  ['ana.silva', 'Sales meeting in New York', 'JFK', 24, 2, ['Air', 'Hotel', 'Car', 'Ride', 'Dining'], 1],
  ['ana.silva', 'Partner days in Berlin', 'BER', 47, 4, ['Air', 'Hotel', 'Car', 'Rail', 'Event']],
  ['ana.silva', 'Trade fair in Singapore', 'SIN', 95, 5, ['Air', 'Hotel', 'Car', 'Parking']],
  ['ana.silva', 'Workshop in Toronto', 'YYZ', 33, 2, ['Air', 'Hotel', 'Car'], 2],
  ['ana.silva', 'Supplier audit in Bengaluru', 'BLR', -140, 5, ['Air', 'Hotel', 'Car'], 1],
  ['li.wei', 'Board meeting in Paris', 'CDG', 12, 2, ['Air', 'Hotel', 'Car', 'Ride']],
  ['tomas.novak', 'Audit in Zurich', 'ZRH', 5, 2, ['Air', 'Hotel', 'Car', 'Rail']],
  ['ingrid.solberg', 'Training in London', 'LHR', -12, 3, ['Air', 'Hotel', 'Car']],
  ['priya.raman', 'Project start in London', 'LHR', 18, 6, ['Air', 'Hotel', 'Car']],
  ['yuki.tanaka', 'Customer visit in Seattle', 'SEA', 28, 4, ['Air', 'Hotel', 'Car']],
  ['lukas.brandt', 'Conference in Oslo', 'OSL', -75, 2, ['Air', 'Hotel', 'Car', 'Event']],
  ['mateo.rojas', 'Trade fair in Chicago', 'ORD', 61, 3, ['Air', 'Hotel', 'Car']],
  ['grace.okafor', 'Factory tour in Lyon', 'LYS', 40, 2, ['Air', 'Hotel', 'Car', 'Rail'], 2],
];

const OCCASIONS = [
  'Customer visit',
  'Sales meeting',
  'Workshop',
  'Supplier audit',
  'Trade fair',
  'Conference',
  'Training',
  'Project review',
  'Site inspection',
] as const;

const TRIP_COUNT = 80;
const YEAR = 365;

/** Eighty trips from a year back to a year ahead; the first fifteen are the same for every seed. */
export function planTrips(company: Company, random: SeededRandom): readonly TripPlan[] {
  const plans = ROWS.flatMap(([login, name, to, startInDays, nights, kinds, status = 0]): TripPlan[] => {
    const owner = company.findPerson(`${login}@example.com`);
    return owner ? [{ owner, name, to: placeOf(to), startInDays, nights, kinds, status, kind: 'regular' }] : [];
  });
  // Ana Silva's trips are those of the samples; everybody else takes turns.
  const [, ...travellers] = company.people;
  for (let turn = 0; plans.length < TRIP_COUNT && travellers.length > 0; turn++) {
    const owner = travellers[turn % travellers.length];
    if (!owner) break;
    const plan = planTrip(owner, random);
    if (!plans.some((other) => other.owner === owner && meet(other, plan))) plans.push(plan);
  }
  return plans;
}

function planTrip(owner: Person, random: SeededRandom): TripPlan {
  const [first = owner.home, ...others] = [...places.values()].filter((place) => place !== owner.home);
  const to = random.pick([first, ...others]);
  const startInDays = random.integer(-YEAR, YEAR - 10);
  const isNear = to.country === owner.home.country || random.chance(0.2);
  const extras: readonly SegmentKind[] = ['Ride', 'Dining', 'Parking', 'Event', 'Rail'];
  const kind: TripKind = random.chance(0.05) ? 'virtual' : random.chance(0.05) ? 'guest' : 'regular';
  const usual: readonly SegmentKind[] = [
    isNear ? 'Rail' : 'Air',
    'Hotel',
    ...(random.chance(0.5) ? (['Car'] as const) : []),
    ...extras.filter((extra) => random.chance(0.2) && !(isNear && extra === 'Rail')),
  ];
  return {
    owner,
    name: `${random.pick(OCCASIONS)} in ${to.city}`,
    to,
    startInDays,
    nights: random.integer(1, 6),
    kinds: kind === 'virtual' ? ['Travel'] : usual,
    status: random.chance(0.08) ? 2 : startInDays < 0 || random.chance(0.4) ? 1 : 0,
    kind,
  };
}

/** Whether two trips touch, with a day between counted in. */
function meet(one: TripPlan, other: TripPlan): boolean {
  return (
    one.startInDays <= other.startInDays + other.nights + 1 && other.startInDays <= one.startInDays + one.nights + 1
  );
}
