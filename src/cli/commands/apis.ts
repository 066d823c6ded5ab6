import { type OperationHit, OperationSearch } from '../../catalog/search.js';
import { openCatalog } from '../operations.js';
import type { Options } from '../options.js';
import { type Output, toJson } from '../output.js';

/** `concur apis [QUERY] [--group G] [--all]` */
export async function listApis(words: readonly string[], options: Options, output: Output): Promise<number> {
  const catalog = openCatalog();
  const apis = (await catalog.apis()).filter(
    (api) =>
      (options.all || api.status !== 'retired') &&
      (options.group === undefined || api.group.toLowerCase() === options.group.toLowerCase()),
  );
  const hits = new OperationSearch(apis).search(words.join(' '));
  if (options.json) {
    output.out(toJson(hits.map(toListed)));
  } else if (hits.length === 0) {
    output.note('No operation fits. Try fewer or shorter words.');
  } else {
    for (const { api, operation } of hits) {
      const mark = operation.deprecated || api.status === 'deprecated' ? ' (deprecated)' : '';
      output.out(`${operation.method.padEnd(6)} ${operation.path}\n       ${operation.id} - ${operation.title}${mark}`);
    }
  }
  return 0;
}

/** One operation as `--json` lists it. */
function toListed({ api, operation }: OperationHit): object {
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    api: api.id,
    version: api.version,
    group: api.group,
    resource: operation.resource,
    title: operation.title,
    scopes: operation.scopes,
    deprecated: operation.deprecated || api.status === 'deprecated' || api.status === 'retired',
  };
}
