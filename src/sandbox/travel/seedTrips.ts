import type { Company } from '../company/company.js';
import { placeOf } from '../company/places.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { planBookings, type SegmentKind } from './seedBookings.js';
import type { Trip, TripStatus } from './trip.js';

type Airport = Parameters<typeof placeOf>[0];
type Plan = readonly [
  login: string,
  name: string,
  to: Airport,
  startInDays: number,
  nights: number,
  kinds: readonly SegmentKind[],
  status?: TripStatus,
];

/** Who goes where and when; the first has the id that the samples of the catalogue use. */
const PLANS: readonly Plan[] = [
  ['ana.silva', 'Factory tour in Lyon', 'LYS', 9, 3, ['Air', 'Hotel', 'Car', 'Rail']],
  ['ana.silva', 'Customer visit in Chicago', 'ORD', -6, 2, ['Air', 'Hotel', 'Car']],
  ['ana.silva', 'Sales meeting in New York', 'JFK', 24, 2, ['Air', 'Hotel', 'Car', 'Ride', 'Dining'], 1],
  ['ana.silva', 'Partner days in Berlin', 'BER', 47, 4, ['Air', 'Hotel', 'Car', 'Rail']],
  ['ana.silva', 'Trade fair in Singapore', 'SIN', 95, 5, ['Air', 'Hotel', 'Car', 'Parking']],
  ['ana.silva', 'Workshop in Toronto', 'YYZ', 33, 2, ['Air', 'Hotel', 'Car'], 2],
  ['ana.silva', 'Supplier audit in Bengaluru', 'BLR', -140, 5, ['Air', 'Hotel', 'Car'], 1],
  ['li.wei', 'Board meeting in Paris', 'CDG', 12, 2, ['Air', 'Hotel', 'Car', 'Ride']],
  ['tomas.novak', 'Audit in Zurich', 'ZRH', 5, 2, ['Air', 'Hotel', 'Car', 'Rail']],
  ['ingrid.solberg', 'Training in London', 'LHR', -12, 3, ['Air', 'Hotel', 'Car']],
  ['priya.raman', 'Project start in London', 'LHR', 18, 6, ['Air', 'Hotel', 'Car']],
  ['yuki.tanaka', 'Customer visit in Seattle', 'SEA', 28, 4, ['Air', 'Hotel', 'Car']],
  ['lukas.brandt', 'Conference in Oslo', 'OSL', -75, 2, ['Air', 'Hotel', 'Car']],
  ['mateo.rojas', 'Trade fair in Chicago', 'ORD', 61, 3, ['Air', 'Hotel', 'Car']],
  ['grace.okafor', 'Factory tour in Lyon', 'LYS', 40, 2, ['Air', 'Hotel', 'Car', 'Rail'], 2],
];

const HOUR_MS = 3_600_000;

/** Fifteen trips around `now`: seven of Ana Silva, most of them in the dates that a list covers by default. */
export function seedTrips(company: Company, random: SeededRandom, now: Date): readonly Trip[] {
  return PLANS.flatMap(([login, name, to, startInDays, nights, kinds, status = 0], index) => {
    const owner = company.findPerson(`${login}@example.com`);
    if (!owner) return [];
    const start = new Date(dayAfter(now, startInDays).getTime() + random.integer(6, 10) * HOUR_MS);
    const end = new Date(dayAfter(now, startInDays + nights).getTime() + random.integer(18, 21) * HOUR_MS);
    const bookedDaysAgo = Math.max(2, 30 - startInDays);
    const createdAt = new Date(dayAfter(now, -bookedDaysAgo).getTime() + random.integer(8, 16) * HOUR_MS);
    const modifiedAt = new Date(createdAt.getTime() + random.integer(1, 12) * HOUR_MS);
    const route = { traveller: owner, from: owner.home, to: placeOf(to), start, end, nights, createdAt, modifiedAt };
    return [
      {
        id: index === 0 ? 'gT7xkQ2mWz9pLr4sVb1n' : random.opaqueId('gT', 20),
        owner,
        name,
        status,
        start,
        end,
        createdAt,
        modifiedAt,
        details: {
          ClientLocator: `AGENCY-${4711 + index}`,
          ItinSourceName: 'ConcurTravel',
          Comments: '',
          BookedVia: 'Example GDS',
          BookedByFirstName: owner.firstName,
          BookedByLastName: owner.lastName,
        },
        bookings: planBookings(kinds, route, random),
      },
    ];
  });
}
