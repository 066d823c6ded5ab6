import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { familyOf } from '../protocol/family.js';
import { Refusal } from '../protocol/refusal.js';
import type { TokenReading } from './accessTokens.js';
import type { Identity } from './identity.js';

const CHALLENGE = { 'WWW-Authenticate': 'Bearer' };

/**
 * Makes the handler that stands in front of every API: it lets a call pass only with a good access token that carries
 * one of `scopes`. The older families take tokens of the time before 2017, too, and the scheme `OAuth` that belongs to
 * those. A token that ended is 403 in the older families and 401 in v4 (/api-reference/http-status-codes.html).
 */
export function createAllow(identity: Identity): (...scopes: readonly string[]) => MiddlewareHandler<SandboxEnv> {
  return (...scopes) =>
    async (call, next) => {
      const authorization = call.req.header('authorization');
      if (authorization === undefined) throw new Refusal(401, 'The call carries no access token.', CHALLENGE);
      const family = familyOf(call.req.path);
      const isOlder = family === 'v1' || family === 'v3';
      const token = (isOlder ? /^(?:Bearer|OAuth) +(\S+)$/i : /^Bearer +(\S+)$/i).exec(authorization.trim())?.[1];
      if (token === undefined) throw new Refusal(401, 'Authorization has to be: Bearer <access token>.', CHALLENGE);
      const reading = (isOlder && readLegacy(identity, token)) || (await identity.accessTokens.read(token));
      const { caller } = requireGood(reading, call.req.path);
      if (scopes.length > 0 && !scopes.some((scope) => caller.scopes.includes(scope))) {
        throw new Refusal(403, `The access token lacks the scope ${scopes.join(' or ')}.`);
      }
      call.set('caller', caller);
      return next();
    };
}

/** A token of the time before 2017; undefined when it is none. */
function readLegacy({ issued, accounts }: Identity, token: string): TokenReading | undefined {
  const stored = issued.legacy.findEver(token);
  if (!stored) return undefined;
  const { clientId, scopes, isRevoked } = stored.value;
  if (isRevoked || !issued.legacy.find(token)) return { kind: 'expired' };
  const principal = accounts.principalOf(stored.value.principal);
  return principal && { kind: 'good', caller: { principal, scopes, clientId } };
}

function requireGood(reading: TokenReading, path: string): Extract<TokenReading, { kind: 'good' }> {
  switch (reading.kind) {
    case 'good':
      return reading;
    case 'unverifiable':
      throw new Refusal(401, 'The access token was not issued by this sandbox.', CHALLENGE);
    case 'expired':
      return refuseExpired(path);
  }
}

/** Refuses a call to `path` as one whose token has ended. @throws {Refusal} always */
export function refuseExpired(path: string): never {
  const message = 'The access token has expired or was revoked. Refresh it and send again.';
  const family = familyOf(path);
  if (family === 'v1' || family === 'v3') throw new Refusal(403, message);
  throw new Refusal(401, message, CHALLENGE);
}
