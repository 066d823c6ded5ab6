import { randomBytes, randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { monthsAfter } from '../protocol/moments.js';
import type { Kept } from '../state.js';
import { principalKeySchema } from './caller.js';
import { TokenStore } from './tokenStore.js';

const MINUTE_MS = 60_000;
/** Lives of tokens; those of codes and one-time passwords are not published (/api-reference/authentication/apidoc.html). */
const REFRESH_MONTHS = 6;
const REQUEST_TOKEN_MS = 24 * 60 * MINUTE_MS;
const CODE_MS = 10 * MINUTE_MS;
const LEGACY_MONTHS = 12;
/** Legacy refresh tokens never end (/api-reference/authentication/oauth2-migration-best-practices.html). */
const NEVER = new Date('9999-12-31T00:00:00.000Z');

const givenSchema = z.object({ clientId: z.string(), principal: principalKeySchema, scopes: z.array(z.string()) });
const codeSchema = z.extend(givenSchema, { redirectUri: z.string() });
const requestTokenSchema = z.object({ clientId: z.string(), principal: principalKeySchema });
const legacySchema = z.extend(givenSchema, { refreshToken: z.string(), isRevoked: z.boolean() });
const oneTimeSchema = z.object({
  clientId: z.string(),
  address: z.string(),
  otp: z.string(),
  /** What the app sent along and has to repeat. */
  facts: z.record(z.string(), z.string()),
  /** What the mail says beside the password: `name`, `company`, `link`. */
  letter: z.record(z.string(), z.string()),
});

/** To whom a token was given, for whom, and what it may do. */
export type Given = z.infer<typeof givenSchema>;
export type LegacyToken = z.infer<typeof legacySchema>;
export type OneTimePassword = z.infer<typeof oneTimeSchema>;

/** A token, and when it ends. */
export interface Issued {
  readonly token: string;
  readonly endsAt: Date;
}

/** All tokens that the sandbox has to remember; access tokens of today are not among them, they prove themselves. */
export class IssuedTokens implements Kept {
  readonly refresh: TokenStore<Given>;
  readonly codes: TokenStore<z.infer<typeof codeSchema>>;
  readonly requests: TokenStore<z.infer<typeof requestTokenSchema>>;
  readonly oneTime: TokenStore<OneTimePassword>;
  readonly legacy: TokenStore<LegacyToken>;
  /** What a legacy refresh token refreshes. */
  readonly legacyRefresh: TokenStore<Given>;
  readonly #now: () => Date;
  readonly #newUuid: () => string;

  constructor(now: () => Date, newUuid: () => string) {
    this.#now = now;
    this.#newUuid = newUuid;
    this.refresh = new TokenStore(now, givenSchema);
    this.codes = new TokenStore(now, codeSchema);
    this.requests = new TokenStore(now, requestTokenSchema);
    this.oneTime = new TokenStore(now, oneTimeSchema);
    this.legacy = new TokenStore(now, legacySchema);
    this.legacyRefresh = new TokenStore(now, givenSchema);
  }

  /** A refresh token; it may be used many times until it ends, even after a newer one was issued. */
  issueRefresh(given: Given): Issued {
    return this.#put(this.refresh, this.#newUuid(), given, monthsAfter(this.#now(), REFRESH_MONTHS));
  }

  /** The code of a web flow, good once. */
  issueCode(given: Given, redirectUri: string): Issued {
    return this.#put(this.codes, this.#newUuid(), { ...given, redirectUri }, this.#after(CODE_MS));
  }

  /** What App Center and the company request token page hand out. */
  issueRequestToken(clientId: string, principal: Given['principal']): Issued {
    return this.#put(this.requests, this.#newUuid(), { clientId, principal }, this.#after(REQUEST_TOKEN_MS));
  }

  /** A one-time password and its mail. */
  issueOneTime(request: Omit<OneTimePassword, 'otp'>): void {
    const otp = String(randomInt(1_000_000)).padStart(6, '0');
    this.#put(this.oneTime, this.#newUuid(), { ...request, otp }, this.#after(CODE_MS));
  }

  /** An access token of the time before 2017, of one year, and the refresh token that goes with it. */
  issueLegacy(given: Given, refreshToken = randomBytes(21).toString('base64url')): Issued & LegacyToken {
    const value = { ...given, refreshToken, isRevoked: false };
    this.legacyRefresh.put(refreshToken, given, NEVER);
    const token = randomBytes(21).toString('base64url');
    return { ...value, ...this.#put(this.legacy, token, value, monthsAfter(this.#now(), LEGACY_MONTHS)) };
  }

  /** Ends a legacy access token and its refresh token; calls with it are told that it was revoked. */
  revokeLegacy(token: string): void {
    const stored = this.legacy.findEver(token);
    if (!stored) return;
    this.legacy.put(token, { ...stored.value, isRevoked: true }, stored.endsAt);
    this.legacyRefresh.delete(stored.value.refreshToken);
  }

  save(): unknown {
    return Object.fromEntries(this.#stores().map(([name, store]) => [name, store.save()]));
  }

  load(value: unknown): void {
    const parts = z.record(z.string(), z.unknown()).parse(value);
    for (const [name, store] of this.#stores()) store.load(parts[name]);
  }

  #stores(): readonly (readonly [string, Kept])[] {
    return [
      ['refresh', this.refresh],
      ['codes', this.codes],
      ['requests', this.requests],
      ['oneTime', this.oneTime],
      ['legacy', this.legacy],
      ['legacyRefresh', this.legacyRefresh],
    ];
  }

  #put<T>(store: TokenStore<T>, token: string, value: T, endsAt: Date): Issued {
    store.put(token, value, endsAt);
    return { token, endsAt };
  }

  #after(milliseconds: number): Date {
    return new Date(this.#now().getTime() + milliseconds);
  }
}
