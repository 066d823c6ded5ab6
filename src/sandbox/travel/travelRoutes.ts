import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { soleOwner } from '../identity/owners.js';
import { answerXml } from '../protocol/answers.js';
import { mediaTypeOf, readJsonBody, readXmlBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { isRecord } from '../protocol/xml.js';
import { seedTrips } from './seedTrips.js';
import { type Trip, TripBook } from './trip.js';
import { readTrip } from './tripBody.js';
import { answerTrips } from './tripList.js';
import { readTripUser } from './tripSearch.js';
import { NAMESPACE, viewTrip } from './tripView.js';

const TRIPS = '/api/travel/trip/v1.1';
const CANCELLED = 2;

/** Concur Travel: trips of the Itinerary service v1.1 (/api-reference/travel/itinerary/trip/trip-resource.html). */
export function registerTravel(app: SandboxApp, context: SandboxContext): void {
  const book = new TripBook(seedTrips(context.company, context.random, context.now()));
  const allowed = context.allow('ITINER');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const ownerOf = (call: SandboxCall) => soleOwner(call.get('caller'), readTripUser(queryOf(call)), context.company);
  const answer = (call: SandboxCall, trip: Trip): Response =>
    answerXml(call, 'Itinerary', viewTrip(trip, context.url), 200, NAMESPACE);
  const findOwned = (call: SandboxCall, id: string): Trip => {
    const owner = ownerOf(call);
    const trip = book.find(id);
    if (trip?.owner !== owner) throw new Refusal(404, `${owner.login} has no trip with the id ${id}.`);
    return trip;
  };

  app.get(TRIPS, allowed, (call) => answerTrips(call, context, book, [...new URL(call.req.url).searchParams]));

  app.post(`${TRIPS}/GetTrips`, allowed, async (call) => {
    const body = await readJsonBody(call);
    const parameters = Object.entries(body).map(([name, value]) => [name, readParameter(name, value)] as const);
    return answerTrips(call, context, book, parameters);
  });

  app.post(TRIPS, allowed, async (call) => {
    const owner = ownerOf(call);
    const tripId = queryOf(call).text('tripId');
    const known = tripId === undefined ? undefined : findOwned(call, tripId);
    if (!/^(application|text)\/xml$/.test(mediaTypeOf(call)))
      throw new Refusal(415, 'Send the trip as application/xml.');
    const now = context.now();
    const trip = readTrip(await readXmlBody(call, 'Itinerary'), {
      id: known?.id ?? context.random.opaqueId('gT', 20),
      owner,
      createdAt: known?.createdAt ?? now,
      modifiedAt: now,
    });
    if (!known) requireFreeDates(trip, book);
    book.save(trip);
    return answer(call, trip);
  });

  app.post(`${TRIPS}/cancel`, allowed, (call) => {
    const tripId = queryOf(call).text('tripId');
    if (tripId === undefined) throw new Refusal(400, 'tripId is required.');
    const trip = findOwned(call, tripId);
    const bookings = trip.bookings.map((booking) => ({ ...booking, Segments: '' }));
    const cancelled: Trip = { ...trip, status: CANCELLED, modifiedAt: context.now(), bookings };
    book.save(cancelled);
    return answer(call, cancelled);
  });

  app.get(`${TRIPS}/:id`, allowed, (call) => {
    const trip = findOwned(call, call.req.param('id') ?? '');
    if (queryOf(call).text('systemFormat') !== undefined) {
      throw new Refusal(501, 'The sandbox does not write trips for other systems yet.', {
        'x-sandbox-unbuilt': 'true',
      });
    }
    return answer(call, trip);
  });
}

function readParameter(name: string, value: unknown): string {
  if (isRecord(value) || Array.isArray(value)) throw new Refusal(400, `${name} has to be one value.`);
  return value === null ? '' : String(value);
}

/** A new trip may not touch the dates of another one of the same person. */
function requireFreeDates(trip: Trip, book: TripBook): void {
  const other = book.trips.find(
    ({ owner, status, start, end }) =>
      owner === trip.owner && status !== CANCELLED && start <= trip.end && end >= trip.start,
  );
  if (other) throw new Refusal(400, `The dates meet those of the trip ${other.id}; send its tripId to replace it.`);
}
