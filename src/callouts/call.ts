import { adviseOnSend, SendError } from '../http/failure.js';
import type { HttpRequest } from '../http/request.js';
import type { Transport } from '../http/transport.js';
import { isLoopbackHost } from '../kernel/loopbackHost.js';
import { MASK, redactBody, redactHeaders } from '../kernel/redaction.js';
import { checkAnswer } from './answerCheck.js';
import { type Callout, TIME_BUDGET_MS } from './callout.js';
import { type Connector, checkCredentials } from './connector.js';
import { type CalloutFinding, errorAt, warningAt } from './finding.js';
import { type CalloutValues, composeCall } from './message.js';
import type { CalloutOutcome } from './outcome.js';

/**
 * Calls a connector exactly as Concur would and judges the answer.
 * @throws {CalloutValueError} a value does not fit; the signal's reason when aborted
 */
export async function callConnector(
  transport: Transport,
  callout: Callout,
  connector: Connector,
  values: CalloutValues,
  signal?: AbortSignal,
): Promise<CalloutOutcome> {
  const composed = composeCall(callout, connector, values);
  const secrets = [connector.password, Buffer.from(`${connector.user}:${connector.password}`).toString('base64')];
  const request: HttpRequest = {
    ...composed,
    headers: redactHeaders(composed.headers),
    ...(composed.body === undefined ? {} : { body: mask(String(composed.body), secrets) }),
  };
  const setUp = checkSetUp(callout, connector);
  const start = performance.now();
  try {
    const { response } = await transport.send(composed, {
      timeoutMs: TIME_BUDGET_MS,
      followRedirects: false,
      ...(signal ? { signal } : {}),
    });
    const durationMs = Math.round(performance.now() - start);
    const body = new TextDecoder().decode(response.body);
    return {
      callout: callout.name,
      request,
      response: {
        status: response.status,
        headers: redactHeaders(response.headers),
        body: mask(body, secrets),
        durationMs,
      },
      findings: [
        ...setUp,
        ...checkAnswer(callout, values, { status: response.status, headers: response.headers, body, durationMs }),
      ],
    };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { what } = adviseOnSend(error.failure);
    return { callout: callout.name, request, failure: what, findings: [...setUp, errorAt('connection', what)] };
  }
}

/** What Concur would mind before it calls. */
function checkSetUp(callout: Callout, connector: Connector): readonly CalloutFinding[] {
  const url = new URL(connector.url);
  const isVersion1 = callout.name === 'fetch-attendee' && url.pathname !== '/' && !url.pathname.includes('v2.0');
  return [
    ...checkCredentials(connector).map((what) => warningAt('registration', what)),
    ...(url.protocol === 'http:' || isLoopbackHost(url.hostname)
      ? [
          warningAt(
            'address',
            'This is a test address. Concur calls public https addresses with a certificate of a public authority.',
          ),
        ]
      : []),
    ...(isVersion1
      ? [warningAt('address', 'The path does not hold v2.0, so Concur would send the older set of fields.')]
      : []),
    ...(callout.retired === undefined
      ? []
      : [warningAt('callout', `Concur no longer makes this call; ${callout.retired} replaced it.`)]),
  ];
}

/** Connectors under test like to answer with what they were sent. */
function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (masked, secret) => (secret === '' ? masked : masked.replaceAll(secret, MASK)),
    redactBody(text),
  );
}
