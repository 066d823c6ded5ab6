import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Catalog } from '../../catalog/catalog.js';
import type { OperationMatch, OperationPaths } from '../../catalog/match.js';
import type { SandboxEnv } from '../context.js';
import type { SandboxControls } from '../controls.js';
import { Refusal } from './refusal.js';

/** APIs that do not even answer any more since they were shut down (release notes of August 2026). */
const SILENT_APIS = new Set(['travel-requests-v1', 'travel-requests-v3', 'travel-requests-v3.1']);

/** Paths whose operations are remembered; looking for one takes longer than many an answer. */
const MAX_REMEMBERED = 2_000;

/**
 * Warns with every answer of a deprecated API, as Concur does since March 2026 (release notes, /tools-support): the
 * header `x-api-warn` names the call, what to use instead and a page, `sunset` the day on which it ends. Retired APIs
 * are gone when the controls say so.
 */
export function warnOfDeprecation(
  catalog: Catalog,
  controls: Pick<SandboxControls, 'retired'>,
): MiddlewareHandler<SandboxEnv> {
  const remembered = new WeakMap<OperationPaths, Map<string, OperationMatch | undefined>>();
  const findDeprecated = async (method: string, path: string): Promise<OperationMatch | undefined> => {
    const paths = await catalog.paths();
    const known = remembered.get(paths) ?? new Map<string, OperationMatch | undefined>();
    remembered.set(paths, known);
    const key = `${method} ${path}`;
    if (known.has(key)) return known.get(key);
    const [match] = paths.find(method, path);
    const found = match && isDeprecated(match) ? match : undefined;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, found);
    return found;
  };
  return async (call, next) => {
    const match = await findDeprecated(call.req.method, call.req.path);
    if (!match) return next();
    const { api } = match;
    if (api.status === 'retired' && controls.retired === 'gone') {
      if (!SILENT_APIS.has(api.id)) throw new Refusal(410, `${api.title} was shut down${insteadOf(match)}.`);
      call.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT.clone();
    }
    await next();
    call.res.headers.set('x-api-warn', warn(match));
    const end = new Date(api.retiredOn ?? '');
    if (!Number.isNaN(end.getTime())) call.res.headers.set('sunset', end.toUTCString());
  };
}

function isDeprecated({ api, operation }: OperationMatch): boolean {
  return api.status === 'deprecated' || api.status === 'retired' || operation.deprecated;
}

function warn(match: OperationMatch): string {
  const { api, operation } = match;
  const page = api.docs === undefined ? '' : `; see ${api.docs}`;
  return `${operation.method} ${operation.path} is deprecated${insteadOf(match)}${page}`;
}

function insteadOf({ api }: OperationMatch): string {
  return api.replacedBy === undefined ? '' : `; use ${api.replacedBy} instead`;
}
