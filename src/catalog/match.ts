import type { Catalog } from './catalog.js';
import type { ApiEntry, OperationEntry } from './model.js';

/** An operation that a concrete path belongs to, with what stands for its path parameters (decoded). */
export interface OperationMatch {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  readonly pathValues: Readonly<Record<string, string>>;
}

/**
 * Finds the operation behind a method and path such as `GET /api/v3.0/expense/reports/ABC`.
 * Literal segments win over parameters; letter case, doubled and trailing slashes do not matter (Concur serves them all).
 */
export async function matchOperation(
  catalog: Catalog,
  method: string,
  path: string,
): Promise<OperationMatch | undefined> {
  const segments = split(path);
  let best: (OperationMatch & { readonly literals: number }) | undefined;
  for (const api of await catalog.apis()) {
    for (const operation of api.operations) {
      if (operation.method !== method.toUpperCase()) continue;
      const found = matchPath(split(operation.path), segments);
      if (found && found.literals > (best?.literals ?? -1)) best = { api, operation, ...found };
    }
  }
  return best;
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matchPath(
  template: readonly string[],
  segments: readonly string[],
): { literals: number; pathValues: Record<string, string> } | undefined {
  if (template.length !== segments.length) return undefined;
  const pathValues: Record<string, string> = {};
  let literals = 0;
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? '';
    if (part.startsWith('{') && part.endsWith('}')) pathValues[part.slice(1, -1)] = decode(segment);
    else if (part.toLowerCase() === segment.toLowerCase()) literals += 1;
    else return undefined;
  }
  return { literals, pathValues };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a lone % is no escape: what stands there is meant
  }
}
