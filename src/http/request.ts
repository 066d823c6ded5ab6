import type { RequestBody } from './requestBody.js';

/** One HTTP request, ready for the wire but for its token. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** Absolute URL; path and query go out letter by letter as they stand here. */
  readonly url: string;
  /** In the order given; names may repeat and keep their letter case. */
  readonly headers: readonly (readonly [string, string])[];
  /** Sent with its `Content-Length`: Concur refuses chunked bodies. */
  readonly body?: RequestBody;
}

/** The first value of a header, whatever its letter case. */
export function headerValue(headers: HttpRequest['headers'], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([key]) => key.toLowerCase() === wanted)?.[1];
}
