/** From a request of a file to one that can be sent: variables, placeholders, files, forms, credentials. */
import type { TextRange } from '../../kernel/text.js';
import type { HttpFileRequest } from '../nodes.js';
import { type ResolvedRequest, resolveHead } from '../variables/resolve.js';
import type { Substitution } from '../variables/substitution.js';
import { decodeFile, isGraphql, joinPieces, resolvePieces, toForm, toGraphql } from './body.js';
import { concurNameOf, fillBody, fillHeader, fillUrl, findPlaceholders, leaveToConnection } from './placeholders.js';
import type { ReadyRequest, RunPorts } from './ports.js';

/** It cannot be sent as it is written. The message is one sentence for a person. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
  constructor(
    message: string,
    /** Where to look in the file. */
    readonly range?: TextRange,
  ) {
    super(message);
  }
}

export interface PreparationNeeds {
  readonly ports: Pick<RunPorts<unknown>, 'readFile' | 'ask' | 'concur' | 'hasPlaceholders'>;
  readonly substitution: Substitution;
  /** Whether a variable of that name is set: given from outside, in the environment or in the file. */
  readonly isSet: (name: string) => boolean;
  /** Answers of a person in this run, by placeholder; it grows. */
  readonly given: Map<string, string>;
  readonly signal: AbortSignal;
}

/** @throws {NotReadyError} something has no value, or a file cannot be read */
export async function prepareRequest(request: HttpFileRequest, needs: PreparationNeeds): Promise<ReadyRequest> {
  const head = resolveHead(request, needs.substitution);
  const pieces = await readPieces(request, needs);
  requireValues(needs.substitution);
  const bound = await bindPlaceholders(request, head, joinPieces(pieces), needs);
  return finish(bound);
}

/** @throws {NotReadyError} for the first reference without a value */
export function requireValues({ findings }: Substitution): void {
  const finding = findings.find(({ severity }) => severity === 'error');
  if (finding) throw new NotReadyError(finding.message, finding.range);
}

async function readPieces(
  request: HttpFileRequest,
  { ports, substitution }: PreparationNeeds,
): Promise<readonly (string | Uint8Array)[]> {
  const pieces: (string | Uint8Array)[] = [];
  for (const piece of resolvePieces(request, substitution)) {
    if (piece.kind === 'text') {
      pieces.push(piece.text);
      continue;
    }
    requireValues(substitution);
    const { range, hasVariables, encoding } = piece.file;
    const read = await ports.readFile(piece.path);
    if ('problem' in read) throw new NotReadyError(read.problem, range);
    if (!hasVariables) {
      pieces.push(read.bytes);
      continue;
    }
    const text = decodeFile(read.bytes, encoding);
    if (text === undefined) {
      throw new NotReadyError(`${encoding} is no encoding that is known here. Write utf-8, latin1 or utf-16le.`, range);
    }
    pieces.push(substitution.apply(text, () => range.start));
  }
  return pieces;
}

interface Bound {
  readonly head: ResolvedRequest;
  readonly body: string | Uint8Array;
}

async function bindPlaceholders(
  request: HttpFileRequest,
  written: ResolvedRequest,
  body: string | Uint8Array,
  { ports, substitution, isSet, given, signal }: PreparationNeeds,
): Promise<Bound> {
  const head = leaveToConnection(written);
  if (!ports.hasPlaceholders(head.url)) return { head: written, body };
  const mediaType = contentType(head.headers);
  const text = typeof body === 'string' ? body : '';
  const values = new Map<string, string>();
  for (const name of findPlaceholders(head, text, mediaType)) {
    const ofConcur = concurNameOf(name);
    const value =
      (isSet(name) ? substitution.apply(`{{${name}}}`, () => request.requestLine.start) : undefined) ??
      given.get(name) ??
      (ofConcur ? await ports.concur(ofConcur, signal) : undefined) ??
      (await ports.ask({ name, description: '', isSecret: ofConcur === 'token' }, signal));
    if (value === undefined) {
      throw new NotReadyError(
        `${name} has no value. Add a line @${name} = value to the file, or give it where the file is run.`,
      );
    }
    given.set(name, value);
    values.set(name, value);
  }
  return {
    head: {
      ...head,
      url: fillUrl(head.url, values),
      headers: head.headers.map(([name, value]) => [name, fillHeader(value, values)]),
    },
    body: typeof body === 'string' ? fillBody(body, mediaType, values) : body,
  };
}

function finish({ head, body }: Bound): ReadyRequest {
  const hasQuery = isGraphql(head);
  const headers = head.headers
    .filter(([name]) => !/^(?:content-length|x-request-type)$/i.test(name))
    .map(([name, value]): readonly [string, string] => [name, encodeBasic(name, value)]);
  const method = head.method === 'GRAPHQL' ? 'POST' : head.method;
  const shaped = hasQuery ? shapeGraphql(body) : shapeForm(body, contentType(headers));
  return {
    method,
    url: head.url.trim(),
    headers:
      hasQuery && contentType(headers) === '' ? [...headers, ['Content-Type', 'application/json'] as const] : headers,
    ...(shaped.length === 0 ? {} : { body: shaped }),
  };
}

function shapeGraphql(body: string | Uint8Array): string {
  const shaped = toGraphql(typeof body === 'string' ? body : new TextDecoder().decode(body));
  if ('body' in shaped) return shaped.body;
  throw new NotReadyError('The variables of the query are no JSON. Correct what stands behind the empty line.');
}

function shapeForm(body: string | Uint8Array, mediaType: string): string | Uint8Array {
  if (/^multipart\//i.test(mediaType)) return endWithLine(body);
  return typeof body === 'string' && /^application\/x-www-form-urlencoded/i.test(mediaType) ? toForm(body) : body;
}

/** Some servers wait for the line end behind the last boundary, which files leave out. */
function endWithLine(body: string | Uint8Array): string | Uint8Array {
  if (typeof body === 'string') return body.endsWith('--') ? `${body}\r\n` : body;
  const tail = new TextDecoder('latin1').decode(body.subarray(-2));
  return tail === '--' ? new Uint8Array(Buffer.concat([body, Buffer.from('\r\n')])) : body;
}

function contentType(headers: ResolvedRequest['headers']): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

/** `Basic user:password` and `Basic user password` in clear become what a server reads, as in the peers. */
function encodeBasic(name: string, value: string): string {
  if (name.toLowerCase() !== 'authorization') return value;
  const [, scheme, user, password] = /^(Basic)\s+([^\s:]+)(?:\s*:\s*|\s+)(.+)$/i.exec(value) ?? [];
  return scheme === undefined ? value : `${scheme} ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}
