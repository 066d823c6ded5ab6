import type { ApiStatus, Pagination } from '../catalog/model.js';

/** What the catalogue knows of the operation behind a request. */
export interface CalledOperation {
  readonly id: string;
  readonly apiTitle: string;
  readonly version: string;
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly status: ApiStatus;
  /** Title of the API to move to. */
  readonly replacement?: string;
  readonly pagination: Pagination;
  /** Any of them opens the operation. */
  readonly scopes: readonly string[];
}

/** A request as it stands in a request file. */
export interface WrittenRequest {
  /** As a person would name it, relative to the workspace. */
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly method: string;
  /** Before substitution of variables. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly operation?: CalledOperation;
}

/** A request that was sent, and its answer. */
export interface SentRequest {
  readonly at: Date;
  readonly method: string;
  readonly url: string;
  /** Undefined when no answer came. */
  readonly status?: number;
  readonly operation?: CalledOperation;
  /** Whether the answer carried a `concur-correlationid`. */
  readonly isCorrelated: boolean;
  /** How the token was sent; `legacy` is the scheme `OAuth` or a consumer key. */
  readonly authorization: 'bearer' | 'legacy' | 'other' | 'none';
  /** Address of the next page, when the answer named one. */
  readonly nextPage?: string;
  /** Seconds of `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** One exchange with the token service. */
export interface TokenEvent {
  readonly at: Date;
  /** Flow of the connection, or what was asked. */
  readonly kind: 'native' | 'web' | 'appCenter' | 'clientCredentials' | 'otp' | 'refresh' | 'revoke' | 'legacy';
  readonly wasGranted: boolean;
  /** Base URI of the answer. */
  readonly geolocation?: string;
}

/** A connection as it stands now. */
export interface ConnectionFacts {
  readonly name: string;
  readonly geolocation: string;
  readonly isLegacy: boolean;
  /** Of its token; undefined while signed out. */
  readonly scopes?: readonly string[];
}

/** All that can be judged. Holds no secret; times are the person's own. */
export interface Evidence {
  readonly written: readonly WrittenRequest[];
  readonly sent: readonly SentRequest[];
  readonly tokens: readonly TokenEvent[];
  readonly connections: readonly ConnectionFacts[];
  /** Places where a secret stands in clear, such as `orders.http:12`. */
  readonly secretsInClear: readonly string[];
}
