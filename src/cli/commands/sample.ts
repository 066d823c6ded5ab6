import { sampleValues } from '../../catalog/sample.js';
import { assembleRequest } from '../../http/assemble.js';
import { printHttpRequest } from '../../httpfile/print.js';
import type { Environment } from '../environment.js';
import { findOperation, openCatalog } from '../operations.js';
import type { Options } from '../options.js';
import { type Output, toJson } from '../output.js';

const ANY_GEOLOCATION = 'https://us2.api.concursolutions.com';

/** `concur sample OPERATION` */
export async function printSample(
  [word]: readonly string[],
  options: Options,
  output: Output,
  environment: Environment,
): Promise<number> {
  const catalog = openCatalog();
  const { operation: entry } = await findOperation(catalog, word);
  const operation = await catalog.operation(entry.id);
  const base = environment.CONCUR_GEOLOCATION || ANY_GEOLOCATION;
  const { method, url, headers, body } = assembleRequest(operation, sampleValues(operation), base);
  const text = body === undefined ? {} : { body: String(body) };
  output.out(
    options.json
      ? toJson({ method, url, headers: Object.fromEntries(headers), ...text })
      : printHttpRequest({ method, url, headers, ...text }).trimEnd(),
  );
  return 0;
}
