import type { Person } from '../company/people.js';
import { places } from '../company/places.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { answerXml } from '../protocol/answers.js';
import { dayAfter, formatSeconds } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import {
  completeBooking,
  isFromSource,
  isSameBooking,
  markCancelled,
  requireIdentity,
  spanOf,
  withBooking,
  withoutSegments,
} from './bookings.js';
import { ownedTrip, queryOf, readTravelXml, tripOwner } from './owners.js';
import { saveTrip } from './saveTrip.js';
import { bodySchema } from './schemas.js';
import { CANCELLED, segmentsOf, type Trip, textOf } from './trip.js';
import { readElements, stampsOf } from './tripBody.js';
import { answerTrip } from './tripRoutes.js';

const VERSIONS = ['v1.1', 'v1.0'] as const;

/** Bookings v1.1 (/api-reference/travel/itinerary/booking/booking-resource.html). */
export function registerBookings(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.trips;
  const allowed = context.allow('ITINER');
  const schema = bodySchema(context.catalog, 'itinerary-bookings-v1.1/saveBooking');

  for (const version of VERSIONS) {
    app.post(`/api/travel/booking/${version}`, allowed, async (call) => {
      const owner = tripOwner(call, context);
      const tripId = queryOf(call).text('tripId');
      const named = tripId === undefined ? undefined : ownedTrip(call, context, tripId);
      const booking = readElements(await readTravelXml(call, 'Booking'), await schema());
      requireIdentity(booking);
      const now = context.now();
      const holder = liveTrips(owner).find((trip) => trip.bookings.some((other) => isSameBooking(other, booking)));
      const target = named ?? holder ?? spanningTrip(owner, booking);
      const completed = completeBooking(booking, stampsOf(booking, holder, now));
      if (holder && target && holder.id !== target.id) {
        const bookings = holder.bookings.filter((other) => !isSameBooking(other, booking));
        saveTrip(context, { ...holder, bookings, modifiedAt: now }, 'Updated');
      }
      const trip = withBooking(target ?? newTrip(context, owner, completed), completed, now);
      saveTrip(context, trip, target ? 'Updated' : 'Created');
      return answerTrip(call, trip, context.url);
    });
  }

  app.post('/api/travel/booking/v1.1/cancel', allowed, (call) => {
    const owner = tripOwner(call, context);
    const query = queryOf(call);
    const [source, number] = [query.text('bookingSource'), query.text('confirmationNumber')];
    if (source === undefined || number === undefined) {
      throw new Refusal(400, `${source === undefined ? 'bookingSource' : 'confirmationNumber'} is required.`);
    }
    for (const trip of liveTrips(owner)) {
      const booking = trip.bookings.find((one) => isFromSource(one, source) && isNumbered(one, number));
      if (!booking) continue;
      const now = context.now();
      const after = withoutSegments(trip, booking, now);
      saveTrip(context, after, after.status === CANCELLED ? 'Cancelled' : 'Updated');
      const cancelled = markCancelled(booking, `XC${context.random.integer(100_000, 999_999)}`, now);
      const [only, ...others] = segmentsOf(cancelled);
      // The page promises the booking and shows its one segment; bookings of several segments are answered whole.
      return only && others.length === 0 ? answerXml(call, only[0], only[1]) : answerXml(call, 'Booking', cancelled);
    }
    return call.body('<?xml version="1.0" encoding="utf-8"?><Status>NotFound</Status>', 404, {
      'Content-Type': 'application/xml; charset=utf-8',
    });
  });

  function liveTrips(owner: Person): readonly Trip[] {
    return book.trips.filter((trip) => trip.owner === owner && trip.status !== CANCELLED);
  }

  /** The first trip of somebody that covers all days of a booking. */
  function spanningTrip(owner: Person, booking: WireRecord): Trip | undefined {
    const span = spanOf([booking]);
    if (!span) return undefined;
    return liveTrips(owner).find(
      (trip) => trip.kind === 'regular' && dayAfter(trip.start, 0) <= span.start && span.end < dayAfter(trip.end, 1),
    );
  }
}

/** Whether a booking that still has segments goes by a number: its record locator, or that of a segment. */
function isNumbered(booking: WireRecord, number: string): boolean {
  const segments = segmentsOf(booking);
  if (segments.length === 0) return false;
  const numbers = [booking, ...segments.map(([, segment]) => segment)].flatMap((one) => [
    textOf(one, 'RecordLocator'),
    textOf(one, 'ConfirmationNumber'),
  ]);
  return numbers.includes(number);
}

/** A trip for a booking that no trip covers. @throws {Refusal} 400 when the booking has no dates */
function newTrip(context: SandboxContext, owner: Person, booking: WireRecord): Trip {
  const span = spanOf([booking]);
  if (!span) throw new Refusal(400, 'No segment has dates; send them, or name the trip by tripId.');
  const now = context.now();
  return {
    id: context.random.opaqueId('gT', 20),
    uuid: context.newUuid(),
    owner,
    kind: 'regular',
    name: nameTrip(booking, span.start),
    status: 0,
    ...span,
    createdAt: now,
    modifiedAt: now,
    details: {
      ItinSourceName: textOf(booking, 'ItinSourceName') ?? 'TravelSupplier',
      Comments: '',
      BookedByFirstName: owner.firstName,
      BookedByLastName: owner.lastName,
      DateBookedLocal: textOf(booking, 'DateBookedLocal') ?? formatSeconds(now),
    },
    bookings: [],
  };
}

function nameTrip(booking: WireRecord, start: Date): string {
  const [, segment] = segmentsOf(booking)[0] ?? [];
  const code = segment && (textOf(segment, 'EndCityCode') ?? textOf(segment, 'StartCityCode'));
  const named = segment && (textOf(segment, 'EndCity') ?? textOf(segment, 'StartCity'));
  const city = named ?? places.get(code?.toUpperCase() ?? '')?.city ?? code;
  return city === undefined ? `Trip on ${formatSeconds(start).slice(0, 10)}` : `Trip to ${city}`;
}
