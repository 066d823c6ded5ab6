import { isRecord } from '../../protocol/xml.js';
import type { AttributePath } from './attributePath.js';
import type { Filter, FilterValue, Operator } from './filterParser.js';

/** A resource, or an entry of a list inside one, by the names of its attributes. */
export type ScimDocument = Readonly<Record<string, unknown>>;

/** Whether a resource meets a condition. */
export function matchesFilter(document: ScimDocument, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return matchesFilter(document, filter.left) && matchesFilter(document, filter.right);
    case 'or':
      return matchesFilter(document, filter.left) || matchesFilter(document, filter.right);
    case 'not':
      return !matchesFilter(document, filter.of);
    case 'present':
      return valuesAt(document, filter.path).length > 0;
    case 'some':
      return entriesAt(document, filter.path).some((entry) => isRecord(entry) && matchesFilter(entry, filter.of));
    case 'compare': {
      const { operator, value, path } = filter;
      const values = valuesAt(document, path);
      // ne also finds who has no value (/api-guides/profile/identity-search.html).
      if (operator === 'ne') return !values.some((held) => compare(held, 'eq', value));
      if (value === null) return operator === 'eq' && values.length === 0;
      return values.some((held) => compare(held, operator, value));
    }
  }
}

/** What the attribute holds: nothing, one value, or the entries of a list. */
function entriesAt(document: ScimDocument, { schema, isExtension, attribute }: AttributePath): readonly unknown[] {
  const container = isExtension ? document[schema.id] : document;
  if (!isRecord(container) || !attribute) return [];
  const held = container[attribute.name];
  if (Array.isArray(held)) return held;
  return held === undefined || held === null || held === '' ? [] : [held];
}

/** The single values; a complex attribute without a part named counts by its `value`, or by all parts for `pr`. */
function valuesAt(document: ScimDocument, path: AttributePath): readonly unknown[] {
  const part = path.subAttribute?.name ?? 'value';
  return entriesAt(document, path)
    .map((entry) => (isRecord(entry) ? (entry[part] ?? (path.subAttribute ? undefined : entry)) : entry))
    .filter((value) => value !== undefined && value !== null && value !== '');
}

function compare(held: unknown, operator: Operator, wanted: FilterValue): boolean {
  if (typeof held === 'boolean') return operator === 'eq' && String(held) === String(wanted).toLowerCase();
  if (isRecord(held) || wanted === null) return false;
  const [a, b] = [String(held).toLowerCase(), String(wanted).toLowerCase()];
  switch (operator) {
    case 'eq':
      return a === b || (isDate(b) && order(a, b) === 0);
    case 'ne':
      return a !== b;
    case 'co':
      return a.includes(b);
    case 'sw':
      return a.startsWith(b);
    case 'ew':
      return a.endsWith(b);
    case 'gt':
      return order(a, b) > 0;
    case 'ge':
      return order(a, b) >= 0;
    case 'lt':
      return order(a, b) < 0;
    case 'le':
      return order(a, b) <= 0;
  }
}

/** Numbers by size, moments by time, all else by letters. */
function order(a: string, b: string): number {
  const numbers = [Number(a), Number(b)] as const;
  const times = [Date.parse(zoned(a)), Date.parse(zoned(b))] as const;
  const [x, y] = isDate(a) && isDate(b) ? times : numbers;
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(t|$)/.test(text) && !Number.isNaN(Date.parse(zoned(text)));
}

/** Moments without a zone are UTC. */
function zoned(text: string): string {
  return /t[\d:.]+$/.test(text) ? `${text}z` : text;
}
