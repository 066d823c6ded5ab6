import {
  type ApiDocument,
  apiDocument,
  type MediaTypesDocument,
  type OperationDocument,
  type ParameterDocument,
  type PathItemDocument,
  type ResponseDocument,
} from './document.js';
import type { ApiEntry, MediaType, Method, Operation, OperationEntry, Parameter, Schema } from './model.js';
import { byGroupAndTitle } from './order.js';

/** The half of an operation that only its own page needs; schemas may hold `$ref`s into `schemas` of the same file. */
export type OperationDetails = Pick<
  Operation,
  'description' | 'needsToken' | 'parameters' | 'requestBody' | 'responses'
>;

/** What is loaded when an API is first used; `dist/catalog/apis/<id>.json`. */
export interface ApiFile {
  readonly notes: readonly string[];
  readonly operations: Readonly<Record<string, OperationDetails>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** The catalogue in two parts: all APIs in brief for tree and search, and one file per API loaded on demand. */
export interface CompiledCatalog {
  /** Sorted by group and title. */
  readonly entries: readonly ApiEntry[];
  readonly files: ReadonlyMap<string, ApiFile>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/**
 * Turns parsed OpenAPI 3.1 documents into the catalogue.
 * @param documents what a YAML or JSON parser made of each document
 * @throws {Error} naming the document and the place, when one lacks what the catalogue needs or an id is taken twice
 */
export function compileCatalog(documents: ReadonlyMap<string, unknown>): CompiledCatalog {
  const entries: ApiEntry[] = [];
  const files = new Map<string, ApiFile>();
  for (const [name, source] of documents) {
    const parsed = apiDocument.safeParse(source);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Error(`${name}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    const { entry, file } = compileApi(parsed.data);
    if (files.has(entry.id)) throw new Error(`${name}: the id ${entry.id} is taken by another document`);
    files.set(entry.id, file);
    entries.push(entry);
  }
  return { entries: entries.sort(byGroupAndTitle), files };
}

/** One document in brief and in full. @throws {Error} when a `$ref` to a parameter or response points at nothing */
export function compileApi(document: ApiDocument): { entry: ApiEntry; file: ApiFile } {
  const facts = document['x-concur'];
  const operations: OperationEntry[] = [];
  const details: Record<string, OperationDetails> = {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      operations.push({
        id: `${facts.id}/${operation.operationId}`,
        name: operation.operationId,
        method: method.toUpperCase() as Method,
        path,
        resource: operation.tags[0] ?? document.info.title,
        title: operation.summary,
        scopes: operation['x-concur-scopes'] ?? [],
        deprecated: operation.deprecated ?? false,
        ...(item['x-concur-also'] === undefined ? {} : { alsoAt: item['x-concur-also'] }),
      });
      details[operation.operationId] = compileOperation(document, item, operation);
    }
  }
  const entry: ApiEntry = {
    id: facts.id,
    title: document.info.title,
    version: document.info.version,
    group: facts.group,
    status: facts.status,
    ...(facts.deprecatedOn === undefined ? {} : { deprecatedOn: facts.deprecatedOn }),
    ...(facts.retiredOn === undefined ? {} : { retiredOn: facts.retiredOn }),
    ...(facts.replacedBy === undefined ? {} : { replacedBy: facts.replacedBy }),
    ...(document.externalDocs ? { docs: document.externalDocs.url } : {}),
    summary: document.info.summary ?? '',
    caller: facts.caller ?? 'client',
    formats: facts.formats,
    pagination: facts.pagination,
    errorShape: facts.errorShape,
    operations,
  };
  return {
    entry,
    file: { notes: facts.notes ?? [], operations: details, schemas: document.components?.schemas ?? {} },
  };
}

function compileOperation(
  document: ApiDocument,
  item: PathItemDocument,
  operation: OperationDocument,
): OperationDetails {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
    compileParameter(deref<ParameterDocument>(document.components?.parameters, parameter)),
  );
  const body = operation.requestBody;
  return {
    description: operation.description ?? '',
    needsToken: document['x-concur'].caller !== 'concur' && (operation.security ?? document.security ?? []).length > 0,
    parameters,
    ...(body ? { requestBody: { required: body.required ?? false, content: compileContent(body.content) } } : {}),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, reference]) => {
        const response = deref<ResponseDocument>(document.components?.responses, reference);
        return [status, { description: response.description ?? '', content: compileContent(response.content) }];
      }),
    ),
  };
}

function compileParameter(parameter: ParameterDocument): Parameter {
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.in === 'path' || (parameter.required ?? false),
    description: parameter.description ?? '',
    schema: parameter.schema ?? { type: 'string' },
    ...(parameter.explode === false ? { explode: false } : {}),
    ...(parameter.example === undefined ? {} : { example: parameter.example }),
  };
}

function compileContent(content: MediaTypesDocument): MediaType[] {
  return Object.entries(content ?? {}).map(([mediaType, media]) => ({
    mediaType,
    schema: media.schema ?? {},
    ...(media.example === undefined ? {} : { example: media.example }),
  }));
}

function deref<T extends object>(
  components: Readonly<Record<string, T>> | undefined,
  value: T | { readonly $ref: string },
): T {
  if (!('$ref' in value)) return value;
  const target = components?.[value.$ref.slice(value.$ref.lastIndexOf('/') + 1)];
  if (!target) throw new Error(`${value.$ref} points at nothing`);
  return target;
}
