import type { SandboxCall } from '../context.js';
import type { Query } from './query.js';
import { Refusal } from './refusal.js';

/** Where something stands in a list, the same as long as it exists; compared number by number. */
export type Place = readonly number[];

/** A page and the address of the next one; null on the last. */
export interface StablePage<T> {
  readonly items: readonly T[];
  readonly nextPage: string | null;
}

/**
 * Cuts a page out of a list of the v3 family whose items have places that do not change: `offset` names the last item
 * of the page before, so that nothing is skipped or repeated while others add and remove items. Looks no further than
 * it has to.
 * @param itemsAfter the items behind a place, in order; all of them for undefined
 * @throws {Refusal} 400 when `limit` or `offset` is wrong
 */
export function cutStablePage<T>(
  call: SandboxCall,
  query: Query,
  list: {
    readonly baseUrl: string;
    readonly itemsAfter: (place: Place | undefined) => Iterable<T>;
    readonly placeOf: (item: T) => Place;
    readonly defaultLimit?: number;
    /** 100 unless given. */
    readonly maxLimit?: number;
  },
): StablePage<T> {
  const limit = query.integer('limit', 1, list.maxLimit ?? 100) ?? list.defaultLimit ?? 25;
  const items: T[] = [];
  let last: T | undefined;
  for (const item of list.itemsAfter(readOffset(query.text('offset')))) {
    if (last !== undefined && items.length === limit) {
      return { items, nextPage: nextAddress(call, list.baseUrl, limit, list.placeOf(last)) };
    }
    items.push(item);
    last = item;
  }
  return { items, nextPage: null };
}

function nextAddress(call: SandboxCall, baseUrl: string, limit: number, place: Place): string {
  const offset = Buffer.from(`after:${place.join('.')}`).toString('base64url');
  const parameters = new URLSearchParams([
    ['offset', offset],
    ['limit', String(limit)],
  ]);
  for (const [name, value] of new URL(call.req.url).searchParams) {
    if (!['offset', 'limit'].includes(name.toLowerCase())) parameters.append(name, value);
  }
  return `${baseUrl}${call.req.path}?${parameters}`;
}

function readOffset(offset: string | undefined): Place | undefined {
  if (offset === undefined) return undefined;
  const place = /^after:(\d{1,9}(?:\.\d{1,9}){0,3})$/.exec(Buffer.from(offset, 'base64url').toString())?.[1];
  if (place === undefined) throw new Refusal(400, 'offset is unknown; copy it from NextPage.');
  return place.split('.').map(Number);
}
