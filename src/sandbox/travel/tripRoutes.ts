import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerXml } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { isRecord } from '../protocol/xml.js';
import { cancelSegments } from './bookings.js';
import { ownedTrip, queryOf, readTravelXml, tripOwner } from './owners.js';
import { saveTrip } from './saveTrip.js';
import { bodySchema } from './schemas.js';
import { CANCELLED, type Trip } from './trip.js';
import { readTrip } from './tripBody.js';
import type { TripBook } from './tripBook.js';
import { viewForTripIt } from './tripIt.js';
import { answerTrips } from './tripList.js';
import { NAMESPACE, viewTrip } from './tripView.js';

const TRIPS = '/api/travel/trip/v1.1';

/** Trips of the Itinerary service v1.1 (/api-reference/travel/itinerary/trip/trip-resource.html). */
export function registerTrips(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.trips;
  const allowed = context.allow('ITINER');
  const schema = bodySchema(context.catalog, 'itinerary-trips-v1.1/createTrip');

  app.get(TRIPS, allowed, (call) => answerTrips(call, context, book, [...new URL(call.req.url).searchParams]));

  app.post(`${TRIPS}/GetTrips`, allowed, async (call) => {
    const body = await readJsonBody(call);
    const parameters = Object.entries(body).map(([name, value]) => [name, readParameter(name, value)] as const);
    return answerTrips(call, context, book, parameters);
  });

  app.post(TRIPS, allowed, async (call) => {
    const owner = tripOwner(call, context);
    const tripId = queryOf(call).text('tripId');
    const known = tripId === undefined ? undefined : ownedTrip(call, context, tripId);
    const now = context.now();
    const content = await readTravelXml(call, 'Itinerary');
    const facts = {
      id: known?.id ?? context.random.opaqueId('gT', 20),
      uuid: known?.uuid ?? context.newUuid(),
      owner,
      kind: known?.kind ?? 'regular',
      createdAt: known?.createdAt ?? now,
      modifiedAt: now,
    };
    const trip = readTrip(content, await schema(), facts, known);
    if (!known) requireFreeDates(trip, book);
    saveTrip(context, trip, known ? 'Updated' : 'Created');
    return answerTrip(call, trip, context.url);
  });

  app.post(`${TRIPS}/cancel`, allowed, (call) => {
    const tripId = queryOf(call).text('tripId');
    if (tripId === undefined) throw new Refusal(400, 'tripId is required.');
    const trip = ownedTrip(call, context, tripId);
    const bookings = trip.bookings.map(cancelSegments);
    const cancelled: Trip = { ...trip, status: CANCELLED, modifiedAt: context.now(), bookings };
    saveTrip(context, cancelled, 'Cancelled');
    return answerTrip(call, cancelled, context.url);
  });

  app.get(`${TRIPS}/:id`, allowed, (call) => {
    const trip = ownedTrip(call, context, call.req.param('id') ?? '');
    const format = queryOf(call).text('systemFormat');
    if (format === undefined) return answerTrip(call, trip, context.url);
    if (format.toLowerCase() !== 'tripit') throw new Refusal(400, 'systemFormat has to be Tripit.');
    return answerXml(call, 'Response', viewForTripIt(trip, context.url));
  });
}

/** Answers a whole trip, which is XML whatever is asked for. */
export function answerTrip(call: SandboxCall, trip: Trip, base: string): Response {
  return answerXml(call, 'Itinerary', viewTrip(trip, base), 200, NAMESPACE);
}

function readParameter(name: string, value: unknown): string {
  if (isRecord(value) || Array.isArray(value)) throw new Refusal(400, `${name} has to be one value.`);
  return value === null ? '' : String(value);
}

/** A new trip may not touch the dates of another one of the same person; proposals for one journey share theirs. */
function requireFreeDates(trip: Trip, book: TripBook): void {
  const takesDates = ({ status, kind }: Trip): boolean => kind === 'regular' && (status === 0 || status === 1);
  if (!takesDates(trip)) return;
  const other = book.trips.find(
    (known) => known.owner === trip.owner && takesDates(known) && known.start <= trip.end && known.end >= trip.start,
  );
  if (other) throw new Refusal(400, `The dates meet those of the trip ${other.id}; send its tripId to replace it.`);
}
