import type { BrowserDoor } from './browserDoor.js';
import type { Connection } from './connection.js';
import type { Secrets } from './credentials.js';
import { browserGeolocation, type Geolocation, parseGeolocation } from './geolocation.js';
import { readAppCenterRedirect, readCode } from './redirect/readRedirect.js';
import { requestAtHome, requireOwnHost, silentSignIn } from './silentSignIn.js';
import type { TokenClient } from './tokenClient.js';
import { TokenError } from './tokenError.js';
import { tokenForm } from './tokenForm.js';
import type { TokenSet } from './tokenSet.js';

/** What signing in needs of its surroundings. */
export interface SignInPorts {
  readonly client: TokenClient;
  readonly door: BrowserDoor;
  /** Asks the person for the one-time password that was mailed; rejects when they give up. */
  readonly askOneTimePassword: (channelHandle: string, signal?: AbortSignal) => Promise<string>;
  /** A text that nobody can guess, for `state`. */
  readonly randomState: () => string;
  readonly now: () => Date;
}

/**
 * Signs a connection in by its flow, with the person's help where the flow needs it. The token set is not kept yet:
 * give it to `TokenKeeper.adopt`.
 * @throws {TokenError} or {SendError}; the signal's reason when aborted
 */
export async function signIn(
  connection: Connection,
  secrets: Secrets,
  ports: SignInPorts,
  signal?: AbortSignal,
): Promise<TokenSet> {
  const { grant } = connection;
  requireOwnHost(connection, connection.geolocation);
  switch (grant.kind) {
    case 'authorizationCode':
    case 'legacyWeb':
      return signInByBrowser(connection, grant, secrets, ports, signal);
    case 'appCenter':
    case 'legacyAppCenter':
      return signInByAppCenter(connection, grant, secrets, ports, signal);
    case 'otp':
      return signInByMail(connection, grant, secrets, ports, signal);
    default: {
      const tokenSet = await silentSignIn(connection, secrets, ports.client, ports.now(), signal);
      if (!tokenSet) throw new TokenError({ kind: 'notSignedIn', connection: connection.name });
      return tokenSet;
    }
  }
}

/**
 * The page at which a person signs in, on the host for browsers, which asks for no client certificate
 * (/api-reference/authentication/apidoc.html; Login.aspx of the time before 2017 takes scopes with commas).
 */
export function authorizeUrl(
  connection: Connection,
  kind: 'authorizationCode' | 'legacyWeb',
  redirectUri: string,
  state: string,
): string {
  const isLegacy = kind === 'legacyWeb';
  const scopes = connection.scopes ?? [];
  const query = new URLSearchParams({
    client_id: connection.clientId,
    redirect_uri: redirectUri,
    ...(isLegacy ? {} : { response_type: 'code' }),
    ...(scopes.length > 0 ? { scope: scopes.join(isLegacy ? ',' : ' ') } : {}),
    state,
  });
  const base = isLegacy ? connection.geolocation : browserGeolocation(connection.geolocation);
  return `${base}${isLegacy ? '/net2/oauth2/Login.aspx' : '/oauth2/v0/authorize'}?${query}`;
}

async function signInByBrowser(
  connection: Connection,
  grant: { readonly kind: 'authorizationCode' | 'legacyWeb'; readonly redirectUri: string },
  secrets: Secrets,
  { client, door, randomState }: SignInPorts,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const state = randomState();
  const isAnyPortFine = connection.kind !== 'concur';
  const expected = await door.waitForRedirect({ redirectUri: grant.redirectUri, state, isAnyPortFine }, signal);
  try {
    const redirectUri = expected.redirectUri ?? grant.redirectUri;
    await door.open(authorizeUrl(connection, grant.kind, redirectUri, state));
    const answer = readCode(await expected.arrived, state);
    if (grant.kind === 'legacyWeb') {
      const { geolocation, clientId } = connection;
      return await client.legacy.exchange(geolocation, clientId, secrets.clientSecret ?? '', answer.code);
    }
    const form = tokenForm(connection, secrets, 'authorization_code', { code: answer.code, redirect_uri: redirectUri });
    return await requestAtHome(connection, tokenPlace(connection, answer.geolocation), form, client, signal);
  } finally {
    expected.dispose();
  }
}

/** Where to exchange a code: the data centre that the redirect names, if it is one that secrets may go to. */
function tokenPlace(connection: Connection, named: string | undefined): Geolocation {
  const geolocation = parseGeolocation(named ?? '');
  if (!geolocation) return connection.geolocation;
  requireOwnHost(connection, geolocation);
  return geolocation;
}

async function signInByAppCenter(
  connection: Connection,
  grant: { readonly kind: 'appCenter' | 'legacyAppCenter'; readonly redirectUri?: string },
  secrets: Secrets,
  { client, door }: SignInPorts,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const { redirectUri } = grant;
  const expected = await door.waitForRedirect({ redirectUri, state: undefined, isAnyPortFine: false }, signal);
  try {
    const url = await expected.arrived;
    if (grant.kind === 'legacyAppCenter') {
      const { code } = readCode(url, undefined);
      return await client.legacy.exchange(
        connection.geolocation,
        connection.clientId,
        secrets.clientSecret ?? '',
        code,
      );
    }
    const { id, requestToken } = readAppCenterRedirect(url);
    const form = tokenForm(connection, secrets, 'password', {
      username: id,
      password: requestToken,
      credtype: 'authtoken',
    });
    return await requestAtHome(connection, connection.geolocation, form, client, signal);
  } finally {
    expected.dispose();
  }
}

async function signInByMail(
  connection: Connection,
  grant: { readonly channelHandle: string; readonly name?: string; readonly company?: string },
  secrets: Secrets,
  { client, askOneTimePassword }: SignInPorts,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const channel = { channel_type: 'email', channel_handle: grant.channelHandle };
  const letter = {
    ...(grant.name === undefined ? {} : { name: grant.name }),
    ...(grant.company === undefined ? {} : { company: grant.company }),
  };
  const app = { client_id: connection.clientId, client_secret: secrets.clientSecret ?? '' };
  let place = connection.geolocation;
  try {
    await client.requestOneTimePassword(place, { ...app, ...channel, ...letter }, signal);
  } catch (error) {
    if (!(error instanceof TokenError) || error.failure.kind !== 'livesElsewhere') throw error;
    place = error.failure.geolocation;
    requireOwnHost(connection, place);
    await client.requestOneTimePassword(place, { ...app, ...channel, ...letter }, signal);
  }
  const otp = (await askOneTimePassword(grant.channelHandle, signal)).trim();
  return requestAtHome(connection, place, tokenForm(connection, secrets, 'otp', { ...channel, otp }), client, signal);
}
