import type { Person } from '../company/people.js';
import type { SandboxCall, SandboxContext } from '../context.js';
import { monthsAfter, parseDateTime } from '../protocol/moments.js';
import { isWithOwner, type TravelRequest } from './request.js';
import type { RequestAccess } from './requestAccess.js';
import { RequestRefusal } from './requestRefusal.js';
import type { View } from './requestView.js';

type Filter = (request: TravelRequest, now: Date) => boolean;

const isApproved: Filter = ({ status }) => status === 'APPROVED' || status === 'PENDING_BOOKING';

/** Closed ones, and those approved more than three months ago, are not active. */
const isActive: Filter = ({ isClosed, authorizedAt }, now) =>
  !isClosed && (!authorizedAt || authorizedAt >= monthsAfter(now, -3));

/** Views of an owner; those of approvers and agencies need to know who looks. */
const OWNER_VIEWS: Readonly<Record<string, Filter>> = {
  ALL: () => true,
  ACTIVE: isActive,
  ACTIVEAPPROVED: (request, now) => isApproved(request, now) && isActive(request, now),
  UNSUBMITTED: (request) => isWithOwner(request) && !request.isClosed,
  PENDING: ({ status, isClosed }) => status === 'SUBMITTED' && !isClosed,
  SUBMITTED: ({ status, isClosed }) => status === 'SUBMITTED' && !isClosed,
  VALIDATED: (request, now) => isApproved(request, now) && !request.isClosed,
  CANCELED: ({ status }) => status === 'CANCELED',
  CLOSED: ({ isClosed }) => isClosed,
  PENDINGEBOOKING: ({ status }) => status === 'PENDING_BOOKING',
};
const AGENCY_VIEWS: readonly string[] = ['PENDINGPROPOSAL', 'PROPOSALAPPROVED', 'PROPOSALCANCELED'];

const SORTS: Readonly<Record<string, (request: TravelRequest) => string>> = {
  startDate: ({ startDate, startTime }) => `${startDate ?? ''} ${startTime ?? ''}`,
  approvalStatus: ({ status }) => status,
  requestId: ({ key }) => key,
};

/** The requests that a query asks for, sorted (/api-reference/request/v4.endpoints.request-resources.html). */
export function listRequests(
  call: SandboxCall,
  context: SandboxContext,
  access: RequestAccess,
): readonly TravelRequest[] {
  const query = (name: string): string => call.req.query(name)?.trim() ?? '';
  const view = query('view').toUpperCase() || 'ALL';
  const isOfAgency = AGENCY_VIEWS.includes(view);
  const actor = access.actor(call, isOfAgency || view === 'TOAPPROVE' || view === 'APPROVED');
  const withDelegators = query('includeDelegateApprovals').toLowerCase() === 'true';
  const inView = viewFilter(view, actor, (request) => {
    if (!actor || request.status !== 'SUBMITTED') return false;
    return withDelegators ? access.hasTurn(actor, request) : request.approverId === actor.id;
  });
  const inTime = [
    between(query, 'modified', ({ modifiedAt }) => modifiedAt),
    between(query, 'approved', ({ authorizedAt }) => authorizedAt),
  ];
  const field = query('sortField') || 'startDate';
  const sortBy = Object.hasOwn(SORTS, field) ? SORTS[field] : undefined;
  if (!sortBy) throw new RequestRefusal('badParam', `sortField is "${field}", which there is none.`);
  const order = query('sortOrder').toUpperCase() || 'DESC';
  if (order !== 'ASC' && order !== 'DESC') throw new RequestRefusal('badParam', 'sortOrder has to be ASC or DESC.');
  const found = [...context.books.requests.all].filter((request) => {
    const { ownerId } = request;
    const isThere = context.company.findPerson(ownerId) !== undefined;
    return isThere && inView(request, context.now()) && inTime.every((isIn) => isIn(request));
  });
  const sign = order === 'ASC' ? 1 : -1;
  return found.sort((a, b) => sign * (compare(sortBy(a), sortBy(b)) || compare(a.id, b.id)));
}

/** Tells which requests are in a view, of an owner or (`actor`) an approver. @throws {RequestRefusal} when there is no such view */
export function viewFilter(
  view: string,
  actor: Person | undefined,
  isTheirTurn: (request: TravelRequest) => boolean,
): Filter {
  if (view === 'TOAPPROVE') return isTheirTurn;
  if (view === 'APPROVED') return ({ approvedByIds }) => actor !== undefined && approvedByIds.includes(actor.id);
  // Nobody in the company works for a travel agency.
  if (AGENCY_VIEWS.includes(view)) return () => false;
  const ofOwner = Object.hasOwn(OWNER_VIEWS, view) ? OWNER_VIEWS[view] : undefined;
  if (!ofOwner) throw new RequestRefusal('badParam', `view is "${view}", which there is none.`);
  return (request, now) => (actor === undefined || request.ownerId === actor.id) && ofOwner(request, now);
}

function between(
  query: (name: string) => string,
  what: string,
  momentOf: (request: TravelRequest) => Date | undefined,
): (request: TravelRequest) => boolean {
  const read = (name: string): Date | undefined => {
    const given = query(name);
    if (given === '') return undefined;
    const moment = parseDateTime(given);
    if (!moment) throw new RequestRefusal('invalidDate', `${name} is "${given}", but has to look like 2030-01-31.`);
    return moment;
  };
  const [after, before] = [read(`${what}After`), read(`${what}Before`)];
  return (request) => {
    const moment = momentOf(request);
    if (!moment) return !after && !before;
    return (!after || moment > after) && (!before || moment < before);
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A page of `all` with links to its neighbours; `view` is called for what is on it. @throws {RequestRefusal} */
export function pageOf<T>(call: SandboxCall, url: string, all: readonly T[], view: (item: T) => View): View {
  const limit = whole(call, 'limit', 1, 100) ?? 10;
  const start = whole(call, 'start', 0, 1_000_000) ?? 0;
  const link = (rel: string, from: number): View => {
    const parameters = new URLSearchParams(new URL(call.req.url).search);
    parameters.set('limit', String(limit));
    parameters.set('start', String(from));
    return { rel, href: `${url}${call.req.path}?${parameters}` };
  };
  const last = Math.max(0, Math.floor((all.length - 1) / limit) * limit);
  const operations = [link('first', 0)];
  if (start > 0) operations.push(link('prev', Math.max(0, start - limit)));
  if (start + limit < all.length) operations.push(link('next', start + limit));
  operations.push(link('last', last));
  return { data: all.slice(start, start + limit).map(view), operations };
}

function whole(call: SandboxCall, name: string, minimum: number, maximum: number): number | undefined {
  const given = call.req.query(name)?.trim();
  if (!given) return undefined;
  const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw new RequestRefusal('badParam', `${name} has to be a whole number from ${minimum} to ${maximum}.`);
}
