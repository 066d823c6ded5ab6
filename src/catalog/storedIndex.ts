import type { ApiEntry, Method, OperationEntry } from './model.js';

/** An operation as a row: name, method, path, place of its resource and of its scopes in the API's tables, title, rest. */
type StoredOperation = readonly [
  name: string,
  method: Method,
  path: string,
  resource: number,
  scopes: number,
  title: string,
  rest?: { readonly deprecated?: true; readonly alsoAt?: readonly string[] },
];

interface StoredApi extends Omit<ApiEntry, 'operations'> {
  readonly resources: readonly string[];
  readonly scopes: readonly (readonly string[])[];
  readonly operations: readonly StoredOperation[];
}

/** All APIs in brief, as `dist/catalog/index.json` holds them: what repeats is written once. */
export type StoredIndex = readonly StoredApi[];

/** Makes the index as small as it is stored. */
export function packIndex(apis: readonly ApiEntry[]): StoredIndex {
  return apis.map((api) => {
    const resources = [...new Set(api.operations.map(({ resource }) => resource))];
    const scopes = [...new Set(api.operations.map((operation) => JSON.stringify(operation.scopes)))];
    return {
      ...api,
      resources,
      scopes: scopes.map((set) => JSON.parse(set) as string[]),
      operations: api.operations.map((operation) => packOperation(operation, resources, scopes)),
    };
  });
}

function packOperation(
  { name, method, path, resource, scopes, title, deprecated, alsoAt }: OperationEntry,
  resources: readonly string[],
  scopeSets: readonly string[],
): StoredOperation {
  const row = [
    name,
    method,
    path,
    resources.indexOf(resource),
    scopeSets.indexOf(JSON.stringify(scopes)),
    title,
  ] as const;
  if (!deprecated && alsoAt === undefined) return row;
  return [...row, { ...(deprecated ? { deprecated } : {}), ...(alsoAt === undefined ? {} : { alsoAt }) }];
}

/** The opposite of {@link packIndex}. */
export function unpackIndex(stored: StoredIndex): ApiEntry[] {
  return stored.map(({ resources, scopes, operations, ...api }) => ({
    ...api,
    operations: operations.map(([name, method, path, resource, scopeSet, title, rest]) => ({
      id: `${api.id}/${name}`,
      name,
      method,
      path,
      ...(rest?.alsoAt === undefined ? {} : { alsoAt: rest.alsoAt }),
      resource: resources[resource] ?? '',
      title,
      scopes: scopes[scopeSet] ?? [],
      deprecated: rest?.deprecated ?? false,
    })),
  }));
}
