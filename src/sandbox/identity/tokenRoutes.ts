import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';
import { decideGrant, type Granted } from './grants.js';
import { requestOneTimePassword } from './oneTimePasswords.js';
import { readTokenForm } from './tokenForm.js';
import { TokenRefusal } from './tokenRefusal.js';

/** The token service of today (/api-reference/authentication/apidoc.html). */
export function registerTokens(app: SandboxApp, { identity, allow }: SandboxContext): void {
  const { accessTokens, accounts, issued } = identity;

  async function writeTokens({ app, principal, scopes, refreshableScopes }: Granted): Promise<object> {
    const { accessToken, idToken } = await accessTokens.issue(app, principal, scopes);
    const answer = {
      expires_in: String(accessTokens.lifeSeconds),
      scope: scopes.join(' '),
      token_type: 'Bearer',
      access_token: accessToken,
      geolocation: accounts.geolocationOf(principal),
    };
    const forPrincipal = principal.kind === 'app' ? answer : { ...answer, id_token: idToken };
    if (refreshableScopes === undefined) return forPrincipal;
    const refresh = issued.issueRefresh({ clientId: app.clientId, principal, scopes: refreshableScopes });
    return {
      ...forPrincipal,
      refresh_token: refresh.token,
      refresh_expires_in: Math.floor(refresh.endsAt.getTime() / 1000),
    };
  }

  app.post('/oauth2/v0/token', (call) =>
    answerRefusals(call, async () => {
      call.header('Cache-Control', 'no-store');
      const granted = decideGrant(await readTokenForm(call), identity, hostOf(call));
      return answerJson(call, await writeTokens(granted));
    }),
  );

  app.post('/oauth2/v0/otp', (call) =>
    answerRefusals(call, async () => {
      requestOneTimePassword(await readTokenForm(call), identity, hostOf(call));
      return answerJson(call, { message: 'otp sent' });
    }),
  );

  app.get('/oauth2/v0/jwks', async (call) => answerJson(call, await accessTokens.keySet()));

  app.delete('/app-mgmt/v0/connections', (call) =>
    answerRefusals(call, async () => {
      await requireToken(call, () => allow()(call, async () => undefined));
      const { principal, clientId } = call.get('caller');
      if (principal.kind === 'app') throw new TokenRefusal(115);
      for (const { token, value } of issued.refresh.list()) {
        if (value.principal.id === principal.id && value.clientId === clientId) issued.refresh.delete(token);
      }
      return call.body(null, 200);
    }),
  );
}

function hostOf(call: SandboxCall): string | undefined {
  return call.req.header('host')?.toLowerCase();
}

/** Runs a check of the token; a token that is not good is a client that nobody knows, code 115. */
async function requireToken(call: SandboxCall, check: () => Promise<unknown>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const [name, value] of Object.entries(error.headers)) call.header(name, value);
    throw new TokenRefusal(115);
  }
}

async function answerRefusals(call: SandboxCall, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TokenRefusal) return answerJson(call, error.body, error.status);
    throw error;
  }
}
