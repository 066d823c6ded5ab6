import type { Person } from '../company/people.js';
import { parseDateTime } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import { listOf, type Trip, type TripStatus } from './trip.js';

/** Elements that the sandbox writes itself, whatever a body says. */
const OWN = new Set([
  'id',
  'TripId',
  'ItinLocator',
  'TripName',
  'TripStatus',
  'StartDateLocal',
  'EndDateLocal',
  'DateCreatedUtc',
  'DateModifiedUtc',
  'Bookings',
]);

const STATUSES: readonly TripStatus[] = [0, 1, 2, 6, 7];

/**
 * Makes a trip of the content of an `Itinerary` (/api-reference/travel/itinerary/trip/trip-resource.html). Without dates
 * of its own it spans its segments.
 * @throws {Refusal} 400 when an element is missing or wrong
 */
export function readTrip(
  content: WireRecord,
  stored: { readonly id: string; readonly owner: Person; readonly createdAt: Date; readonly modifiedAt: Date },
): Trip {
  const name = textOf(content, 'TripName');
  if (name === undefined) throw new Refusal(400, 'TripName is required.');
  if (name.length > 255) throw new Refusal(400, 'TripName is longer than 255 characters.');
  const bookings = readBookings(content.Bookings);
  const segments = bookings.flatMap(segmentsOf);
  const start = momentOf(content, 'StartDateLocal') ?? earliest(segments.map((one) => momentOf(one, 'StartDateLocal')));
  const ends = segments.map((one) => momentOf(one, 'EndDateLocal') ?? momentOf(one, 'StartDateLocal'));
  const end = momentOf(content, 'EndDateLocal') ?? latest(ends);
  if (!start || !end)
    throw new Refusal(400, 'StartDateLocal and EndDateLocal are required where no segment has dates.');
  if (end < start) throw new Refusal(400, 'EndDateLocal lies before StartDateLocal.');
  return {
    ...stored,
    name,
    status: readStatus(textOf(content, 'TripStatus')),
    start,
    end,
    details: Object.fromEntries(Object.entries(content).filter(([element]) => !OWN.has(element))),
    bookings,
  };
}

function readBookings(bookings: WireValue | undefined): readonly WireRecord[] {
  const all = isWireRecord(bookings) ? listOf(bookings.Booking) : [];
  return all.map((booking) => {
    if (!isWireRecord(booking)) throw new Refusal(400, 'Booking is empty.');
    for (const element of ['RecordLocator', 'BookingSource']) {
      if (textOf(booking, element) === undefined) {
        throw new Refusal(400, `Booking.${element} is required.`);
      }
    }
    return booking;
  });
}

function segmentsOf(booking: WireRecord): readonly WireRecord[] {
  const segments = booking.Segments;
  if (!isWireRecord(segments)) return [];
  return Object.values(segments).flatMap(listOf).filter(isWireRecord);
}

function readStatus(text: string | undefined): TripStatus {
  if (text === undefined) return 0;
  const status = STATUSES.find((known) => String(known) === text);
  if (status === undefined) throw new Refusal(400, `TripStatus has to be one of ${STATUSES.join(', ')}.`);
  return status;
}

function textOf(record: WireRecord, element: string): string | undefined {
  const value = record[element];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function momentOf(record: WireRecord, element: string): Date | undefined {
  const text = textOf(record, element);
  if (text === undefined) return undefined;
  const moment = parseDateTime(text);
  if (!moment) throw new Refusal(400, `${element} is "${text}", but has to look like 2030-01-31T18:04:11.`);
  return moment;
}

function earliest(moments: readonly (Date | undefined)[]): Date | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function latest(moments: readonly (Date | undefined)[]): Date | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted((a, b) => b.getTime() - a.getTime())[0];
}
