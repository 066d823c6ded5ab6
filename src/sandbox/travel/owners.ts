import type { Person } from '../company/people.js';
import type { SandboxCall, SandboxContext } from '../context.js';
import { soleOwner } from '../identity/owners.js';
import { mediaTypeOf, readXmlBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import type { Trip } from './trip.js';
import { readTripUser } from './tripSearch.js';

/** The parameters of a call. */
export function queryOf(call: SandboxCall): Query {
  return new Query(new URL(call.req.url).searchParams);
}

/** Whose trips a call is about: those of `userid_value`, else of the token's owner. */
export function tripOwner(call: SandboxCall, context: SandboxContext): Person {
  return soleOwner(call.get('caller'), readTripUser(queryOf(call)), context.company);
}

/** @throws {Refusal} 404 when the owner of the call has no such trip */
export function ownedTrip(call: SandboxCall, context: SandboxContext, id: string): Trip {
  const owner = tripOwner(call, context);
  const trip = context.books.trips.find(id);
  if (trip?.owner !== owner) throw new Refusal(404, `${owner.login} has no trip with the id ${id}.`);
  return trip;
}

/**
 * Reads an XML body; a missing Content-Type counts as XML, for old clients leave it out.
 * @param options `attributes`: keep them, by `@name`
 * @throws {Refusal} 415 for another type, 400 when it is no XML with this root
 */
export function readTravelXml(
  call: SandboxCall,
  root: string,
  options?: { readonly attributes?: boolean },
): Promise<WireRecord> {
  const type = mediaTypeOf(call);
  if (type !== '' && !/^(application|text)\/(.+\+)?xml$/.test(type)) {
    throw new Refusal(415, `Send the ${root} as application/xml.`);
  }
  return readXmlBody(call, root, options);
}
