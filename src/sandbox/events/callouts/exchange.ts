import { checkCredentials } from '../../../callouts/connector.js';
import { MASK, redactBody, redactHeaders } from '../../../kernel/redaction.js';
import { callLoopback } from '../loopback.js';
import type { Connector } from './connector.js';

/** A call to a connector and what came of it, without the password. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  /** Null when none came. */
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly durationMs: number;
  } | null;
  /** Why no answer came. */
  readonly failure: string | null;
  /** What Concur would mind. */
  readonly findings: readonly string[];
}

/**
 * Calls a connector with its user and password, as Concur does: with a body as XML, else with GET.
 * @param check finds fault with the body of a successful answer
 */
export async function callConnector(
  connector: Connector,
  body: string | undefined,
  closing: AbortSignal,
  check: (body: string) => readonly string[] = () => [],
): Promise<Exchange> {
  const { url, user, password } = connector;
  const method = body === undefined ? 'GET' : 'POST';
  const headers = {
    Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    ...(body === undefined ? {} : { 'Content-Type': 'application/xml; charset=utf-8' }),
    Accept: '*/*',
  };
  const request = {
    method,
    url: url.href,
    headers: Object.fromEntries(redactHeaders(Object.entries(headers))),
    body: body ?? null,
  };
  const registration = checkCredentials(connector);
  const start = performance.now();
  try {
    const answer = await callLoopback({ method, url, headers, ...(body === undefined ? {} : { body }) }, closing);
    const findings =
      answer.status >= 200 && answer.status < 300
        ? check(answer.body)
        : [`The connector answered ${answer.status}; Concur expects 200.`];
    const response = {
      status: answer.status,
      headers: Object.fromEntries(redactHeaders(answer.headers)),
      body: mask(answer.body, password, headers.Authorization),
      durationMs: Math.round(performance.now() - start),
    };
    return { request, response, failure: null, findings: [...registration, ...findings] };
  } catch (error) {
    const failure = error instanceof Error ? error.message || error.name : String(error);
    return { request, response: null, failure, findings: registration };
  }
}

/** Whether the connector took the call. */
export function succeeded({ response }: Exchange): boolean {
  return response !== null && response.status >= 200 && response.status < 300;
}

/** Connectors under test like to answer with what they were sent. */
function mask(text: string, password: string, authorization: string): string {
  return redactBody(text).replaceAll(password, MASK).replaceAll(authorization.slice('Basic '.length), MASK);
}
