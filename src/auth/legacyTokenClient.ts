import * as z from 'zod/mini';
import type { HttpResponse } from '../http/exchange.js';
import { type Geolocation, parseGeolocation } from './geolocation.js';
import { TokenError } from './tokenError.js';
import type { TokenSet } from './tokenSet.js';
import { readJson, type TokenWire } from './tokenWire.js';

/** Names of the answer in lower case: pages and services spell them in several ways. */
const answer = z.object({
  token: z.string().check(z.minLength(1)),
  instance_url: z.optional(z.string()),
  expiration_date: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
});

const YEAR_MS = 365 * 86_400_000;
const ACCEPT: [string, string] = ['Accept', 'application/json, application/xml;q=0.9'];

/**
 * Talks to the token service of before 2017, `/net2/oauth2`, which is retired
 * (/api-reference/authentication/authorization-pre-2017.html). Answers come as XML or JSON; tokens live a year.
 */
export class LegacyTokenClient {
  readonly #wire: TokenWire;

  constructor(wire: TokenWire) {
    this.#wire = wire;
  }

  /** Native flow: login and password with the consumer key. */
  native(geolocation: Geolocation, consumerKey: string, username: string, password: string): Promise<TokenSet> {
    return this.#get('legacy Native', geolocation, '/net2/oauth2/accesstoken.ashx', [
      ['Authorization', `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`],
      ['X-ConsumerKey', consumerKey],
    ]);
  }

  /** Web, App Center and Auto-Connect: the code or request token of the redirect. */
  exchange(geolocation: Geolocation, consumerKey: string, secret: string, code: string): Promise<TokenSet> {
    const query = new URLSearchParams({ code, client_id: consumerKey, client_secret: secret });
    return this.#get('legacy code', geolocation, `/net2/oauth2/GetAccessToken.ashx?${query}`, []);
  }

  /** A new year for a token; the token that is renewed goes with the call. */
  async refresh(previous: TokenSet, consumerKey: string, secret: string): Promise<TokenSet> {
    const refreshToken = previous.refreshToken ?? '';
    const query = new URLSearchParams({ refresh_token: refreshToken, client_id: consumerKey, client_secret: secret });
    const renewed = await this.#get(
      'legacy refresh',
      previous.geolocation,
      `/net2/oauth2/getaccesstoken.ashx?${query}`,
      [],
      `OAuth ${previous.accessToken}`,
    );
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  }

  /** Revokes one token. @param administrator whose token the call carries; a Web Services Administrator's */
  async revoke(administrator: TokenSet, token: string): Promise<void> {
    await this.#revoke('legacy revoke', administrator, { token });
  }

  /** Revokes all tokens that a user has for the app. @param user login id */
  async revokeAll(administrator: TokenSet, consumerKey: string, user: string): Promise<void> {
    await this.#revoke('legacy revoke all of a user', administrator, { consumerKey, user });
  }

  async #revoke(title: string, { accessToken, geolocation }: TokenSet, query: Record<string, string>): Promise<void> {
    await this.#wire.send(
      title,
      {
        method: 'POST',
        url: `${geolocation}/net2/oauth2/revoketoken.ashx?${new URLSearchParams(query)}`,
        headers: [],
      },
      { authorization: `OAuth ${accessToken}` },
    );
  }

  async #get(
    title: string,
    geolocation: Geolocation,
    path: string,
    headers: readonly [string, string][],
    authorization?: string,
  ): Promise<TokenSet> {
    const askedAt = this.#wire.now();
    const response = await this.#wire.send(
      title,
      { method: 'GET', url: geolocation + path, headers: [ACCEPT, ...headers] },
      authorization === undefined ? {} : { authorization },
    );
    const parsed = answer.safeParse(await readAnswer(response));
    if (!parsed.success) throw new TokenError({ kind: 'unreadable', status: response.status });
    const { token, instance_url, expiration_date, refresh_token } = parsed.data;
    return {
      accessToken: token,
      scheme: 'OAuth',
      issuedAt: askedAt,
      expiresAt: readExpiration(expiration_date) ?? new Date(askedAt.getTime() + YEAR_MS),
      scopes: [],
      geolocation: parseGeolocation(instance_url ?? '') ?? geolocation,
      ...(refresh_token ? { refreshToken: refresh_token } : {}),
    };
  }
}

/** UTC, as `1/31/2030 4:05:06 PM` or in ISO. */
function readExpiration(text: string | undefined): Date | undefined {
  if (!text) return undefined;
  const hasZone = /Z|UTC|GMT|[+-]\d\d:?\d\d$/.test(text);
  const moment = new Date(hasZone ? text : /^\d{4}-/.test(text) ? `${text}Z` : `${text} UTC`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** The members of the answer by their names in lower case. */
async function readAnswer(response: HttpResponse): Promise<unknown> {
  let value = readJson(response);
  if (value === undefined) {
    const { XMLParser } = await import('fast-xml-parser');
    try {
      value = new XMLParser({ parseTagValue: false, removeNSPrefix: true }).parse(
        new TextDecoder().decode(response.body),
      );
    } catch {
      return undefined; // neither JSON nor XML: an error page, say
    }
  }
  return lowerKeys(unwrap(value));
}

/** The answer within its root element `Access_Token`; some JSON has that root, too. */
function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const root = Object.entries(value).find(([name]) => name.toLowerCase() === 'access_token')?.[1];
  return typeof root === 'object' && root !== null ? root : value;
}

function lowerKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}
