import Papa from 'papaparse';
import { numberOf, parseExact, textOf } from './exactJson.js';
import { type JsonPath, printPath } from './schemaPath.js';

/** An array of a body that can be shown as a table. */
export interface TableChoice {
  /** JSONPath of the array. */
  readonly path: string;
  readonly rowCount: number;
}

/** How the rows are to be seen. */
export interface TableView {
  /** Column to sort by; undefined: as they came. */
  readonly sortBy?: string | undefined;
  readonly descending: boolean;
  /** Rows of which some cell contains this, whatever the letter case; empty: all. */
  readonly filter: string;
}

/** A few rows of a view. */
export interface TablePage {
  /** Rows that pass the filter. */
  readonly rowCount: number;
  readonly from: number;
  /** A cell for each column. */
  readonly rows: readonly (readonly string[])[];
}

/** Columns of the table at most: rows that have more are of very many kinds. */
const MOST_COLUMNS = 200;
/** Levels of objects within a row that become columns of their own. */
const MOST_LEVELS = 3;

type Row = ReadonlyMap<string, unknown>;

/** An array of a JSON body as rows and columns. Objects within rows become columns such as `approver.id`; lists stay as JSON. */
export class ResponseTable {
  readonly columns: readonly string[];
  readonly choice: TableChoice;
  readonly #rows: readonly Row[];
  #seen: { readonly view: TableView; readonly rows: readonly Row[] } | undefined;

  constructor(choice: TableChoice, items: readonly unknown[]) {
    this.choice = choice;
    this.#rows = items.map(toRow);
    const names = new Set<string>();
    for (const row of this.#rows) for (const name of row.keys()) if (names.size < MOST_COLUMNS) names.add(name);
    this.columns = [...names];
  }

  page(view: TableView, from: number, count: number): TablePage {
    const rows = this.#arrange(view);
    const start = Math.max(0, Math.min(from, rows.length));
    return {
      rowCount: rows.length,
      from: start,
      rows: rows.slice(start, start + count).map((row) => this.#cells(row, this.columns)),
    };
  }

  /** All rows of a view as CSV with a header line (RFC 4180); cells that a spreadsheet would run are disarmed. */
  csv(view: TableView, columns: readonly string[]): string {
    const data = this.#arrange(view).map((row) => this.#cells(row, columns));
    return Papa.unparse({ fields: [...columns], data }, { escapeFormulae: /^[=@\t\r]|^[+-](?![\d.]+$)/ });
  }

  #cells(row: Row, columns: readonly string[]): string[] {
    return columns.map((name) => textOf(row.get(name)));
  }

  #arrange(view: TableView): readonly Row[] {
    const known = this.#seen;
    if (
      known &&
      known.view.sortBy === view.sortBy &&
      known.view.descending === view.descending &&
      known.view.filter === view.filter
    )
      return known.rows;
    const wanted = view.filter.trim().toLowerCase();
    const rows =
      wanted === ''
        ? [...this.#rows]
        : this.#rows.filter((row) => [...row.values()].some((value) => textOf(value).toLowerCase().includes(wanted)));
    if (view.sortBy !== undefined) sort(rows, view.sortBy, view.descending);
    this.#seen = { view, rows };
    return rows;
  }
}

function toRow(item: unknown): Row {
  const row = new Map<string, unknown>();
  const add = (value: unknown, name: string, level: number): void => {
    const isOpen = typeof value === 'object' && value !== null && !Array.isArray(value) && level < MOST_LEVELS;
    if (!isOpen || Object.keys(value).length === 0) row.set(name, value);
    else for (const [key, inner] of Object.entries(value)) add(inner, name === '' ? key : `${name}.${key}`, level + 1);
  };
  add(item, '', 0);
  if (row.has('')) return new Map([['value', item]]);
  return row;
}

/** Numbers by their size, texts as people order them, what is empty last whichever way. */
function sort(rows: Row[], column: string, descending: boolean): void {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sign = descending ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, { number: numberOf(row.get(column)), text: textOf(row.get(column)) }]));
  rows.sort((a, b) => {
    const [left, right] = [keys.get(a), keys.get(b)];
    if (!left || !right) return 0;
    if (left.text === '' || right.text === '') return Number(left.text === '') - Number(right.text === '');
    const bothNumbers = left.number !== undefined && right.number !== undefined;
    return sign * (bothNumbers ? (left.number ?? 0) - (right.number ?? 0) : compare(left.text, right.text));
  });
}

/**
 * The arrays of a JSON body that make a table, the longest first; with none, the body itself as one row.
 * @throws {SyntaxError} when it is no JSON
 */
export function findTables(text: string): ResponseTable[] {
  const found: { path: JsonPath; items: readonly unknown[] }[] = [];
  const look = (value: unknown, path: JsonPath): void => {
    if (Array.isArray(value)) {
      if (value.some((item) => typeof item === 'object' && item !== null) || path.length === 0)
        found.push({ path, items: value });
    } else if (typeof value === 'object' && value !== null && path.length < 4) {
      for (const [key, inner] of Object.entries(value)) look(inner, [...path, key]);
    }
  };
  const value = parseExact(text);
  look(value, []);
  if (found.length === 0) found.push({ path: [], items: [value] });
  return found
    .sort((a, b) => b.items.length - a.items.length)
    .map(({ path, items }) => new ResponseTable({ path: printPath(path), rowCount: items.length }, items));
}
