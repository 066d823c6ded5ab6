import { dayAfter, monthsAfter } from '../protocol/moments.js';
import type { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { BOOKING_TYPES, CANCELLED, hasSegment, type Trip } from './trip.js';

/**
 * The login that `userid_type` and `userid_value` name, or `ALL`; undefined when they are not given.
 * @throws {Refusal} 400 when one is given without the other, or the type is none
 */
export function readTripUser(query: Query): string | undefined {
  const [type, value] = [query.text('userid_type'), query.text('userid_value')];
  if (type === undefined && value === undefined) return undefined;
  if (type?.toLowerCase() !== 'login' && type?.toLowerCase() !== 'login_id') {
    throw new Refusal(400, 'userid_type has to be login when userid_value is given.');
  }
  if (value === undefined) throw new Refusal(400, 'userid_value is missing beside userid_type.');
  return value;
}

/**
 * The filter that a search for trips asks for. Without dates it reaches from 30 days back to 12 months ahead.
 * @throws {Refusal} 400 when a value is wrong
 */
export function readTripFilter(query: Query, now: Date): (trip: Trip) => boolean {
  const from = dayAfter(query.moment('startDate') ?? dayAfter(now, -30), 0);
  const until = dayAfter(query.moment('endDate') ?? monthsAfter(now, 12), 1);
  const createdFrom = query.moment('createdAfterDate');
  const createdBefore = query.moment('createdBeforeDate');
  const createdUntil = createdBefore && dayAfter(createdBefore, 1);
  const modifiedSince = query.moment('lastModifiedDate');
  const bookingType = readBookingType(query);
  const withCancelled = query.flag('includeCanceledTrips') ?? false;
  const kinds = ['regular'];
  if (query.flag('includeVirtualTrip')) kinds.push('virtual');
  if (query.flag('includeGuestBookings')) kinds.push('guest');
  return (trip) =>
    trip.end >= from &&
    trip.start < until &&
    kinds.includes(trip.kind) &&
    (withCancelled || trip.status !== CANCELLED) &&
    (createdFrom === undefined || trip.createdAt >= createdFrom) &&
    (createdUntil === undefined || trip.createdAt < createdUntil) &&
    (modifiedSince === undefined || trip.modifiedAt >= modifiedSince) &&
    (bookingType === undefined || hasSegment(trip, bookingType));
}

function readBookingType(query: Query): string | undefined {
  const text = query.text('bookingType');
  if (text === undefined) return undefined;
  const type = BOOKING_TYPES.find((known) => known.toLowerCase() === text.toLowerCase());
  if (!type) throw new Refusal(400, `bookingType is "${text}", but has to be one of ${BOOKING_TYPES.join(', ')}.`);
  return type;
}
