import type { HttpRequest } from './request.js';

/** Milliseconds per phase; a phase that did not take place (kept-alive connection, no TLS) is absent. */
export interface Timings {
  /** Until a connection was free or began to open: other requests held them all. */
  readonly queueMs?: number;
  readonly dnsMs?: number;
  readonly connectMs?: number;
  readonly tlsMs?: number;
  /** From the start until the response's headers were there. */
  readonly firstByteMs: number;
  readonly downloadMs: number;
  readonly totalMs: number;
}

/** Why a body did not come whole. What came of it is kept. */
export type BodyFailure =
  /** The connection ended in the middle; `expected` is what `Content-Length` said, where there was one. */
  | { readonly kind: 'closedEarly'; readonly received: number; readonly expected?: number }
  /** The body is whole, or there is more, but `Content-Length` says otherwise. In bytes on the wire. */
  | { readonly kind: 'wrongLength'; readonly expected: number; readonly received: number }
  /** The chunks were not marked as HTTP demands. */
  | { readonly kind: 'badChunking' }
  /** The bytes are not what this `Content-Encoding` makes. */
  | { readonly kind: 'brokenCompression'; readonly encoding: string }
  /** Nothing more came for so long, or the whole call took too long. */
  | { readonly kind: 'timeout'; readonly seconds: number }
  /** The person had seen enough. */
  | { readonly kind: 'cancelled' };

/** The other end of the connection that brought the response. */
export interface RemoteEnd {
  readonly address: string;
  readonly port: number;
  /** Such as `TLSv1.3`; absent without TLS. */
  readonly tlsProtocol?: string;
  /** Such as `TLS_AES_128_GCM_SHA256`; absent without TLS. */
  readonly cipher?: string;
}

/** What came back. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /**
   * Decoded (gzip, br, deflate undone); secrets that were sent are masked. The whole of it, or only its beginning when
   * `bodyFile` is there.
   */
  readonly body: Uint8Array;
  /** Absolute path of the file with the whole body, decoded and masked, when it was too large to be kept in memory. */
  readonly bodyFile?: string;
  /** Bytes of the whole body, decoded and masked. */
  readonly bodySize: number;
  /** Bytes of the body as they came over the wire, before decoding; the framing of chunks is not counted. */
  readonly wireSize: number;
  /** The `Content-Encoding` that was undone. */
  readonly encoding?: string;
  /** Why the body is not whole; absent when it is. */
  readonly incomplete?: BodyFailure;
  /** Where it came from, after redirects. */
  readonly url: string;
  /** Absent where the connection was gone before anybody could look. */
  readonly remote?: RemoteEnd;
}

/** A sending that was not the last: what came of it, and how long was waited before the next. */
export interface Attempt {
  readonly reason: RetryReason;
  readonly waitedMs: number;
}

/** Why a request is sent again. */
export type RetryReason =
  /** 429 or 503. */
  | { readonly kind: 'status'; readonly status: number }
  /** The connection broke before an answer came; only for methods that may be repeated. */
  | { readonly kind: 'connection'; readonly code: string };

/** One redirect that was followed; secrets in the addresses are masked. */
export interface Redirect {
  readonly status: number;
  readonly from: string;
  readonly to: string;
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
  /** Sendings before the one that brought the response, oldest first; absent when the first one did. */
  readonly attempts?: readonly Attempt[];
  /** Redirects that were followed, in order; absent when there were none. */
  readonly redirects?: readonly Redirect[];
}
