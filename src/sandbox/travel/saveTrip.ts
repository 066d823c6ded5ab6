import type { SandboxContext } from '../context.js';
import type { Trip } from './trip.js';

/** Stores a trip and tells who listens (/event-topics/travel/v4.itinerary-events.html). */
export function saveTrip(context: SandboxContext, trip: Trip, what: 'Created' | 'Updated' | 'Cancelled'): void {
  context.books.trips.save(trip);
  context.changes.publish({
    topic: 'public.concur.travel.itinerary',
    eventType: `Itinerary${what}`,
    data: {
      id: trip.uuid,
      companyId: context.company.id,
      userId: trip.owner.id,
      hrefs: { v4: tripHref(context.url, trip) },
    },
  });
}

/** The address of a trip in v4; `base` is the URL of the sandbox. */
export function tripHref(base: string, { uuid }: Trip): string {
  return `${base}/travel/v4/trips/${uuid}`;
}
