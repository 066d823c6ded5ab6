import type { ApiEntry, OperationEntry } from '../catalog/model.js';

/** What one scope opens. */
export interface ScopeGroup {
  readonly scope: string;
  /** Ids of the operations that name it. */
  readonly unlocks: readonly string[];
}

/** Scopes with what each unlocks, and the operations that none of them opens. Callouts and imported APIs are left out. */
export function groupScopes(
  apis: readonly ApiEntry[],
  scopes: readonly string[],
): { readonly groups: readonly ScopeGroup[]; readonly locked: readonly OperationEntry[] } {
  const operations = apis
    .filter(({ caller, own, status }) => caller === 'client' && !own && status !== 'retired')
    .flatMap((api) => api.operations);
  return {
    groups: scopes.map((scope) => ({
      scope,
      unlocks: operations.filter((operation) => operation.scopes.includes(scope)).map(({ id }) => id),
    })),
    locked: operations.filter(
      (operation) => operation.scopes.length > 0 && !operation.scopes.some((scope) => scopes.includes(scope)),
    ),
  };
}
