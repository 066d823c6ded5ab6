import type { SandboxApp, SandboxContext } from '../context.js';
import { writeErrorLists } from '../protocol/errorLists.js';
import { registerExpectedExpenses } from './expenseRoutes.js';
import { registerRequestsV31 } from './older/requestRoutesV31.js';
import { registerRequestParts } from './partsRoutes.js';
import { RequestAccess } from './requestAccess.js';
import { RequestDesk } from './requestDesk.js';
import { RequestRefusal, requestCodeOf } from './requestRefusal.js';
import { registerRequestHeaders } from './requestRoutes.js';
import { seedRequests } from './seedRequests.js';
import { registerRequestWorkflow } from './workflowRoutes.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Requests v4, and what still reads version 3.1: approval of trips and spending before they happen (/api-reference/request/v4.get-started.html). */
export function registerRequests(app: SandboxApp, context: SandboxContext): void {
  const { expectedExpenses: expenses } = context.books;
  seedRequests(context, expenses, context.random.fork('requests'));
  context.state.keep('requests', context.books.requests);
  context.state.keep('expectedExpenses', expenses);
  app.use('/travelrequest/*', writeErrorLists(requestCodeOf));
  app.use('/travelrequest/*', (call, next) => {
    const id = call.req.header('concur-correlationid')?.trim();
    if (id && !UUID.test(id)) throw new RequestRefusal('invalidUuid', 'concur-correlationid is no UUID.');
    return next();
  });
  const access = new RequestAccess(context, expenses);
  const desk = new RequestDesk(context, expenses);
  registerRequestHeaders(app, context, access, expenses);
  registerExpectedExpenses(app, context, access, expenses);
  registerRequestWorkflow(app, context, access, { desk, expenses });
  registerRequestParts(app, context, access, expenses);
  registerRequestsV31(app, context, { desk, expenses });
}
