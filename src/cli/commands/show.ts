import type { Operation } from '../../catalog/model.js';
import { describeType } from '../../catalog/schema.js';
import { findOperation, openCatalog } from '../operations.js';
import type { Options } from '../options.js';
import { type Output, toJson } from '../output.js';

/** `concur show OPERATION` */
export async function showOperation([word]: readonly string[], options: Options, output: Output): Promise<number> {
  const catalog = openCatalog();
  const { operation: entry } = await findOperation(catalog, word);
  const operation = await catalog.operation(entry.id);
  output.out(options.json ? toJson(operation) : describe(operation));
  return 0;
}

function describe(operation: Operation): string {
  const parameters = operation.parameters.map(
    ({ name, in: place, required, schema, description }) =>
      `  ${name}${required ? ' (required)' : ''}  ${place}, ${describeType(schema)}\n      ${description}`,
  );
  return [
    `${operation.method} ${operation.path}`,
    `${operation.title}${operation.deprecated ? ' (deprecated)' : ''}`,
    `${operation.apiTitle} ${operation.version} (${operation.group}), ${operation.id}`,
    ...describeStatus(operation),
    ...(operation.description ? ['', operation.description] : []),
    '',
    `Scopes: ${operation.scopes.join(' ') || 'none'}`,
    `Page:   ${operation.docs ?? 'none'}`,
    `Speaks: ${operation.formats.join(', ')}; paging ${operation.pagination}; errors ${operation.errorShape}`,
    ...(parameters.length > 0 ? ['', 'Parameters:', ...parameters] : []),
    ...(operation.requestBody
      ? ['', `Body: ${operation.requestBody.content.map(({ mediaType }) => mediaType).join(' or ')}`]
      : []),
    '',
    'Answers:',
    ...Object.entries(operation.responses).map(([status, { description }]) => `  ${status}  ${description}`),
    ...(operation.notes.length > 0 ? ['', 'Notes:', ...operation.notes.map((note) => `  - ${note}`)] : []),
  ].join('\n');
}

function describeStatus({ status, deprecatedOn, retiredOn, replacedBy, caller }: Operation): string[] {
  const facts = [
    ...(status === 'current' ? [] : [status]),
    ...(deprecatedOn === undefined ? [] : [`deprecated on ${deprecatedOn}`]),
    ...(retiredOn === undefined ? [] : [`switched off on ${retiredOn}`]),
    ...(replacedBy === undefined ? [] : [`newer: ${replacedBy}`]),
    ...(caller === 'concur' ? ['Concur makes this call; a connector of yours answers it'] : []),
  ];
  return facts.length === 0 ? [] : [`Status: ${facts.join('; ')}`];
}
