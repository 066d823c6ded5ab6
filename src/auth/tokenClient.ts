import * as z from 'zod/mini';
import type { HttpResponse } from '../http/exchange.js';
import type { Transport } from '../http/transport.js';
import { type Geolocation, parseGeolocation } from './geolocation.js';
import { TokenError, type TokenFailure } from './tokenError.js';
import type { TokenSet } from './tokenSet.js';

/** One token request: the fields of the form by their wire names. */
export type TokenForm =
  | {
      readonly grant_type: 'password';
      readonly client_id: string;
      readonly client_secret: string;
      readonly username: string;
      readonly password: string;
      readonly credtype: 'password';
    }
  | {
      readonly grant_type: 'refresh_token';
      readonly client_id: string;
      readonly client_secret: string;
      readonly refresh_token: string;
    };

/** `expires_in` is a string of seconds, `refresh_expires_in` an instant in spite of its name (/api-reference/authentication/apidoc.html). */
const answer = z.object({
  access_token: z.string(),
  expires_in: z.union([z.string(), z.number()]),
  refresh_token: z.optional(z.string()),
  refresh_expires_in: z.optional(z.number()),
  scope: z.optional(z.string()),
  geolocation: z.optional(z.string()),
});

const refusal = z.object({
  code: z.optional(z.number()),
  error: z.optional(z.string()),
  error_description: z.optional(z.string()),
  geolocation: z.optional(z.string()),
});

const TIMEOUT_MS = 60_000;

/** Talks to Concur's token service, `POST /oauth2/v0/token` (/api-reference/authentication/apidoc.html). */
export class TokenClient {
  readonly #transport: Transport;
  readonly #now: () => Date;

  constructor(transport: Transport, now: () => Date) {
    this.#transport = transport;
    this.#now = now;
  }

  /**
   * Exchanges credentials for a token set.
   * @throws {TokenError} the service said no; {@link SendError} when it said nothing
   */
  async request(geolocation: Geolocation, form: TokenForm): Promise<TokenSet> {
    const askedAt = this.#now();
    const { response } = await this.#transport.send(
      {
        method: 'POST',
        url: `${geolocation}/oauth2/v0/token`,
        headers: [
          ['Accept', 'application/json'],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ],
        body: new URLSearchParams(form).toString(),
      },
      { timeoutMs: TIMEOUT_MS, followRedirects: false },
    );
    if (response.status !== 200) throw new TokenError(readRefusal(response));
    const parsed = answer.safeParse(readJson(response));
    if (!parsed.success) throw new TokenError({ kind: 'unreadable', status: response.status });
    const { data } = parsed;
    return {
      accessToken: data.access_token,
      expiresAt: new Date(askedAt.getTime() + Number(data.expires_in) * 1000),
      scopes: data.scope?.split(' ').filter(Boolean) ?? [],
      geolocation: parseGeolocation(data.geolocation ?? '') ?? geolocation,
      ...(data.refresh_token === undefined ? {} : { refreshToken: data.refresh_token }),
      ...(data.refresh_expires_in === undefined ? {} : { refreshExpiresAt: new Date(data.refresh_expires_in * 1000) }),
    };
  }
}

/** Codes of the token service (/api-reference/authentication/apidoc.html) that a person can do something particular about. */
const KINDS: Readonly<
  Record<number, 'wrongCredentials' | 'wrongClient' | 'appNotAllowed' | 'grantNotAllowed' | 'refreshTokenInvalid'>
> = {
  5: 'wrongCredentials',
  19: 'wrongCredentials',
  53: 'appNotAllowed',
  59: 'appNotAllowed',
  60: 'grantNotAllowed',
  61: 'wrongClient',
  64: 'wrongClient',
  100: 'wrongCredentials',
  105: 'refreshTokenInvalid',
  107: 'grantNotAllowed',
  108: 'refreshTokenInvalid',
};

function readRefusal(response: HttpResponse): TokenFailure {
  const parsed = refusal.safeParse(readJson(response));
  if (!parsed.success) return { kind: 'unreadable', status: response.status };
  const { code, error_description, error } = parsed.data;
  const geolocation = parseGeolocation(parsed.data.geolocation ?? '');
  if (code === 16 && geolocation) return { kind: 'livesElsewhere', geolocation };
  const kind = code === undefined ? undefined : KINDS[code];
  return kind ? { kind } : { kind: 'refused', code, status: response.status, text: error_description ?? error ?? '' };
}

function readJson(response: HttpResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(response.body));
  } catch {
    return undefined;
  }
}
