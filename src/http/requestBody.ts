import type { HttpRequest } from './request.js';

/** What goes out as a body. Files are named, not read: they stream from disk with every sending, again with a retry. */
export type RequestBody = string | Uint8Array | FileBody | MultipartBody;

/** The content of one file. */
export interface FileBody {
  readonly kind: 'file';
  /** Absolute path. */
  readonly path: string;
}

/** Parts of `multipart/form-data` or another multipart type; the request names the same boundary in `Content-Type`. */
export interface MultipartBody {
  readonly kind: 'multipart';
  readonly boundary: string;
  readonly parts: readonly BodyPart[];
}

/** One part of a multipart body. */
export interface BodyPart {
  readonly headers: readonly (readonly [string, string])[];
  readonly content: string | Uint8Array | FileBody;
}

/** A field of a form: a text, or a file with the name that the receiver sees. */
export interface FormField {
  readonly name: string;
  readonly value: string | (FileBody & { readonly fileName: string; readonly mediaType: string });
}

/**
 * The body of a form with files and its `Content-Type`, as RFC 7578 has them.
 * @param boundary a text that no part holds, such as a random UUID
 */
export function multipartForm(fields: readonly FormField[], boundary: string): Pick<HttpRequest, 'headers' | 'body'> {
  const parts = fields.map(({ name, value }): BodyPart => {
    const disposition = `form-data; name="${escapeQuotes(name)}"`;
    if (typeof value === 'string') return { headers: [['Content-Disposition', disposition]], content: value };
    return {
      headers: [
        ['Content-Disposition', `${disposition}; filename="${escapeQuotes(value.fileName)}"`],
        ['Content-Type', value.mediaType],
      ],
      content: { kind: 'file', path: value.path },
    };
  });
  return {
    headers: [['Content-Type', `multipart/form-data; boundary=${boundary}`]],
    body: { kind: 'multipart', boundary, parts },
  };
}

/** As browsers write names that would end the quotes or the line. */
function escapeQuotes(text: string): string {
  return text.replace(/["\r\n]/g, (char) => encodeURIComponent(char));
}

/** A body as a text to read: files stand as `< path`, as in a request file; bytes that are no text come out garbled. */
export function describeBody(body: RequestBody): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (body.kind === 'file') return `< ${body.path}`;
  const parts = body.parts.map(({ headers, content }) => {
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return `--${body.boundary}\r\n${head}\r\n${describeBody(content)}\r\n`;
  });
  return `${parts.join('')}--${body.boundary}--\r\n`;
}
