import { CORRELATION_HEADER } from '../http/correlation.js';
import type { Exchange } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import { redactBody, redactHeaders, redactUrl } from '../kernel/redaction.js';
import { readErrorBody } from './errorBody.js';
import { decodeBody } from './format.js';
import { formatDuration } from './summary.js';

/** How much of a body goes along: support looks the rest up by the id. */
const MOST_CHARACTERS = 2000;

/** Headers that help to find a call in a server's logs. */
const TELLING = /^(date|server|via|retry-after|content-type|x-.*id|.*correlation.*|.*request-?id.*)$/i;

/**
 * What SAP Concur support needs to find a call: ids, time, operation, status and the beginning of the answer, as plain
 * text. Secrets are masked. Personal data of the body is not: whoever sends it should look at it first.
 * @param operation title and API of what was called, where that is known
 */
export function describeForSupport(exchange: Exchange, operation?: string): string {
  const { request, response, startedAt, timings } = exchange;
  const said = readErrorBody(decodeBody(response));
  const text = redactBody(decodeBody(response)).trim();
  const lines = [
    [
      'Correlation id',
      headerValue(response.headers, CORRELATION_HEADER) ?? headerValue(request.headers, CORRELATION_HEADER),
    ],
    ['Error id', said?.errorId],
    ['Error code', said?.code],
    ['Time (UTC)', startedAt.toISOString()],
    ['Operation', operation ?? exchange.operationId],
    ['Request', `${request.method} ${redactUrl(request.url)}`],
    ['Answered by', response.url === request.url ? undefined : redactUrl(response.url)],
    ['Status', `${response.status} ${response.statusText}`.trim()],
    ['Took', formatDuration(timings.totalMs)],
    ['Message', said?.message],
    ...(said?.fields ?? []).map(({ field, message }) => ['Field', `${field}: ${message}`]),
  ] as const;
  return [
    ...lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    '',
    'Response headers:',
    ...redactHeaders(response.headers)
      .filter(([name]) => TELLING.test(name))
      .map(([name, value]) => `  ${name}: ${value}`),
    '',
    'Response body:',
    text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text,
    '',
  ].join('\n');
}
