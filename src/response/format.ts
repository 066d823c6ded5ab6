import type { HttpResponse } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import { formatJson } from './json.js';

/** A body as text that a person can read, and the file extension that gives an editor its language. */
export interface ReadableBody {
  readonly text: string;
  readonly extension: 'json' | 'xml' | 'html' | 'csv' | 'txt';
}

/** Media types whose bodies are no text, with the extension that picks an editor's viewer. */
const BINARY: readonly (readonly [RegExp, string])[] = [
  [/^image\/jpe?g/i, 'jpg'],
  [/^image\/(png|gif|bmp|webp)/i, ''],
  [/^application\/pdf/i, 'pdf'],
  [/^application\/zip/i, 'zip'],
  [/^(application\/octet-stream|image\/|audio\/|video\/)/i, 'bin'],
];

/** The file extension of a body that is no text; undefined when it is text. */
export function binaryExtension(response: HttpResponse): string | undefined {
  const contentType = headerValue(response.headers, 'content-type') ?? '';
  for (const [type, extension] of BINARY) {
    const match = type.exec(contentType);
    if (match) return extension || match[1];
  }
  return undefined;
}

/** Decodes a body by the charset of its `Content-Type` (UTF-8 when none or unknown) and formats JSON and XML. */
export async function readBody(response: HttpResponse): Promise<ReadableBody> {
  const contentType = headerValue(response.headers, 'content-type') ?? '';
  const text = decoder(contentType).decode(response.body);
  const extension = extensionOf(contentType, text);
  if (extension === 'json') return { text: formatJson(text), extension };
  if (extension === 'xml') return { text: await formatXml(text), extension };
  return { text, extension };
}

function decoder(contentType: string): { decode(bytes: Uint8Array): string } {
  const charset = /charset="?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder(); // a charset that nobody knows: UTF-8 is the best guess
  }
}

function extensionOf(contentType: string, text: string): ReadableBody['extension'] {
  if (/[/+]json/i.test(contentType)) return 'json';
  if (/[/+]xml/i.test(contentType)) return 'xml';
  if (/html/i.test(contentType)) return 'html';
  if (/csv/i.test(contentType)) return 'csv';
  const start = text.trimStart().charAt(0);
  if (contentType === '' && (start === '{' || start === '[')) return 'json';
  if (contentType === '' && start === '<') return 'xml';
  return 'txt';
}

/** XML with one element a line; text that is no XML comes back as it is. */
async function formatXml(text: string): Promise<string> {
  const { default: imported } = await import('xml-formatter');
  const formatter = imported as unknown as typeof imported.default; // its types name a `default` that node does not see
  try {
    return formatter(text, { indentation: '  ', collapseContent: true, lineSeparator: '\n', strictMode: true });
  } catch {
    return text; // shown as it came: an answer that is not well-formed is something a person wants to see
  }
}
