import { readFile } from 'node:fs/promises';
import { isDeprecated } from '../catalog/browse.js';
import { Catalog } from '../catalog/catalog.js';
import type { OperationHit } from '../catalog/search.js';
import { listOperations, OperationSearch } from '../catalog/search.js';
import { UsageError } from './options.js';

/** The built-in catalogue, which the build lays beside the command. */
export function openCatalog(): Catalog {
  return new Catalog((path) => readFile(new URL(`../catalog/${path}`, import.meta.url), 'utf8'));
}

/**
 * Finds an operation by its id, or by its name alone when only one API has it, or only one that is not deprecated.
 * @throws {UsageError} naming what comes close
 */
export async function findOperation(catalog: Catalog, word: string | undefined): Promise<OperationHit> {
  if (word === undefined) throw new UsageError('Which operation? Give its id, such as expense-reports-v3/listReports.');
  const apis = await catalog.apis();
  const all = listOperations(apis);
  const exact = all.filter(({ operation }) => operation.id.toLowerCase() === word.toLowerCase());
  const named = all.filter(({ operation }) => operation.name.toLowerCase() === word.toLowerCase());
  const alive = named.filter(({ api, operation }) => !isDeprecated(api, operation));
  const [found, ...others] = exact.length > 0 ? exact : alive.length === 1 ? alive : named;
  if (found && others.length === 0) return found;
  const near = found ? [found, ...others] : new OperationSearch(apis).search(word.replaceAll('/', ' ')).slice(0, 3);
  const hint = near.map(({ operation }) => operation.id).join(', ');
  throw new UsageError(
    found
      ? `Several APIs have an operation ${word}: ${hint}.`
      : `There is no operation ${word}. ${hint ? `Did you mean ${hint}?` : 'List them with: concur apis'}`,
  );
}
