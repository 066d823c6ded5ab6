import type { Exchange } from '../../http/exchange.js';
import { toRepeatable } from '../../http/repeatable.js';
import { redactBody, redactUrl } from '../../kernel/redaction.js';

/** The request as `.http` text, without what the connection adds and what is new for every call. Holds no secret. */
export async function toHttpText(exchange: Exchange): Promise<string> {
  const { printHttpRequest } = await import('../../httpfile/print.js');
  const { method, url, headers, body } = toRepeatable(exchange.request).request;
  return printHttpRequest({
    title: `${method} ${new URL(url).pathname}`,
    method,
    url: redactUrl(url),
    headers,
    ...(typeof body === 'string' ? { body: redactBody(body) } : {}),
  });
}
