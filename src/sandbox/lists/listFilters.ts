import type { Query } from '../protocol/query.js';
import { ListRefusal } from './listRefusal.js';

type TextTest = (value: string, wanted: string) => boolean;

/** Filters on texts (/api-reference/common/lists/v4.list.html); capitals count. */
const TEXT_OPERATORS: Readonly<Record<string, TextTest>> = {
  eq: (value, wanted) => value === wanted,
  not: (value, wanted) => value !== wanted,
  sw: (value, wanted) => value.startsWith(wanted),
  ew: (value, wanted) => value.endsWith(wanted),
  cp: (value, wanted) => value.includes(wanted),
};

const NUMBER_OPERATORS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  gt: (value, wanted) => value > wanted,
  gte: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  lte: (value, wanted) => value <= wanted,
};

/** Asks the parameters of a list call for filters of the form `operator:value`; all of one name must hold. */
export class ListFilters {
  readonly #pairs: readonly (readonly [name: string, value: string])[];

  constructor(parameters: URLSearchParams) {
    this.#pairs = [...parameters].map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  }

  /** @throws {ListRefusal} when a filter has an operator that is not among `operators` */
  text(name: string, operators: readonly string[] = Object.keys(TEXT_OPERATORS)): (...values: string[]) => boolean {
    const tests = this.#given(name, operators).map(({ operator, wanted }) => {
      const test = TEXT_OPERATORS[operator];
      if (!test) throw wrong(name, `has no operator ${operator}`);
      return { test, wanted, isNegative: operator === 'not' };
    });
    return (...values) =>
      tests.every(({ test, wanted, isNegative }) =>
        isNegative ? values.every((value) => test(value, wanted)) : values.some((value) => test(value, wanted)),
      );
  }

  /** @throws {ListRefusal} when the wanted value is no whole number, or the operator is for texts */
  number(name: string): (value: number) => boolean {
    const tests = this.#given(name, Object.keys(NUMBER_OPERATORS)).map(({ operator, wanted }) => {
      const test = NUMBER_OPERATORS[operator];
      if (!test || !/^\d{1,9}$/.test(wanted)) throw wrong(name, 'has to be a whole number');
      return (value: number) => test(value, Number(wanted));
    });
    return (value) => tests.every((test) => test(value));
  }

  /** Undefined when the parameter is missing. @throws {ListRefusal} when it is neither true nor false */
  flag(name: string): boolean | undefined {
    const [given] = this.#given(name, ['eq', 'not']);
    if (!given) return undefined;
    if (!/^(true|false)$/i.test(given.wanted)) throw wrong(name, 'has to be true or false');
    return (given.wanted.toLowerCase() === 'true') === (given.operator === 'eq');
  }

  /** What comes before a colon is an operator only when it is one of any filter: names may hold colons too. */
  #given(name: string, allowed: readonly string[]): readonly { readonly operator: string; readonly wanted: string }[] {
    return this.#pairs
      .filter(([key, value]) => key === name.toLowerCase() && value !== '')
      .map(([, value]) => {
        const [, prefix, rest] = /^(eq|not|sw|ew|cp|gte?|lte?):(.*)$/is.exec(value) ?? [];
        if (prefix === undefined || rest === undefined) return { operator: 'eq', wanted: value };
        const operator = prefix.toLowerCase();
        if (!allowed.includes(operator)) throw wrong(name, `has no operator ${operator}`);
        return { operator, wanted: rest };
      });
  }
}

/**
 * Orders things by one of several texts or numbers, as `sortBy` and `sortDirection` ask; equal ones stay in their order.
 * @param keys what each value of `sortBy` compares, the usual one first
 * @throws {ListRefusal} for any other value
 */
export function sortBy<T>(
  query: Query,
  all: readonly T[],
  keys: ReadonlyMap<string, (one: T) => string | number>,
): readonly T[] {
  const [usual] = keys.keys();
  const wanted = query.text('sortBy')?.toLowerCase() ?? usual ?? '';
  const keyOf = keys.get(wanted);
  if (!keyOf) throw wrong('sortBy', `has to be one of ${[...keys.keys()].join(', ')}`);
  const direction = query.text('sortDirection')?.toLowerCase() ?? 'asc';
  if (direction !== 'asc' && direction !== 'desc') throw wrong('sortDirection', 'has to be asc or desc');
  const sorted = all.map((one) => ({ one, key: keyOf(one) })).sort((a, b) => compare(a.key, b.key));
  return (direction === 'asc' ? sorted : sorted.reverse()).map(({ one }) => one);
}

const collator = new Intl.Collator('en');

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

function wrong(source: string, message: string): ListRefusal {
  return new ListRefusal('request.validation.error', [{ source, message }]);
}
