import { accepts } from 'hono/accepts';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson, answerXml } from '../protocol/answers.js';
import { mediaTypeOf } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { isAdministrator, type PrincipalKey } from './caller.js';
import type { Issued, LegacyToken } from './issuedTokens.js';
import { hasSecret, type RegisteredApp } from './registeredApp.js';
import { TokenRefusal } from './tokenRefusal.js';

/** Tokens as they were obtained, refreshed and revoked before 2017 (/api-reference/authentication/authorization-pre-2017.html). */
export function registerLegacyTokens(app: SandboxApp, { identity, allow }: SandboxContext): void {
  const { apps, accounts, issued } = identity;

  function answerToken(call: SandboxCall, { token, endsAt, ...value }: Issued & LegacyToken): Response {
    call.header('Cache-Control', 'no-store');
    const body = {
      Instance_Url: `${accounts.geolocationOf(value.principal)}/`,
      Token: token,
      Expiration_date: formatExpiration(endsAt),
      Refresh_Token: value.refreshToken,
    };
    const supports = ['application/xml', 'application/json', 'text/xml', 'text/json'];
    const type = accepts(call, { header: 'Accept', supports, default: 'application/xml' });
    // In JSON some clients, the official SDK for JavaScript among them, read the fields below the name of the XML's root.
    return type.endsWith('json')
      ? answerJson(call, { ...body, Access_Token: body })
      : answerXml(call, 'Access_Token', body);
  }

  app.get('/net2/oauth2/accesstoken.ashx', (call) => {
    const { username, password } = readBasic(call.req.header('authorization'));
    const key = call.req.header('x-consumerkey')?.trim();
    if (!key) throw new Refusal(400, 'The header X-ConsumerKey is missing.');
    const found = requireOpen(apps.findByKey(key));
    try {
      const principal: PrincipalKey = { kind: 'user', id: accounts.signIn(username, password).id };
      return answerToken(call, issued.issueLegacy({ clientId: found.clientId, principal, scopes: found.scopes }));
    } catch (error) {
      throw error instanceof TokenRefusal ? new Refusal(403, error.message) : error;
    }
  });

  // The pages name GET; Concur's SDK for JavaScript refreshes by POST.
  app.on(['GET', 'POST'], '/net2/oauth2/GetAccessToken.ashx', (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const client = requireLegacyClient(query);
    const code = query.text('code');
    if (code !== undefined) return answerToken(call, exchangeCode(client, code));
    const refreshToken = query.text('refresh_token');
    if (refreshToken === undefined) throw new Refusal(400, 'Send code for a new token, or refresh_token.');
    return answerToken(call, refresh(client, refreshToken, call.req.header('authorization')));
  });

  app.post('/net2/oauth2/revoketoken.ashx', allow(), async (call) => {
    if (!isAdministrator(call.get('caller'))) {
      throw new Refusal(403, 'Only a Web Services Administrator may revoke tokens.');
    }
    const isForm = mediaTypeOf(call) === 'application/x-www-form-urlencoded';
    const form = new URLSearchParams(isForm ? await call.req.text() : '');
    revoke(new Query([...new URL(call.req.url).searchParams, ...form]));
    return call.body(null, 200);
  });

  function requireLegacyClient(query: Query): RegisteredApp {
    const [key, secret] = [query.text('client_id'), query.text('client_secret')];
    if (key === undefined) throw new Refusal(400, 'client_id is missing.');
    if (secret === undefined) throw new Refusal(400, 'client_secret is missing.');
    const found = requireOpen(apps.findByKey(key));
    if (!hasSecret(found, secret)) throw new Refusal(403, 'client_secret does not belong to this client_id.');
    return found;
  }

  /** Codes come from the sign-in page, and request tokens from App Center and connection requests. */
  function exchangeCode({ clientId, scopes }: RegisteredApp, code: string): Issued & LegacyToken {
    const signedIn = issued.codes.find(code);
    const given = signedIn ?? issued.requests.find(code);
    if (given?.clientId !== clientId) throw new Refusal(403, 'The code is wrong, was used, or has ended.');
    if (signedIn) issued.codes.delete(code);
    return issued.issueLegacy({ clientId, principal: given.principal, scopes: signedIn?.scopes ?? scopes });
  }

  /** The token that is refreshed, even one that has ended, goes with the call. */
  function refresh(client: RegisteredApp, refreshToken: string, authorization?: string): Issued & LegacyToken {
    const token = /^(?:OAuth|Bearer) +(\S+)$/i.exec(authorization?.trim() ?? '')?.[1];
    if (token === undefined) throw new Refusal(401, 'Authorization has to be: OAuth <token to refresh>.');
    const given = issued.legacyRefresh.find(refreshToken);
    const isOfClient = given?.clientId === client.clientId;
    if (!isOfClient || issued.legacy.findEver(token)?.value.refreshToken !== refreshToken) {
      throw new Refusal(403, 'The refresh token is wrong, was revoked, or belongs to another token or app.');
    }
    return issued.issueLegacy(given, refreshToken);
  }

  function revoke(query: Query): void {
    const token = query.text('token');
    if (token !== undefined) {
      if (!issued.legacy.findEver(token)) throw new Refusal(400, 'Nobody has this token.');
      issued.revokeLegacy(token);
      return;
    }
    // The pages name consumerKey; Concur's SDK for JavaScript sends client_id.
    const [key, login] = [query.text('consumerKey') ?? query.text('client_id'), query.text('user')];
    if (key === undefined || login === undefined) throw new Refusal(400, 'Send token, or consumerKey and user.');
    const client = apps.findByKey(key);
    const person = accounts.find(login);
    if (!client || !person) throw new Refusal(400, 'Nobody has this consumerKey or login.');
    for (const { token: held, value } of issued.legacy.list()) {
      if (value.clientId === client.clientId && value.principal.id === person.id) issued.revokeLegacy(held);
    }
  }
}

function requireOpen(app: RegisteredApp | undefined): RegisteredApp {
  if (!app) throw new Refusal(403, 'No app has this consumer key.');
  if (!app.isEnabled || !app.isEnabledForCompany) throw new Refusal(403, 'The app is switched off.');
  return app;
}

function readBasic(authorization: string | undefined): { readonly username: string; readonly password: string } {
  const encoded = /^Basic +(\S+)$/i.exec(authorization?.trim() ?? '')?.[1];
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  if (username === undefined || password === undefined) {
    const challenge = { 'WWW-Authenticate': 'Basic realm="Concur sandbox"' };
    throw new Refusal(401, 'Authorization has to be: Basic <base64 of login:password>.', challenge);
  }
  return { username, password };
}

/** `1/31/2030 4:05:06 PM`, UTC. */
function formatExpiration(moment: Date): string {
  const hours = moment.getUTCHours();
  const time = [hours % 12 || 12, padded(moment.getUTCMinutes()), padded(moment.getUTCSeconds())].join(':');
  const day = [moment.getUTCMonth() + 1, moment.getUTCDate(), moment.getUTCFullYear()].join('/');
  return `${day} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
