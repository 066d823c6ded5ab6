import { CORRELATION_HEADER } from '../http/correlation.js';
import type { Exchange } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import type { CalledOperation, SentRequest } from './evidence.js';

/**
 * What a remembered exchange tells.
 * @param operationOf finds the operation behind a method and a URL
 */
export function toSentRequest(
  { startedAt, request, response }: Exchange,
  operationOf: (method: string, url: string) => CalledOperation | undefined,
): SentRequest {
  const operation = operationOf(request.method, request.url);
  const nextPage = nextPageOf(response.body, response.url);
  const retryAfter = Number(headerValue(response.headers, 'retry-after'));
  return {
    at: startedAt,
    method: request.method,
    url: request.url,
    status: response.status,
    isCorrelated: headerValue(response.headers, CORRELATION_HEADER) !== undefined,
    authorization: authorizationOf(request.headers),
    ...(operation ? { operation } : {}),
    ...(nextPage === undefined ? {} : { nextPage }),
    ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
  };
}

function authorizationOf(headers: Exchange['request']['headers']): SentRequest['authorization'] {
  if (headerValue(headers, 'x-consumerkey') !== undefined) return 'legacy';
  const scheme = headerValue(headers, 'authorization')?.split(' ', 1)[0]?.toLowerCase();
  if (scheme === undefined) return 'none';
  return scheme === 'bearer' ? 'bearer' : scheme === 'oauth' ? 'legacy' : 'other';
}

/** Only addresses count: cursors and numbers are followed by arithmetic, which no answer proves. */
function nextPageOf(body: Uint8Array, base: string): string | undefined {
  const text = new TextDecoder().decode(body);
  const found =
    /"(?:NextPage|nextPage)"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? /<NextPage(?:Url)?>([^<]+)</i.exec(text)?.[1];
  const address = found?.replaceAll('\\/', '/').replaceAll('&amp;', '&');
  return address !== undefined && URL.canParse(address, base) ? new URL(address, base).href : undefined;
}
