import { redactBody, redactBytes, redactHeaders, redactUrl } from '../kernel/redaction.js';
import { CORRELATION_HEADER } from './correlation.js';
import type { Exchange } from './exchange.js';
import { type HttpRequest, headerValue } from './request.js';
import { type RetryWatcher, sendWithRetries } from './retry.js';
import type { ClientCertificate, PhaseTimeouts, Received, Transport } from './transport.js';
import type { BodyFiles } from './wire/bodyStore.js';

/** A token for one request. */
export interface Authorization {
  /** Value of the `Authorization` header. */
  readonly header: string;
  /** Name of the connection it belongs to. */
  readonly connection: string;
  /** Past this moment a 403 may mean expiry as well (/api-reference/http-status-codes.html). */
  readonly expiresAt: Date;
  /** The connection's client certificate, when it has one. */
  readonly certificate?: ClientCertificate;
}

/** Decides whether a request may carry a token, and gives it. `auth/` implements it. */
export interface Authorizer {
  /** The token for this URL, or undefined when none may be sent there. */
  authorize(url: string, signal?: AbortSignal): Promise<Authorization | undefined>;
  /** A new token in place of one that was refused, or undefined when there is no way to get one. */
  renew(url: string, refused: Authorization, signal?: AbortSignal): Promise<Authorization | undefined>;
}

export interface SendSettings {
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  /** How often a request is sent again where that is safe; absent: never. */
  readonly maxRetries?: number;
  /** Where bodies go that are too large to be kept in memory; absent: all are kept. */
  readonly bodyFiles?: BodyFiles;
  readonly phaseTimeouts?: PhaseTimeouts;
}

export interface SenderParts {
  readonly transport: Transport;
  readonly authorizer: Authorizer;
  readonly settings: () => SendSettings;
  readonly now: () => Date;
  readonly randomUuid: () => string;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** The operation behind the request, when known; it is written into the exchange. */
  readonly operationId?: string;
  /** False for calls that carry their credentials in the body, such as the token endpoint. Default true. */
  readonly needsToken?: boolean;
  /** Shows waits before repetitions to a person. */
  readonly watcher?: RetryWatcher;
  /** Shown to servers that ask for one. */
  readonly clientCertificate?: ClientCertificate;
  /** Stand in for the sender's own settings, for this request only. */
  readonly settings?: Partial<SendSettings>;
  /** Hears the answer as it came, secrets included. Whoever listens must not store or show it. */
  readonly onReceived?: (received: Received) => void;
}

/** One sending with all its repetitions. */
type Transmitted = Awaited<ReturnType<typeof sendWithRetries>>;

/** The pipeline's middle: token, correlation id, sending, one renewal of a refused token, redaction. */
export class Sender {
  readonly #parts: SenderParts;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /**
   * Sends a request; an `Authorization` header that it carries itself wins over the connection's token.
   * @throws {SendError} no response came
   * @throws {TokenError} no token could be had; the signal's reason when aborted
   */
  async send(request: HttpRequest, options: SendOptions = {}): Promise<Exchange> {
    const { signal, operationId, needsToken = true } = options;
    const { authorizer } = this.#parts;
    const startedAt = this.#parts.now();
    const isCorrelated = headerValue(request.headers, CORRELATION_HEADER) !== undefined;
    const sent: HttpRequest = isCorrelated
      ? request
      : { ...request, headers: [...request.headers, [CORRELATION_HEADER, this.#parts.randomUuid()]] };
    const hasOwn = headerValue(request.headers, 'authorization') !== undefined;
    let authorization = needsToken && !hasOwn ? await authorizer.authorize(request.url, signal) : undefined;
    let transmitted = await this.#transmit(sent, authorization, options);
    if (authorization && wasRefused(transmitted.received, authorization, this.#parts.now())) {
      const renewed = await authorizer.renew(request.url, authorization, signal);
      if (renewed) {
        authorization = renewed;
        transmitted = await this.#transmit(sent, renewed, options);
      }
    }
    options.onReceived?.(transmitted.received);
    return this.#toExchange(startedAt, sent, transmitted, authorization, operationId);
  }

  #transmit(
    request: HttpRequest,
    authorization: Authorization | undefined,
    { signal, watcher, clientCertificate, settings: own }: SendOptions,
  ): Promise<Transmitted> {
    const { transport, settings, now } = this.#parts;
    const { maxRetries = 0, ...rest } = { ...settings(), ...own };
    const aborting = signal ? { signal } : {};
    const certificate = clientCertificate ?? authorization?.certificate;
    const send = (): Promise<Received> =>
      transport.send(request, {
        ...rest,
        ...aborting,
        keepPartial: true,
        ...(certificate ? { clientCertificate: certificate } : {}),
        ...(authorization ? { authorization: authorization.header } : {}),
      });
    return sendWithRetries(send, {
      method: request.method,
      maxRetries,
      now,
      ...aborting,
      ...(watcher ? { watcher } : {}),
    });
  }

  #toExchange(
    startedAt: Date,
    request: HttpRequest,
    { received: { response, timings, redirects }, attempts }: Transmitted,
    authorization: Authorization | undefined,
    operationId: string | undefined,
  ): Exchange {
    const header = authorization?.header ?? headerValue(request.headers, 'authorization') ?? '';
    const secret = header.slice(header.indexOf(' ') + 1);
    const shown: (readonly [string, string])[] = authorization
      ? [...request.headers, ['Authorization', authorization.header]]
      : [...request.headers];
    const body = redactBytes(response.body, secret);
    return {
      id: this.#parts.randomUuid(),
      startedAt,
      request: {
        ...request,
        url: redactUrl(request.url),
        headers: redactHeaders(shown),
        ...(typeof request.body === 'string' ? { body: redactBody(request.body) } : {}),
      },
      response: {
        ...response,
        url: redactUrl(response.url),
        headers: redactHeaders(response.headers),
        body,
        bodySize: response.bodyFile === undefined ? body.length : response.bodySize,
      },
      timings,
      ...(authorization ? { connection: authorization.connection } : {}),
      ...(operationId === undefined ? {} : { operationId }),
      ...(attempts.length > 0 ? { attempts } : {}),
      ...(redirects ? { redirects } : {}),
    };
  }
}

/** Whether a new token may help: 401 always; 403 only past the token's end, else it is a permission that lacks. */
function wasRefused({ response }: Received, { expiresAt }: Authorization, now: Date): boolean {
  return response.status === 401 || (response.status === 403 && expiresAt <= now);
}
