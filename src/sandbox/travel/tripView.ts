import { formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import type { Trip } from './trip.js';

export const NAMESPACE = 'http://www.concursolutions.com/api/travel/trip/2010/06';

/** A trip in brief, as lists show it. Logins are only for administrators, the status only where it is asked for. */
export function viewSummary(
  trip: Trip,
  base: string,
  shown: { readonly status: boolean; readonly login: boolean },
): WireRecord {
  return {
    TripId: trip.id,
    TripName: trip.name,
    ...(shown.status ? { TripStatus: trip.status } : {}),
    StartDateLocal: formatSeconds(trip.start),
    EndDateLocal: formatSeconds(trip.end),
    DateModifiedUtc: formatSeconds(trip.modifiedAt),
    ...(shown.login ? { UserLoginId: trip.owner.login } : {}),
    id: tripUri(base, trip.id),
  };
}

/** A trip with everything in it (/api-reference/travel/itinerary/trip/trip-resource.html). */
export function viewTrip(trip: Trip, base: string): WireRecord {
  return {
    id: tripUri(base, trip.id),
    TripId: trip.id,
    ItinLocator: trip.id,
    ...trip.details,
    TripName: trip.name,
    TripStatus: trip.status,
    StartDateLocal: formatSeconds(trip.start),
    EndDateLocal: formatSeconds(trip.end),
    DateCreatedUtc: formatSeconds(trip.createdAt),
    DateModifiedUtc: formatSeconds(trip.modifiedAt),
    Bookings: trip.bookings.length === 0 ? '' : { Booking: trip.bookings },
  };
}

/** The address of a trip in v1.1; `base` is the URL of the sandbox. */
export function tripUri(base: string, id: string): string {
  return `${base}/api/travel/trip/v1.1/${encodeURIComponent(id)}`;
}
