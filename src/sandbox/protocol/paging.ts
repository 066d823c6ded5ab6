import type { SandboxCall } from '../context.js';
import type { Query } from './query.js';
import { Refusal } from './refusal.js';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/**
 * Cuts a page out of a list as the v3 family does: `limit` is 25 unless given and at most 100,
 * `offset` says nothing to people, and the address of the next page keeps all other parameters.
 * @throws {Refusal} 400 when `limit` or `offset` is wrong
 */
export function cutPage<T>(
  call: SandboxCall,
  query: Query,
  baseUrl: string,
  all: readonly T[],
): { readonly items: readonly T[]; readonly nextPage: string | null } {
  const limit = query.integer('limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
  const start = readOffset(query.text('offset'));
  const end = start + limit;
  const items = all.slice(start, end);
  if (end >= all.length) return { items, nextPage: null };
  const parameters = new URLSearchParams([['offset', writeOffset(end)]]);
  parameters.append('limit', String(limit));
  for (const [name, value] of new URL(call.req.url).searchParams) {
    if (!['offset', 'limit'].includes(name.toLowerCase())) parameters.append(name, value);
  }
  return { items, nextPage: `${baseUrl}${call.req.path}?${parameters}` };
}

function writeOffset(position: number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}

function readOffset(offset: string | undefined): number {
  if (offset === undefined) return 0;
  const position = /^after:(\d{1,9})$/.exec(Buffer.from(offset, 'base64url').toString())?.[1];
  if (position === undefined) throw new Refusal(400, 'offset is unknown; copy it from NextPage.');
  return Number(position);
}
