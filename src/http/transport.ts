import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { SecureContextOptions } from 'node:tls';
import type { Disposable } from '../kernel/disposable.js';
import { redactUrl } from '../kernel/redaction.js';
import { type Agents, DirectAgents } from './agents.js';
import type { HttpResponse, Redirect, Timings } from './exchange.js';
import { SendError, toSendError } from './failure.js';
import { followRedirect, locationOf, REDIRECT_LIMIT } from './redirect.js';
import { type HttpRequest, headerValue } from './request.js';
import { trustBesides } from './trustedCertificates.js';
import { type BodyFiles, BodyStore } from './wire/bodyStore.js';
import { openBody } from './wire/bodyStream.js';
import { CallEnd } from './wire/callEnd.js';
import { type Answered, callOnce } from './wire/callOnce.js';
import { receiveBody } from './wire/receiveBody.js';
import { completeHeaders, toNodeHeaders } from './wire/requestHeaders.js';
import { readTarget } from './wire/requestTarget.js';

export type { BodyFiles };

/** How long a call may stay in one phase, in milliseconds; absent: as long as the whole call may take. */
export interface PhaseTimeouts {
  /** Until the connection is open: looking up the name, connecting, TLS. */
  readonly connectMs?: number;
  /** From the connection being open until the answer's headers; sending the body is part of it. */
  readonly firstByteMs?: number;
  /** Between two pieces of the body. */
  readonly idleMs?: number;
}

/** What a client shows of itself to a server that asks for a certificate. */
export type ClientCertificate = Pick<SecureContextOptions, 'cert' | 'key' | 'pfx' | 'passphrase'>;

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
  /** Shown to the origin of the request and to no other. */
  readonly clientCertificate?: ClientCertificate;
  /** Whether a body that is not whole counts as an answer (see `HttpResponse.incomplete`) or as a failure. Default: a failure. */
  readonly keepPartial?: boolean;
}

export interface Received {
  readonly response: HttpResponse;
  readonly timings: Timings;
  /** Absent when there were none. */
  readonly redirects?: readonly Redirect[];
}

/** Puts one request on the wire. */
export interface Transport {
  /**
   * Any status is an answer; only its absence is an error.
   * @throws {SendError} no response; the signal's reason when aborted
   */
  send(request: HttpRequest, options: TransportOptions): Promise<Received>;
}

export interface TransportParts {
  /** Default: straight to the server. */
  readonly agents?: Agents;
  /** Certificates in PEM that are trusted besides the usual ones and those of `NODE_EXTRA_CA_CERTS`. */
  readonly ca?: readonly string[];
  /** A monotonic clock in milliseconds. */
  readonly now?: () => number;
}

/** What all hops of one call share. */
interface Journey {
  readonly options: TransportOptions;
  readonly end: CallEnd;
  readonly redirects: Redirect[];
}

/**
 * Sends over node's `http` and `https` themselves: they alone keep headers and query as they were typed. In the editor
 * these two are the patched ones of the extension host (see esbuild.mjs), so the person's proxy and certificate
 * settings hold. Redirects are followed by hand.
 */
export class NodeTransport implements Transport, Disposable {
  readonly #agents: Agents;
  readonly #ca: readonly string[] | undefined;
  readonly #now: () => number;

  constructor(parts: TransportParts = {}) {
    this.#agents = parts.agents ?? new DirectAgents();
    this.#ca = parts.ca && trustBesides(parts.ca);
    this.#now = parts.now ?? (() => performance.now());
  }

