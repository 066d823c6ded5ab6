import fuzzysort from 'fuzzysort';
import { OperationPaths, type PastedTarget, readPastedTarget } from './match.js';
import type { ApiEntry, OperationEntry } from './model.js';

type Prepared = ReturnType<typeof fuzzysort.prepare>;

/** An operation with the API it belongs to. */
export interface OperationHit {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  /** Values that a pasted URL holds, path parameters and query, by name; of names that the operation may not have. */
  readonly values?: Readonly<Record<string, string>>;
}

/** All operations of `apis` in tree order. */
export function listOperations(apis: readonly ApiEntry[]): OperationHit[] {
  return apis.flatMap((api) => api.operations.map((operation) => ({ api, operation })));
}

/** How much a word counts by where it stands. */
const WEIGHTS = { name: 1, title: 0.95, resource: 0.85, api: 0.85, path: 0.8, scope: 0.75, group: 0.65 } as const;

/** What people say for what operations are called. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  add: ['create', 'attach', 'append'],
  all: ['list'],
  change: ['update', 'patch'],
  delete: ['remove'],
  download: ['get', 'file'],
  edit: ['update', 'patch'],
  employee: ['user'],
  fetch: ['get', 'list'],
  find: ['list', 'search', 'get'],
  invoice: ['payment request'],
  list: ['search', 'find'],
  login: ['token', 'authorize'],
  make: ['create'],
  modify: ['update', 'patch'],
  new: ['create'],
  person: ['user', 'attendee'],
  picture: ['image'],
  post: ['create'],
  read: ['get', 'list'],
  receipt: ['image'],
  remove: ['delete'],
  search: ['list', 'find'],
  send: ['post', 'create'],
  show: ['get'],
  upload: ['attach', 'create', 'append', 'add', 'post'],
  user: ['profile', 'identity'],
};
const SYNONYM_SCORE = 0.85;

interface Target extends OperationHit {
  /** Words in order of weight, each once: its place in the vocabulary and its weight. */
  readonly words: readonly (readonly [word: number, weight: number])[];
  /** Places of the words of its name. */
  readonly name: readonly number[];
  /** Lower case; for terms that are no words, such as `expense/reports` or `spend.list.read`. */
  readonly texts: readonly string[];
  readonly fuzzy: Prepared;
  /** 1 for what is alive, less for what goes or is gone. */
  readonly liveliness: number;
}

/** Operations prepared for searching: build once, search on every keystroke. */
export class OperationSearch {
  readonly #targets: readonly Target[];
  readonly #vocabulary: readonly string[];
  readonly #paths: OperationPaths;

  constructor(apis: readonly ApiEntry[]) {
    const places = new Map<string, number>();
    const placeOf = (word: string): number => {
      const known = places.get(word);
      if (known !== undefined) return known;
      places.set(word, places.size);
      return places.size - 1;
    };
    this.#targets = listOperations(apis).map((hit) => toTarget(hit, placeOf));
    this.#vocabulary = [...places.keys()];
    this.#paths = new OperationPaths(apis);
  }

  /**
   * Best matches first. Words may come in any order and may each be found in another place (name, title, resource, API,
   * path, scope, group), as a part or with other words for the same thing, so `rep list` finds `listReports` and
   * `image upload` what attaches an image. A URL or path finds the operations behind it, with the values it holds. An
   * empty query gives everything in tree order.
   */
  search(query: string): OperationHit[] {
    const pasted = readPastedTarget(query);
    const behind = pasted ? this.#behind(pasted) : [];
    if (behind.length > 0) return behind;
    const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (terms.length === 0) return this.#targets.map(({ api, operation }) => ({ api, operation }));
    const scores = terms.map((term) => this.#vocabulary.map((word) => scoreWithSynonyms(term, word)));
    const hits: { readonly hit: OperationHit; readonly score: number }[] = [];
    for (const target of this.#targets) {
      const score = scoreTarget(target, terms, scores);
      if (score > 0) hits.push({ hit: { api: target.api, operation: target.operation }, score });
    }
    return hits.sort((a, b) => b.score - a.score).map(({ hit }) => hit);
  }

  #behind({ method, origin, path, query }: PastedTarget): OperationHit[] {
    return this.#paths.find(method, path, origin).map(({ api, operation, pathValues }) => ({
      api,
      operation,
      values: { ...Object.fromEntries(query), ...pathValues },
    }));
  }
}

