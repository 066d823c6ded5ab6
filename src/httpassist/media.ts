import type { MediaType, Operation } from '../catalog/model.js';
import { headerValue } from '../http/request.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';

/** What a body is written in, as its header says, or by its first character. */
export type BodyFormat = 'json' | 'xml' | 'form' | 'other';

export function bodyFormatOf({ headers, body = '' }: Pick<HttpFileRequest, 'headers' | 'body'>): BodyFormat {
  const type = headerValue(headers, 'content-type') ?? '';
  if (/ndjson|json-seq/i.test(type)) return 'other';
  if (/[/+]json/i.test(type)) return 'json';
  if (/[/+]xml/i.test(type)) return 'xml';
  if (/form-urlencoded/i.test(type)) return 'form';
  if (type !== '') return 'other';
  const start = body.trimStart();
  if (/^(?:\{(?!\{)|\[)/.test(start)) return 'json';
  return /^<[\w?!]/.test(start) ? 'xml' : 'other';
}

/** The operation's own description of a body in this format. */
export function mediaOf(operation: Operation, format: BodyFormat): MediaType | undefined {
  const pattern = { json: /json/, xml: /xml/, form: /form-urlencoded/, other: /^$/ }[format];
  return operation.requestBody?.content.find(({ mediaType }) => pattern.test(mediaType));
}
