import type { Person } from '../company/people.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';

/** 0 confirmed, 1 ticketed, 2 cancelled, 6 proposal, 7 booked proposal. */
export type TripStatus = 0 | 1 | 2 | 6 | 7;

/** Kinds of segments that a list of trips can be narrowed to. */
export const BOOKING_TYPES = ['Air', 'Car', 'Dining', 'Hotel', 'Parking', 'Rail', 'Ride'] as const;

/** A trip with all its bookings. */
export interface Trip {
  readonly id: string;
  readonly owner: Person;
  readonly name: string;
  readonly status: TripStatus;
  /** In the time of the place, written as if it were UTC. */
  readonly start: Date;
  readonly end: Date;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** Further elements of the itinerary by their wire names, in order. */
  readonly details: WireRecord;
  readonly bookings: readonly WireRecord[];
}

/** Whether some booking of a trip holds a segment of a kind. */
export function hasSegment({ bookings }: Trip, kind: string): boolean {
  return bookings.some(({ Segments: segments }) => isWireRecord(segments) && segments[kind] !== undefined);
}

/** What stands once or several times in XML, as an array. */
export function listOf(value: WireValue | undefined): readonly WireValue[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** Trips of the whole company, in memory. */
export class TripBook {
  #trips: readonly Trip[];

  constructor(trips: readonly Trip[]) {
    this.#trips = trips;
  }

  /** Those that start first come first. */
  get trips(): readonly Trip[] {
    return this.#trips.toSorted((a, b) => a.start.getTime() - b.start.getTime());
  }

  find(id: string): Trip | undefined {
    return this.#trips.find((trip) => trip.id === id);
  }

  /** Puts a trip in the place of the one with its id, or adds it. */
  save(trip: Trip): void {
    this.#trips = [...this.#trips.filter(({ id }) => id !== trip.id), trip];
  }
}
