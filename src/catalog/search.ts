import fuzzysort from 'fuzzysort';
import type { ApiEntry, OperationEntry } from './model.js';

/** An operation with the API it belongs to. */
export interface OperationHit {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
}

/** All operations of `apis` in tree order. */
export function listOperations(apis: readonly ApiEntry[]): OperationHit[] {
  return apis.flatMap((api) => api.operations.map((operation) => ({ api, operation })));
}

/** Operations prepared for searching: build once, search on every keystroke. */
export class OperationSearch {
  readonly #targets: readonly (OperationHit & { readonly text: readonly string[] })[];

  constructor(apis: readonly ApiEntry[]) {
    this.#targets = listOperations(apis).map(({ api, operation }) => ({
      api,
      operation,
      text: [
        words(operation.name),
        operation.title,
        `${operation.method} ${operation.path}`,
        `${api.group} ${api.title} v${api.version} ${operation.resource}`,
        `${operation.scopes.join(' ')} ${operation.id}`,
      ],
    }));
  }

  /**
   * Best matches first. Words may come in any order and may each be found in another place (name, title, method, path,
   * API, scope, id), so `rep list` finds `listReports`. An empty query gives everything in tree order.
   */
  search(query: string): OperationHit[] {
    const terms = query.trim().split(/\s+/).filter(Boolean);
    if (terms.length === 0) return this.#targets.map(({ api, operation }) => ({ api, operation }));
    const scored: { hit: OperationHit; score: number }[] = [];
    for (const { api, operation, text } of this.#targets) {
      let score = 0;
      const isFound = terms.every((term) => {
        const best = term.toUpperCase() === operation.method ? 1 : bestScore(term, text);
        score += best;
        return best > 0;
      });
      const length = operation.path.length * LENGTH_WEIGHT; // of two that fit, the plainer one first
      if (isFound)
        scored.push({ hit: { api, operation }, score: (operation.deprecated ? score * 0.9 : score) - length });
    }
    return scored.sort((a, b) => b.score - a.score).map(({ hit }) => hit);
  }
}

const MINIMUM_SCORE = 0.3;
const LENGTH_WEIGHT = 0.002;

/** How well a term is found in the best of several texts, 0 to 1; earlier texts weigh a little more. */
function bestScore(term: string, texts: readonly string[]): number {
  let best = 0;
  for (const [i, text] of texts.entries()) {
    const isEnd = text.toLowerCase().endsWith(term.toLowerCase()); // the whole end of a path, say
    const score = isEnd ? 1 : (fuzzysort.single(term, text)?.score ?? 0);
    if (score >= MINIMUM_SCORE) best = Math.max(best, score * (1 - i * 0.05));
  }
  return best;
}

/** `listReports` as `list Reports`, so that each word counts as a word. */
function words(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2');
}
