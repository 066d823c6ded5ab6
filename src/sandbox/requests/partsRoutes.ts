import * as z from 'zod/mini';
import { viewStatus } from '../cashAdvances/cashAdvanceView.js';
import { addMoney, roundMoney } from '../company/money.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { flag, readFields, text } from '../expense/wireFields.js';
import { answerJson } from '../protocol/answers.js';
import { type ExpectedExpenseBook, postedAmountOf } from './expectedExpense.js';
import type { TravelRequest } from './request.js';
import type { RequestAccess } from './requestAccess.js';
import { readRequestJson } from './requestBody.js';
import { findRequestPolicy, requestPolicies, travelAgency } from './requestPolicies.js';
import { RequestRefusal } from './requestRefusal.js';
import { requireChangeable } from './requestTurns.js';
import { linkTo, type View, viewPerson } from './requestView.js';

const REQUEST = '/travelrequest/v4/requests/:requestUuid';

const participantsBody = z.object({
  value: z.array(z.object({ id: text(64), '@deleted': flag }, { error: 'has to be an object with an id' }), {
    error: 'has to be a list',
  }),
});

/** Policies, travel agencies, cash advances, participants and cost objects of requests. */
export function registerRequestParts(
  app: SandboxApp,
  context: SandboxContext,
  access: RequestAccess,
  expenses: ExpectedExpenseBook,
): void {
  const { url, books } = context;
  const allowed = context.allow('travelrequest.write');

  app.get('/travelrequest/v4/userpolicies', allowed, (call) => {
    access.actor(call, true);
    return answerJson(
      call,
      requestPolicies.map(({ id, name, allowParticipants }) => ({
        href: `${url}/travelrequest/v4/userpolicies/${id}`,
        id,
        name,
        allowParticipants,
      })),
    );
  });

  app.get('/travelrequest/v4/travelagencies/:agencyUuid', allowed, (call) => {
    const id = call.req.param('agencyUuid').toUpperCase();
    if (id !== travelAgency.id) throw new RequestRefusal('notFound', `No travel agency has the id ${id}.`);
    return answerJson(call, { href: `${url}/travelrequest/v4/travelagencies/${id}`, ...travelAgency });
  });

  app.get(`${REQUEST}/cashadvances`, allowed, (call) => {
    const { request } = access.request(call, access.actor(call, true));
    const advances = books.cashAdvances.ofRequest(request.id);
    return answerJson(
      call,
      advances.map(({ id }) => linkTo(url, 'cashadvances', id)),
    );
  });

  app.get('/travelrequest/v4/cashadvances/:cashAdvanceUuid', allowed, (call) => {
    const id = call.req.param('cashAdvanceUuid').toUpperCase();
    const advance = books.cashAdvances.find(id);
    if (!advance?.requestId) throw new RequestRefusal('notFound', `No request has a cash advance with the id ${id}.`);
    access.visible(advance.requestId, access.actor(call, false));
    const { amount, currency, exchangeRate, comment, requestedAt, issuedAt } = advance;
    return answerJson(call, {
      cashAdvanceId: id,
      amountRequested: { value: amount, currency, amount },
      approvalStatus: viewStatus(advance),
      exchangeRate: { value: exchangeRate, operation: 'MULTIPLY' },
      comment,
      requestDate: requestedAt.toISOString(),
      issueDate: issuedAt?.toISOString(),
    });
  });

  app.get(`${REQUEST}/participants`, allowed, (call) => {
    const { request } = access.request(call, access.actor(call, false));
    const children = books.requests.childrenOf(request.id);
    return answerJson(
      call,
      request.participantIds.map((id) => {
        const own = children.filter(({ ownerId }) => ownerId === id).map((child) => linkTo(url, 'requests', child.id));
        return { participant: { id }, ...(own.length > 0 ? { requests: own } : {}) };
      }),
    );
  });

  app.patch(`${REQUEST}/participants`, allowed, async (call) => {
    const { value } = readFields(participantsBody, await readRequestJson(call));
    const actor = access.actor(call, true);
    const found = access.request(call, actor);
    requireChangeable(access, found, actor);
    if (!findRequestPolicy(found.request.policyId)?.allowParticipants)
      throw new RequestRefusal('badParam', `The request ${found.request.key} is no budget request.`);
    const ids = new Set(found.request.participantIds);
    for (const { id, '@deleted': isDeleted } of value) {
      const person = access.person(id ?? '');
      if (isDeleted) ids.delete(person.id);
      else ids.add(person.id);
    }
    books.requests.put<TravelRequest>({ ...found.request, participantIds: [...ids], modifiedAt: context.now() });
    return call.body(null, 204);
  });

  app.get(`${REQUEST}/costobjects`, allowed, (call) => {
    const actor = access.actor(call, false);
    const { request, owner } = access.request(call, actor);
    const { currency } = owner.home;
    const approver = request.approverId === undefined ? undefined : context.company.findPerson(request.approverId);
    const byName = new Map<string, { readonly id: string; readonly percentage: number; readonly value: number }[]>();
    for (const expense of expenses.ofRequest(request.id)) {
      for (const { percentage, custom } of expense.allocations) {
        const name = custom.custom1 ?? owner.department;
        const value = roundMoney((postedAmountOf(expense, currency) * percentage) / 100, currency);
        byName.set(name, [...(byName.get(name) ?? []), { id: expense.id, percentage, value }]);
      }
    }
    const money = (value: number): View => ({ value, currency });
    return answerJson(
      call,
      [...byName].map(([name, shares]) => {
        const sum = addMoney(
          shares.map(({ value }) => value),
          currency,
        );
        return {
          name,
          ...(approver ? { approver: viewPerson(approver) } : {}),
          approvedAmount: money(sum),
          postedAmount: money(sum),
          isApprovableAsUser: approver !== undefined && approver === actor,
          isApprovableAsDelegate: actor !== undefined && approver !== actor && access.hasTurn(actor, request),
          isOwnedByCaller: actor === owner,
          isFullyApproved: request.authorizedAt !== undefined,
          expenses: shares.map(({ id, percentage, value }) => ({
            id,
            percentage,
            approvedAmount: money(value),
            postedAmount: money(value),
          })),
        };
      }),
    );
  });
}
