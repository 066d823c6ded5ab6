import type { HttpResponse } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import { charsetOf } from './charset.js';
import { formatJsonText } from './json.js';

const END_BYTES = 64 * 1024;

/** What a body is to a reader. */
export type TextFormat = 'json' | 'xml' | 'html' | 'csv' | 'txt';

/** A body as text that a person can read, and the file extension that gives an editor its language. */
export interface ReadableBody {
  readonly text: string;
  readonly extension: TextFormat;
}

/** Media types whose bodies are no text, with the extension that picks an editor's viewer. */
const BINARY: readonly (readonly [RegExp, string])[] = [
  [/^image\/jpe?g/i, 'jpg'],
  [/^image\/(png|gif|bmp|webp|avif)/i, ''],
  [/^image\/(?:x-icon|vnd\.microsoft\.icon)/i, 'ico'],
  [/^image\/tiff/i, 'tiff'],
  [/^application\/pdf/i, 'pdf'],
  [/^application\/(?:x-)?zip/i, 'zip'],
  [/^application\/(?:x-)?gzip/i, 'gz'],
  [/^application\/vnd\.openxmlformats-officedocument\.spreadsheetml/i, 'xlsx'],
  [/^(application\/octet-stream|image\/(?!svg)|audio\/|video\/|font\/)/i, 'bin'],
];

/** Beginnings by which files are known, for bodies whose type says nothing; in Latin-1. */
const MAGIC: readonly (readonly [string, string])[] = [
  ['%PDF-', 'pdf'],
  ['\x89PNG\r\n', 'png'],
  ['\xff\xd8\xff', 'jpg'],
  ['GIF8', 'gif'],
  ['PK\x03\x04', 'zip'],
];

/** The file extension of a body that is no text; undefined when it is text. */
export function binaryExtension(response: HttpResponse): string | undefined {
  const contentType = headerValue(response.headers, 'content-type') ?? '';
  for (const [type, extension] of BINARY) {
    const match = type.exec(contentType);
    if (match)
      return extension === 'bin' ? (knownBeginning(response.body) ?? 'bin') : extension || match[1]?.toLowerCase();
  }
  return contentType === '' ? knownBeginning(response.body) : undefined;
}

function knownBeginning(body: Uint8Array): string | undefined {
  const start = Buffer.from(body.subarray(0, 8)).toString('latin1');
  return MAGIC.find(([magic]) => start.startsWith(magic))?.[1];
}

/** What the text of a body is, by its type; by its first character where that is missing or says no more than text. */
export function textFormatOf(response: HttpResponse): TextFormat {
  const contentType = headerValue(response.headers, 'content-type') ?? '';
  if (/[/+]json|ndjson|json-seq/i.test(contentType)) return 'json';
  if (/[/+]xml/i.test(contentType)) return 'xml';
  if (/html/i.test(contentType)) return 'html';
  if (/csv/i.test(contentType)) return 'csv';
  if (contentType !== '' && !/^text\/plain/i.test(contentType)) return 'txt';
  const start = decodeBody({ ...response, body: response.body.subarray(0, 400) }).trimStart();
  if (/^(\{\s*["}]|\[)/.test(start)) return 'json';
  if (contentType === '' && /^<(!doctype html|html)/i.test(start)) return 'html';
  return start.startsWith('<?xml') || (contentType === '' && start.startsWith('<')) ? 'xml' : 'txt';
}

/** The text of what is in memory of a body, by the charset that it says it has. */
export function decodeBody({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): string {
  return new TextDecoder(charsetOf(headers, body)).decode(body);
}

/** Beginning and end of what is in memory of a body, as text: where lists say how they go on. */
export function decodeEnds({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): string {
  if (body.length <= 2 * END_BYTES) return decodeBody({ headers, body });
  const text = new TextDecoder(charsetOf(headers, body));
  return `${text.decode(body.subarray(0, END_BYTES))}\n${text.decode(body.subarray(-END_BYTES))}`;
}

/** Decodes what is in memory of a body and formats JSON and XML; what is neither, or broken, stays as it came. */
export async function readBody(response: HttpResponse): Promise<ReadableBody> {
  const text = decodeBody(response);
  const extension = textFormatOf(response);
  if (extension === 'json') return { text: formatJsonText(text).formatted, extension };
  if (extension === 'xml') return { text: await formatXml(text), extension };
  return { text, extension };
}

/** XML with one element a line; text that is no XML comes back as it is. */
export async function formatXml(text: string): Promise<string> {
  const { default: imported } = await import('xml-formatter');
  const formatter = imported as unknown as typeof imported.default; // its types name a `default` that node does not see
  try {
    return formatter(text, { indentation: '  ', collapseContent: true, lineSeparator: '\n', strictMode: true });
  } catch {
    return text; // shown as it came: an answer that is not well-formed is something a person wants to see
  }
}