  async send(request: HttpRequest, options: TransportOptions): Promise<Received> {
    checkRequest(request);
    options.signal?.throwIfAborted();
    const end = new CallEnd(options.signal, options.timeoutMs);
    const journey: Journey = { options, end, redirects: [] };
    const start = this.#now();
    let last = request;
    try {
      const answered = await this.#follow(withAuthorization(request, options.authorization), journey, (next) => {
        last = next;
      });
      const firstByte = this.#now();
      const { remote, phases } = answered.marks;
      end.enter('idle', options.phaseTimeouts?.idleMs);
      const credentials = options.authorization ?? headerValue(request.headers, 'authorization') ?? '';
      const secret = credentials.slice(credentials.indexOf(' ') + 1);
      const received = await receiveBody(answered, new BodyStore(options.bodyFiles, secret, randomUUID), end);
      const { incomplete } = received;
      if (incomplete && (!options.keepPartial || isNothing(incomplete.kind, received.wireSize))) {
        end.signal.throwIfAborted();
        throw new SendError({ kind: 'incomplete', host: new URL(last.url).host, body: incomplete });
      }
      const finished = this.#now();
      const { answer } = answered;
      return {
        response: {
          status: answer.statusCode ?? 0,
          statusText: answer.statusMessage || (http.STATUS_CODES[answer.statusCode ?? 0] ?? ''),
          headers: toPairs(answer.rawHeaders),
          ...received,
          url: last.url,
          ...(remote ? { remote } : {}),
        },
        timings: {
          ...phases,
          firstByteMs: firstByte - start,
          downloadMs: finished - firstByte,
          totalMs: finished - start,
        },
        ...(journey.redirects.length > 0 ? { redirects: journey.redirects } : {}),
      };
    } catch (error) {
      options.signal?.throwIfAborted();
      throw error instanceof SendError ? error : toSendError(error, last.url);
    } finally {
      end.release();
    }
  }

  dispose(): void {
    this.#agents.dispose();
  }

  async #follow(request: HttpRequest, journey: Journey, onNext: (request: HttpRequest) => void): Promise<Answered> {
    const { options, end, redirects } = journey;
    const seen = new Set<string>();
    const { origin } = new URL(request.url);
    let current = request;
    for (;;) {
      seen.add(`${current.method} ${current.url}`);
      const answered = await this.#call(current, options, end, new URL(current.url).origin === origin);
      const status = answered.answer.statusCode ?? 0;
      const location = options.followRedirects ? locationOf(status, answered.answer.headers.location) : undefined;
      if (location === undefined) return answered;
      try {
        const next = followRedirect(current, status, location);
        redirects.push({ status, from: redactUrl(current.url), to: redactUrl(next.url) });
        if (seen.has(`${next.method} ${next.url}`)) {
          throw new SendError({ kind: 'redirectLoop', chain: roundOf(redirects) });
        }
        if (redirects.length > REDIRECT_LIMIT) throw new SendError({ kind: 'tooManyRedirects', limit: REDIRECT_LIMIT });
        await drain(answered);
        current = next;
        onNext(next);
      } catch (error) {
        answered.request.destroy();
        throw error;
      }
    }
  }

  async #call(request: HttpRequest, options: TransportOptions, end: CallEnd, isHome: boolean): Promise<Answered> {
    const target = readTarget(request.url);
    if (!target) throw new SendError({ kind: 'badUrl', url: request.url });
    const { method, headers } = request;
    const body = request.body === undefined ? undefined : await openBody(request.body);
    const length = body?.length ?? (['POST', 'PUT', 'PATCH'].includes(method) ? 0 : undefined);
    const complete = completeHeaders(headers, { ...target, length });
    const canUseList = target.isSecure || /^(localhost|127\.|::1$)/.test(target.host);
    const ca = target.isSecure ? this.#ca : undefined;
    const { connectMs, firstByteMs } = options.phaseTimeouts ?? {};
    return callOnce(
      {
        method,
        target,
        headers: toNodeHeaders(complete, canUseList),
        body,
        expectsContinue: /100-continue/i.test(headerValue(headers, 'expect') ?? ''),
        agent: this.#agents.agentFor(request.url),
        tls: { ...(isHome ? options.clientCertificate : {}), ...(ca ? { ca: [...ca] } : {}) },
      },
      { connectMs, firstByteMs },
      end,
      this.#now,
    );
  }
}

/** Nothing of a body that was given up: there is no answer to show, only that it was given up. */
function isNothing(kind: string, wireSize: number): boolean {
  return wireSize === 0 && (kind === 'cancelled' || kind === 'timeout');
}

function withAuthorization(request: HttpRequest, authorization: string | undefined): HttpRequest {
  if (authorization === undefined) return request;
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...request, headers: [...others, ['Authorization', authorization]] };
}

/** The addresses of the circle that the last redirect closed. */
function roundOf(redirects: readonly Redirect[]): readonly string[] {
  const back = redirects.at(-1)?.to;
  const start = redirects.findIndex(({ from }) => from === back);
  return [...redirects.slice(start).map(({ from }) => from), back ?? ''];
}

/** Takes in what a redirect says beside where it leads, which frees the connection; a long text is not waited for. */
async function drain({ answer, request }: Answered): Promise<void> {
  let size = 0;
  try {
    for await (const piece of answer) {
      size += (piece as Buffer).length;
      if (size > MAX_DRAINED) break;
    }
  } catch {
    request.destroy(); // cut short, but it has said all that matters
  }
  if (size > MAX_DRAINED) request.destroy();
}

const MAX_DRAINED = 256 * 1024;

function toPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

/** @throws {SendError} for what node would refuse with a message for programmers */
function checkRequest(request: HttpRequest): void {
  if (!readTarget(request.url)) throw new SendError({ kind: 'badUrl', url: request.url });
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(request.method) || request.method === 'CONNECT') {
    throw new SendError({ kind: 'badMethod', method: request.method });
  }
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
