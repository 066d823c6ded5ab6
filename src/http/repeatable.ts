import { isSecretName, MASK } from '../kernel/redaction.js';
import { CORRELATION_HEADER } from './correlation.js';
import type { HttpRequest } from './request.js';

/** A request of the past as it can be sent again. */
export interface Repeatable {
  /** Without credentials, which the connection adds anew, and without the correlation id, which is new for every call. */
  readonly request: HttpRequest;
  /** Whether its address, body or another header held a secret, which was masked: it must be typed in again. */
  readonly lacksSecret: boolean;
}

/** Makes a request of the past ready to be sent again. */
export function toRepeatable(request: HttpRequest): Repeatable {
  const headers = request.headers.filter(([name]) => !isSecretName(name) && name.toLowerCase() !== CORRELATION_HEADER);
  const rest = JSON.stringify([request.url, headers, request.body ?? null]);
  return { request: { ...request, headers }, lacksSecret: rest.includes(MASK) };
}
