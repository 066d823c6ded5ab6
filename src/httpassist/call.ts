import { isConcurHost } from '../catalog/concurHost.js';
import type { OperationMatch, OperationPaths } from '../catalog/match.js';
import { headerValue } from '../http/request.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';
import { type Locate, locateInPieces } from '../httpfile/references.js';
import type { TextRange } from '../kernel/text.js';
import { readTarget, type WrittenTarget } from './target.js';

/** A request of a file and what it calls. */
export interface Call {
  readonly request: HttpFileRequest;
  readonly target: WrittenTarget;
  /** Undefined where the catalogue knows nothing at this place. */
  readonly match: OperationMatch | undefined;
  /** Whether it surely goes to Concur, so that an unknown path is a mistake. */
  readonly isConcur: boolean;
}

/** @param variableValue the value of a variable of the file or its environment, when there is one */
export function findCall(
  request: HttpFileRequest,
  paths: OperationPaths,
  variableValue: (name: string) => string | undefined,
): Call {
  const target = readTarget(request.url, variableValue);
  const host = headerValue(request.headers, 'host');
  const isElsewhere =
    host !== undefined && /^[\w.-]+(?::\d+)?$/.test(host) && !isConcurHost(`.${host.replace(/:\d+$/, '')}`);
  const isConcur = target.destination === 'concur' || (target.destination === 'connection' && !isElsewhere);
  const match = paths.find(request.method, target.path, target.origin).find(({ api }) => {
    if (api.own?.server !== undefined) return target.origin === api.own.server;
    if (api.caller === 'concur') return target.destination !== 'concur';
    return isConcur || target.destination === 'local' || target.destination === 'open';
  });
  return { request, target, match, isConcur };
}

/** Where offsets of the URL of a request stand; a cURL command has no such places: all are its first line. */
export function locateUrl({ places, requestLine }: HttpFileRequest): Locate {
  const last = places.url.at(-1);
  const beyond = last
    ? { line: last.start.line, character: last.start.character + last.text.length }
    : requestLine.start;
  return locateInPieces(places.url, beyond);
}

/** The range of a stretch of the URL of a request; the whole first line of a cURL command. */
export function urlRange(request: HttpFileRequest, start: number, end: number): TextRange {
  if (request.places.url.length === 0) return request.requestLine;
  const locate = locateUrl(request);
  const from = locate(start);
  if (end <= start) return { start: from, end: from };
  const { line, character } = locate(end - 1);
  return { start: from, end: { line, character: character + 1 } };
}

/** The range of a header's value, in the line it starts in. */
export function headerRange({ headers, places, requestLine }: HttpFileRequest, index: number): TextRange {
  const place = places.headers[index];
  const value = headers[index]?.[1] ?? '';
  return place
    ? { start: place.value, end: { line: place.value.line, character: place.value.character + value.length } }
    : requestLine;
}
