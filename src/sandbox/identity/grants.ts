import type { Company } from '../company/company.js';
import type { Principal } from './caller.js';
import type { RefreshTokens } from './refreshTokens.js';
import { COMPANY_REQUEST_TOKEN, registeredApp, SANDBOX_PASSWORD } from './registeredApp.js';
import { type TokenCode, TokenRefusal } from './tokenRefusal.js';

/** The fields of a token request by their wire names; an empty one counts as missing. */
export type TokenForm = ReadonlyMap<string, string>;

/** What a token request was granted. */
export interface Granted {
  readonly principal: Principal;
  /** Scopes of the access token. */
  readonly scopes: readonly string[];
  /** Scopes that later refreshes may ask for; undefined when there is no refresh token, as for an app. */
  readonly refreshableScopes: readonly string[] | undefined;
}

/**
 * Decides on a token request, the client first, then the grant, then the principal.
 * @throws {TokenRefusal}
 */
export function decideGrant(form: TokenForm, company: Company, refreshTokens: RefreshTokens): Granted {
  const clientId = require(form, 'client_id', 62);
  const clientSecret = require(form, 'client_secret', 63);
  const grantType = require(form, 'grant_type', 65);
  if (clientId !== registeredApp.clientId) throw new TokenRefusal(61);
  if (clientSecret !== registeredApp.clientSecret) throw new TokenRefusal(64);
  switch (registeredApp.grants.find((grant) => grant === grantType)) {
    case 'password':
      return grantPassword(form, company);
    case 'refresh_token':
      return grantRefresh(form, refreshTokens);
    case 'client_credentials':
      return {
        principal: { kind: 'app', id: registeredApp.clientId },
        scopes: narrow(form, registeredApp.scopes),
        refreshableScopes: undefined,
      };
    case undefined:
      throw new TokenRefusal(60);
  }
}

function grantPassword(form: TokenForm, company: Company): Granted {
  const username = require(form, 'username', 51);
  const password = require(form, 'password', 52);
  const credtype = form.get('credtype') ?? 'password';
  if (credtype !== 'password' && credtype !== 'authtoken') throw new TokenRefusal(120);
  const scopes = narrow(form, registeredApp.scopes);
  const principal =
    credtype === 'password' ? findUser(username, password, company) : findCompany(username, password, company);
  if (!principal) throw new TokenRefusal(5);
  return { principal, scopes, refreshableScopes: scopes };
}

function findUser(username: string, password: string, company: Company): Principal | undefined {
  const person = company.findPerson(username);
  return person && password === SANDBOX_PASSWORD ? { kind: 'user', id: person.id, person } : undefined;
}

function findCompany(username: string, requestToken: string, company: Company): Principal | undefined {
  const isKnown = username === company.id && requestToken === COMPANY_REQUEST_TOKEN;
  return isKnown ? { kind: 'company', id: company.id } : undefined;
}

function grantRefresh(form: TokenForm, refreshTokens: RefreshTokens): Granted {
  const grant = refreshTokens.find(require(form, 'refresh_token', 106));
  if (!grant) throw new TokenRefusal(108);
  return { principal: grant.principal, scopes: narrow(form, grant.scopes), refreshableScopes: grant.scopes };
}

/** The scopes asked for, which may be fewer than those held but never more; all of them when none is asked for. */
function narrow(form: TokenForm, held: readonly string[]): readonly string[] {
  const asked = [...new Set(form.get('scope')?.split(/\s+/).filter(Boolean))];
  if (asked.length === 0) return held;
  if (!asked.every((scope) => held.includes(scope))) throw new TokenRefusal(54);
  return asked;
}

function require(form: TokenForm, name: string, codeIfMissing: TokenCode): string {
  const value = form.get(name);
  if (!value) throw new TokenRefusal(codeIfMissing);
  return value;
}
