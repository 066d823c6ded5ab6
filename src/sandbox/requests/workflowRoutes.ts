import * as z from 'zod/mini';
import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { mayActFor } from '../expense/actor.js';
import { readFields, text } from '../expense/wireFields.js';
import { answerJson } from '../protocol/answers.js';
import type { ExpectedExpenseBook } from './expectedExpense.js';
import type { FoundRequest, RequestAccess } from './requestAccess.js';
import { readRequestJson } from './requestBody.js';
import { REQUEST_ACTIONS, type RequestAction, type RequestDesk } from './requestDesk.js';
import { RequestRefusal } from './requestRefusal.js';
import { actionsFor } from './requestTurns.js';
import { viewRequest } from './requestView.js';

const actionBody = z.object({ comment: text(2000) });
const EXTERNAL_SCOPE = 'travelrequest.externalsystemworkflow.write';

/** Moves of requests (/api-reference/request/v4.endpoints.workflow-resources.html). */
export function registerRequestWorkflow(
  app: SandboxApp,
  context: SandboxContext,
  access: RequestAccess,
  parts: { readonly desk: RequestDesk; readonly expenses: ExpectedExpenseBook },
): void {
  const allowed = context.allow('travelrequest.write', EXTERNAL_SCOPE);

  for (const action of REQUEST_ACTIONS) {
    app.post(`/travelrequest/v4/requests/:requestUuid/${action}`, allowed, async (call) => {
      const comment = await readComment(call);
      const isExternal = isAtSystemStep(call, context, action);
      const actor = isExternal ? requireSystem(call) : access.actor(call, true);
      const found = access.request(call, actor);
      if (actor) requireTurn(call, access, found, actor, action);
      const request = parts.desk.act(found.request, action, actor, action === 'sendback' ? comment : undefined);
      const moved = { request, owner: found.owner };
      const expenses = parts.expenses.ofRequest(request.id);
      const actions = actionsFor(access, moved, actor);
      return answerJson(call, viewRequest(context, request, found.owner, expenses, actions));
    });
  }
}

async function readComment(call: SandboxCall): Promise<string | undefined> {
  const body = await call.req.text();
  if (body.trim() === '') return undefined;
  return readFields(actionBody, await readRequestJson(call)).comment || undefined;
}

function isAtSystemStep(call: SandboxCall, { books }: SandboxContext, action: RequestAction): boolean {
  const id = call.req.param('requestUuid')?.toUpperCase() ?? '';
  return (action === 'approve' || action === 'sendback') && books.requests.find(id)?.step === 'EXTERNAL';
}

/** An outside system needs a scope of its own, and names no user. @throws {RequestRefusal} */
function requireSystem(call: SandboxCall): undefined {
  const { principal, scopes } = call.get('caller');
  if (principal.kind !== 'company')
    throw new RequestRefusal('permissionDenied', 'The request waits for an outside system, which has a company token.');
  if (!scopes.includes(EXTERNAL_SCOPE))
    throw new RequestRefusal('permissionDenied', `This step needs the scope ${EXTERNAL_SCOPE}.`);
  return undefined;
}

/** @throws {RequestRefusal} when somebody may not take the step; nobody approves a request of their own */
function requireTurn(
  call: SandboxCall,
  access: RequestAccess,
  { request, owner }: FoundRequest,
  actor: Person,
  action: RequestAction,
): void {
  if (action !== 'approve' && action !== 'sendback') {
    if (mayActFor(actor, owner)) return;
    throw new RequestRefusal('permissionDenied', `Only the owner of the request ${request.key} can ${action} it.`);
  }
  if (actor === owner) throw new RequestRefusal('permissionDenied', 'Nobody can approve a request of their own.');
  const delegator = call.req.query('delegatorUserId')?.trim();
  const approver = delegator ? access.person(delegator) : actor;
  const standsIn = approver === actor || approver.delegateLogins.includes(actor.login);
  // What waits for nobody is refused by its state.
  if (request.approverId === undefined || (standsIn && request.approverId === approver.id)) return;
  throw new RequestRefusal('permissionDenied', `The request ${request.key} waits for another approver.`);
}
