import type { ApiEntry } from '../../catalog/model.js';
import type { Company } from '../company/company.js';
import { AccessTokens } from './accessTokens.js';
import { Accounts } from './accounts.js';
import { IssuedTokens } from './issuedTokens.js';
import { RegisteredApps } from './registeredApps.js';
import { knownScopes, seedApps, WELCOME_APP } from './seededApps.js';
import type { SigningKeys } from './signingKeys.js';

/** Opens the company with `credtype=authtoken`; unlike Concur's, which lives for 24 hours, it never ends. */
export const COMPANY_REQUEST_TOKEN = 'rt-6747857b734e47efa1d739694a2334e8';

/** Who may call the sandbox, and what was given to them. */
export interface Identity {
  readonly apps: RegisteredApps;
  readonly accounts: Accounts;
  readonly accessTokens: AccessTokens;
  readonly issued: IssuedTokens;
  /** Every scope that an app can be given. */
  readonly scopes: readonly string[];
}

/** @param apis whose scopes there are */
export function createIdentity(options: {
  readonly url: string;
  readonly now: () => Date;
  readonly newUuid: () => string;
  readonly company: Company;
  readonly apis: readonly ApiEntry[];
  readonly accessTokenLifeSeconds: number;
  readonly keys: SigningKeys;
}): Identity {
  const { url, now, newUuid, company } = options;
  const scopes = knownScopes(options.apis);
  const apps = new RegisteredApps(now, newUuid, seedApps(scopes, now().toISOString()));
  const accounts = new Accounts(company, url);
  const lifeSeconds = options.accessTokenLifeSeconds;
  const accessTokens = new AccessTokens({ issuer: url, lifeSeconds, now, accounts, apps, keys: options.keys });
  const issued = new IssuedTokens(now, newUuid);
  return { apps, accounts, accessTokens, issued, scopes };
}

/** Whether this is the request token of the welcome page, in the hands of its app. */
export function isWelcomeRequestToken(clientId: string, token: string): boolean {
  return clientId === WELCOME_APP.clientId && token === COMPANY_REQUEST_TOKEN;
}
