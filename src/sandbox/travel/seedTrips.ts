import type { Company } from '../company/company.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { cancelSegments } from './bookings.js';
import { planBookings } from './seedBookings.js';
import { planTrips } from './seedPlans.js';
import { CANCELLED, type Trip } from './trip.js';

const HOUR_MS = 3_600_000;

/** Ids of the first trip, which the samples of the catalogue use. */
const SAMPLE = { id: 'gT7xkQ2mWz9pLr4sVb1n', uuid: '0c6f2b81-94de-4a3c-8b57-d1e0f5a72c36' };

/** Eighty trips around `now`; those of Ana Silva lie mostly in the dates that a list covers by default. */
export function seedTrips(company: Company, seed: SeededRandom, now: Date): readonly Trip[] {
  const random = seed.fork('travel');
  return planTrips(company, random).map(({ owner, name, to, startInDays, nights, kinds, status, kind }, index) => {
    const start = new Date(dayAfter(now, startInDays).getTime() + random.integer(6, 10) * HOUR_MS);
    const end = new Date(dayAfter(now, startInDays + nights).getTime() + random.integer(18, 21) * HOUR_MS);
    const bookedDaysAgo = Math.max(2, 30 - startInDays);
    const createdAt = new Date(dayAfter(now, -bookedDaysAgo).getTime() + random.integer(8, 16) * HOUR_MS);
    const modifiedAt = new Date(createdAt.getTime() + random.integer(1, 12) * HOUR_MS);
    const route = { traveller: owner, from: owner.home, to, start, end, nights, createdAt, modifiedAt };
    const bookings = planBookings(kinds, route, random);
    const ids = { id: random.opaqueId('gT', 20), uuid: random.uuid() };
    return {
      ...(index === 0 ? SAMPLE : ids),
      owner,
      kind,
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
      bookings: status === CANCELLED ? bookings.map(cancelSegments) : bookings,
    };
  });
}
