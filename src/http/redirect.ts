import { isSecretName } from '../kernel/redaction.js';
import { SendError } from './failure.js';
import type { HttpRequest } from './request.js';

/** How many redirects are followed, as browsers do; a circle is told sooner. */
export const REDIRECT_LIMIT = 20;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Headers that say something of a body, and go with it. */
const BODY_HEADERS = new Set(['content-type', 'content-length', 'content-encoding', 'content-language', 'expect']);

/** Where an answer redirects to; undefined when it is no redirect, or says not where. */
export function locationOf(status: number, location: string | undefined): string | undefined {
  return REDIRECTS.has(status) ? location : undefined;
}

/**
 * The request after a redirect (RFC 9110, 15.4): 303 turns all methods but HEAD into GET, 301 and 302 turn POST into
 * GET as every client does, 307 and 308 change nothing. Credentials and `Host` stay behind when the origin changes.
 * @throws {SendError} `badRedirect` for an address that is no http or https URL
 */
export function followRedirect(request: HttpRequest, status: number, location: string): HttpRequest {
  const next = URL.canParse(location, request.url) ? new URL(location, request.url) : undefined;
  if (!next || !/^https?:$/.test(next.protocol)) throw new SendError({ kind: 'badRedirect', location });
  const from = new URL(request.url);
  if (next.hash === '') next.hash = from.hash; // the fragment is inherited (RFC 9110, 10.2.2)
  const isAway = next.origin !== from.origin;
  const becomesGet =
    (status === 303 && request.method !== 'HEAD' && request.method !== 'GET') ||
    ((status === 301 || status === 302) && request.method === 'POST');
  const headers = request.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (isAway && (lower === 'host' || isSecretName(lower))) return false;
    return !becomesGet || !BODY_HEADERS.has(lower);
  });
  const { body, ...rest } = request;
  const keepsBody = body !== undefined && !becomesGet;
  return {
    ...rest,
    method: becomesGet ? 'GET' : request.method,
    url: next.href,
    headers,
    ...(keepsBody ? { body } : {}),
  };
}
