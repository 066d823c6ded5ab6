import { decodeJwt } from 'jose';
import * as z from 'zod/mini';
import { type Geolocation, parseGeolocation } from './geolocation.js';

/** What a token service handed out. */
export interface TokenSet {
  readonly accessToken: string;
  /** What stands before the token in `Authorization`; `OAuth` for tokens of before 2017. Default `Bearer`. */
  readonly scheme?: 'Bearer' | 'OAuth';
  /** Who signed in, as a JWT (OpenID Connect). */
  readonly idToken?: string;
  /** When it was handed out, by this computer's clock. */
  readonly issuedAt?: Date;
  readonly refreshToken?: string;
  readonly expiresAt: Date;
  /** Six months after issue as a rule; absent when the service did not say. */
  readonly refreshExpiresAt?: Date;
  readonly scopes: readonly string[];
  /** Base of every call with this token. */
  readonly geolocation: Geolocation;
}

const stored = z.object({
  accessToken: z.string(),
  scheme: z.optional(z.enum(['Bearer', 'OAuth'])),
  idToken: z.optional(z.string()),
  issuedAt: z.optional(z.string()),
  refreshToken: z.optional(z.string()),
  expiresAt: z.string(),
  refreshExpiresAt: z.optional(z.string()),
  scopes: z.array(z.string()),
  geolocation: z.string(),
});

/** As text for the credential store. */
export function serializeTokenSet(tokenSet: TokenSet): string {
  return JSON.stringify(tokenSet);
}

/** Reads `serializeTokenSet` text; undefined when it is not of that form (an older version, say). */
export function parseTokenSet(text: string): TokenSet | undefined {
  const parsed = stored.safeParse(parseJson(text));
  const geolocation = parsed.success ? parseGeolocation(parsed.data.geolocation) : undefined;
  if (!parsed.success || !geolocation) return undefined;
  const { refreshToken, refreshExpiresAt, expiresAt, scheme, idToken, issuedAt, ...rest } = parsed.data;
  return {
    ...rest,
    geolocation,
    expiresAt: new Date(expiresAt),
    ...(scheme === undefined ? {} : { scheme }),
    ...(idToken === undefined ? {} : { idToken }),
    ...(issuedAt === undefined ? {} : { issuedAt: new Date(issuedAt) }),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(refreshExpiresAt === undefined ? {} : { refreshExpiresAt: new Date(refreshExpiresAt) }),
  };
}

/** Whether the access token is past its end at `now`, or within `marginMs` before it. */
export function isExpired(tokenSet: TokenSet, now: Date, marginMs = 0): boolean {
  return tokenSet.expiresAt.getTime() - marginMs <= now.getTime();
}

const claims = z.object({
  exp: z.optional(z.number()),
  'concur.scopes': z.optional(z.array(z.string())),
});

/**
 * Reads end and scopes out of an access token that came without its answer (/api-reference/authentication/apidoc.html).
 * A token that is no JWT counts as ending in an hour.
 */
export function tokenSetFromAccessToken(accessToken: string, geolocation: Geolocation, now: Date): TokenSet {
  const parsed = claims.safeParse(decode(accessToken));
  const exp = parsed.success ? parsed.data.exp : undefined;
  return {
    accessToken,
    geolocation,
    expiresAt: exp === undefined ? new Date(now.getTime() + 3_600_000) : new Date(exp * 1000),
    scopes: (parsed.success ? parsed.data['concur.scopes'] : undefined) ?? [],
  };
}

function decode(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch {
    return undefined; // opaque tokens are tokens, too
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
