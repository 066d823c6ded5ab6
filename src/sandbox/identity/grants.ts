import type { PrincipalKey } from './caller.js';
import { type Identity, isWelcomeRequestToken } from './identity.js';
import { takeOneTimePassword } from './oneTimePasswords.js';
import { GRANTS, type RegisteredApp } from './registeredApp.js';
import { narrowScopes, requireClient, requireField, type TokenForm } from './tokenForm.js';
import { TokenRefusal } from './tokenRefusal.js';

/** What a token request was granted. */
export interface Granted {
  readonly app: RegisteredApp;
  readonly principal: PrincipalKey;
  /** Scopes of the access token. */
  readonly scopes: string[];
  /** Scopes that later refreshes may ask for; undefined when there is no refresh token. */
  readonly refreshableScopes: string[] | undefined;
}

/**
 * Decides on a token request, the client first, then the grant, then the principal.
 * @param host that was asked, as the header `Host` has it: passwords are good in the data centre of their user only
 * @throws {TokenRefusal}
 */
export function decideGrant(form: TokenForm, identity: Identity, host: string | undefined): Granted {
  const app = requireClient(form, identity.apps, () => requireField(form, 'grant_type', 65));
  const grant = GRANTS.find((known) => known === form.get('grant_type'));
  if (grant === undefined) throw new TokenRefusal(60);
  if (!app.grants.includes(grant)) throw new TokenRefusal(grant === 'refresh_token' ? 107 : 60);
  switch (grant) {
    case 'password':
      return grantPassword(form, app, identity, host);
    case 'authorization_code':
      return grantCode(form, app, identity);
    case 'otp': {
      const scopes = narrowScopes(form.get('scope'), app.scopes);
      return grantTo(app, takeOneTimePassword(form, app, identity, host), scopes);
    }
    case 'refresh_token':
      return grantRefresh(form, app, identity, host);
    case 'client_credentials': {
      const scopes = narrowScopes(form.get('scope'), app.scopes);
      return { app, principal: { kind: 'app', id: app.clientId }, scopes, refreshableScopes: undefined };
    }
  }
}

function grantPassword(form: TokenForm, app: RegisteredApp, identity: Identity, host: string | undefined): Granted {
  const username = requireField(form, 'username', 51);
  const password = requireField(form, 'password', 52);
  const credtype = form.get('credtype') || 'password';
  if (credtype !== 'password' && credtype !== 'authtoken') throw new TokenRefusal(120);
  const scopes = narrowScopes(form.get('scope'), app.scopes);
  if (credtype === 'authtoken') return grantTo(app, findRequested(username, password, app, identity), scopes);
  const { id } = identity.accounts.signIn(username, password);
  identity.accounts.requireHome({ kind: 'user', id }, host);
  return grantTo(app, { kind: 'user', id }, scopes);
}

/** Whom a request token stands for; it may be exchanged many times while it lasts. */
function findRequested(id: string, token: string, app: RegisteredApp, { issued, accounts }: Identity): PrincipalKey {
  const wanted = id.toLowerCase();
  if (wanted === accounts.companyId && isWelcomeRequestToken(app.clientId, token))
    return { kind: 'company', id: wanted };
  const request = issued.requests.find(token);
  if (request?.principal.id !== wanted) throw new TokenRefusal(5);
  if (request.clientId !== app.clientId) throw new TokenRefusal(136);
  return request.principal;
}

function grantCode(form: TokenForm, app: RegisteredApp, { issued }: Identity): Granted {
  const code = requireField(form, 'code', 101);
  const redirectUri = requireField(form, 'redirect_uri', 102);
  const given = issued.codes.find(code);
  if (!given) throw new TokenRefusal(103);
  if (given.clientId !== app.clientId) throw new TokenRefusal(105);
  if (given.redirectUri !== redirectUri) throw new TokenRefusal(104);
  issued.codes.delete(code);
  return grantTo(app, given.principal, given.scopes);
}

function grantRefresh(form: TokenForm, app: RegisteredApp, identity: Identity, host: string | undefined): Granted {
  const given = identity.issued.refresh.find(requireField(form, 'refresh_token', 106));
  if (!given) throw new TokenRefusal(108);
  if (given.clientId !== app.clientId) throw new TokenRefusal(105);
  identity.accounts.requireHome(given.principal, host);
  identity.accounts.requireActive(given.principal);
  const scopes = narrowScopes(form.get('scope'), given.scopes);
  return { ...grantTo(app, given.principal, scopes), refreshableScopes: given.scopes };
}

/** @throws {TokenRefusal} 53 when the company has not let the app in */
function grantTo(app: RegisteredApp, principal: PrincipalKey, scopes: string[]): Granted {
  if (!app.isEnabledForCompany) throw new TokenRefusal(53);
  const refreshableScopes = app.grants.includes('refresh_token') ? scopes : undefined;
  return { app, principal, scopes, refreshableScopes };
}
