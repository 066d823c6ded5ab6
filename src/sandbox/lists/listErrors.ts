import { STATUS_CODES } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';
import { ListRefusal } from './listRefusal.js';

/** Codes for what every API refuses; the pages of lists name none for these. */
const CODES: Readonly<Record<number, string>> = {
  400: 'request.validation.error',
  401: 'security.unauthorized',
  403: 'security.forbidden',
  404: 'not.found',
  429: 'security.rate.limit.reached',
};

/** Writes every failure below /list/v4 in the body that the APIs of lists have (/api-reference/common/lists/v4.list.html). */
export function writeListErrors(now: () => Date): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    await next();
    const { error } = call;
    if (!(error instanceof Refusal)) return;
    const { status, message } = error;
    const isOwn = error instanceof ListRefusal;
    const body = {
      timestamp: now().toISOString().replace('Z', '+00:00'),
      httpStatus: `${status} - ${STATUS_CODES[status] ?? ''}`,
      error: { id: isOwn ? error.problem : (CODES[status] ?? 'request.failed'), message },
      ...(isOwn && error.validationErrors.length > 0 ? { validationErrors: error.validationErrors } : {}),
      path: call.req.path,
    };
    call.res = answerJson(call, body, status);
  };
}
