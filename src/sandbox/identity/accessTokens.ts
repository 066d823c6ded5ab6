import { createHash } from 'node:crypto';
import { exportJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { JWTExpired } from 'jose/errors';
import * as z from 'zod/mini';
import type { Accounts } from './accounts.js';
import type { Caller, PrincipalKey } from './caller.js';
import type { RegisteredApp } from './registeredApp.js';
import type { RegisteredApps } from './registeredApps.js';
import type { SigningKeys } from './signingKeys.js';
import { VerifiedTokens } from './verifiedTokens.js';

const ALGORITHM = 'RS256';
const KEY_ID = '1500000001';

const claims = z.object({
  sub: z.string(),
  'concur.type': z.enum(['user', 'company', 'app']),
  'concur.scopes': z.array(z.string()),
  /** Names the app since `concur.app` left the tokens in spring 2026 (release notes). */
  legacy_application_id: z.number(),
  exp: z.number(),
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
  readonly #accounts: Accounts;
  readonly #apps: RegisteredApps;
  readonly #keys: SigningKeys;
  readonly #verified = new VerifiedTokens<z.infer<typeof claims>>();

  constructor(options: {
    readonly issuer: string;
    readonly lifeSeconds: number;
    readonly now: () => Date;
    readonly accounts: Accounts;
    readonly apps: RegisteredApps;
    readonly keys: SigningKeys;
  }) {
    this.lifeSeconds = options.lifeSeconds;
    this.#issuer = options.issuer;
    this.#now = options.now;
    this.#accounts = options.accounts;
    this.#apps = options.apps;
    this.#keys = options.keys;
  }

  /** An access token and the ID token that belongs to it. */
  async issue(
    app: RegisteredApp,
    principal: PrincipalKey,
    scopes: readonly string[],
  ): Promise<{ readonly accessToken: string; readonly idToken: string }> {
    const shared = { 'concur.type': principal.kind, 'concur.version': 2 };
    const claimed = { ...shared, 'concur.scopes': scopes, legacy_application_id: app.number };
    const accessToken = await this.#sign(principal, '*', claimed);
    const atHash = createHash('sha256').update(accessToken).digest('hex').slice(0, 16);
    const idToken = await this.#sign(principal, app.clientId, { ...shared, at_hash: atHash });
    return { accessToken, idToken };
  }

  async read(token: string): Promise<TokenReading> {
    try {
      const read = this.#verified.find(token, this.#now()) ?? (await this.#verify(token));
      const principal = this.#accounts.principalOf({ kind: read['concur.type'], id: read.sub });
      const app = this.#apps.findByNumber(read.legacy_application_id);
      if (!principal || !app) return { kind: 'unverifiable' };
      return { kind: 'good', caller: { principal, scopes: read['concur.scopes'], clientId: app.clientId } };
    } catch (error) {
      // Whatever else is wrong with a token, the answer is the same: it proves nothing.
      return { kind: error instanceof JWTExpired ? 'expired' : 'unverifiable' };
    }
  }

  async #verify(token: string): Promise<z.infer<typeof claims>> {
    const { publicKey } = await this.#keys.pair();
    // Not by issuer: a saved sandbox may be started again at another port.
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: [ALGORITHM],
      audience: '*',
      currentDate: this.#now(),
    });
    const read = claims.parse(payload);
    this.#verified.put(token, read, new Date(read.exp * 1000));
    return read;
  }

  /** The public key, as `GET /oauth2/v0/jwks` shows it. */
  async keySet(): Promise<{ readonly keys: readonly JWK[] }> {
    const { publicKey } = await this.#keys.pair();
    return { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] };
  }

  async #sign(principal: PrincipalKey, audience: string, content: Readonly<Record<string, unknown>>): Promise<string> {
    const { privateKey } = await this.#keys.pair();
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
}
