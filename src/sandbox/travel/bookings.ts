import { formatSeconds, parseDateTime } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import { toUtc, zoneOf } from './localTime.js';
import { CANCELLED, listOf, segmentsOf, type Trip, textOf } from './trip.js';

/**
 * A booking with what Concur adds: when it and its segments were made and changed, and the UTC of local times where the
 * zone is known, from `TimeZone` or the city codes.
 */
export function completeBooking(
  booking: WireRecord,
  { createdAt, modifiedAt }: { readonly createdAt: Date; readonly modifiedAt: Date },
): WireRecord {
  const stamps = { DateCreatedUtc: formatSeconds(createdAt), DateModifiedUtc: formatSeconds(modifiedAt) };
  const completed = mapSegments(booking, (segment) => ({ ...segment, ...utcOf(segment), ...stamps }));
  return { ...completed, ...stamps };
}

function utcOf(segment: WireRecord): WireRecord {
  const own = textOf(segment, 'TimeZone');
  const startZone = own ?? zoneOf(textOf(segment, 'StartCityCode'));
  const endZone = own ?? zoneOf(textOf(segment, 'EndCityCode')) ?? startZone;
  const start = textOf(segment, 'StartDateUtc') ?? toUtc(textOf(segment, 'StartDateLocal'), startZone);
  const end = textOf(segment, 'EndDateUtc') ?? toUtc(textOf(segment, 'EndDateLocal'), endZone);
  return {
    ...(start === undefined ? {} : { StartDateUtc: start }),
    ...(end === undefined ? {} : { EndDateUtc: end }),
  };
}

/** A booking as it stays in a trip once it was cancelled. */
export function cancelSegments(booking: WireRecord): WireRecord {
  return { ...booking, Segments: '' };
}

/** A booking whose segments carry the number and moment of their cancellation. */
export function markCancelled(booking: WireRecord, cancellationNumber: string, now: Date): WireRecord {
  const stamp = formatSeconds(now);
  return mapSegments({ ...booking, DateModifiedUtc: stamp }, (segment) => ({
    ...segment,
    CancellationNumber: cancellationNumber,
    DateCancelledUtc: stamp,
    DateModifiedUtc: stamp,
  }));
}

function mapSegments(booking: WireRecord, change: (segment: WireRecord) => WireRecord): WireRecord {
  const { Segments: segments } = booking;
  if (!isWireRecord(segments)) return booking;
  const changed = Object.entries(segments).map(([kind, value]): [string, WireValue] => [
    kind,
    listOf(value).filter(isWireRecord).map(change),
  ]);
  return { ...booking, Segments: Object.fromEntries(changed) };
}

/** Source and record locator have to be there. @throws {Refusal} 400 */
export function requireIdentity(booking: WireRecord): void {
  for (const element of ['RecordLocator', 'BookingSource']) {
    if (textOf(booking, element) === undefined) throw new Refusal(400, `Booking.${element} is required.`);
  }
}

/** Whether two bookings are the same to Concur: one source and record locator. */
export function isSameBooking(one: WireRecord, other: WireRecord): boolean {
  return (
    textOf(one, 'RecordLocator') === textOf(other, 'RecordLocator') &&
    isFromSource(one, textOf(other, 'BookingSource') ?? '')
  );
}

/** Whether a source, in any letter case, made a booking. */
export function isFromSource(booking: WireRecord, source: string): boolean {
  return textOf(booking, 'BookingSource')?.toLowerCase() === source.toLowerCase();
}

/** The first and last moment of all segments; undefined where none has dates. */
export function spanOf(bookings: readonly WireRecord[]): { readonly start: Date; readonly end: Date } | undefined {
  const times = bookings
    .flatMap(segmentsOf)
    .flatMap(([, segment]) => [momentOf(segment, 'StartDateLocal'), momentOf(segment, 'EndDateLocal')])
    .flatMap((moment) => moment?.getTime() ?? []);
  if (times.length === 0) return undefined;
  const [start, end] = times.reduce(([least, most], time) => [Math.min(least, time), Math.max(most, time)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  return { start: new Date(start), end: new Date(end) };
}

/** @throws {Refusal} 400 when it is no date and time */
export function momentOf(record: WireRecord, element: string): Date | undefined {
  const text = textOf(record, element);
  if (text === undefined) return undefined;
  const moment = parseDateTime(text);
  if (!moment) throw new Refusal(400, `${element} is "${text}", but has to look like 2030-01-31T18:04:11.`);
  return moment;
}

/** A trip after a booking was put into it: in the place of the one it replaces, else at the end. Its dates may grow. */
export function withBooking(trip: Trip, booking: WireRecord, now: Date): Trip {
  const isKnown = trip.bookings.some((other) => isSameBooking(other, booking));
  const bookings = isKnown
    ? trip.bookings.map((other) => (isSameBooking(other, booking) ? booking : other))
    : [...trip.bookings, booking];
  const span = spanOf([booking]);
  return {
    ...trip,
    bookings,
    modifiedAt: now,
    start: span && span.start < trip.start ? span.start : trip.start,
    end: span && span.end > trip.end ? span.end : trip.end,
  };
}

/** A trip after the segments of a booking were cancelled; when no segment is left, the trip is cancelled too. */
export function withoutSegments(trip: Trip, booking: WireRecord, now: Date): Trip {
  const bookings = trip.bookings.map((other) => (other === booking ? cancelSegments(other) : other));
  const isEmpty = bookings.flatMap(segmentsOf).length === 0;
  return { ...trip, bookings, modifiedAt: now, status: isEmpty ? CANCELLED : trip.status };
}
