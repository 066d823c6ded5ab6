/** What one window gave: figures by name, where undefined says that the thing did not happen in the time watched. */
export interface Round {
  readonly figures: ReadonlyMap<string, number | undefined>;
}

export interface Column {
  readonly label: string;
  readonly rounds: readonly Round[];
}

/** @throws {RangeError} when there are no values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('No values have no median.');
  return (low + high) / 2;
}

/**
 * A markdown table: a row per figure, a column per subject. A cell has the median, then every single figure in
 * brackets, then the ratio to the first column's median. Runs that gave none are counted first, for a median flatters.
 */
export function formatTable(columns: readonly Column[]): string {
  const names = [...new Set(columns.flatMap(({ rounds }) => rounds.flatMap(({ figures }) => [...figures.keys()])))];
  const [floor] = columns;
  const rows = names.map((name) => {
    const base = floor && medianOf(floor, name);
    return [name, ...columns.map((column) => formatCell(column, name, column === floor ? undefined : base))];
  });
  const head = ['figure', ...columns.map(({ label }) => label)];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function valuesOf(column: Column, name: string): readonly (number | undefined)[] {
  return column.rounds.filter(({ figures }) => figures.has(name)).map(({ figures }) => figures.get(name));
}

function medianOf(column: Column, name: string): number | undefined {
  const values = valuesOf(column, name).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : median(values);
}

function formatCell(column: Column, name: string, base: number | undefined): string {
  const all = valuesOf(column, name);
  if (all.length === 0) return '';
  const middle = medianOf(column, name);
  if (middle === undefined) return 'never';
  const came = all.filter((value) => value !== undefined).length;
  const caveat = came < all.length ? `only ${came} of ${all.length}: ` : '';
  const each = all.map((value) => (value === undefined ? '-' : formatNumber(value))).join(' ');
  const ratio = base ? `, ${formatNumber(middle / base)} x floor` : '';
  return `${caveat}${formatNumber(middle)} [${each}]${ratio}`;
}

function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
