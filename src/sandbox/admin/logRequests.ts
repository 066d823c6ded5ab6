import type { MiddlewareHandler } from 'hono';
import { redactUrl } from '../../kernel/redaction.js';
import type { SandboxCall, SandboxEnv } from '../context.js';
import { GENERATED_HEADER } from '../generated/generatedAnswers.js';
import type { Caller } from '../identity/caller.js';
import type { RequestLog } from './requestLog.js';

/** Of texts that callers choose; longer than any path of Concur's. A log of hostile calls stays small. */
const MAX_LENGTH = 500;

/** Logs every call except those to the sandbox's own pages. */
export function logRequests(log: RequestLog, now: () => Date): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    if (call.req.path.startsWith('/sandbox')) return next();
    const at = now().toISOString();
    const started = performance.now();
    await next();
    const caller: Caller | undefined = call.get('caller');
    log.add({
      at,
      method: call.req.method,
      path: shownPath(call.req.url),
      status: statusOf(call),
      milliseconds: Math.round((performance.now() - started) * 10) / 10,
      ...(caller ? { who: nameOf(caller) } : {}),
      correlationId: call.get('correlationId').slice(0, MAX_LENGTH),
      isGenerated: call.res.headers.has(GENERATED_HEADER),
    });
  };
}

/** Path and query without secrets. */
function shownPath(url: string): string {
  const path = url.slice(url.indexOf('/', url.indexOf('//') + 2), MAX_LENGTH);
  return path.includes('=') ? redactUrl(path) : path;
}

/** Faults write to the connection past the answer. */
function statusOf(call: SandboxCall): number {
  if (!call.res.headers.has('x-hono-already-sent')) return call.res.status;
  const { outgoing } = call.env;
  return outgoing.headersSent ? outgoing.statusCode : 0;
}

function nameOf({ principal }: Caller): string {
  return principal.kind === 'user' ? principal.person.login : principal.kind;
}
