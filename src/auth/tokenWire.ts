import * as z from 'zod/mini';
import { CORRELATION_HEADER } from '../http/correlation.js';
import type { HttpResponse } from '../http/exchange.js';
import { SendError } from '../http/failure.js';
import { type HttpRequest, headerValue } from '../http/request.js';
import type { Transport } from '../http/transport.js';
import { parseGeolocation } from './geolocation.js';
import { TOKEN_CODES } from './tokenCodes.js';
import { TokenError, type TokenFailure } from './tokenError.js';
import type { TokenLog } from './tokenLog.js';

const refusal = z.object({
  code: z.optional(z.union([z.number(), z.string()])),
  error: z.optional(z.string()),
  error_description: z.optional(z.string()),
  message: z.optional(z.string()),
  geolocation: z.optional(z.string()),
  'concur-correlationid': z.optional(z.string()),
});

const TIMEOUT_MS = 60_000;
/** Beyond this the clocks are no longer merely imprecise. */
const SKEW_MS = 5 * 60_000;

/** Sends what asks for tokens, writes it into the log, and reads refusals. */
export class TokenWire {
  readonly #transport: Transport;
  readonly #now: () => Date;
  readonly #log: TokenLog | undefined;

  constructor(transport: Transport, now: () => Date, log?: TokenLog) {
    this.#transport = transport;
    this.#now = now;
    this.#log = log;
  }

  now(): Date {
    return this.#now();
  }

  /**
   * @param title what is asked, for the log
   * @param authorization for the few calls that carry a token themselves
   * @throws {TokenError} for every status but 200 to 299; {SendError} when no answer came
   */
  async send(
    title: string,
    request: HttpRequest,
    { authorization, signal }: { readonly authorization?: string; readonly signal?: AbortSignal } = {},
  ): Promise<HttpResponse> {
    const at = this.#now();
    const shown: HttpRequest =
      authorization === undefined
        ? request
        : { ...request, headers: [...request.headers, ['Authorization', authorization]] };
    const note = (rest: { response: HttpResponse } | { failure: string }): void =>
      this.#log?.add({ title, at, request: shown, durationMs: this.#now().getTime() - at.getTime(), ...rest });
    let response: HttpResponse;
    try {
      ({ response } = await this.#transport.send(request, {
        timeoutMs: TIMEOUT_MS,
        followRedirects: false,
        ...(authorization === undefined ? {} : { authorization }),
        ...(signal ? { signal } : {}),
      }));
    } catch (error) {
      note({ failure: error instanceof SendError ? error.failure.kind : 'cancelled' });
      throw error;
    }
    note({ response });
    if (response.status >= 200 && response.status < 300) return response;
    throw new TokenError(readRefusal(response, this.#now()));
  }
}

/** The body as a value; undefined when it is no JSON. */
export function readJson(response: HttpResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(response.body));
  } catch {
    return undefined;
  }
}

function readRefusal(response: HttpResponse, now: Date): TokenFailure {
  const { status, headers } = response;
  if (status === 407) return { kind: 'proxy', status };
  if (status === 429) {
    const after = Number(headerValue(headers, 'retry-after') ?? Number.NaN);
    return { kind: 'tooManyRequests', retryAfterSeconds: Number.isFinite(after) ? after : undefined };
  }
  const parsed = refusal.safeParse(readJson(response));
  const data = parsed.success ? parsed.data : {};
  const code = data.code === undefined || Number.isNaN(Number(data.code)) ? undefined : Number(data.code);
  const correlationId = data['concur-correlationid'] ?? headerValue(headers, CORRELATION_HEADER);
  const correlated = correlationId === undefined ? {} : { correlationId };
  const geolocation = parseGeolocation(data.geolocation ?? '');
  if (code === 16 && geolocation) return { kind: 'livesElsewhere', geolocation };
  const known = code === undefined ? undefined : TOKEN_CODES[code];
  if (known && code !== undefined) return { kind: known.kind, code, ...correlated };
  const said = data.error_description ?? data.message ?? data.error ?? readXmlMessage(response);
  // The migration of legacy tokens has words for codes, such as INVALIDTOKEN.
  const word = typeof data.code === 'string' && code === undefined && !said.includes(data.code) ? `${data.code}: ` : '';
  const text = `${word}${said}`;
  if (code === undefined && status >= 500) return { kind: 'serviceDown', status, ...correlated };
  if (code === undefined && text === '') return { kind: 'unreadable', status };
  const skewMs = now.getTime() - Date.parse(headerValue(headers, 'date') ?? '');
  if (Math.abs(skewMs) > SKEW_MS) return { kind: 'clockSkew', minutes: Math.round(skewMs / 60_000) };
  return { kind: 'refused', code, status, text, ...correlated };
}

/** The message of an error in XML, which the services of before 2017 answer; empty when there is none. */
function readXmlMessage({ body }: HttpResponse): string {
  return /<Message>([^<]{1,500})<\/Message>/i.exec(new TextDecoder().decode(body))?.[1]?.trim() ?? '';
}
