import type { HttpRequest } from './request.js';

/** Milliseconds per phase; a phase that did not take place (kept-alive connection, no TLS) is absent. */
export interface Timings {
  readonly dnsMs?: number;
  readonly connectMs?: number;
  readonly tlsMs?: number;
  /** From the start until the response's headers were there. */
  readonly firstByteMs: number;
  readonly downloadMs: number;
  readonly totalMs: number;
}

/** What came back. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Decoded (gzip, br, deflate undone); secrets that were sent are masked. */
  readonly body: Uint8Array;
  /** Where it came from, after redirects. */
  readonly url: string;
}

/** One request and its response, with timings. Holds no secret: credentials are masked in `request`. */
export interface Exchange {
  readonly id: string;
  readonly startedAt: Date;
  /** As it was sent, with the `concur-correlationid` it carried. */
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly timings: Timings;
  /** Name of the connection whose token was attached, when one was. */
  readonly connection?: string;
  /** The catalogue's operation behind it, when known. */
  readonly operationId?: string;
}
