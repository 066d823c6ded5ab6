/** Puts the values of variables where a request refers to them. */
import type { Position } from '../../kernel/text.js';
import type { BodyLine, HttpFile, HttpFileRequest, HttpFinding } from '../nodes.js';
import { type Locate, locateInPieces, locateOnLine } from '../references.js';
import { Substitution, type VariableScope } from './substitution.js';

export type { VariableScope } from './substitution.js';

/** A request of a file with its variables put in. The method has none. */
export interface ResolvedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/**
 * Puts variables into url, headers (names, too) and body. A reference without a value stays as it is written and gets
 * a finding with its range; inside the value of a variable it gets one for all uses. A variable of the file keeps its
 * value throughout the request: `@id = {{$guid}}` is one id. Never throws by itself.
 */
export function resolveRequest(
  file: HttpFile,
  request: HttpFileRequest,
  scope: VariableScope,
): { readonly request: ResolvedRequest; readonly findings: readonly HttpFinding[] } {
  const substitution = new Substitution(file.variables, scope);
  const head = resolveHead(request, substitution);
  const { body, places } = request;
  const start = request.requestLine.start;
  const resolved: ResolvedRequest = {
    ...head,
    ...(body === undefined ? {} : { body: substitution.apply(body, locateInBody(places.bodyLines, start)) }),
  };
  return { request: resolved, findings: substitution.findings };
}

/** Method, url and headers with their variables put in. */
export function resolveHead(
  { method, url, headers, places, requestLine }: HttpFileRequest,
  substitution: Substitution,
): Omit<ResolvedRequest, 'body'> {
  const { start } = requestLine;
  return {
    method,
    url: substitution.apply(url, locateInPieces(places.url, start)),
    headers: headers.map(([name, value], index) => {
      const place = places.headers[index];
      const resolvedName = substitution.apply(name, locateOnLine(place?.name ?? start));
      // The value of a variable alone on a line is a whole header.
      const [, key, rest] = (value === '' && /^([^:\s]+)\s*:\s*([\s\S]*)$/.exec(resolvedName)) || [];
      return key !== undefined && rest !== undefined
        ? [key, rest.trimEnd()]
        : [resolvedName, substitution.apply(value, locateOnLine(place?.value ?? start))];
    }),
  };
}

/** Where the characters of a body stand; `fallback` where its lines are not known. */
export function locateInBody(lines: readonly BodyLine[], fallback: Position): Locate {
  let at = 0;
  return (offset) => {
    if (offset < (lines[at]?.offset ?? 0)) at = 0;
    for (let next = lines[at + 1]; next && next.offset <= offset; next = lines[at + 1]) at += 1;
    const line = lines[at];
    return line
      ? { line: line.start.line, character: line.start.character + offset - line.offset }
      : { line: fallback.line, character: fallback.character };
  };
}
