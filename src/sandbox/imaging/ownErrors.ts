import type { MiddlewareHandler } from 'hono';
import type { SandboxCall, SandboxEnv } from '../context.js';
import { Refusal } from '../protocol/refusal.js';

/** A layer for APIs whose errors look unlike those of their family: it writes the refusals of all layers behind it. */
export function answerErrorsWith(
  write: (call: SandboxCall, refusal: Refusal) => Response,
): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    await next();
    if (call.error instanceof Refusal) call.res = write(call, call.error);
  };
}
