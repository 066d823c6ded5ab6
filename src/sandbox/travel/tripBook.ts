import * as z from 'zod/mini';
import type { Company } from '../company/company.js';
import type { WireRecord } from '../protocol/xml.js';
import type { Kept } from '../state.js';
import type { Trip } from './trip.js';

const wireRecord = z.custom<WireRecord>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const stored = z.array(
  z.object({
    id: z.string(),
    uuid: z.string(),
    owner: z.string(),
    kind: z.enum(['regular', 'virtual', 'guest']),
    name: z.string(),
    status: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(6), z.literal(7)]),
    start: z.coerce.date(),
    end: z.coerce.date(),
    createdAt: z.coerce.date(),
    modifiedAt: z.coerce.date(),
    details: wireRecord,
    bookings: z.array(wireRecord),
  }),
);

/** Trips of the whole company, in memory. */
export class TripBook {
  #trips: readonly Trip[];

  constructor(trips: readonly Trip[]) {
    this.#trips = byStart(trips);
  }

  /** Those that start first come first. */
  get trips(): readonly Trip[] {
    return this.#trips;
  }

  find(id: string): Trip | undefined {
    return this.#trips.find((trip) => trip.id === id);
  }

  /** @param uuid id of v4 and v5, in any letter case */
  findByUuid(uuid: string): Trip | undefined {
    const wanted = uuid.toLowerCase();
    return this.#trips.find((trip) => trip.uuid === wanted);
  }

  /** Puts a trip in the place of the one with its id, or adds it. */
  save(trip: Trip): void {
    this.#trips = byStart([...this.#trips.filter(({ id }) => id !== trip.id), trip]);
  }

  /** How the trips get into a file and back. Trips of people who are gone are left out. */
  keep(company: Company): Kept {
    return {
      save: () => this.#trips.map((trip) => ({ ...trip, owner: trip.owner.id })),
      load: (value) => {
        const trips = stored.parse(value).flatMap(({ owner, ...trip }) => {
          const person = company.findPerson(owner);
          return person ? [{ ...trip, owner: person }] : [];
        });
        this.#trips = byStart(trips);
      },
    };
  }
}

function byStart(trips: readonly Trip[]): readonly Trip[] {
  return trips.toSorted((a, b) => a.start.getTime() - b.start.getTime());
}
