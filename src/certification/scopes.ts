import type { CalledOperation } from './evidence.js';

/** Scopes that an app has against those that its calls need. */
export interface ScopeComparison {
  /** Granted, and needed by something that is called. */
  readonly used: readonly string[];
  /** Granted, and needed by nothing that is called: could be given up. */
  readonly unneeded: readonly string[];
  /** Called, and opened by no scope that is granted. */
  readonly locked: readonly CalledOperation[];
}

/** Any of an operation's scopes opens it; operations without scopes need none. */
export function compareScopes(granted: readonly string[], operations: readonly CalledOperation[]): ScopeComparison {
  const have = new Set(granted);
  const useful = new Set(operations.flatMap(({ scopes }) => scopes));
  const sorted = [...have].sort();
  return {
    used: sorted.filter((scope) => useful.has(scope)),
    unneeded: sorted.filter((scope) => !useful.has(scope)),
    locked: operations.filter(({ scopes }) => scopes.length > 0 && !scopes.some((scope) => have.has(scope))),
  };
}
