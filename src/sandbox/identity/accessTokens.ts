import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { JWTExpired } from 'jose/errors';
import * as z from 'zod/mini';
import type { Company } from '../company/company.js';
import type { Caller, Principal } from './caller.js';
import { registeredApp } from './registeredApp.js';

const ALGORITHM = 'RS256';
const KEY_ID = '1500000001';

const claims = z.object({
  sub: z.string(),
  'concur.type': z.enum(['user', 'company', 'app']),
  'concur.scopes': z.array(z.string()),
});

/** What a bearer token turns out to be. */
export type TokenReading =
  | { readonly kind: 'good'; readonly caller: Caller }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unverifiable' };

/** Signs and reads access tokens; their claims follow /api-reference/authentication/apidoc.html. */
export class AccessTokens {
  readonly lifeSeconds: number;
  readonly #issuer: string;
  readonly #now: () => Date;
  readonly #company: Company;
  readonly #keys: Promise<{ readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }>;

  constructor(options: {
    readonly issuer: string;
    readonly lifeSeconds: number;
    readonly now: () => Date;
    readonly company: Company;
  }) {
    this.lifeSeconds = options.lifeSeconds;
    this.#issuer = options.issuer;
    this.#now = options.now;
    this.#company = options.company;
    // Takes up to half a second, so the server starts without waiting; the first token waits instead.
    this.#keys = generateKeyPair(ALGORITHM, { modulusLength: 2048, extractable: true });
    this.#keys.catch(() => undefined);
  }

  /** An access token and the ID token that belongs to it. */
  async issue(principal: Principal, scopes: readonly string[]): Promise<{ accessToken: string; idToken: string }> {
    const shared = { 'concur.type': principal.kind, 'concur.version': 2 };
    const accessToken = await this.#sign(principal, '*', { ...shared, 'concur.scopes': scopes });
    const atHash = createHash('sha256').update(accessToken).digest('hex').slice(0, 16);
    const idToken = await this.#sign(principal, registeredApp.clientId, { ...shared, at_hash: atHash });
    return { accessToken, idToken };
  }

  async read(token: string): Promise<TokenReading> {
    const { publicKey } = await this.#keys;
    try {
      const { payload } = await jwtVerify(token, publicKey, {
        algorithms: [ALGORITHM],
        issuer: this.#issuer,
        audience: '*',
        currentDate: this.#now(),
      });
      const { sub, 'concur.type': kind, 'concur.scopes': scopes } = claims.parse(payload);
      const principal = this.#findPrincipal(kind, sub);
      return principal ? { kind: 'good', caller: { principal, scopes } } : { kind: 'unverifiable' };
    } catch (error) {
      // Whatever else is wrong with a token, the answer is the same: it proves nothing.
      return { kind: error instanceof JWTExpired ? 'expired' : 'unverifiable' };
    }
  }

  /** The public key, as `GET /oauth2/v0/jwks` shows it. */
  async keySet(): Promise<{ readonly keys: readonly JWK[] }> {
    const { publicKey } = await this.#keys;
    return { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] };
  }

  async #sign(principal: Principal, audience: string, content: Readonly<Record<string, unknown>>): Promise<string> {
    const { privateKey } = await this.#keys;
    const now = Math.floor(this.#now().getTime() / 1000);
    return new SignJWT({ ...content })
      .setProtectedHeader({ typ: 'JWT', alg: ALGORITHM, kid: KEY_ID })
      .setIssuer(this.#issuer)
      .setAudience(audience)
      .setSubject(principal.id)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + this.lifeSeconds)
      .sign(privateKey);
  }

  #findPrincipal(kind: Principal['kind'], id: string): Principal | undefined {
    if (kind !== 'user') return { kind, id };
    const person = this.#company.findPerson(id);
    return person && { kind, id, person };
  }
}
