import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { answerJson } from './answers.js';
import { Refusal } from './refusal.js';

/**
 * Writes every failure below a path as `{errors: [{errorCode, errorMessage}]}`, the body of Requests v4 and of cash
 * advances (/api-reference/request/v4.response-codes.html, /api-reference/cash-advance/v4-1.cash-advance.html).
 * @param codeOf what the API calls the failure
 */
export function writeErrorLists(codeOf: (refusal: Refusal) => string | number): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    await next();
    const { error } = call;
    if (!(error instanceof Refusal)) return;
    for (const [name, value] of Object.entries(error.headers)) call.header(name, value);
    const errors = [{ errorCode: codeOf(error), errorMessage: error.message }];
    call.res = answerJson(call, { errors }, error.status);
  };
}
