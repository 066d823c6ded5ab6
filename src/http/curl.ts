import { HTTPSnippet } from '@readme/httpsnippet';
import type { Operation } from '../catalog/model.js';
import { sampleValues } from '../catalog/sample.js';
import { assembleRequest } from './assemble.js';
import { headerValue } from './request.js';

/** Stands where the token goes; no real one is ever copied. */
const TOKEN = 'YOUR_ACCESS_TOKEN';

/**
 * A curl command for a sample request of an operation, in several lines, for a POSIX shell.
 * @param base the geolocation
 */
export function toCurl(operation: Operation, base: string): string {
  const { method, url, headers, body } = assembleRequest(operation, sampleValues(operation), base);
  const named = [...headers, ...(operation.needsToken ? [['Authorization', `Bearer ${TOKEN}`] as const] : [])].map(
    ([name, value]) => ({ name, value }),
  );
  const snippet = new HTTPSnippet({
    method,
    url,
    httpVersion: 'HTTP/1.1',
    headers: named,
    cookies: [],
    queryString: [],
    headersSize: -1,
    bodySize: -1,
    postData: {
      mimeType: headerValue(headers, 'content-type') ?? '',
      ...(body === undefined ? {} : { text: String(body) }),
    },
  });
  const [command] = snippet.convert('shell', 'curl') || [];
  return String(command ?? '');
}
