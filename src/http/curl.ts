import { HTTPSnippet } from '@readme/httpsnippet';
import type { Operation } from '../catalog/model.js';
import { sampleValues } from '../catalog/sample.js';
import { assembleRequest } from './assemble.js';
import { type HttpRequest, headerValue } from './request.js';
import { describeBody } from './requestBody.js';

/** Stands where the token goes; no real one is ever copied. */
const TOKEN = 'YOUR_ACCESS_TOKEN';

/**
 * A curl command for a sample request of an operation, in several lines, for a POSIX shell.
 * @param base the geolocation
 */
export function toCurl(operation: Operation, base: string): string {
  const sample = assembleRequest(operation, sampleValues(operation), base);
  const token: (readonly [string, string])[] = operation.needsToken ? [['Authorization', `Bearer ${TOKEN}`]] : [];
  return writeCurl({ ...sample, headers: [...sample.headers, ...token] });
}

/** A request as a curl command for a POSIX shell. Says everything that the request says, secrets included. */
export function writeCurl({ method, url, headers, body }: HttpRequest): string {
  const text = body === undefined ? undefined : describeBody(body);
  const parts = readParts(headerValue(headers, 'content-type') ?? '', text ?? '');
  // curl writes the Content-Type of a form itself, for only it knows the boundary.
  const kept = parts ? headers.filter(([name]) => name.toLowerCase() !== 'content-type') : headers;
  const snippet = new HTTPSnippet({
    method,
    url,
    httpVersion: 'HTTP/1.1',
    headers: kept.map(([name, value]) => ({ name, value })),
    cookies: [],
    queryString: [],
    headersSize: -1,
    bodySize: -1,
    postData: { mimeType: '' },
  });
  const [command] = snippet.convert('shell', 'curl') || [];
  return [String(command ?? ''), ...bodyArguments(text, parts)].join(' \\\n  ');
}

/** Not left to the snippet: it drops forms, and lets the shell read `$` in JSON that holds an apostrophe. */
function bodyArguments(body: string | undefined, parts: readonly Part[] | undefined): string[] {
  if (parts) return parts.map((part) => `--form ${quote(toFormField(part))}`);
  return body === undefined ? [] : [`--data-raw ${quote(body)}`];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A part of a multipart body. */
export interface Part {
  readonly name: string;
  /** Of a file. */
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly content: string;
}

/** The parts of a multipart body; undefined of any other body. */
export function readParts(mediaType: string, body: string): Part[] | undefined {
  const boundary = /^multipart\/.*boundary=(.+)$/i.exec(mediaType)?.[1];
  if (boundary === undefined) return undefined;
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...content] = part.split('\r\n\r\n');
      const fileName = /filename="([^"]*)"/.exec(head)?.[1];
      const type = /Content-Type: (.+)/.exec(head)?.[1];
      return {
        name: /[; ]name="([^"]*)"/.exec(head)?.[1] ?? '',
        ...(fileName === undefined ? {} : { fileName }),
        ...(type === undefined ? {} : { mediaType: type.trim() }),
        content: content.join('\r\n\r\n').replace(/\r\n$/, ''),
      };
    });
}

/** Files are named, for the person to have them at hand; within double quotes curl takes a text as it is. */
function toFormField({ name, fileName, mediaType, content }: Part): string {
  const type = mediaType === undefined ? '' : `;type=${mediaType}`;
  if (fileName !== undefined) return `${name}=@${fileName}${type}`;
  return `${name}="${content.replace(/["\\]/g, '\\$&')}"${type}`;
}
