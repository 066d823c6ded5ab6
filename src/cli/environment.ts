import type { Connection, Grant } from '../auth/connection.js';
import type { Secrets } from '../auth/credentials.js';
import { isConcurUrl, isLoopbackUrl, parseGeolocation } from '../auth/geolocation.js';
import { type TokenSet, tokenSetFromAccessToken } from '../auth/tokenSet.js';
import type { SandboxWelcome } from '../sandbox/welcome.js';
import { UsageError } from './options.js';

/** Variables of the environment that describe a connection; the README lists them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment that describes a sandbox's connection. */
export function toEnvironment(welcome: SandboxWelcome): Environment {
  return {
    CONCUR_GEOLOCATION: welcome.url,
    CONCUR_CLIENT_ID: welcome.clientId,
    CONCUR_CLIENT_SECRET: welcome.clientSecret,
    CONCUR_USERNAME: welcome.username,
    CONCUR_PASSWORD: welcome.password,
    CONCUR_COMPANY_ID: welcome.companyUuid,
  };
}

/**
 * The connection that the environment describes; undefined when it names no geolocation.
 * @throws {UsageError} what it says is no connection
 */
export function connectionFromEnvironment(environment: Environment, id: string, name: string): Connection | undefined {
  const text = environment.CONCUR_GEOLOCATION;
  if (!text) return undefined;
  const geolocation = parseGeolocation(text);
  if (!geolocation) {
    throw new UsageError(
      `CONCUR_GEOLOCATION is "${text}", which is no URL such as https://us2.api.concursolutions.com.`,
    );
  }
  if (!isConcurUrl(geolocation) && !isLoopbackUrl(geolocation)) {
    throw new UsageError(
      `CONCUR_GEOLOCATION is ${geolocation}, which is neither a host of Concur by https nor this computer: no secret is sent there.`,
    );
  }
  return {
    id,
    name,
    kind: isConcurUrl(geolocation) ? 'concur' : 'sandbox',
    geolocation,
    clientId: environment.CONCUR_CLIENT_ID ?? '',
    grant: readGrant(environment),
  };
}

/** The secrets of the environment. */
export function secretsFromEnvironment(environment: Environment): Secrets {
  return {
    ...optional('clientSecret', environment.CONCUR_CLIENT_SECRET),
    ...optional('password', environment.CONCUR_PASSWORD),
    // A company's UUID signs in with a request token, which is its password.
    ...optional('requestToken', environment.CONCUR_PASSWORD),
    ...optional('refreshToken', environment.CONCUR_REFRESH_TOKEN),
    ...optional('accessToken', environment.CONCUR_ACCESS_TOKEN),
    ...optional('passphrase', environment.CONCUR_CERTIFICATE_PASSPHRASE),
  };
}

/** A token set of ready tokens in the environment; one with a refresh token alone has ended, so that it is renewed first. */
export function tokenSetFromEnvironment(
  environment: Environment,
  { geolocation }: Connection,
  now: Date,
): TokenSet | undefined {
  const refreshToken = environment.CONCUR_REFRESH_TOKEN;
  if (environment.CONCUR_ACCESS_TOKEN) {
    const tokenSet = tokenSetFromAccessToken(environment.CONCUR_ACCESS_TOKEN, geolocation, now);
    return refreshToken ? { ...tokenSet, refreshToken } : tokenSet;
  }
  return refreshToken ? { accessToken: '', refreshToken, expiresAt: new Date(0), scopes: [], geolocation } : undefined;
}

function readGrant(environment: Environment): Grant {
  const { CONCUR_USERNAME: username, CONCUR_CREDTYPE: credtype = 'password' } = environment;
  if (credtype !== 'password' && credtype !== 'authtoken') {
    throw new UsageError(`CONCUR_CREDTYPE takes password or authtoken (for a company), not "${credtype}".`);
  }
  if (username) return { kind: 'password', username, credtype };
  if (environment.CONCUR_REFRESH_TOKEN) return { kind: 'refreshToken' };
  if (environment.CONCUR_ACCESS_TOKEN || !environment.CONCUR_CLIENT_SECRET) return { kind: 'accessToken' };
  return { kind: 'clientCredentials' };
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: string });
}
