import type { Person } from '../../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { listedOwners, soleOwner } from '../../identity/owners.js';
import { answerJson, answerObject, answerPage, answerXml, prefersXml } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { cutStablePage, type Place } from '../../protocol/stablePaging.js';
import type { ExpectedExpenseBook } from '../expectedExpense.js';
import type { TravelRequest } from '../request.js';
import { openActions, type RequestDesk } from '../requestDesk.js';
import { viewFilter } from '../requestLists.js';
import { type OlderRequest, viewOlderHeader, viewOlderRequest } from './olderView.js';

const LIST = '/api/v3.1/travelrequest/requests';
/** Actions that this version has calls for. */
const ACTIONS = ['submit', 'recall'] as const;

/** Reading, submitting and recalling of travel requests in version 3.1, which Concur has shut down. */
export function registerRequestsV31(
  app: SandboxApp,
  context: SandboxContext,
  parts: { readonly desk: RequestDesk; readonly expenses: ExpectedExpenseBook },
): void {
  const { company, books } = context;
  const allowed = context.allow('TRVREQ');

  const gather = (request: TravelRequest, owner: Person): OlderRequest => ({
    request,
    owner,
    approver: request.approverId === undefined ? undefined : company.findPerson(request.approverId),
    expenses: parts.expenses.ofRequest(request.id),
    address: `${context.url}${LIST}/${request.id}`,
    actions: openActions(request).owner.filter((action) => ACTIONS.some((one) => one === action)),
  });

  const find = (call: SandboxCall): OlderRequest => {
    const id = call.req.param('id') ?? '';
    const request = books.requests.find(id.toUpperCase());
    const user = new Query(new URL(call.req.url).searchParams).text('user');
    const owner = soleOwner(call.get('caller'), user ?? ownerLogin(request), company);
    if (request?.ownerId !== owner.id) throw new Refusal(404, `No request has the id ${id}.`);
    return gather(request, owner);
  };
  /** With the token of a company the owner goes without saying. */
  const ownerLogin = (request: TravelRequest | undefined): string | undefined =>
    request && company.findPerson(request.ownerId)?.login;

  app.get(LIST, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const status = query.text('status')?.toUpperCase() ?? 'ACTIVE';
    const { principal } = call.get('caller');
    const actor = principal.kind === 'user' ? principal.person : undefined;
    const isOfApprover = status === 'TOAPPROVE' || status === 'APPROVED';
    const isListed = isOfApprover
      ? () => true
      : listedOwners(call.get('caller'), query.text('user') ?? (actor ? undefined : 'ALL'), company);
    const inView = viewFilter(
      status,
      isOfApprover ? actor : undefined,
      ({ approverId }) => actor !== undefined && approverId === actor.id,
    );
    const [after, before] = [query.moment('modifiedAfter'), query.moment('modifiedBefore')];
    const withTypes = query.flag('withSegmentTypes') ?? false;
    const withPermissions = query.flag('withUserPermissions') ?? false;
    const all = [...books.requests.all];
    function* itemsAfter(place: Place | undefined): Iterable<{ readonly at: number; readonly found: OlderRequest }> {
      for (let at = place?.[0] === undefined ? 0 : place[0] + 1; at < all.length; at++) {
        const request = all[at];
        const owner = request && company.findPerson(request.ownerId);
        if (!request || !owner || !isListed(owner) || !inView(request, context.now())) continue;
        if ((after && request.modifiedAt <= after) || (before && request.modifiedAt >= before)) continue;
        yield { at, found: gather(request, owner) };
      }
    }
    const page = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter,
      placeOf: ({ at }) => [at],
      defaultLimit: 100,
    });
    const items = page.items.map(({ found }) => {
      const { UserPermissions, ...header } = viewOlderHeader(found, withTypes);
      return withPermissions && UserPermissions !== undefined ? { ...header, UserPermissions } : header;
    });
    return answerPage(call, { plural: 'Requests', singular: 'Request' }, { items, nextPage: page.nextPage });
  });

  app.get(`${LIST}/:id`, allowed, (call) =>
    answerObject(
      call,
      'Request',
      viewOlderRequest(find(call), (id) => company.findPerson(id)),
    ),
  );

  for (const action of ACTIONS) {
    app.post(`${LIST}/:id/${action}`, allowed, (call) => {
      const { request, owner } = find(call);
      parts.desk.act(request, action, owner);
      return prefersXml(call) ? answerXml(call, 'Void', {}) : answerJson(call, {});
    });
  }
}
