import { Hono } from 'hono';
import { registerAdmin } from './admin/adminRoutes.js';
import { logRequests } from './admin/logRequests.js';
import { registerAttendees } from './attendees/attendeesRoutes.js';
import { registerBudgets } from './budgets/budgetsRoutes.js';
import { registerCards } from './cards/cardsRoutes.js';
import { registerCashAdvances } from './cashAdvances/cashAdvancesRoutes.js';
import { registerConnectionRequests } from './connectionRequests/connectionRequestsRoutes.js';
import type { SandboxApp, SandboxContext, SandboxEnv } from './context.js';
import { registerEvents } from './events/eventsRoutes.js';
import { registerExpense } from './expense/expenseRoutes.js';
import { answerUnbuilt } from './generated/answerUnbuilt.js';
import { SchemaChecks } from './generated/schemaChecks.js';
import { registerIdentity } from './identity/identityRoutes.js';
import { registerImaging } from './imaging/imagingRoutes.js';
import { registerInvoice } from './invoice/invoiceRoutes.js';
import { registerLists } from './lists/listsRoutes.js';
import { registerPayments } from './payments/paymentsRoutes.js';
import { answerJson } from './protocol/answers.js';
import { warnOfDeprecation } from './protocol/deprecation.js';
import { answerRefusal } from './protocol/errorAnswer.js';
import { familyOf } from './protocol/family.js';
import { correlate, requireBodyLength, requireFewHeaders, requireLoopbackHost } from './protocol/layers.js';
import { PathBook } from './protocol/pathBook.js';
import { playFaults } from './protocol/playFaults.js';
import { Refusal } from './protocol/refusal.js';
import { spoilAnswers } from './protocol/spoilAnswers.js';
import { registerQuickExpenses } from './quickExpenses/quickExpensesRoutes.js';
import { registerRequests } from './requests/requestsRoutes.js';
import { registerTravel } from './travel/travelRoutes.js';
import { registerTravelProfile } from './travelProfile/travelProfileRoutes.js';
import { registerUsers } from './users/usersRoutes.js';
import type { SandboxWelcome } from './welcome.js';

/** Everything that has rules of its own. */
const AREAS = [
  registerAdmin,
  registerUsers,
  registerExpense,
  registerAttendees,
  registerLists,
  registerImaging,
  registerQuickExpenses,
  registerCashAdvances,
  registerRequests,
  registerBudgets,
  registerCards,
  registerConnectionRequests,
  registerTravel,
  registerTravelProfile,
  registerPayments,
  registerInvoice,
  registerEvents,
];

/** Puts the sandbox together: the layers that every call passes, then the areas, then what nobody knows. */
export function createApp(
  context: SandboxContext,
  options: { readonly port: number; readonly welcome: SandboxWelcome },
): SandboxApp {
  const { controls, now } = context;
  const paths = new PathBook();
  const app = new Hono<SandboxEnv>({ getPath: ({ url }) => paths.canonical(pathOf(url)) });
  app.use(
    logRequests(controls.requests, now),
    spoilAnswers(now),
    correlate(context.newUuid),
    requireFewHeaders(),
    requireLoopbackHost(options.port),
    requireBodyLength(),
    playFaults(controls.faults, controls.clock),
    warnOfDeprecation(context.catalog, controls),
  );
  app.onError((error, call) => {
    return answerRefusal(call, toRefusal(error), now());
  });

  app.get('/', (call) => call.text(greet(context)));
  app.get('/sandbox/welcome', (call) => answerJson(call, options.welcome));
  registerIdentity(app, context);
  for (const register of AREAS) register(app, context);

  paths.learn(app.routes);
  registerUnknown(app, context, paths);
  return app;
}

/** The path of an absolute URL, as it was sent; cheaper than to parse all of it with every call. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const query = url.indexOf('?', start);
  return url.slice(start, query < 0 ? undefined : query);
}

function toRefusal(error: Error): Refusal {
  if (error instanceof Refusal) return error;
  // What nests so deeply that reading it runs out of stack is nonsense of the caller's.
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return new Refusal(400, 'The call nests too deeply.');
  }
  return new Refusal(500, `The sandbox itself failed: ${error.message}`);
}

/** Answers the calls that no area takes: from the operation's document, else wrong method or no such path. */
function registerUnknown(app: SandboxApp, context: SandboxContext, paths: PathBook): void {
  const checks = new SchemaChecks();
  app.all('*', async (call) => {
    const { path, method } = call.req;
    const known = await context.catalog.paths();
    const match = known.find(method, path).find(({ api }) => api.caller === 'client' && !api.own);
    if (match) {
      const operation = await context.catalog.operation(match.operation.id);
      return answerUnbuilt(call, context, checks, operation, match.pathValues);
    }
    const methods = new Set([
      ...paths.methodsOf(path),
      ...known.find(undefined, path).map(({ operation }) => operation.method),
    ]);
    if (methods.size === 0) throw new Refusal(404, `Concur has nothing at ${path}.`);
    // In v3 only what has an id can be changed: without one there is nothing at all, as Concur's old SDKs expect.
    if (/^(PUT|DELETE)$/.test(method) && familyOf(path) === 'v3' && known.find(method, `${path}/id`).length > 0) {
      throw new Refusal(404, `${method} needs the id of an object at the end of ${path}.`);
    }
    const allowed = [...methods].join(', ');
    throw new Refusal(405, `${path} takes ${allowed}, not ${method}.`, { Allow: allowed });
  });
}

function greet({ company, url }: SandboxContext): string {
  return [
    'This is a sandbox of the SAP Concur APIs on your own machine. It is not Concur and nothing leaves the machine.',
    `It plays the invented company ${company.name}, with people, expense reports and trips.`,
    `Credentials to start with: ${url}/sandbox/welcome`,
    '',
  ].join('\n');
}
