import fuzzysort from 'fuzzysort';
import { OperationPaths, type PastedTarget, readPastedTarget } from './match.js';
import type { ApiEntry, OperationEntry } from './model.js';
import { SAME_STEM, scoreJoined, scoreTypo, scoreWithSynonyms, splitCamelCase, wordsOf } from './searchWords.js';

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

/** Whoever pastes a page by mistake is not to wait for all its words. */
const MOST_TERMS = 12;

/** Words of a sentence that need not be found. */
const SMALL_WORDS = new Set('a an and by for from how i in my of on or per the to with'.split(' '));
/** What a small word counts where it is not part of the name. */
const SMALL_WORD_SCORE = 0.5;

/** A word that is searched for, or a text that is no word, such as a part of a path. */
interface Term {
  /** Lower case. */
  readonly text: string;
  /** As it was typed: `USER` is a scope, `user` is not. */
  readonly typed: string;
  /** Whether an operation fits without it. */
  readonly mayMiss: boolean;
  /** For each word of the vocabulary. */
  readonly scores: readonly number[];
}

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
    const terms = this.#termsOf(pasted?.origin === undefined ? query : pasted.path.replace(/\/+$/, ''));
    if (terms.length === 0) return this.#targets.map(({ api, operation }) => ({ api, operation }));
    const hits: { readonly hit: OperationHit; readonly score: number }[] = [];
    for (const target of this.#targets) {
      const score = scoreTarget(target, query.trim().toLowerCase(), terms);
      if (score > 0) hits.push({ hit: { api: target.api, operation: target.operation }, score });
    }
    return hits.sort((a, b) => b.score - a.score).map(({ hit }) => hit);
  }

  /** With another method where the path has none for the one named: it is what the person will want to see. */
  #behind({ method, origin, path, query }: PastedTarget): OperationHit[] {
    const found = this.#paths.find(method, path, origin);
    const matches = found.length > 0 ? found : this.#paths.find(undefined, path, origin);
    return matches.map(({ api, operation, pathValues }) => ({
      api,
      operation,
      values: { ...joinRepeated(query), ...withoutPlaceholders(pathValues) },
    }));
  }

  #termsOf(query: string): Term[] {
    const typed = query.split(/\s+/).filter(Boolean).flatMap(splitName).slice(0, MOST_TERMS);
    const texts = typed.map((text) => text.toLowerCase());
    const isSmall = (text: string): boolean => SMALL_WORDS.has(text);
    const mayMiss = !texts.every(isSmall);
    const joined = texts.slice(1).map((text, i) => this.#vocabulary.map((word) => scoreJoined(texts[i] + text, word)));
    return texts.map((text, i) => ({
      text,
      typed: typed[i] ?? text,
      mayMiss: mayMiss && isSmall(text),
      scores: this.#scoresOf(text).map((score, word) =>
        Math.max(score, joined[i - 1]?.[word] ?? 0, joined[i]?.[word] ?? 0),
      ),
    }));
  }

  #scoresOf(text: string): readonly number[] {
    const scores = this.#vocabulary.map((word) => scoreWithSynonyms(text, word));
    const isKnown = scores.some((score) => score > 0);
    return isKnown ? scores : this.#vocabulary.map((word) => scoreTypo(text, word));
  }
}

/** `getReports` as two words; paths and scopes stay whole. */
function splitName(text: string): string[] {
  return /^[a-z\d]+$/i.test(text) ? splitCamelCase(text).split(' ') : [text];
}

/** Items of a list stand in parameters of the same name; as a person would type them. */
function joinRepeated(query: PastedTarget['query']): Record<string, string> {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of query) values.set(name, (values.get(name) ?? new Set()).add(value));
  return Object.fromEntries([...values].map(([name, items]) => [name, [...items].join(',')]));
}

/** `{reportId}`, `<id>` and `:id` are no values, but what documentation has in their place. */
function withoutPlaceholders(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !/^(?:\{.*\}|<.*>|:[a-z]\w*)$/i.test(value)));
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
    liveliness: livelinessOf(api, operation),
  };
}

const LIVELINESS = { current: 1, limited: 0.97, deprecated: 0.85, retired: 0.7 } as const;
/** Of two that are alive the newer comes first, and what a client calls before what Concur calls. */
const REPLACED = 0.985;
const OUTBOUND = 0.93;

function livelinessOf({ status, replacedBy, caller }: ApiEntry, { deprecated }: OperationEntry): number {
  const alive = Math.min(LIVELINESS[status], deprecated ? LIVELINESS.deprecated : 1);
  return alive * (replacedBy === undefined ? 1 : REPLACED) * (caller === 'concur' ? OUTBOUND : 1);
}

/** Score of a term that is a whole path, id or scope, its end, or a part of it that is no word. */
const TEXT_SCORE = { whole: 1, end: 1, inside: 0.7 } as const;
/** Letters in order, others between them: the last resort, for typing errors and initials. */
const FUZZY_SCORE = 0.5;
const LEAST_FUZZY = 0.4;
/** How much it counts that a name has no other words than those that were searched for. */
const COVERAGE_WEIGHT = 0.25;
const LENGTH_WEIGHT = 0.0008;

/** Who types a scope as it is written wants all that need it before all that sound like it. */
const SCOPE_SCORE = 1.3;
/** For whoever writes a name in full: `getListItem`. */
const NAME_BONUS = 0.3;
/** Reading comes before changing where nothing else tells them apart. */
const READING_BONUS = 0.05;

/** 0 when a term is not found. */
function scoreTarget(target: Target, query: string, terms: readonly Term[]): number {
  const { name, method, path } = target.operation;
  let sum = 0;
  const covered = new Map<number, number>();
  for (const term of terms) {
    if (term.text.toUpperCase() === method) {
      sum += 1;
      continue;
    }
    const best = Math.max(0, ...target.name.map((word) => term.scores[word] ?? 0));
    const score = scoreTerm(target, term, best);
    if (score === 0) return 0;
    sum += score;
    if (best === 0) continue;
    for (const word of target.name) {
      const own = term.scores[word] ?? 0;
      if (own >= Math.min(best, SAME_STEM)) covered.set(word, Math.max(own, covered.get(word) ?? 0));
    }
  }
  const coverage = [...covered.values()].reduce((all, own) => all + own, 0) / Math.max(1, target.name.length);
  const reading = method === 'GET' ? READING_BONUS : 0;
  const named = query === name.toLowerCase() ? NAME_BONUS : 0;
  const score = sum / terms.length + coverage * COVERAGE_WEIGHT + named + reading - path.length * LENGTH_WEIGHT;
  return score * target.liveliness;
}

/** @param inName how well the term fits a word of the name */
function scoreTerm(target: Target, { text, typed, mayMiss, scores }: Term, inName: number): number {
  const { operation, words, texts, fuzzy } = target;
  if (operation.scopes.includes(typed)) return SCOPE_SCORE;
  if (mayMiss) return inName === 1 ? 1 : SMALL_WORD_SCORE;
  let best = scoreTexts(text, texts);
  for (const [word, weight] of words) best = Math.max(best, (scores[word] ?? 0) * weight);
  return best === 0 && text.length > 2 ? scoreFuzzy(text, fuzzy) : best;
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
