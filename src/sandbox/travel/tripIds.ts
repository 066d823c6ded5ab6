import type { WireRecord } from '../protocol/xml.js';
import { tripHref } from './saveTrip.js';
import type { Trip } from './trip.js';

const PAGE_SIZE = 10;

/**
 * A page of the ids of trips, with links to its neighbours (/api-reference/travel/itinerary-v4/v4.itinerary.html). The
 * position in a link is the end and id of a trip, so that trips which come and go meanwhile move nothing.
 * @param address of the list, with all parameters but `startAfter`
 * @param startAfter from a link; undefined for the first page
 */
export function viewIdPage(
  trips: readonly Trip[],
  base: string,
  address: URL,
  startAfter: string | undefined,
): { readonly data: readonly WireRecord[]; readonly operations: readonly WireRecord[] } {
  const sorted = trips.toSorted((a, b) => compare(positionOf(a), positionOf(b)));
  const start =
    startAfter === undefined ? 0 : sorted.filter((trip) => compare(positionOf(trip), startAfter) <= 0).length;
  const page = sorted.slice(start, start + PAGE_SIZE);
  const link = (rel: string, after: Trip | undefined): WireRecord => {
    const href = new URL(address);
    if (after) href.searchParams.set('startAfter', positionOf(after));
    return { rel, href: href.href };
  };
  const last = page[page.length - 1];
  return {
    data: page.map((trip) => ({ id: trip.uuid, href: tripHref(base, trip) })),
    operations: [
      ...(last && start + page.length < sorted.length ? [link('next', last)] : []),
      ...(start > 0 ? [link('prev', sorted[start - PAGE_SIZE - 1])] : []),
    ],
  };
}

/** Whether a text can be a position of a list. */
export function isPosition(text: string): boolean {
  return /^\d{1,12}-[0-9a-f]{32}$/.test(text);
}

function positionOf({ end, uuid }: Trip): string {
  return `${Math.floor(end.getTime() / 1000)}-${uuid.replaceAll('-', '')}`;
}

function compare(one: string, other: string): number {
  const [a = '', b = ''] = [one, other].map((position) => position.split('-')[0]?.padStart(12, '0'));
  if (a !== b) return a < b ? -1 : 1;
  return one === other ? 0 : one < other ? -1 : 1;
}
