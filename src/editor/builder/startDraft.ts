/** How drafts begin: from an operation, from a request that exists, from nothing. */
import { type Draft, newDraft, withBody } from '../../builder/draft.js';
import { fittingValues } from '../../catalog/fittingValues.js';
import type { OperationMatch } from '../../catalog/match.js';
import type { Operation } from '../../catalog/model.js';
import { preferredMediaType, sampleBody } from '../../catalog/sample.js';
import { CORRELATION_HEADER } from '../../http/correlation.js';
import { isSecretName, MASK } from '../../kernel/redaction.js';
import { boundaryOf } from './bodyForm/multipartText.js';
import type { TextRequest } from './draftRequest.js';
import { requestToWrite, type Secrets } from './inspectDraft.js';
import { secretNames } from './secrets.js';

/** What a session starts with. */
export interface SessionStart {
  /** Undefined when it could not be read; the page then says so. */
  readonly draft: Draft | undefined;
  readonly secrets: Secrets;
}

/** The first draft of an operation: the given values that fit, secrets apart, and an example of its body. */
export function startOperation(
  id: string,
  operation: Operation,
  given: Readonly<Record<string, string>>,
): SessionStart & { readonly draft: Draft } {
  const values = Object.entries(fittingValues(operation, given));
  const secret = new Set(secretNames(operation));
  const parameters = Object.fromEntries(values.filter(([name]) => !secret.has(name)));
  const secrets = new Map(values.filter(([name]) => secret.has(name)));
  const draft = newDraft(id, { operationId: operation.id, method: operation.method, parameters });
  const media = preferredMediaType(operation);
  if (!media) return { draft, secrets };
  const { mediaType, text } = sampleBody(media);
  const body = { contentType: mediaType, text: text.replaceAll('\r\n', '\n') };
  return { draft: withBody(draft, media.mediaType, body), secrets };
}

/** A request that exists already, from a file or from history. */
export interface GivenRequest extends TextRequest {
  readonly source?: Draft['source'];
  /** Name of a connection that it asks for. */
  readonly connectionId?: string;
}

/**
 * The draft of a request that exists. Where the operation behind it makes the very same request, letter by letter, it
 * becomes a draft of that operation, with typed parameters; else its address stays as it is.
 */
export function startRequest(
  id: string,
  given: GivenRequest,
  match: { readonly operation: Operation; readonly pathValues: OperationMatch['pathValues'] } | undefined,
): SessionStart & { readonly draft: Draft } {
  const request = { ...given, headers: given.headers.filter(isKept) };
  const { method, url, headers, body, source, connectionId } = request;
  const auth: Draft['auth'] = { kind: 'connection', ...(connectionId === undefined ? {} : { id: connectionId }) };
  const operation = match?.operation;
  const mediaType = body?.contentType.split(';')[0]?.trim() || 'text/plain';
  const parts = {
    method,
    auth,
    ...(operation ? { operationId: operation.id } : {}),
    ...(source ? { source } : {}),
    ...(body ? { body: { mediaType, written: { [mediaType]: body } } } : {}),
  };
  const typed = match && asOperation(newDraft(id, parts), request, match);
  if (typed) return { draft: typed, secrets: new Map() };
  const isOwn = ([name, value]: readonly [string, string]): boolean =>
    !(body && name.toLowerCase() === 'content-type' && value === body.contentType);
  const free = newDraft(id, {
    ...parts,
    url,
    headers: headers.filter(isOwn).map(([name, value]) => ({ name, value, isOn: true })),
    headersOff: body && headers.every(isOwn) ? ['content-type'] : [],
  });
  // Where its own headers do not make the same order, all stand as they came.
  if (isSame(requestToWrite(operation, free, new Map()), request)) return { draft: free, secrets: new Map() };
  const exact = headers.map(([name, value]) => ({ name, value, isOn: true }));
  return { draft: { ...free, headers: exact, headersOff: ['content-type'] }, secrets: new Map() };
}

/** What was masked on its way here says nothing, and the id of a call is new for every call. */
function isKept([name, value]: readonly [string, string]): boolean {
  return !(isSecretName(name) && value.includes(MASK)) && name.toLowerCase() !== CORRELATION_HEADER;
}

function asOperation(
  draft: Draft,
  request: TextRequest,
  { operation, pathValues }: { readonly operation: Operation; readonly pathValues: Readonly<Record<string, string>> },
): Draft | undefined {
  const query = new Map<string, string>();
  const [, search = ''] = /\?([^#]*)/.exec(request.url) ?? [];
  for (const [name, value] of new URLSearchParams(search)) {
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  }
  const names = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const parameters: Record<string, string> = {};
  for (const { name, in: place } of operation.parameters) {
    const value =
      place === 'path' ? pathValues[name] : place === 'query' ? query.get(name) : names.get(name.toLowerCase());
    if (value) parameters[name] = value;
  }
  const typed: Draft = { ...draft, parameters };
  const own = requestToWrite(operation, typed, new Map());
  const off = own.headers.filter(([name]) => !names.has(name.toLowerCase())).map(([name]) => name.toLowerCase());
  const extra = request.headers
    .filter(([name, value]) => !own.headers.some(([other, text]) => other === name && text === value))
    .map(([name, value]) => ({ name, value, isOn: true }));
  const whole: Draft = { ...typed, headers: extra, headersOff: off };
  return isSame(requestToWrite(operation, whole, new Map()), request) ? whole : undefined;
}

function isSame(a: TextRequest, b: TextRequest): boolean {
  return (
    a.method === b.method &&
    a.url === b.url &&
    JSON.stringify(a.headers) === JSON.stringify(b.headers) &&
    a.body?.text === b.body?.text
  );
}

/** A body to begin with in a media type that a free request is given. */
export function freshBody(mediaType: string): { readonly contentType: string; readonly text: string } {
  if (!/^multipart\//.test(mediaType)) return { contentType: mediaType, text: '' };
  const contentType = `${mediaType}; boundary=part-of-this-request`;
  const boundary = boundaryOf(contentType) ?? '';
  return {
    contentType,
    text: `--${boundary}\nContent-Disposition: form-data; name="file"; filename="file"\nContent-Type: application/octet-stream\n\n\n--${boundary}--\n`,
  };
}
