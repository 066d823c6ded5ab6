import type { HttpResponse } from '../http/exchange.js';
import type { HttpRequest } from '../http/request.js';
import { isSecretName, MASK, redactBody, redactHeaders, redactUrl } from '../kernel/redaction.js';

/** One exchange with a token service, as it may be shown: every secret is masked. */
export interface TokenLogEntry {
  readonly id: number;
  readonly at: Date;
  /** What was asked, such as `refresh_token grant`. */
  readonly title: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  };
  /** Undefined when none came. */
  readonly response?: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  };
  /** Why none came: the kind of the failure, such as `tls`. */
  readonly failure?: string;
  readonly durationMs: number;
}

const LIMIT = 100;

/** The latest exchanges with token services, in memory and nowhere else. */
export class TokenLog {
  readonly #entries: TokenLogEntry[] = [];
  readonly #listeners = new Set<() => void>();
  #count = 0;

  /** Latest last. */
  get entries(): readonly TokenLogEntry[] {
    return this.#entries;
  }

  /** Told of every new entry, and of clearing. Returns what ends that. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  clear(): void {
    this.#entries.length = 0;
    for (const listener of this.#listeners) listener();
  }

  /** Takes the secrets out of an exchange and keeps the rest; the oldest goes when there are a hundred. */
  add(exchange: {
    readonly title: string;
    readonly at: Date;
    readonly request: HttpRequest;
    readonly response?: HttpResponse;
    readonly failure?: string;
    readonly durationMs: number;
  }): void {
    const { request, response } = exchange;
    const body = typeof request.body === 'string' ? request.body : '';
    const secrets = secretsOf(request, body);
    const mask = (text: string): string => secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
    this.#count += 1;
    this.#entries.push({
      id: this.#count,
      at: exchange.at,
      title: exchange.title,
      request: {
        method: request.method,
        url: redactUrl(request.url),
        headers: redactHeaders(request.headers),
        body: redactBody(body),
      },
      ...(response && {
        response: {
          status: response.status,
          headers: redactHeaders(response.headers),
          body: mask(redactBody(new TextDecoder().decode(response.body))),
        },
      }),
      ...(exchange.failure === undefined ? {} : { failure: exchange.failure }),
      durationMs: exchange.durationMs,
    });
    if (this.#entries.length > LIMIT) this.#entries.shift();
    for (const listener of this.#listeners) listener();
  }
}

/** What was sent in secret fields: a service that quotes it in its answer must not give it away. */
function secretsOf(request: HttpRequest, body: string): string[] {
  const url = URL.canParse(request.url) ? [...new URL(request.url).searchParams] : [];
  return [...url, ...new URLSearchParams(body)]
    .filter(([name, value]) => (isSecretName(name) || name === 'code') && value.length > 3)
    .map(([, value]) => value);
}
