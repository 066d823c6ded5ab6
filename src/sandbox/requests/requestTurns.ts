import type { Person } from '../company/people.js';
import { mayActFor } from '../expense/actor.js';
import { isWithOwner } from './request.js';
import type { FoundRequest, RequestAccess } from './requestAccess.js';
import { openActions, type RequestAction } from './requestDesk.js';
import { RequestRefusal } from './requestRefusal.js';

/** What somebody can do with a request now; everything that is open for a system. */
export function actionsFor(
  access: RequestAccess,
  { request, owner }: FoundRequest,
  actor: Person | undefined,
): readonly RequestAction[] {
  const open = openActions(request);
  if (!actor) return [...open.owner, ...open.approver];
  const own = mayActFor(actor, owner) ? open.owner : [];
  const mayApprove = access.hasTurn(actor, request) && actor !== owner;
  return [...own, ...(mayApprove ? open.approver : [])];
}

/** The owner changes what is with them, whoever has it what was submitted, the system both. @throws {RequestRefusal} */
export function requireChangeable(
  access: RequestAccess,
  { request, owner }: FoundRequest,
  actor: Person | undefined,
): void {
  const isOpen = !request.isClosed && (isWithOwner(request) || request.status === 'SUBMITTED');
  const isTheirs = isWithOwner(request) ? actor && mayActFor(actor, owner) : actor && access.hasTurn(actor, request);
  if (isOpen && (!actor || isTheirs)) return;
  throw new RequestRefusal('permissionDenied', `The request ${request.key} cannot be changed by this user now.`);
}
