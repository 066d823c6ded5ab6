import { HTTPSnippet } from '@readme/httpsnippet';
import { MASK, redactBody, redactHeaders, redactUrl } from '../kernel/redaction.js';
import { readParts, writeCurl } from './curl.js';
import { type HttpRequest, headerValue } from './request.js';
import { describeBody } from './requestBody.js';

/** What a request can be copied as. */
export interface SnippetKind {
  readonly id: string;
  /** For people; a name in its own spelling, so it is never translated. */
  readonly label: string;
}

/** In the order of a list to pick from; R is missing, because the generator drops its query. `target` and `client` are the generator's words. */
const KINDS = [
  { id: 'curl', label: 'cURL', target: 'shell', client: 'curl' },
  { id: 'http', label: 'HTTP', target: 'http', client: 'http1.1' },
  { id: 'powershell', label: 'PowerShell', target: 'powershell', client: 'restmethod' },
  { id: 'httpie', label: 'HTTPie', target: 'shell', client: 'httpie' },
  { id: 'wget', label: 'wget', target: 'shell', client: 'wget' },
  { id: 'node', label: 'Node.js (fetch)', target: 'node', client: 'fetch' },
  { id: 'axios', label: 'Node.js (axios)', target: 'node', client: 'axios' },
  { id: 'javascript', label: 'JavaScript (fetch)', target: 'javascript', client: 'fetch' },
  { id: 'python', label: 'Python (requests)', target: 'python', client: 'requests' },
  { id: 'csharp', label: 'C# (HttpClient)', target: 'csharp', client: 'httpclient' },
  { id: 'java', label: 'Java (java.net.http)', target: 'java', client: 'nethttp' },
  { id: 'kotlin', label: 'Kotlin (OkHttp)', target: 'kotlin', client: 'okhttp' },
  { id: 'go', label: 'Go', target: 'go', client: 'native' },
  { id: 'php', label: 'PHP (cURL)', target: 'php', client: 'curl' },
  { id: 'ruby', label: 'Ruby', target: 'ruby', client: 'native' },
  { id: 'swift', label: 'Swift', target: 'swift', client: 'urlsession' },
] as const;

export type SnippetId = (typeof KINDS)[number]['id'];

/** Everything that {@link toSnippet} writes. */
export const SNIPPET_KINDS: readonly SnippetKind[] = KINDS;

export function isSnippetId(text: string): text is SnippetId {
  return KINDS.some(({ id }) => id === text);
}

/**
 * Writes a request in the words of a tool or language. Secrets never get in: credentials become `YOUR_ACCESS_TOKEN`,
 * other secret values `YOUR_SECRET`.
 * @param request with an absolute URL
 */
export function toSnippet(request: HttpRequest, id: SnippetId): string {
  const safe = takeSecretsOut(request);
  if (id === 'curl') return writeCurl(safe);
  if (id === 'http') return writeHttp(safe);
  const kind = KINDS.find((known) => known.id === id) ?? KINDS[0];
  const [code] = new HTTPSnippet(toHar(safe)).convert(kind.target, kind.client) || [];
  return String(code ?? '');
}

function takeSecretsOut({ method, url, headers, body }: HttpRequest): HttpRequest & { readonly body?: string } {
  const text = body === undefined ? undefined : describeBody(body);
  return {
    method,
    url: redactUrl(url).replaceAll(MASK, 'YOUR_SECRET'),
    headers: redactHeaders(headers).map(([name, value]) => [name, value.replaceAll(MASK, 'YOUR_ACCESS_TOKEN')]),
    ...(text === undefined ? {} : { body: redactBody(text).replaceAll(MASK, 'YOUR_SECRET') }),
  };
}

/** Not left to the generator, which takes the letter case out of header names. */
function writeHttp({ method, url, headers, body }: HttpRequest & { readonly body?: string }): string {
  const { host, pathname, search } = new URL(url);
  const named = headerValue(headers, 'host') === undefined ? [['Host', host] as const, ...headers] : headers;
  const head = [`${method} ${pathname}${search} HTTP/1.1`, ...named.map(([name, value]) => `${name}: ${value}`)];
  return `${head.join('\n')}\n\n${body ?? ''}`.trimEnd();
}

type Har = ConstructorParameters<typeof HTTPSnippet>[0];

function toHar({ method, url, headers, body }: HttpRequest & { readonly body?: string }): Har {
  const mediaType = headerValue(headers, 'content-type') ?? '';
  const parts = body === undefined ? undefined : readParts(mediaType, body);
  // The generator writes the boundary of a form itself.
  const kept = parts ? headers.filter(([name]) => name.toLowerCase() !== 'content-type') : headers;
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    headers: kept.map(([name, value]) => ({ name, value })),
    cookies: [],
    queryString: [],
    headersSize: -1,
    bodySize: -1,
    postData: toPostData(mediaType, body, parts),
  };
}

function toPostData(mediaType: string, body: string | undefined, parts: ReturnType<typeof readParts>): HarPostData {
  if (body === undefined) return { mimeType: '' };
  if (parts) {
    return {
      mimeType: 'multipart/form-data',
      params: parts.map(({ name, fileName, mediaType: type, content }) => ({
        name,
        ...(fileName === undefined ? { value: content } : { fileName }),
        ...(type === undefined ? {} : { contentType: type }),
      })),
    };
  }
  const mimeType = mediaType.split(';')[0]?.trim() || 'text/plain';
  if (mimeType !== 'application/x-www-form-urlencoded') return { mimeType, text: body };
  return { mimeType, params: [...new URLSearchParams(body)].map(([name, value]) => ({ name, value })) };
}

interface HarPostData {
  readonly mimeType: string;
  readonly text?: string;
  readonly params?: {
    readonly name: string;
    readonly value?: string;
    readonly fileName?: string;
    readonly contentType?: string;
  }[];
}
