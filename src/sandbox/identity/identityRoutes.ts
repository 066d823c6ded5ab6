import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { mediaTypeOf } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import type { AccessTokens } from './accessTokens.js';
import { decideGrant, type Granted, type TokenForm } from './grants.js';
import { RefreshTokens } from './refreshTokens.js';
import { TokenRefusal } from './tokenRefusal.js';

/** The token service (/api-reference/authentication/apidoc.html). */
export function registerIdentity(app: SandboxApp, context: SandboxContext, accessTokens: AccessTokens): void {
  const refreshTokens = new RefreshTokens(context.now, context.newUuid);

  async function writeTokens({ principal, scopes, refreshableScopes }: Granted): Promise<Record<string, unknown>> {
    const { accessToken, idToken } = await accessTokens.issue(principal, scopes);
    const answer = {
      expires_in: String(accessTokens.lifeSeconds),
      scope: scopes.join(' '),
      token_type: 'Bearer',
      access_token: accessToken,
      geolocation: context.url,
    };
    if (refreshableScopes === undefined) return answer;
    const refresh = refreshTokens.issue({ principal, scopes: refreshableScopes });
    return {
      ...answer,
      refresh_token: refresh.token,
      refresh_expires_in: Math.floor(refresh.expiresAt.getTime() / 1000),
      id_token: idToken,
    };
  }

  app.post('/oauth2/v0/token', async (call) => {
    call.header('Cache-Control', 'no-store');
    try {
      const granted = decideGrant(await readForm(call), context.company, refreshTokens);
      return answerJson(call, await writeTokens(granted));
    } catch (error) {
      if (error instanceof TokenRefusal) return answerJson(call, error.body, error.status);
      throw error;
    }
  });

  app.get('/oauth2/v0/jwks', async (call) => answerJson(call, await accessTokens.keySet()));

  app.delete('/app-mgmt/v0/connections', context.allow(), (call) => {
    const { principal } = call.get('caller');
    if (principal.kind === 'app') throw new Refusal(403, 'Only the token of a user or company ends a connection.');
    refreshTokens.revokeAll(principal.id);
    return call.body(null, 200);
  });
}

async function readForm(call: SandboxCall): Promise<TokenForm> {
  if (mediaTypeOf(call) !== 'application/x-www-form-urlencoded') throw new TokenRefusal(135);
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await call.req.text())) {
    if (!form.has(name)) form.set(name, value);
  }
  return form;
}
