import { monthsAfter } from '../protocol/moments.js';
import type { Principal } from './caller.js';

/** Months that a refresh token lives from its issue (/api-reference/authentication/apidoc.html). */
const LIFE_MONTHS = 6;

interface RefreshGrant {
  readonly principal: Principal;
  readonly scopes: readonly string[];
}

/** Refresh tokens in memory. Each may be used many times until it ends, even after a newer one was issued. */
export class RefreshTokens {
  readonly #now: () => Date;
  readonly #newUuid: () => string;
  readonly #tokens = new Map<string, RefreshGrant & { readonly expiresAt: Date }>();

  constructor(now: () => Date, newUuid: () => string) {
    this.#now = now;
    this.#newUuid = newUuid;
  }

  issue({ principal, scopes }: RefreshGrant): { readonly token: string; readonly expiresAt: Date } {
    const token = this.#newUuid();
    const expiresAt = monthsAfter(this.#now(), LIFE_MONTHS);
    this.#tokens.set(token, { principal, scopes, expiresAt });
    return { token, expiresAt };
  }

  /** What a token was granted for; undefined when it is unknown, has ended or was revoked. */
  find(token: string): RefreshGrant | undefined {
    const grant = this.#tokens.get(token);
    return grant && grant.expiresAt > this.#now() ? grant : undefined;
  }

  revokeAll(principalId: string): void {
    for (const [token, { principal }] of this.#tokens) {
      if (principal.id === principalId) this.#tokens.delete(token);
    }
  }
}
