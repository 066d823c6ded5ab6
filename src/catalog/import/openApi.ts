import { DescriptionError } from './descriptionError.js';
import type { DescriptionFile } from './descriptionFile.js';
import { type ForeignDescription, type ForeignOperation, METHODS } from './foreignDescription.js';
import { asObject, type Json } from './json.js';

/**
 * Lists what an OpenAPI 3.1 document describes.
 * @param document without references but those to `components.schemas`
 * @param file what it was read from, for the places of mistakes
 * @throws {DescriptionError} when a part is not what OpenAPI asks for
 */
export function readOpenApi(document: Json, file: DescriptionFile): ForeignDescription {
  const paths = asObject(document.paths);
  if (!paths) {
    const reason = document.webhooks === undefined ? 'it has no "paths".' : 'it describes webhooks only, no calls.';
    throw new DescriptionError(file.path, reason, file.lineOf(['paths']));
  }
  const operations = Object.entries(paths)
    .filter(([path]) => !path.startsWith('x-'))
    .flatMap(([path, item]) => readPathItem(path, item, file));
  if (operations.length === 0) throw new DescriptionError(file.path, 'it has no operation.', file.lineOf(['paths']));
  return {
    info: asObject(document.info) ?? {},
    docs: asObject(document.externalDocs)?.url,
    servers: document.servers,
    security: document.security,
    schemas: asObject(asObject(document.components)?.schemas) ?? {},
    operations,
  };
}

function readPathItem(path: string, value: unknown, file: DescriptionFile): ForeignOperation[] {
  const item = asObject(value);
  if (!item) throw new DescriptionError(file.path, `the path "${path}" is no object.`, file.lineOf(['paths', path]));
  return METHODS.flatMap((method) => {
    if (item[method] === undefined || item[method] === null) return [];
    const keys = ['paths', path, method];
    const operation = asObject(item[method]);
    if (!operation)
      throw new DescriptionError(file.path, `${method} of the path "${path}" is no object.`, file.lineOf(keys));
    const shared = { parameters: item.parameters, keys: ['paths', path] };
    return [{ path, method, operation, keys, shared, servers: item.servers }];
  });
}
