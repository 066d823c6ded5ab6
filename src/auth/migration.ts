import { type Connection, type Grant, isLegacy } from './connection.js';
import type { FlowId } from './flows.js';
import type { Geolocation } from './geolocation.js';
import { requestAtHome } from './silentSignIn.js';
import type { TokenClient } from './tokenClient.js';
import { tokenForm } from './tokenForm.js';
import type { TokenSet } from './tokenSet.js';

/** The flow of today in which the same people sign in (/api-reference/authentication/migrationguide.html). */
export function successorOf(grant: Grant): FlowId {
  switch (grant.kind) {
    case 'legacyNative':
      return 'native';
    case 'legacyWeb':
      return 'authorizationCode';
    default:
      return 'appCenter'; // suppliers of Auto-Connect are connected through the App Center today
  }
}

/** What came of exchanging a token of before 2017. */
export interface Migrated {
  /** For the new app; renews like any other. */
  readonly refreshToken: string;
  /** Where the new app lives. */
  readonly geolocation: Geolocation;
}

/**
 * Exchanges the token of a connection of before 2017 for a refresh token of a new app: the app signs in by client
 * credentials, and trades the old token in with that.
 * @param app the new app, and where to ask for its token
 * @param asCompany makes a company's token of an administrator's
 * @throws {TokenError} or {SendError}
 */
export async function exchangeLegacyToken(
  old: { readonly connection: Connection; readonly tokenSet: TokenSet },
  app: { readonly clientId: string; readonly clientSecret: string; readonly geolocation: Geolocation },
  asCompany: boolean,
  client: TokenClient,
  signal?: AbortSignal,
): Promise<Migrated> {
  if (!isLegacy(old.connection.grant)) throw new Error(`${old.connection.grant.kind} is a flow of today`);
  const { clientId, clientSecret, geolocation } = app;
  const { scopes: _old, ...rest } = old.connection;
  const connection: Connection = { ...rest, clientId, geolocation, grant: { kind: 'clientCredentials' } };
  const form = tokenForm(connection, { clientSecret }, 'client_credentials', {});
  const appToken = await requestAtHome(connection, geolocation, form, client, signal);
  const given = { consumerKey: old.connection.clientId, token: old.tokenSet.accessToken };
  const { refreshToken } = await client.migrate(appToken, given, clientSecret, asCompany);
  return { refreshToken, geolocation: appToken.geolocation };
}
