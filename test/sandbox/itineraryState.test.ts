import assert from 'node:assert/strict';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { seedTrips } from '../../src/sandbox/travel/seedTrips.js';
import { SEGMENT_KINDS, segmentsOf } from '../../src/sandbox/travel/trip.js';
import { TripBook } from '../../src/sandbox/travel/tripBook.js';
import { ProfileBook } from '../../src/sandbox/travelProfile/profileBook.js';
import { NOON } from './session.js';

describe('travel data of the sandbox', () => {
  const company = new Company();
  const trips = seedTrips(company, new SeededRandom(7), NOON);

  it('holds eighty trips over two years, with all kinds of segments, the same for a seed', () => {
    assert.equal(trips.length, 80);
    const kinds = new Set(trips.flatMap(({ bookings }) => bookings.flatMap(segmentsOf)).map(([kind]) => kind));
    assert.deepEqual([...kinds].sort(), [...SEGMENT_KINDS].sort());
    assert.ok(trips.some(({ start }) => start.getFullYear() === 2025));
    assert.ok(trips.some(({ start }) => start.getFullYear() === 2027));
    assert.deepEqual(seedTrips(company, new SeededRandom(7), NOON), trips);
    assert.equal(new Set(trips.flatMap(({ id, uuid }) => [id, uuid])).size, 160);
  });

  it('never has somebody on two trips at once', () => {
    for (const trip of trips) {
      const others = trips.filter((other) => other !== trip && other.owner === trip.owner);
      assert.ok(!others.some(({ start, end }) => start <= trip.end && end >= trip.start), trip.id);
    }
  });

  it('goes into a file and back', () => {
    const book = new TripBook(trips);
    const file: unknown = JSON.parse(JSON.stringify(book.keep(company).save()));
    const other = new TripBook([]);
    other.keep(company).load(file);
    assert.deepEqual(other.trips, book.trips);

    const [ana] = company.people;
    assert.ok(ana);
    const profiles = new ProfileBook(company, new SeededRandom(7), NOON);
    profiles.save(ana, { General: { NamePrefix: 'Dr' }, Visas: '' }, NOON);
    const again = new ProfileBook(company, new SeededRandom(7), NOON);
    again.keep().load(JSON.parse(JSON.stringify(profiles.keep().save())));
    assert.deepEqual(again.of(ana), profiles.of(ana));
  });
});
