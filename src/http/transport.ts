import http from 'node:http';
import https from 'node:https';
import fetch, { Headers, type Response } from 'node-fetch';
import type { Disposable } from '../kernel/disposable.js';
import type { HttpResponse, Timings } from './exchange.js';
import { SendError, toSendError } from './failure.js';
import { PhaseWatch } from './phases.js';
import { type HttpRequest, headerValue } from './request.js';

/** What a server may ask of a client during the handshake (mutual TLS): a PFX, or a certificate with its key. */
export interface ClientCertificate {
  readonly pfx?: Uint8Array;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

export interface TransportOptions {
  /** Ends the call at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** For the whole call with its redirects. */
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  /** Value of the `Authorization` header; dropped when a redirect leaves the origin. */
  readonly authorization?: string;
  /** Shown to the first origin only; the same object for the same certificate, so that connections are kept. */
  readonly certificate?: ClientCertificate;
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
  readonly #certified = new Map<ClientCertificate, https.Agent>();
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
    for (const agent of this.#certified.values()) agent.destroy();
    this.#phases.dispose();
  }

  #agentFor(certificate: ClientCertificate | undefined): https.Agent {
    if (!certificate) return this.#agents.https;
    const known = this.#certified.get(certificate);
    if (known) return known;
    const { pfx, ...rest } = certificate;
    const agent = new https.Agent({ keepAlive: true, ...rest, ...(pfx ? { pfx: Buffer.from(pfx) } : {}) });
    this.#certified.set(certificate, agent);
    return agent;
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
    const home = new URL(url).origin;
    for (let hop = 0; ; hop++) {
      const { protocol, origin } = new URL(url);
      const response = await fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
        redirect: 'manual',
        signal,
        agent:
          protocol === 'https:' ? this.#agentFor(origin === home ? options.certificate : undefined) : this.#agents.http,
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
