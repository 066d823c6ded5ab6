import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { MAX_BODY_BYTES } from './bodies.js';
import { Refusal } from './refusal.js';

/** Sends `concur-correlationid` with every answer: the caller's own, else a new one (/platform/correlation-id.html). */
export function correlate(newUuid: () => string): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    const id = call.req.header('concur-correlationid')?.trim() || newUuid();
    call.set('correlationId', id);
    await next();
    call.res.headers.set('concur-correlationid', id);
  };
}

/** More than any client sends; each costs time in every layer. */
const MAX_HEADERS = 200;

/** Refuses calls with very many headers; the server itself refuses those that are very long. */
export function requireFewHeaders(): MiddlewareHandler<SandboxEnv> {
  return (call, next) => {
    const count = call.env.incoming.rawHeaders.length / 2;
    if (count > MAX_HEADERS) throw new Refusal(431, `The call has ${count} headers; up to ${MAX_HEADERS} are read.`);
    return next();
  };
}

/**
 * Refuses calls whose `Host` is no name of this machine's loopback. A web page can point a name of its own at
 * 127.0.0.1 (DNS rebinding) and would then read answers as if they were its own.
 */
export function requireLoopbackHost(port: number): MiddlewareHandler<SandboxEnv> {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const allowed = new Set([...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])]);
  return (call, next) => {
    const host = call.req.header('host')?.toLowerCase() ?? '';
    if (!allowed.has(host)) throw new Refusal(421, `This server does not answer for the host "${host}".`);
    return next();
  };
}

/** APIs that take files; they judge the size themselves and say so in their own way. */
const UPLOADS = /^\/(api\/image|api\/v3\.0\/expense\/receiptimages|receipts|spend-documents|quickexpense)(\/|$)/;
/** The largest file that one of them takes, and room for the form around it. */
const MAX_UPLOAD_BYTES = 51 * 1024 * 1024;

/** A saved sandbox with many images. */
const MAX_STATE_BYTES = 512 * 1024 * 1024;

function mostBytesAt(path: string): number {
  if (path === '/sandbox/state') return MAX_STATE_BYTES;
  return UPLOADS.test(path) ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
}

/** Refuses bodies without a length, as Concur does (/api-reference/http-status-codes.html), and bodies that are too large. */
export function requireBodyLength(): MiddlewareHandler<SandboxEnv> {
  return (call, next) => {
    if (call.req.header('transfer-encoding') !== undefined) {
      throw new Refusal(400, 'The body came in chunks; send it with a Content-Length.');
    }
    const maxBytes = mostBytesAt(call.req.path);
    if (Number(call.req.header('content-length') ?? 0) > maxBytes) {
      throw new Refusal(413, `The body is larger than ${maxBytes / 1024 / 1024} MB.`);
    }
    return next();
  };
}
