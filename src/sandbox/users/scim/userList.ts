import { isRecord } from '../../protocol/xml.js';
import { resolvePath, spellPath } from './attributePath.js';
import type { ResourceSchema } from './attributes.js';
import type { Filter } from './filterParser.js';
import { ScimRefusal } from './scimRefusal.js';

const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** Which page of a list is wanted. */
export interface PageRequest {
  /** From 1; undefined when paging by cursor. */
  readonly startIndex: number;
  readonly count: number;
  readonly cursor: string | undefined;
}

/**
 * Cuts a page out of a list. A cursor remembers the last item it showed, so that nothing is skipped or repeated while
 * others write; should that one be gone, it counts.
 */
export function cutScimPage<T extends { readonly id: string }>(
  all: readonly T[],
  { startIndex, count, cursor }: PageRequest,
): { readonly items: readonly T[]; readonly startIndex: number; readonly nextCursor: string | undefined } {
  const start = cursor === undefined ? startIndex - 1 : findStart(all, cursor);
  const items = all.slice(start, start + count);
  const last = items.at(-1);
  const hasMore = last !== undefined && start + count < all.length;
  return {
    items,
    startIndex: start + 1,
    nextCursor: hasMore ? writeCursor({ after: last.id, at: start + count }) : undefined,
  };
}

/** The body of a list. */
export function listResponse(
  resources: readonly unknown[],
  totalResults: number,
  startIndex: number,
  nextCursor?: string,
): Readonly<Record<string, unknown>> {
  return {
    schemas: [LIST_RESPONSE],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
}

/**
 * A number of a list request. As RFC 7644 (section 3.4.2.4) wants it, too small and too large ones are drawn to what
 * is possible.
 * @throws {ScimRefusal} it is no whole number
 */
export function readCount(text: string | undefined, name: string, least: number, most: number, usual: number): number {
  if (text === undefined) return usual;
  if (!/^[+-]?\d{1,15}$/.test(text)) throw new ScimRefusal('invalidValue', `${name} is no whole number.`, name);
  return Math.min(Math.max(Number(text), least), most);
}

/** Refuses filters on attributes that a service cannot search by. @throws {ScimRefusal} `invalidFilter` */
export function requireFilterable(
  filter: Filter,
  filterable: { readonly paths: readonly string[]; readonly onlyEqual: boolean },
  schemas: readonly ResourceSchema[],
): void {
  switch (filter.kind) {
    case 'and':
    case 'or':
      if (filterable.onlyEqual) throw new ScimRefusal('invalidFilter', 'The filter may hold one comparison only.');
      requireFilterable(filter.left, filterable, schemas);
      requireFilterable(filter.right, filterable, schemas);
      return;
    case 'not':
      requireFilterable(filter.of, filterable, schemas);
      return;
    default:
      requireFilterablePath(filter, filterable, schemas);
  }
}

function requireFilterablePath(
  filter: Exclude<Filter, { readonly kind: 'and' | 'or' | 'not' }>,
  filterable: { readonly paths: readonly string[]; readonly onlyEqual: boolean },
  schemas: readonly ResourceSchema[],
): void {
  const path = spellPath(filter.path);
  const known = filterable.paths.some((name) => {
    const allowed = resolvePath(name, schemas);
    const spelled = allowed ? spellPath(allowed) : name;
    return path === spelled || path.startsWith(`${spelled}.`);
  });
  if (!known) throw new ScimRefusal('invalidFilter', `Users cannot be searched by ${path}.`);
  const isEqual = filter.kind === 'compare' && filter.operator === 'eq';
  if (filterable.onlyEqual && !isEqual) throw new ScimRefusal('invalidFilter', 'The filter takes eq only.');
}

function findStart(all: readonly { readonly id: string }[], cursor: string): number {
  const { after, at } = readCursor(cursor);
  const position = all.findIndex(({ id }) => id === after);
  return position === -1 ? at : position + 1;
}

function writeCursor(cursor: { readonly after: string; readonly at: number }): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(cursor: string): { readonly after: string; readonly at: number } {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isRecord(read) && typeof read.after === 'string' && Number.isSafeInteger(read.at)) {
      return { after: read.after, at: Math.max(0, Number(read.at)) };
    }
  } catch {
    // What cannot be read was not made here.
  }
  throw new ScimRefusal('invalidValue', 'The cursor is unknown; copy it from nextCursor.', 'cursor');
}
