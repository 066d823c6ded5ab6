import { type Connection, isLegacy, mayCarryToken } from './connection.js';
import type { Secrets } from './credentials.js';
import type { Geolocation } from './geolocation.js';
import type { TokenClient } from './tokenClient.js';
import { TokenError } from './tokenError.js';
import { silentForm, type TokenForm, tokenForm } from './tokenForm.js';
import { type TokenSet, tokenSetFromAccessToken } from './tokenSet.js';

/**
 * Signs in from what is kept, with nobody there.
 * @returns undefined when the grant needs a person, or a secret is not kept
 */
export async function silentSignIn(
  connection: Connection,
  secrets: Secrets,
  client: TokenClient,
  now: Date,
  signal?: AbortSignal,
): Promise<TokenSet | undefined> {
  const { grant, geolocation, clientId } = connection;
  const { clientSecret, accessToken, refreshToken, requestToken, password } = secrets;
  switch (grant.kind) {
    case 'accessToken': {
      const tokenSet = accessToken ? tokenSetFromAccessToken(accessToken, geolocation, now) : undefined;
      return tokenSet && tokenSet.expiresAt > now ? tokenSet : undefined;
    }
    case 'refreshToken': {
      if (refreshToken === undefined || clientSecret === undefined) return undefined;
      const form = tokenForm(connection, secrets, 'refresh_token', { refresh_token: refreshToken });
      return keepRefreshToken(await requestAtHome(connection, geolocation, form, client, signal), refreshToken);
    }
    case 'legacyNative':
      if (password === undefined) return undefined;
      requireOwnHost(connection, geolocation);
      return client.legacy.native(geolocation, clientId, grant.username, password);
    case 'legacyAutoConnect':
      if (requestToken === undefined || clientSecret === undefined) return undefined;
      requireOwnHost(connection, geolocation);
      return client.legacy.exchange(geolocation, clientId, clientSecret, requestToken);
    default: {
      const form = silentForm(connection, secrets);
      return form && requestAtHome(connection, geolocation, form, client, signal);
    }
  }
}

/** Renews by the refresh token of a token set; undefined when there is none, or no secret of the app. */
export async function refreshSilently(
  connection: Connection,
  secrets: Secrets,
  client: TokenClient,
  previous: TokenSet | undefined,
): Promise<TokenSet | undefined> {
  if (previous?.refreshToken === undefined || secrets.clientSecret === undefined) return undefined;
  if (isLegacy(connection.grant)) {
    requireOwnHost(connection, previous.geolocation);
    return client.legacy.refresh(previous, connection.clientId, secrets.clientSecret);
  }
  const form = tokenForm(connection, secrets, 'refresh_token', { refresh_token: previous.refreshToken });
  const refreshed = await requestAtHome(connection, previous.geolocation, form, client);
  return keepRefreshToken(refreshed, previous.refreshToken, previous.refreshExpiresAt);
}

/**
 * Asks for tokens, and once more at the data centre that the service names when the account lives there (code 16,
 * /api-reference/authentication/apidoc.html).
 * @throws {TokenError} `foreignHost` before anything is sent to a host that may get no secret
 */
export async function requestAtHome(
  connection: Connection,
  geolocation: Geolocation,
  form: TokenForm,
  client: TokenClient,
  signal?: AbortSignal,
): Promise<TokenSet> {
  requireOwnHost(connection, geolocation);
  try {
    return await client.request(geolocation, form, signal);
  } catch (error) {
    if (!(error instanceof TokenError) || error.failure.kind !== 'livesElsewhere') throw error;
    const home = error.failure.geolocation;
    if (home === geolocation || !mayCarryToken(connection, home)) throw error;
    return client.request(home, form, signal);
  }
}

/** @throws {TokenError} `foreignHost` */
export function requireOwnHost(connection: Connection, geolocation: Geolocation): void {
  if (!mayCarryToken(connection, geolocation)) throw new TokenError({ kind: 'foreignHost', geolocation });
}

/** An answer without a refresh token leaves the old one in force. */
function keepRefreshToken(tokenSet: TokenSet, refreshToken: string, refreshExpiresAt?: Date): TokenSet {
  if (tokenSet.refreshToken !== undefined) return tokenSet;
  return { ...tokenSet, refreshToken, ...(refreshExpiresAt === undefined ? {} : { refreshExpiresAt }) };
}
