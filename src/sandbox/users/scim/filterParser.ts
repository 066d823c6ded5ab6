import { type AttributePath, resolvePath } from './attributePath.js';
import type { ResourceSchema } from './attributes.js';
import { ScimRefusal } from './scimRefusal.js';

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];
export type FilterValue = string | number | boolean | null;

/** A condition on a resource (RFC 7644, section 3.4.2.2). */
export type Filter =
  | { readonly kind: 'compare'; readonly path: AttributePath; readonly operator: Operator; readonly value: FilterValue }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly of: Filter }
  /** One entry of a list meets all of a condition. */
  | { readonly kind: 'some'; readonly path: AttributePath; readonly of: Filter };

const MAX_DEPTH = 40;
const MAX_TOKENS = 2000;

/**
 * Reads a filter; not binds closer than and, and closer than or.
 * @throws {ScimRefusal} `invalidFilter`, saying where it stops to make sense
 */
export function parseFilter(filter: string, schemas: readonly ResourceSchema[]): Filter {
  const parser = new FilterParser(split(filter), schemas);
  const parsed = parser.readOr(0);
  parser.expectEnd();
  return parsed;
}

/** Reads the condition that stands in brackets behind a list, about the parts of one of its entries. */
export function parseEntryFilter(filter: string, list: AttributePath): Filter {
  return parseFilter(filter, [entrySchema(list)]);
}

function entrySchema({ schema, attribute }: AttributePath): ResourceSchema {
  return { ...schema, attributes: attribute?.subAttributes ?? [] };
}

function split(filter: string): readonly string[] {
  const tokens = filter.match(/"(?:[^"\\]|\\.)*"|[()[\]]|[^\s()[\]"]+|"/g) ?? [];
  if (tokens.length > MAX_TOKENS) throw new ScimRefusal('tooMany', 'The filter is too long.');
  return tokens;
}

class FilterParser {
  #at = 0;

  constructor(
    readonly tokens: readonly string[],
    readonly schemas: readonly ResourceSchema[],
  ) {}

  readOr(depth: number): Filter {
    let left = this.#readAnd(depth);
    while (this.#skip('or')) left = { kind: 'or', left, right: this.#readAnd(depth) };
    return left;
  }

  expectEnd(): void {
    const rest = this.tokens[this.#at];
    if (rest !== undefined) throw wrong(`"${rest}" is not expected there.`);
  }

  #readAnd(depth: number): Filter {
    let left = this.#readTerm(depth);
    while (this.#skip('and')) left = { kind: 'and', left, right: this.#readTerm(depth) };
    return left;
  }

  #readTerm(depth: number): Filter {
    if (depth > MAX_DEPTH) throw new ScimRefusal('tooMany', 'The filter is nested too deeply.');
    if (this.#skip('not')) {
      this.#expect('(');
      return { kind: 'not', of: this.#readGroup(depth) };
    }
    if (this.#skip('(')) return this.#readGroup(depth);
    const path = this.#readPath();
    if (this.#skip('[')) return this.#readEntry(path, depth);
    if (this.#skip('pr')) return { kind: 'present', path };
    const given = this.#next('an operator');
    const operator = OPERATORS.find((known) => known === given.toLowerCase());
    if (!operator) throw wrong(`"${given}" is no operator; there are ${OPERATORS.join(', ')} and pr.`);
    return { kind: 'compare', path, operator, value: readValue(this.#next('a value')) };
  }

  #readGroup(depth: number): Filter {
    const group = this.readOr(depth + 1);
    this.#expect(')');
    return group;
  }

  #readEntry(path: AttributePath, depth: number): Filter {
    const inner = new FilterParser(this.tokens, [entrySchema(path)]);
    inner.#at = this.#at;
    const of = inner.readOr(depth + 1);
    this.#at = inner.#at;
    this.#expect(']');
    checkEntryFilter(of);
    return { kind: 'some', path, of };
  }

  #readPath(): AttributePath {
    const given = this.#next('an attribute');
    const path = resolvePath(given, this.schemas);
    if (!path?.attribute) throw wrong(`There is no attribute "${given}".`);
    return path;
  }

  #next(what: string): string {
    const token = this.tokens[this.#at];
    if (token === undefined) throw wrong(`It ends where ${what} is expected.`);
    this.#at += 1;
    return token;
  }

  #skip(word: string): boolean {
    const isThere = this.tokens[this.#at]?.toLowerCase() === word;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #expect(sign: string): void {
    if (!this.#skip(sign)) throw wrong(`"${sign}" is missing.`);
  }
}

/** Concur's own limits inside brackets (/api-guides/profile/identity-search.html). */
function checkEntryFilter(filter: Filter, anded: string[] = []): void {
  switch (filter.kind) {
    case 'not':
    case 'some':
      throw wrong('Inside brackets there may be no not and no further brackets.');
    case 'and':
      checkEntryFilter(filter.left, anded);
      checkEntryFilter(filter.right, anded);
      return;
    case 'or':
      if (anded.length > 0) throw wrong('Inside brackets or may not be nested.');
      checkEntryFilter(filter.left);
      checkEntryFilter(filter.right);
      return;
    case 'compare':
    case 'present': {
      const name = filter.path.attribute?.name ?? '';
      if (filter.kind === 'compare' && filter.operator === 'ne') throw wrong('Inside brackets there may be no ne.');
      if (anded.includes(name)) throw wrong(`Inside brackets ${name} may be named once only.`);
      anded.push(name);
    }
  }
}

function readValue(token: string): FilterValue {
  if (token.startsWith('"')) {
    try {
      return String(JSON.parse(token));
    } catch {
      throw wrong(`${token} is no text; a text stands in double quotes.`);
    }
  }
  const word = token.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  // The search guide of Concur writes dates without quotes.
  if (/^\d{4}-\d{2}-\d{2}/.test(token)) return token;
  throw wrong(`"${token}" is no value; a text stands in double quotes.`);
}

function wrong(message: string): ScimRefusal {
  return new ScimRefusal('invalidFilter', `The filter cannot be read. ${message}`);
}
