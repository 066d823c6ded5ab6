import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { amount, readFields } from '../expense/wireFields.js';
import { answerJson } from '../protocol/answers.js';
import type { ExpectedExpense, ExpectedExpenseBook, RequestAllocation } from './expectedExpense.js';
import { readExpense } from './expenseBody.js';
import { viewAllocation, viewExpense } from './expenseView.js';
import type { TravelRequest } from './request.js';
import type { RequestAccess } from './requestAccess.js';
import { readCustom, readRequestJson } from './requestBody.js';
import { RequestRefusal } from './requestRefusal.js';
import { requireChangeable } from './requestTurns.js';
import { viewComments } from './requestView.js';

const OF_REQUEST = '/travelrequest/v4/requests/:requestUuid';
const EXPENSE = '/travelrequest/v4/expenses/:expenseUuid';

const shareBody = z.object({ percentage: amount });

/** Expected expenses, their allocations and comments (/api-reference/request/v4.endpoints.expected-expense-resources.html). */
export function registerExpectedExpenses(
  app: SandboxApp,
  context: SandboxContext,
  access: RequestAccess,
  book: ExpectedExpenseBook,
): void {
  const allowed = context.allow('travelrequest.write');
  const newId = (): string => context.newUuid().replaceAll('-', '').toUpperCase();
  const touch = (request: TravelRequest): void =>
    void context.books.requests.put<TravelRequest>({ ...request, modifiedAt: context.now() });

  app.get(`${OF_REQUEST}/expenses`, allowed, (call) => {
    const { request, owner } = access.request(call, access.actor(call, false));
    return answerJson(
      call,
      book.ofRequest(request.id).map((one) => viewExpense(context.url, one, owner)),
    );
  });

  app.post(`${OF_REQUEST}/expenses`, allowed, async (call) => {
    const body = await readRequestJson(call);
    const actor = access.actor(call, true);
    const found = access.request(call, actor);
    requireChangeable(access, found, actor);
    const { comment, ...read } = readExpense(body, found.owner.home.currency, newId);
    const comments = comment ? [{ ...(actor ? { authorId: actor.id } : {}), text: comment, at: context.now() }] : [];
    const { id: requestId } = found.request;
    const expense = book.put({ id: newId(), requestId, ...read, comments, modifiedAt: context.now() });
    touch(found.request);
    return answerJson(call, viewExpense(context.url, expense, found.owner), 201);
  });

  app.get(EXPENSE, allowed, (call) => {
    const { expense, owner } = access.expense(call, access.actor(call, false));
    return answerJson(call, viewExpense(context.url, expense, owner));
  });

  app.put(EXPENSE, allowed, async (call) => {
    const body = await readRequestJson(call);
    const actor = access.actor(call, true);
    const { expense, ...found } = access.expense(call, actor);
    requireChangeable(access, found, actor);
    requireOwnBooking(expense);
    const { comment, ...read } = readExpense(body, found.owner.home.currency, newId, expense);
    const comments = comment
      ? [...expense.comments, { ...(actor ? { authorId: actor.id } : {}), text: comment, at: context.now() }]
      : expense.comments;
    const { id, requestId } = expense;
    const changed = book.put({ id, requestId, ...read, comments, modifiedAt: context.now() });
    touch(found.request);
    return answerJson(call, viewExpense(context.url, changed, found.owner));
  });

  app.delete(EXPENSE, allowed, (call) => {
    const actor = access.actor(call, true);
    const { expense, ...found } = access.expense(call, actor);
    requireChangeable(access, found, actor);
    requireOwnBooking(expense);
    book.remove(expense.id);
    touch(found.request);
    return answerJson(call, true);
  });

  app.get(`${EXPENSE}/comments`, allowed, (call) => {
    const { expense, request } = access.expense(call, access.actor(call, true));
    return answerJson(call, viewComments(context, expense.comments, request.movedAt));
  });

  /** The allocation of a path and the expense that it is a share of. @throws {RequestRefusal} */
  const share = (
    call: SandboxCall,
    requestId: string,
  ): { readonly expense: ExpectedExpense; readonly allocation: RequestAllocation } => {
    const id = call.req.param('allocationUuid')?.toUpperCase() ?? '';
    for (const expense of book.ofRequest(requestId)) {
      const allocation = expense.allocations.find((one) => one.id === id);
      if (allocation) return { expense, allocation };
    }
    throw new RequestRefusal('notFound', `The request has no allocation with the id ${id}.`);
  };

  app.get(`${OF_REQUEST}/allocations/:allocationUuid`, allowed, (call) => {
    const { request, owner } = access.request(call, access.actor(call, false));
    const { expense, allocation } = share(call, request.id);
    return answerJson(call, viewAllocation(expense, allocation, owner));
  });

  app.put(`${OF_REQUEST}/allocations/:allocationUuid`, allowed, async (call) => {
    const body = await readRequestJson(call);
    const actor = access.actor(call, false);
    const found = access.request(call, actor);
    requireChangeable(access, found, actor);
    const { expense, allocation } = share(call, found.request.id);
    const percentage = readFields(shareBody, body).percentage ?? allocation.percentage;
    if (percentage < 0 || percentage > 100) throw new RequestRefusal('badParam', 'percentage has to be from 0 to 100.');
    const changed: RequestAllocation = {
      ...allocation,
      percentage,
      isEdited: allocation.isEdited || percentage !== allocation.percentage,
      isSystem: false,
      custom: readCustom(body, allocation.custom, 20),
    };
    book.put<ExpectedExpense>({
      ...expense,
      allocations: expense.allocations.map((one) => (one === allocation ? changed : one)),
      modifiedAt: context.now(),
    });
    touch(found.request);
    return answerJson(call, viewAllocation(expense, changed, found.owner));
  });
}

/** @throws {RequestRefusal} for segments that were booked in Concur Travel, which change only there */
function requireOwnBooking({ trip }: ExpectedExpense): void {
  if (trip?.selfBooked)
    throw new RequestRefusal('permissionDenied', 'The segment was booked in Concur Travel and changes only there.');
}
