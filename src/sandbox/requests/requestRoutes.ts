import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { blankRequest } from './blankRequest.js';
import type { ExpectedExpenseBook } from './expectedExpense.js';
import { isWithOwner, type TravelRequest } from './request.js';
import type { FoundRequest, RequestAccess } from './requestAccess.js';
import { readRequest, readRequestJson } from './requestBody.js';
import { alertsOf } from './requestExceptions.js';
import { listRequests, pageOf } from './requestLists.js';
import { findRequestPolicy } from './requestPolicies.js';
import { RequestRefusal } from './requestRefusal.js';
import { actionsFor, requireChangeable } from './requestTurns.js';
import { type View, viewAlert, viewBrief, viewComments, viewRequest } from './requestView.js';

const LIST = '/travelrequest/v4/requests';

/** Headers of requests, their comments and exceptions (/api-reference/request/v4.endpoints.request-resources.html). */
export function registerRequestHeaders(
  app: SandboxApp,
  context: SandboxContext,
  access: RequestAccess,
  expenses: ExpectedExpenseBook,
): void {
  const { requests } = context.books;
  const allowed = context.allow('travelrequest.write');

  const show = (found: FoundRequest, actor: Person | undefined): View => {
    const { request, owner } = found;
    const actions = actionsFor(access, found, actor);
    return viewRequest(context, request, owner, expenses.ofRequest(request.id), actions);
  };

  app.get(LIST, allowed, (call) => {
    const found = listRequests(call, context, access);
    const page = pageOf(call, context.url, found, (request) => {
      const { owner } = access.visible(request.id, undefined);
      return viewBrief(context, request, owner, expenses.ofRequest(request.id));
    });
    return answerJson(call, page);
  });

  app.post(LIST, allowed, async (call) => {
    const body = await readRequestJson(call);
    const owner = access.actor(call, true);
    if (!owner) throw new RequestRefusal('missingRequiredParam', 'userId is required with a company token.');
    const blank = blankRequest(owner, context.now(), context.newUuid().replaceAll('-', '').toUpperCase());
    const { id, changes, comment } = readRequest(body, blank);
    if (id) throw new RequestRefusal('idNotAllowed', 'A new request gets its id from Concur.');
    if (!changes.name) throw new RequestRefusal('missingRequiredField', 'name is required.');
    if (changes.parentId !== undefined) requireParent(context, changes.parentId, owner);
    const request = requests.put<TravelRequest>({
      ...blank,
      key: newKey(context),
      ...changes,
      comments: comment ? [{ authorId: owner.id, text: comment, at: context.now() }] : [],
    });
    return answerJson(call, show({ request, owner }, owner), 201);
  });

  app.get(`${LIST}/:requestUuid`, allowed, (call) => {
    const actor = access.actor(call, false);
    return answerJson(call, show(access.request(call, actor), actor));
  });

  app.put(`${LIST}/:requestUuid`, allowed, async (call) => {
    const body = await readRequestJson(call);
    const actor = access.actor(call, false);
    const { request, owner } = access.request(call, actor);
    requireChangeable(access, { request, owner }, actor);
    const { id, changes, comment } = readRequest(body, request);
    if (id && id.toUpperCase() !== request.id) throw new RequestRefusal('badParam', 'id is not that of the path.');
    const changed = requests.put<TravelRequest>({
      ...request,
      ...changes,
      parentId: request.parentId,
      modifiedAt: context.now(),
      comments: comment
        ? [...request.comments, { ...(actor ? { authorId: actor.id } : {}), text: comment, at: context.now() }]
        : request.comments,
    });
    return answerJson(call, show({ request: changed, owner }, actor));
  });

  app.delete(`${LIST}/:requestUuid`, allowed, (call) => {
    const actor = access.actor(call, true);
    const found = access.request(call, actor);
    if (!isWithOwner(found.request) || found.request.isClosed)
      throw new RequestRefusal('permissionDenied', 'Only requests that are with their owner can be deleted.');
    requireChangeable(access, found, actor);
    for (const { id } of expenses.ofRequest(found.request.id)) expenses.remove(id);
    for (const { id } of context.books.cashAdvances.ofRequest(found.request.id)) context.books.cashAdvances.remove(id);
    requests.remove(found.request.id);
    return answerJson(call, true);
  });

  app.get(`${LIST}/:requestUuid/comments`, allowed, (call) => {
    const { request } = access.request(call, access.actor(call, false));
    return answerJson(call, viewComments(context, request.comments, request.movedAt));
  });

  app.get(`${LIST}/:requestUuid/exceptions`, allowed, (call) => {
    const { request, owner } = access.request(call, access.actor(call, true));
    const alerts = alertsOf(request, expenses.ofRequest(request.id), owner);
    return answerJson(
      call,
      alerts.map((alert) => viewAlert(context, request, alert)),
    );
  });
}

function requireParent({ books }: SandboxContext, id: string, owner: Person): void {
  const parent = books.requests.find(id);
  const isParent = parent !== undefined && (findRequestPolicy(parent.policyId)?.allowParticipants ?? false);
  if (!isParent) throw new RequestRefusal('badParam', `No budget request has the id ${id}.`);
  if (parent.ownerId !== owner.id && !parent.participantIds.includes(owner.id))
    throw new RequestRefusal('userIsNotAllowed', `${owner.login} is no participant of the budget request.`);
}

/** Letters and digits that are not mistaken for each other. */
const KEY_CHARACTERS = '346789ABCDEFGHJKLMNPQRTUVWXY';

function newKey({ books, random }: SandboxContext): string {
  const taken = new Set([...books.requests.all].map(({ key }) => key));
  for (;;) {
    const key = Array.from({ length: 4 }, () => KEY_CHARACTERS[random.integer(0, KEY_CHARACTERS.length - 1)]).join('');
    if (!taken.has(key)) return key;
  }
}
