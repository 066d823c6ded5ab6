import http from 'node:http';
import https from 'node:https';
import fetch, { Headers, type Response } from 'node-fetch';
import type { Disposable } from '../kernel/disposable.js';
import type { HttpResponse, Timings } from './exchange.js';
import { SendError, toSendError } from './failure.js';
import { PhaseWatch } from './phases.js';
import { type HttpRequest, headerValue } from './request.js';

/** Where bodies go that are too large to be kept in memory. */
export interface BodyFiles {
  /** Absolute path of a folder, made when first needed. Whoever names it removes old files from it. */
  readonly folder: string;
  /** Decoded bytes up to which a body stays in memory; of a longer one so many are kept in memory as well. */
  readonly thresholdBytes: number;
}

/** How long a call may stay in one phase, in milliseconds; absent: as long as the whole call may take. */
export interface PhaseTimeouts {
  /** Until the connection is open: looking up the name, connecting, TLS. */
  readonly connectMs?: number;
  /** From the request being sent until the answer's headers. */
  readonly firstByteMs?: number;
  /** Between two pieces of the body. */
  readonly idleMs?: number;
}

export interface TransportOptions {
  /** Ends the call at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** For the whole call with its redirects. */
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  /** Value of the `Authorization` header; dropped when a redirect leaves the origin. */
  readonly authorization?: string;
  /** Absent: every body stays in memory. */
  readonly bodyFiles?: BodyFiles;
  readonly phaseTimeouts?: PhaseTimeouts;
}

export interface Received {
  readonly response: HttpResponse;
  readonly timings: Timings;
}

/** Puts one request on the wire. */
export interface Transport {
  /**
   * Any status is an answer; only its absence is an error.
   * @throws {SendError} no response; the signal's reason when aborted
   */
  send(request: HttpRequest, options: TransportOptions): Promise<Received>;
}

/** How many redirects are followed before they count as a circle (as browsers do). */
const REDIRECT_LIMIT = 20;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const CREDENTIAL_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-consumerkey']);

/**
 * Sends by node-fetch over node's `http` and `https`. In the editor these two are the patched ones of the extension
 * host (see esbuild.mjs), so the person's proxy and certificate settings hold. Redirects are followed by hand.
 */
export class NodeTransport implements Transport, Disposable {
  readonly #agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  readonly #now: () => number;
  readonly #phases: PhaseWatch;

  /** @param now a monotonic clock in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#phases = new PhaseWatch(now);
  }

  async send(request: HttpRequest, options: TransportOptions): Promise<Received> {
    checkRequest(request);
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    const start = this.#now();
    let url = request.url;
    try {
      options.signal?.throwIfAborted();
      const { result, phases } = await this.#phases.measure(async () => {
        const { response, url: last } = await this.#follow(request, options, signal, (next) => {
          url = next;
        });
        const firstByte = this.#now();
        const body = new Uint8Array(await response.arrayBuffer());
        return { response, last, body, firstByte };
      });
      const end = this.#now();
      return {
        response: {
          status: result.response.status,
          statusText: result.response.statusText || (http.STATUS_CODES[result.response.status] ?? ''),
          headers: Object.entries(result.response.headers.raw()).flatMap(([name, values]) =>
            values.map((value): [string, string] => [name, value]),
          ),
          body: result.body,
          bodySize: result.body.length,
          wireSize: result.body.length,
          url: result.last,
        },
        timings: {
          ...phases,
          firstByteMs: result.firstByte - start,
          downloadMs: end - result.firstByte,
          totalMs: end - start,
        },
      };
    } catch (error) {
      options.signal?.throwIfAborted();
      if (timeout.aborted) {
        throw new SendError({ kind: 'timeout', seconds: options.timeoutMs / 1000 }, { cause: error });
      }
      throw error instanceof SendError ? error : toSendError(error, url);
    }
  }

  dispose(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
    this.#phases.dispose();
  }

  async #follow(
    request: HttpRequest,
    options: TransportOptions,
    signal: AbortSignal,
    onUrl: (url: string) => void,
  ): Promise<{ response: Response; url: string }> {
    let { method, body } = request;
    let { url } = request;
    const headers = new Headers(request.headers.map(([name, value]): [string, string] => [name, value]));
    if (options.authorization !== undefined) headers.set('Authorization', options.authorization);
    for (let hop = 0; ; hop++) {
      const { protocol, origin } = new URL(url);
      const response = await fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
        redirect: 'manual',
        signal,
        agent: protocol === 'https:' ? this.#agents.https : this.#agents.http,
      });
      const location = response.headers.get('location');
      if (!options.followRedirects || !REDIRECTS.has(response.status) || location === null) return { response, url };
      if (hop === REDIRECT_LIMIT) throw new SendError({ kind: 'tooManyRedirects', limit: REDIRECT_LIMIT });
      await response.arrayBuffer(); // frees the connection
      const next = toUrl(new URL(location, url).href);
      if (next.origin !== origin) for (const name of CREDENTIAL_HEADERS) headers.delete(name);
      if (response.status === 303 || (response.status < 303 && method === 'POST')) {
        method = method === 'HEAD' ? 'HEAD' : 'GET';
        body = undefined;
        headers.delete('Content-Type');
      }
      url = next.href;
      onUrl(url);
    }
  }
}

/** @throws {SendError} for what node-fetch would refuse with a message for programmers */
function checkRequest(request: HttpRequest): void {
  toUrl(request.url);
  if (request.body !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
    throw new SendError({ kind: 'bodyNotAllowed', method: request.method });
  }
  for (const [name, value] of request.headers) {
    try {
      http.validateHeaderName(name);
      http.validateHeaderValue(name, value);
    } catch (cause) {
      throw new SendError({ kind: 'badHeader', header: name }, { cause });
    }
  }
  if (headerValue(request.headers, 'transfer-encoding') !== undefined) {
    throw new SendError({ kind: 'badHeader', header: 'Transfer-Encoding' });
  }
}

function toUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new SendError({ kind: 'badUrl', url: text });
  return url;
}
