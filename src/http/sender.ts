import { MASK, redactBody, redactBytes, redactHeaders, redactUrl } from '../kernel/redaction.js';
import type { Exchange } from './exchange.js';
import { type HttpRequest, headerValue } from './request.js';
import type { Received, Transport } from './transport.js';

/** The header by which Concur's support finds a call (/platform/correlation-id.html). */
export const CORRELATION_HEADER = 'concur-correlationid';

/** A token for one request. */
export interface Authorization {
  /** Value of the `Authorization` header. */
  readonly header: string;
  /** Name of the connection it belongs to. */
  readonly connection: string;
  /** Past this moment a 403 may mean expiry as well (/api-reference/http-status-codes.html). */
  readonly expiresAt: Date;
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
  /** Stand in for the sender's own settings, for this request only. */
  readonly settings?: Partial<SendSettings>;
  /** Hears the answer as it came, secrets included. Whoever listens must not store or show it. */
  readonly onReceived?: (received: Received) => void;
}

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
    let received = await this.#transmit(sent, authorization, options);
    if (authorization && wasRefused(received, authorization, this.#parts.now())) {
      const renewed = await authorizer.renew(request.url, authorization, signal);
      if (renewed) {
        authorization = renewed;
        received = await this.#transmit(sent, renewed, options);
      }
    }
    options.onReceived?.(received);
    return this.#toExchange(startedAt, sent, received, authorization, operationId);
  }

  #transmit(
    request: HttpRequest,
    authorization: Authorization | undefined,
    { signal, settings }: SendOptions,
  ): Promise<Received> {
    return this.#parts.transport.send(request, {
      ...this.#parts.settings(),
      ...settings,
      ...(signal ? { signal } : {}),
      ...(authorization ? { authorization: authorization.header } : {}),
    });
  }

  #toExchange(
    startedAt: Date,
    request: HttpRequest,
    { response, timings }: Received,
    authorization: Authorization | undefined,
    operationId: string | undefined,
  ): Exchange {
    const header = authorization?.header ?? headerValue(request.headers, 'authorization') ?? '';
    const secret = header.slice(header.indexOf(' ') + 1);
    const shown: (readonly [string, string])[] = authorization
      ? [...request.headers, ['Authorization', `Bearer ${MASK}`]]
      : [...request.headers];
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
        body: redactBytes(response.body, secret),
      },
      timings,
      ...(authorization ? { connection: authorization.connection } : {}),
      ...(operationId === undefined ? {} : { operationId }),
    };
  }
}

/** Whether a new token may help: 401 always; 403 only past the token's end, else it is a permission that lacks. */
function wasRefused({ response }: Received, { expiresAt }: Authorization, now: Date): boolean {
  return response.status === 401 || (response.status === 403 && expiresAt <= now);
}
