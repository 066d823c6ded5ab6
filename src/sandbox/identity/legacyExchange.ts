import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { isAdministrator, type PrincipalKey } from './caller.js';
import type { Given } from './issuedTokens.js';
import { hasSecret } from './registeredApp.js';

const bodySchema = z.object({ token: z.string(), secret: z.string() });

/** Words that the page names; where in the body they stand is not shown. */
type Code = 'INVALIDSCOPES' | 'INVALIDAPP' | 'INVALIDTOKEN' | 'UNAUTHORIZED';

/** Turns tokens of the time before 2017 into refresh tokens of today (/api-reference/authentication/migrationguide.html). */
export function registerLegacyExchange(app: SandboxApp, { identity, allow, now, url }: SandboxContext): void {
  const { apps, accounts, issued } = identity;

  app.post('/appmgmt/v0/legacyApps/:consumerKey/exchangeRefreshToken/me', allow(), async (call) => {
    const { principal: caller, clientId } = call.get('caller');
    const client = apps.find(clientId);
    const oldApp = apps.findByKey(call.req.param('consumerKey'));
    if (!oldApp) return refuse(call, 'INVALIDAPP', 'No app has this consumer key.', 404);
    if (caller.kind !== 'app' || !client) return refuse(call, 'UNAUTHORIZED', 'Send the token of the app itself.');
    const body = readExchange(await call.req.text());
    if (!body) return refuse(call, 'INVALIDTOKEN', 'The body has to be {"token": ..., "secret": ...}.');
    if (!hasSecret(client, body.secret)) return refuse(call, 'UNAUTHORIZED', 'The secret is not that of the app.');
    const given = findGiven(body.token);
    if (!given) return refuse(call, 'INVALIDTOKEN', 'The old token is wrong, has ended or was revoked.');
    if (given.clientId !== oldApp.clientId) return refuse(call, 'INVALIDAPP', 'The old token is of another app.');
    if (!given.scopes.every((scope) => client.scopes.includes(scope))) {
      return refuse(call, 'INVALIDSCOPES', 'The old token has scopes that the app lacks.');
    }
    const principal = pickPrincipal(given.principal, call.req.query('returnType'));
    if (!principal) return refuse(call, 'UNAUTHORIZED', 'Only the token of an administrator becomes a company token.');

    const { token, endsAt } = issued.issueRefresh({ clientId, principal, scopes: given.scopes });
    const context = {
      userid: given.principal.id,
      cid: clientId,
      ptype: principal.kind,
      userURI: `${url}/profile-service/v1/users/${given.principal.id}`,
      scope: given.scopes.join(' '),
    };
    return answerJson(call, {
      token,
      created: now().getTime(),
      expired: endsAt.getTime(),
      scopes: given.scopes,
      context: JSON.stringify(context),
    });
  });

  /** The page speaks of the access token in its text and of the refresh token in its table: both are taken. */
  function findGiven(token: string): Given | undefined {
    const access = issued.legacy.find(token);
    return access && !access.isRevoked ? access : issued.legacyRefresh.find(token);
  }

  function pickPrincipal(key: PrincipalKey, returnType: string | undefined): PrincipalKey | undefined {
    if (returnType !== 'companyToken') return key;
    const principal = accounts.principalOf(key);
    return principal && isAdministrator({ principal }) ? { kind: 'company', id: accounts.companyId } : undefined;
  }
}

/** Undefined when it is not what has to be sent; the samples of the page send JSON under the type of forms. */
function readExchange(text: string): z.infer<typeof bodySchema> | undefined {
  try {
    return bodySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function refuse(call: SandboxCall, code: Code, message: string, status: 400 | 404 = 400): Response {
  return answerJson(call, { code, message }, status);
}
