import { Hono } from 'hono';
import type { SandboxApp, SandboxContext, SandboxEnv } from './context.js';
import { registerExpense } from './expense/expenseRoutes.js';
import type { AccessTokens } from './identity/accessTokens.js';
import { registerIdentity } from './identity/identityRoutes.js';
import { answerJson } from './protocol/answers.js';
import { answerRefusal } from './protocol/errorAnswer.js';
import { playFaults } from './protocol/faults.js';
import { correlate, requireBodyLength, requireLoopbackHost } from './protocol/layers.js';
import { PathBook } from './protocol/pathBook.js';
import { Refusal } from './protocol/refusal.js';
import { registerTravel } from './travel/travelRoutes.js';
import { scopesOfUnbuilt } from './unbuiltApis.js';
import type { SandboxWelcome } from './welcome.js';

/** Puts the sandbox together: the layers that every call passes, then the areas, then what nobody knows. */
export function createApp(
  context: SandboxContext,
  options: { readonly port: number; readonly welcome: SandboxWelcome; readonly accessTokens: AccessTokens },
): SandboxApp {
  const paths = new PathBook();
  const app = new Hono<SandboxEnv>({ getPath: (request) => paths.canonical(new URL(request.url).pathname) });
  app.use(correlate(context.newUuid), requireLoopbackHost(options.port), requireBodyLength(), playFaults());
  app.onError((error, call) => {
    const refusal = error instanceof Refusal ? error : new Refusal(500, `The sandbox itself failed: ${error.message}`);
    return answerRefusal(call, refusal, context.now());
  });

  app.get('/', (call) => call.text(greet(context)));
  app.get('/sandbox/welcome', (call) => answerJson(call, options.welcome));
  registerIdentity(app, context, options.accessTokens);
  registerExpense(app, context);
  registerTravel(app, context);

  paths.learn(app.routes);
  registerUnknown(app, context, paths);
  return app;
}

/** Answers the calls that no area takes: wrong method, not built yet, or no such path. */
function registerUnknown(app: SandboxApp, context: SandboxContext, paths: PathBook): void {
  app.all('*', async (call) => {
    const methods = paths.methodsOf(call.req.path);
    if (methods.length > 0) {
      throw new Refusal(405, `${call.req.path} takes ${methods.join(', ')}, not ${call.req.method}.`, {
        Allow: methods.join(', '),
      });
    }
    const scopes = scopesOfUnbuilt(call.req.path);
    if (scopes === undefined) throw new Refusal(404, `Concur has nothing at ${call.req.path}.`);
    await context.allow(...scopes)(call, async () => undefined);
    throw new Refusal(501, 'Concur has this API, but the sandbox does not have it yet.', {
      'x-sandbox-unbuilt': 'true',
    });
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
