import { redactBytes, redactSecret } from '../kernel/redaction.js';
import type { Exchange } from './exchange.js';
import { describeBody } from './requestBody.js';

/** The exchange with this token masked wherever a request file put it, and wherever the answer says it again. */
export function maskToken(exchange: Exchange, token: string): Exchange {
  const { request, response } = exchange;
  const mask = (text: string): string => redactSecret(text, token);
  return {
    ...exchange,
    request: {
      ...request,
      url: mask(request.url),
      headers: request.headers.map(([name, value]) => [name, mask(value)]),
      ...(request.body === undefined ? {} : { body: mask(describeBody(request.body)) }),
    },
    response: {
      ...response,
      url: mask(response.url),
      headers: response.headers.map(([name, value]) => [name, mask(value)]),
      body: redactBytes(response.body, token),
    },
  };
}
