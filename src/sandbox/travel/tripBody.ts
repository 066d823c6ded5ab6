import type { Schema } from '../../catalog/model.js';
import type { Person } from '../company/people.js';
import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, type WireRecord } from '../protocol/xml.js';
import { completeBooking, isSameBooking, momentOf, requireIdentity, spanOf } from './bookings.js';
import { siftElements } from './elements.js';
import { listOf, type Trip, type TripKind, type TripStatus, textOf } from './trip.js';

/** Elements that the sandbox writes itself, whatever a body says. */
const OWN = new Set(['TripName', 'TripStatus', 'StartDateLocal', 'EndDateLocal', 'Bookings']);

const STATUSES: readonly TripStatus[] = [0, 1, 2, 6, 7];
const PROPOSALS: readonly TripStatus[] = [6, 7];

/** What a body does not say of a trip. */
export interface StoredFacts {
  readonly id: string;
  readonly uuid: string;
  readonly owner: Person;
  readonly kind: TripKind;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/**
 * The elements of a body that Concur takes; its own ones, such as dates of creation, are passed over.
 * @throws {Refusal} 400 that names the first element that is wrong
 */
export function readElements(content: WireRecord, schema: Schema): WireRecord {
  return siftElements(content, schema, ({ path, problem, message }) => {
    if (problem !== 'readOnly') throw new Refusal(400, `${path.replaceAll('/', '.')} ${message}.`);
  });
}

/**
 * Makes a trip of the content of an `Itinerary` (/api-reference/travel/itinerary/trip/trip-resource.html). Without dates
 * of its own it spans its segments.
 * @param known the trip that it replaces
 * @throws {Refusal} 400 when an element is missing or wrong
 */
export function readTrip(content: WireRecord, schema: Schema, facts: StoredFacts, known?: Trip): Trip {
  if (textOf(content, 'TripName') === undefined) throw new Refusal(400, 'TripName is required.');
  const itinerary = readElements(content, schema);
  const status = readStatus(textOf(itinerary, 'TripStatus'));
  if (PROPOSALS.includes(status)) requireProposal(itinerary);
  const posted = isWireRecord(itinerary.Bookings) ? listOf(itinerary.Bookings.Booking).filter(isWireRecord) : [];
  for (const booking of posted) requireIdentity(booking);
  const span = spanOf(posted);
  const start = momentOf(itinerary, 'StartDateLocal') ?? span?.start;
  const end = momentOf(itinerary, 'EndDateLocal') ?? span?.end;
  if (!start || !end)
    throw new Refusal(400, 'StartDateLocal and EndDateLocal are required where no segment has dates.');
  if (end < start) throw new Refusal(400, 'EndDateLocal lies before StartDateLocal.');
  return {
    ...facts,
    name: textOf(itinerary, 'TripName') ?? '',
    status,
    start,
    end,
    details: Object.fromEntries(Object.entries(itinerary).filter(([element]) => !OWN.has(element))),
    bookings: posted.map((booking) => completeBooking(booking, stampsOf(booking, known, facts.modifiedAt))),
  };
}

/** A booking that was there before keeps the moment of its creation. */
export function stampsOf(
  booking: WireRecord,
  known: Trip | undefined,
  modifiedAt: Date,
): { readonly createdAt: Date; readonly modifiedAt: Date } {
  const before = known?.bookings.find((other) => isSameBooking(other, booking));
  return { createdAt: (before && momentOf(before, 'DateCreatedUtc')) ?? modifiedAt, modifiedAt };
}

function readStatus(text: string | undefined): TripStatus {
  return STATUSES.find((known) => String(known) === text) ?? 0;
}

function requireProposal(itinerary: WireRecord): void {
  for (const element of ['ClientLocator', 'TravelRequestId', 'CustomAttributes']) {
    if (itinerary[element] === undefined || itinerary[element] === '') {
      throw new Refusal(400, `${element} is required for a proposal (TripStatus 6 or 7).`);
    }
  }
}
