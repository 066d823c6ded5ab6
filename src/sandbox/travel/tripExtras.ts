import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { cancelSegments, completeBooking, isSameBooking, withBooking, withoutSegments } from './bookings.js';
import { saveTrip } from './saveTrip.js';
import type { Trip } from './trip.js';
import { type BookingRequest, bookingOf, bookingRequest, cancelRequest } from './tripExtraBody.js';

const EXTRAS = '/travel/v5/trips/:tripUuid/trip-extras';
const EXTRA = `${EXTRAS}/:bookingUuid`;

/** A booking that a partner made, and where it stands. */
interface Extra {
  readonly tripId: string;
  readonly source: string;
  readonly locator: string;
  readonly version: number;
}

const kept = z.array(
  z.tuple([z.string(), z.object({ tripId: z.string(), source: z.string(), locator: z.string(), version: z.number() })]),
);

/** Trip Extras v5: rides that partners add to trips (/api-reference/travel/itinerary/trip/trip-extras.html). */
export function registerTripExtras(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.trips;
  const extras = new Map<string, Extra>();
  const allowed = context.allow('travel.trips.read', 'travel.trips.booking.write');
  context.state.keep('tripExtras', {
    save: () => [...extras],
    load: (value) => {
      const entries = kept.parse(value);
      extras.clear();
      for (const [id, extra] of entries) extras.set(id, extra);
    },
  });

  app.use(`${EXTRAS}/*`, async (call, next) => {
    await next();
    if (!(call.error instanceof Refusal)) return;
    const { status, message } = call.error;
    const answered = answerJson(call, { errorCode: String(status), errorMessage: message }, status);
    call.res = answered;
  });

  app.post(EXTRAS, allowed, async (call) => {
    const trip = findTrip(call);
    const request = readBody(bookingRequest, await readJsonBody(call));
    requireTraveller(trip, request.userId);
    const bookingUuid = context.newUuid();
    store(trip, bookingUuid, request, undefined);
    return answerJson(call, { bookingUuid }, 202);
  });

  app.put(EXTRA, allowed, async (call) => {
    const { trip, bookingUuid, extra } = findExtra(call);
    const request = readBody(bookingRequest, await readJsonBody(call));
    requireTraveller(trip, request.userId);
    // What is older than the booking is accepted all the same, and then found stale.
    if (request.booking.metadata.version > extra.version) store(trip, bookingUuid, request, extra);
    return answerJson(call, { bookingUuid }, 202);
  });

  app.post(`${EXTRA}/cancel`, allowed, async (call) => {
    const { trip, bookingUuid, extra } = findExtra(call);
    const { userId } = readBody(cancelRequest, await readJsonBody(call));
    requireTraveller(trip, userId);
    const booking = trip.bookings.find((one) => isSameBooking(one, identityOf(extra)));
    if (booking) saveTrip(context, withoutSegments(trip, booking, context.now()), 'Updated');
    extras.delete(bookingUuid);
    return call.body(null, 204);
  });

  function findTrip(call: SandboxCall): Trip {
    if (call.get('caller').principal.kind !== 'company') {
      throw new Refusal(403, 'Trip Extras takes the token of a company only.');
    }
    const uuid = call.req.param('tripUuid') ?? '';
    const trip = book.findByUuid(uuid);
    if (!trip) throw new Refusal(404, `There is no trip with the UUID ${uuid}.`);
    return trip;
  }

  function findExtra(call: SandboxCall): { readonly trip: Trip; readonly bookingUuid: string; readonly extra: Extra } {
    const trip = findTrip(call);
    const bookingUuid = call.req.param('bookingUuid') ?? '';
    const extra = extras.get(bookingUuid);
    if (extra?.tripId !== trip.id) throw new Refusal(404, `The trip has no extra booking ${bookingUuid}.`);
    return { trip, bookingUuid, extra };
  }

  function store(trip: Trip, bookingUuid: string, request: BookingRequest, before: Extra | undefined): void {
    const now = context.now();
    const booking = completeBooking(bookingOf(request, trip.owner), { createdAt: now, modifiedAt: now });
    const old = before && identityOf(before);
    const others =
      old && !isSameBooking(old, booking)
        ? trip.bookings.map((one) => (isSameBooking(one, old) ? cancelSegments(one) : one))
        : trip.bookings;
    saveTrip(context, withBooking({ ...trip, bookings: others }, booking, now), 'Updated');
    const { partner, details, metadata } = request.booking;
    extras.set(bookingUuid, {
      tripId: trip.id,
      source: partner.name,
      locator: details.partnerConfirmation,
      version: metadata.version,
    });
  }
}

function identityOf({ source, locator }: Extra): { readonly BookingSource: string; readonly RecordLocator: string } {
  return { BookingSource: source, RecordLocator: locator };
}

function requireTraveller(trip: Trip, userId: string): void {
  if (userId.toLowerCase() !== trip.owner.id) throw new Refusal(400, 'userId is not the traveller of this trip.');
}

function readBody<S extends z.ZodMiniType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(400, `${issue?.path.join('.') || 'The body'} is missing or wrong.`);
}
