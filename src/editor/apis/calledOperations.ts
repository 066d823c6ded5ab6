import { isConcurUrl, isLoopbackUrl } from '../../auth/geolocation.js';
import { type OperationMatch, type OperationPaths, readPastedTarget } from '../../catalog/match.js';
import { headerValue } from '../../http/request.js';
import type { HttpFile, HttpFileRequest } from '../../httpfile/nodes.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { resolveHead } from '../../httpfile/variables/resolve.js';
import { Substitution, type VariableScope } from '../../httpfile/variables/substitution.js';

/**
 * Ids of the operations that a request file calls, each once. Variables of the file are put in; any other at the head
 * of a URL, as in `{{host}}/api/...`, may stand for any host. What goes to somebody else's server counts only where an
 * imported API has that server, or where Concur would call it.
 */
export function calledOperations(text: string, paths: OperationPaths): string[] {
  const file = parseHttpFile(text);
  const ids = file.requests.flatMap((request) => {
    const { method, url, host } = readCall(file, request);
    const target = readPastedTarget(url.replace(/\s+/g, ''));
    if (!target) return [];
    const origin = target.origin ?? (host === undefined ? undefined : readPastedTarget(`${host}/`)?.origin);
    const match = paths.find(method, target.path, origin).find((found) => isMeant(found, origin));
    return match ? [match.operation.id] : [];
  });
  return [...new Set(ids)];
}

interface Call {
  readonly method: string;
  readonly url: string;
  readonly host: string | undefined;
}

function readCall(file: HttpFile, request: HttpFileRequest): Call {
  const { method, url, headers } = request;
  const host = headerValue(headers, 'host');
  if (!`${url} ${host}`.includes('{{')) return { method, url, host };
  const resolved = resolveHead(request, new Substitution(file.variables, NO_SCOPE));
  return { method: resolved.method, url: resolved.url, host: headerValue(resolved.headers, 'host') };
}

/** For the place of a request nothing from outside its file matters. */
const NO_SCOPE: VariableScope = {
  values: {},
  now: () => new Date(0),
  randomUuid: () => 'uuid',
  randomInt: (least) => least,
  environment: () => undefined,
};

function isMeant({ api }: OperationMatch, origin: string | undefined): boolean {
  if (origin === undefined || api.own?.server !== undefined || api.caller === 'concur') return true;
  return isConcurUrl(origin) || isLoopbackUrl(origin);
}
