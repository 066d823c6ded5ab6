import * as z from 'zod/mini';
import type { HttpResponse } from '../http/exchange.js';
import type { Transport } from '../http/transport.js';
import { type Geolocation, parseGeolocation } from './geolocation.js';
import { LegacyTokenClient } from './legacyTokenClient.js';
import { TokenError } from './tokenError.js';
import type { TokenForm } from './tokenForm.js';
import type { TokenLog } from './tokenLog.js';
import type { TokenSet } from './tokenSet.js';
import { readJson, TokenWire } from './tokenWire.js';

/**
 * `expires_in` is a string of seconds, or a number on some pages; `refresh_expires_in` is an instant in spite of its
 * name (/api-reference/authentication/apidoc.html).
 */
const answer = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.union([z.string(), z.number()])),
  refresh_token: z.optional(z.string()),
  refresh_expires_in: z.optional(z.union([z.string(), z.number()])),
  id_token: z.optional(z.string()),
  scope: z.optional(z.string()),
  geolocation: z.optional(z.string()),
});

/** What an answer that does not say lives: an hour. */
const DEFAULT_LIFE_SECONDS = 3600;
const FORM_HEADERS: [string, string][] = [
  ['Accept', 'application/json'],
  ['Content-Type', 'application/x-www-form-urlencoded'],
];

/** Talks to Concur's token service, `/oauth2/v0` (/api-reference/authentication/apidoc.html). */
export class TokenClient {
  /** The token service of before 2017, over the same wire and log. */
  readonly legacy: LegacyTokenClient;
  readonly #wire: TokenWire;

  constructor(transport: Transport, now: () => Date, log?: TokenLog) {
    this.#wire = new TokenWire(transport, now, log);
    this.legacy = new LegacyTokenClient(this.#wire);
  }

  /**
   * Exchanges credentials for a token set.
   * @throws {TokenError} the service said no; {@link SendError} when it said nothing
   */
  async request(geolocation: Geolocation, form: TokenForm, signal?: AbortSignal): Promise<TokenSet> {
    const askedAt = this.#wire.now();
    const response = await this.#ask(geolocation, form, signal);
    const parsed = answer.safeParse(readJson(response));
    if (!parsed.success) throw new TokenError({ kind: 'unreadable', status: response.status });
    const { data } = parsed;
    const lifeSeconds = Number(data.expires_in ?? DEFAULT_LIFE_SECONDS);
    const refreshEnd = Number(data.refresh_expires_in ?? Number.NaN);
    return {
      accessToken: data.access_token,
      issuedAt: askedAt,
      expiresAt: new Date(
        askedAt.getTime() + (Number.isFinite(lifeSeconds) ? lifeSeconds : DEFAULT_LIFE_SECONDS) * 1000,
      ),
      scopes: data.scope?.split(/[\s,]+/).filter(Boolean) ?? [],
      geolocation: parseGeolocation(data.geolocation ?? '') ?? geolocation,
      ...(data.refresh_token ? { refreshToken: data.refresh_token } : {}),
      ...(data.id_token ? { idToken: data.id_token } : {}),
      ...(Number.isFinite(refreshEnd) ? { refreshExpiresAt: new Date(refreshEnd * 1000) } : {}),
    };
  }

  async #ask(geolocation: Geolocation, form: TokenForm, signal: AbortSignal | undefined): Promise<HttpResponse> {
    try {
      return await this.#wire.send(
        `${form.grant_type} grant${form.credtype === 'authtoken' ? ' (authtoken)' : ''}`,
        {
          method: 'POST',
          url: `${geolocation}/oauth2/v0/token`,
          headers: FORM_HEADERS,
          body: new URLSearchParams(form).toString(),
        },
        signal ? { signal } : {},
      );
    } catch (error) {
      const isPair =
        error instanceof TokenError && error.failure.kind === 'wrongCredentials' && error.failure.code === 5;
      if (!isPair || form.credtype !== 'authtoken') throw error;
      throw new TokenError({ ...error.failure, kind: 'requestTokenInvalid', code: 5 }, { cause: error });
    }
  }

  /**
   * Has a one-time password mailed, `POST /oauth2/v0/otp`.
   * @param form client, channel and facts; the token request has to repeat the channel and the facts unchanged
   */
  async requestOneTimePassword(
    geolocation: Geolocation,
    form: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<void> {
    const body = new URLSearchParams(form).toString();
    const request = { method: 'POST', url: `${geolocation}/oauth2/v0/otp`, headers: FORM_HEADERS, body };
    await this.#wire.send('one-time password', request, signal ? { signal } : {});
  }

  /** Revokes all refresh tokens of the token's user for the app, `DELETE /app-mgmt/v0/connections`. */
  async revokeAll(tokenSet: TokenSet): Promise<void> {
    await this.#wire.send(
      'revoke all of the user',
      { method: 'DELETE', url: `${tokenSet.geolocation}/app-mgmt/v0/connections`, headers: [] },
      { authorization: `Bearer ${tokenSet.accessToken}` },
    );
  }

  /** The keys that tokens are signed with, `GET /oauth2/v0/jwks`, as JSON. */
  async keys(geolocation: Geolocation, signal?: AbortSignal): Promise<unknown> {
    const url = `${geolocation}/oauth2/v0/jwks`;
    return readJson(
      await this.#wire.send(
        'signing keys',
        { method: 'GET', url, headers: [['Accept', 'application/json']] },
        signal ? { signal } : {},
      ),
    );
  }

  /**
   * Turns a token of before 2017 into a refresh token of today (/api-reference/authentication/migrationguide.html).
   * @param appToken of the new app, by client credentials
   * @param asCompany makes a company's token of an administrator's
   * @returns the refresh token, its end and scopes
   * @throws {TokenError} `refused` with the page's word (INVALIDTOKEN, INVALIDSCOPES...) in its text
   */
  async migrate(
    appToken: TokenSet,
    old: { readonly consumerKey: string; readonly token: string },
    clientSecret: string,
    asCompany: boolean,
  ): Promise<{ readonly refreshToken: string; readonly endsAt: Date | undefined; readonly scopes: readonly string[] }> {
    const path = `/appmgmt/v0/legacyApps/${encodeURIComponent(old.consumerKey)}/exchangeRefreshToken/me`;
    const response = await this.#wire.send(
      'exchange of a legacy token',
      {
        method: 'POST',
        url: `${appToken.geolocation}${path}${asCompany ? '?returnType=companyToken' : ''}`,
        headers: [
          ['Accept', 'application/json'],
          ['Content-Type', 'application/json'],
        ],
        body: JSON.stringify({ token: old.token, secret: clientSecret }),
      },
      { authorization: `Bearer ${appToken.accessToken}` },
    );
    const parsed = migrated.safeParse(readJson(response));
    if (!parsed.success) throw new TokenError({ kind: 'unreadable', status: response.status });
    const { token, expired, scopes = [] } = parsed.data;
    return { refreshToken: token, endsAt: expired === undefined ? undefined : new Date(expired), scopes };
  }
}

/** `expired` is in epoch milliseconds. */
const migrated = z.object({
  token: z.string(),
  expired: z.optional(z.number()),
  scopes: z.optional(z.array(z.string())),
});
