/** From a draft to the request that goes out, and to the one that stands in a file. */
import { bodyToSend, type Draft, type WrittenBody } from '../../builder/draft.js';
import type { Operation, Parameter } from '../../catalog/model.js';
import type { OperationValues } from '../../catalog/sample.js';
import { assembleRequest } from '../../http/assemble.js';
import { type HttpRequest, headerValue } from '../../http/request.js';
import type { BodyPart, RequestBody } from '../../http/requestBody.js';
import { filePathOf, readMultipart } from './bodyForm/multipartText.js';

/** Gives the value of a parameter; '' for none. */
export type ValueOf = (parameter: Parameter) => string;

/** The request of a draft with its body still as text. */
export interface TextRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: WrittenBody;
}

/** Only for taking it out again: `assembleRequest` wants an address. */
const NO_BASE = 'https://geolocation.invalid';

/**
 * The request as method, address, headers and text. Values of parameters that the operation no longer has stay in the
 * draft and are not sent.
 * @param base origin of paths; '' leaves them paths
 * @throws {MissingParameterError} a required parameter has no value
 */
export function textRequestOf(
  operation: Operation | undefined,
  draft: Draft,
  value: ValueOf,
  base: string,
): TextRequest {
  const body = bodyOf(operation, draft);
  const assembled = assemble(operation, draft, value, body);
  const method = draft.method || assembled.method;
  const headers = assembled.headers.filter(([name]) => !isOff(draft, name) && !isReplaced(draft, name));
  const own = draft.headers.filter(({ name, isOn }) => isOn && name.trim() !== '');
  return {
    method,
    url: withBase(draft.url === '' ? assembled.url : fillGaps(draft), base),
    headers: [...headers, ...own.map(({ name, value: text }) => [name.trim(), text.trim()] as const)],
    ...(body ? { body } : {}),
  };
}

/** Headers that operation and body bring by themselves, with those that are switched off. */
export function ownHeaders(operation: Operation | undefined, draft: Draft): readonly (readonly [string, string])[] {
  const optional = (parameter: Parameter): string => (parameter.required ? '-' : '');
  const { headers } = assemble(operation, draft, optional, bodyOf(operation, draft));
  const isParameter = (name: string): boolean =>
    operation?.parameters.some((parameter) => parameter.in === 'header' && parameter.name === name) ?? false;
  return headers.filter(([name]) => !isParameter(name) && !isReplaced(draft, name));
}

/** The same with the body as it goes onto the wire. */
export function toHttpRequest({ method, url, headers, body }: TextRequest): HttpRequest {
  const wire = body ? wireBody(body, headerValue(headers, 'content-type') ?? body.contentType) : undefined;
  return { method, url, headers, ...(wire === undefined ? {} : { body: wire }) };
}

/** Whether `{{...}}` stands somewhere, to be filled in from a request file. */
export function hasPlaceholders({ url, headers, body }: TextRequest): boolean {
  return [url, ...headers.flat(), body?.text ?? ''].some((text) => /\{\{[\s\S]*?\}\}/.test(text));
}

/** Names in single braces of a free address, e.g. `id` of `/reports/{id}`, each once. */
export function gapsOf({ url }: Draft): string[] {
  return [...new Set([...url.matchAll(GAP)].map(([, name = '']) => name))];
}

const GAP = /(?<!\{)\{([^{}\s]+)\}(?!\})/g;

function fillGaps({ url, parameters }: Draft): string {
  return url.replace(GAP, (gap, name: string) => {
    const value = parameters[name];
    return value === undefined ? gap : encodeURIComponent(value).replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}');
  });
}

function assemble(
  operation: Operation | undefined,
  draft: Draft,
  value: ValueOf,
  body: WrittenBody | undefined,
): Pick<HttpRequest, 'method' | 'url' | 'headers'> {
  if (!operation || draft.url !== '') {
    return { method: 'GET', url: '', headers: body ? [['Content-Type', body.contentType]] : [] };
  }
  const parameters = Object.fromEntries(
    operation.parameters.map((parameter) => [parameter.name, value(parameter)] as const).filter(([, text]) => text),
  );
  const values: OperationValues = {
    parameters,
    ...(body ? { body: { mediaType: body.contentType, text: body.text } } : {}),
  };
  const { method, url, headers } = assembleRequest(operation, values, NO_BASE);
  return { method, url: url.replace(NO_BASE, '').replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}'), headers };
}

function withBase(url: string, base: string): string {
  if (url.startsWith('/')) return base + url;
  return base === '' || url === '' || url.startsWith('{{') || /^[a-z][\w+.-]*:/i.test(url) ? url : `https://${url}`;
}

/** As the language of request files has it, so that a body is the same on both ways: `\n`, without blank lines at its end. */
function bodyOf(operation: Operation | undefined, draft: Draft): WrittenBody | undefined {
  const body = draft.url === '' && operation && !operation.requestBody ? undefined : bodyToSend(draft);
  if (!body) return undefined;
  const text = body.text.replace(/\r\n?/g, '\n').replace(/(?:\n[^\S\n]*)+$/, '');
  return text.trim() === '' ? undefined : { ...body, text };
}

function isOff({ headersOff }: Draft, name: string): boolean {
  return headersOff.includes(name.toLowerCase());
}

function isReplaced({ headers }: Draft, name: string): boolean {
  return headers.some((header) => header.isOn && header.name.trim().toLowerCase() === name.toLowerCase());
}

function wireBody({ text, readsFiles }: WrittenBody, contentType: string): RequestBody {
  if (!/^multipart\//i.test(contentType)) {
    const path = readsFiles ? filePathOf(text) : undefined;
    return path === undefined ? text : { kind: 'file', path };
  }
  const parts = readsFiles ? readMultipart(text, contentType) : undefined;
  if (!parts) return `${text}\n`.replaceAll('\n', '\r\n'); // between parts HTTP wants both characters
  return {
    kind: 'multipart',
    boundary: parts.boundary,
    parts: parts.parts.map(({ headers, content }): BodyPart => {
      const path = filePathOf(content);
      return { headers, content: path === undefined ? content.replaceAll('\n', '\r\n') : { kind: 'file', path } };
    }),
  };
}
