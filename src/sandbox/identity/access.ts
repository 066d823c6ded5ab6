import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { familyOf } from '../protocol/family.js';
import { Refusal } from '../protocol/refusal.js';
import type { AccessTokens } from './accessTokens.js';

const CHALLENGE = { 'WWW-Authenticate': 'Bearer' };

/**
 * Makes the handler that stands in front of every API: it lets a call pass only with a good access token that carries
 * one of `scopes`. A token that ended is 403 in the older families and 401 in v4 (/api-reference/http-status-codes.html).
 */
export function createAllow(tokens: AccessTokens): (...scopes: readonly string[]) => MiddlewareHandler<SandboxEnv> {
  return (...scopes) =>
    async (call, next) => {
      const authorization = call.req.header('authorization');
      if (authorization === undefined) throw new Refusal(401, 'The call carries no access token.', CHALLENGE);
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw new Refusal(401, 'Authorization has to be: Bearer <access token>.', CHALLENGE);
      const reading = await tokens.read(token);
      if (reading.kind === 'unverifiable') {
        throw new Refusal(401, 'The access token was not issued by this sandbox.', CHALLENGE);
      }
      if (reading.kind === 'expired') {
        const message = 'The access token has expired. Refresh it and send again.';
        throw familyOf(call.req.path) === 'v4' ? new Refusal(401, message, CHALLENGE) : new Refusal(403, message);
      }
      const { caller } = reading;
      if (scopes.length > 0 && !scopes.some((scope) => caller.scopes.includes(scope))) {
        throw new Refusal(403, `The access token lacks the scope ${scopes.join(' or ')}.`);
      }
      call.set('caller', caller);
      return next();
    };
}