function toTarget({ api, operation }: OperationHit, placeOf: (word: string) => number): Target {
  const words = new Map<number, number>();
  const add = (text: string, weight: number): number[] =>
    wordsOf(text).map((word) => {
      const place = placeOf(word);
      words.set(place, Math.max(weight, words.get(place) ?? 0));
      return place;
    });
  const name = add(operation.name, WEIGHTS.name);
  add(operation.title, WEIGHTS.title);
  add(operation.resource, WEIGHTS.resource);
  add(`${api.title} v${api.version} v${Number.parseFloat(api.version)}`, WEIGHTS.api);
  add(operation.path, WEIGHTS.path);
  add(operation.scopes.join(' '), WEIGHTS.scope);
  add(api.group, WEIGHTS.group);
  return {
    api,
    operation,
    words: [...words],
    name,
    texts: [operation.path, operation.id, ...operation.scopes, ...(operation.alsoAt ?? [])].map((text) =>
      text.toLowerCase(),
    ),
    fuzzy: fuzzysort.prepare(`${operation.name} ${operation.title}`),
    liveliness: operation.deprecated ? LIVELINESS.deprecated : LIVELINESS[api.status],
  };
}

const LIVELINESS = { current: 1, limited: 0.97, deprecated: 0.85, retired: 0.7 } as const;

/** Score of a term that is a whole path, id or scope, its end, or a part of it that is no word. */
const TEXT_SCORE = { whole: 1, end: 1, inside: 0.7 } as const;
/** Letters in order, others between them: the last resort, for typing errors and initials. */
const FUZZY_SCORE = 0.5;
const LEAST_FUZZY = 0.4;
/** How much it counts that a name has no other words than those that were searched for. */
const COVERAGE_WEIGHT = 0.25;
const LENGTH_WEIGHT = 0.0008;

/** 0 when a term is not found. */
function scoreTarget(target: Target, terms: readonly string[], scores: readonly (readonly number[])[]): number {
  let sum = 0;
  const covered = new Set<number>();
  for (const [i, term] of terms.entries()) {
    const ofWords = scores[i] ?? [];
    const isMethod = term.toUpperCase() === target.operation.method;
    let best = isMethod ? 1 : scoreTexts(term, target.texts);
    for (const [word, weight] of target.words) {
      const score = ofWords[word] ?? 0;
      if (score > 0 && !isMethod && target.name.includes(word)) covered.add(word);
      best = Math.max(best, score * weight);
    }
    if (best === 0 && term.length > 2) best = scoreFuzzy(term, target.fuzzy);
    if (best === 0) return 0;
    sum += best;
  }
  const coverage = target.name.length === 0 ? 0 : covered.size / target.name.length;
  const score = sum / terms.length + coverage * COVERAGE_WEIGHT - target.operation.path.length * LENGTH_WEIGHT;
  return score * target.liveliness;
}

function scoreTexts(term: string, texts: readonly string[]): number {
  if (texts.includes(term)) return TEXT_SCORE.whole;
  if (/^[a-z\d]+$/.test(term)) return 0; // a word, and words are scored better
  if (texts.some((text) => text.endsWith(term))) return TEXT_SCORE.end;
  return texts.some((text) => text.includes(term)) ? TEXT_SCORE.inside : 0;
}

function scoreFuzzy(term: string, text: Prepared): number {
  const score = fuzzysort.single(term, text)?.score ?? 0;
  return score < LEAST_FUZZY ? 0 : score * FUZZY_SCORE;
}

function scoreWithSynonyms(term: string, word: string): number {
  const own = scoreWord(term, word);
  const others = SYNONYMS[stem(term)] ?? [];
  return others.reduce((best, other) => Math.max(best, scoreWord(other, word) * SYNONYM_SCORE), own);
}

/** 1 for the word itself, less for its beginning, least for a part inside; 0 when it does not fit. */
function scoreWord(term: string, word: string): number {
  if (term === word) return 1;
  if (stem(term) === stem(word)) return 0.98;
  if (word.startsWith(term)) return 0.75 + 0.2 * (term.length / word.length);
  return term.length > 2 && word.includes(term) ? 0.5 : 0;
}

/** One form for one and many: `entries` and `entry`, `reports` and `report`. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** `listReports`, `/expense/reports/{id}` and `spend.list.read` as lower-case words. */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
}
