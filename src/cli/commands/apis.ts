import { isDeprecated } from '../../catalog/browse.js';
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
  printOperations(hits, options, output);
  return 0;
}

/** Operations in the shape of `concur apis`. */
export function printOperations(hits: readonly OperationHit[], options: Options, output: Output): void {
  if (options.json) {
    output.out(toJson(hits.map(toListed)));
  } else if (hits.length === 0) {
    output.note('No operation fits. Try fewer or shorter words.');
  } else {
    for (const { api, operation } of hits) {
      const mark = isDeprecated(api, operation) ? ` (${api.status === 'retired' ? 'retired' : 'deprecated'})` : '';
      output.out(`${operation.method.padEnd(6)} ${operation.path}\n       ${operation.id} - ${operation.title}${mark}`);
    }
  }
}

/** One operation as `--json` lists it. */
function toListed({ api, operation }: OperationHit): object {
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    ...(operation.alsoAt === undefined ? {} : { alsoAt: operation.alsoAt }),
    api: api.id,
    version: api.version,
    group: api.group,
    resource: operation.resource,
    title: operation.title,
    scopes: operation.scopes,
    deprecated: isDeprecated(api, operation),
    status: api.status,
    caller: api.caller,
  };
}
