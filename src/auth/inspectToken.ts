import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import { JWKSNoMatchingKey, JWSSignatureVerificationFailed } from 'jose/errors';
import * as z from 'zod/mini';
import type { ApiEntry, OperationEntry } from '../catalog/model.js';
import type { Principal } from './flows.js';
import type { Geolocation } from './geolocation.js';
import { groupScopes, type ScopeGroup } from './scopeGroups.js';
import type { TokenSet } from './tokenSet.js';

/** Whether a token is what its issuer signed. `unknownKey`: none of the published keys is the one it names. */
export type SignatureState = 'valid' | 'invalid' | 'unknownKey' | 'notChecked' | 'opaque';

/** What there is to know of a token set, without the tokens themselves. */
export interface TokenReport {
  /** Of the access token, as they stand; undefined when it is no JWT. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  readonly header: Readonly<Record<string, unknown>> | undefined;
  readonly principal: Principal | undefined;
  /** UUID of the user, company or app. */
  readonly subject: string | undefined;
  /** UUID of the company, where the token names it; the token of a user need not. */
  readonly companyId: string | undefined;
  readonly scopes: readonly ScopeGroup[];
  readonly locked: readonly OperationEntry[];
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date | undefined;
  readonly geolocation: Geolocation;
  readonly signature: SignatureState;
  /** True when the token says that it is not valid yet: then this computer's clock is behind. */
  readonly isNotYetValid: boolean;
}

/**
 * Looks into a token set.
 * @param jwks what `TokenClient.keys` gave; undefined: the signature is not checked
 */
export async function inspectToken(
  tokenSet: TokenSet,
  apis: readonly ApiEntry[],
  jwks: unknown,
  now: Date,
): Promise<TokenReport> {
  const claims = decode(tokenSet.accessToken);
  const scopes = tokenSet.scopes.length > 0 ? tokenSet.scopes : scopesOf(claims);
  const { groups, locked } = groupScopes(apis, scopes);
  const principal = principalOf(tokenSet);
  return {
    claims,
    header: claims && decodeProtectedHeader(tokenSet.accessToken),
    principal,
    subject: claims?.sub,
    companyId: principal === 'company' ? claims?.sub : text(claims?.['concur.company']),
    scopes: groups,
    locked,
    expiresAt: tokenSet.expiresAt,
    refreshExpiresAt: tokenSet.refreshExpiresAt,
    geolocation: tokenSet.geolocation,
    signature: await verifySignature(tokenSet.accessToken, jwks),
    isNotYetValid: claims?.nbf !== undefined && claims.nbf * 1000 > now.getTime() + 60_000,
  };
}

/** Whom a token stands for, by its claim `concur.type`; undefined when it does not say (tokens of before 2017). */
export function principalOf({
  accessToken,
  idToken,
}: Pick<TokenSet, 'accessToken' | 'idToken'>): Principal | undefined {
  const type = decode(accessToken)?.['concur.type'] ?? (idToken ? decode(idToken)?.['concur.type'] : undefined);
  switch (typeof type === 'string' ? type.toLowerCase() : undefined) {
    case 'user':
      return 'user';
    case 'company':
      return 'company';
    case 'app':
    case 'application':
      return 'application';
    default:
      return undefined;
  }
}

/** UUID of the user, company or app that a token stands for. */
export function subjectOf({ accessToken, idToken }: Pick<TokenSet, 'accessToken' | 'idToken'>): string | undefined {
  return decode(accessToken)?.sub ?? (idToken ? decode(idToken)?.sub : undefined);
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Checks a token against the keys that its issuer publishes; its end plays no part. */
export async function verifySignature(token: string, jwks: unknown): Promise<SignatureState> {
  const claims = decode(token);
  if (!claims) return 'opaque';
  const parsed = keySet.safeParse(jwks);
  if (!parsed.success || parsed.data.keys.length === 0) return 'notChecked';
  try {
    // Checked as of its own beginning: whether it has ended since is shown beside this.
    const currentDate = new Date((claims.iat ?? claims.nbf ?? 0) * 1000);
    await jwtVerify(token, createLocalJWKSet(parsed.data satisfies JSONWebKeySet), {
      currentDate,
      clockTolerance: 300,
      algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384'],
    });
    return 'valid';
  } catch (error) {
    if (error instanceof JWKSNoMatchingKey) return 'unknownKey';
    return error instanceof JWSSignatureVerificationFailed ? 'invalid' : 'notChecked';
  }
}

function decode(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined; // opaque tokens are tokens, too
  }
}

function scopesOf(claims: JWTPayload | undefined): string[] {
  const named = claims?.['concur.scopes'] ?? claims?.['https://api.concursolutions.com/scopes'];
  return Array.isArray(named) ? named.filter((scope) => typeof scope === 'string') : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
