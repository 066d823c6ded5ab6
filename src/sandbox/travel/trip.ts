import type { Person } from '../company/people.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';

/** 0 confirmed, 1 ticketed, 2 cancelled, 6 proposal, 7 booked proposal. */
export type TripStatus = 0 | 1 | 2 | 6 | 7;

export const CANCELLED: TripStatus = 2;

/** `virtual`: booked outside through Concur Request; `guest`: booked for somebody from outside. */
export type TripKind = 'regular' | 'virtual' | 'guest';

/** Kinds of segments that a list of trips can be narrowed to. */
export const BOOKING_TYPES = ['Air', 'Car', 'Dining', 'Hotel', 'Parking', 'Rail', 'Ride'] as const;

/** All kinds of segments. */
export const SEGMENT_KINDS = [...BOOKING_TYPES, 'Event', 'Travel'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** A trip with all its bookings. */
export interface Trip {
  /** Id of v1.1. */
  readonly id: string;
  /** Id of v4 and v5. */
  readonly uuid: string;
  readonly owner: Person;
  readonly kind: TripKind;
  readonly name: string;
  readonly status: TripStatus;
  /** In the time of the place, written as if it were UTC. */
  readonly start: Date;
  readonly end: Date;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** Further elements of the itinerary by their wire names, in order. */
  readonly details: WireRecord;
  /** In the form of v1.1. */
  readonly bookings: readonly WireRecord[];
}

/** Whether some booking of a trip holds a segment of a kind. */
export function hasSegment({ bookings }: Trip, kind: string): boolean {
  return bookings.some(({ Segments: segments }) => isWireRecord(segments) && segments[kind] !== undefined);
}

/** The segments of a booking, each with its kind. */
export function segmentsOf({ Segments: segments }: WireRecord): readonly (readonly [SegmentKind, WireRecord])[] {
  if (!isWireRecord(segments)) return [];
  return SEGMENT_KINDS.flatMap((kind) =>
    listOf(segments[kind])
      .filter(isWireRecord)
      .map((segment) => [kind, segment] as const),
  );
}

/** What stands once or several times in XML, as an array. */
export function listOf(value: WireValue | undefined): readonly WireValue[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** The text of an element; undefined when it is missing or empty. */
export function textOf(record: WireRecord, element: string): string | undefined {
  const value = record[element];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
