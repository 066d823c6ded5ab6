/** A cell by its place. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell, as in other grids; undefined for keys that move nothing. */
export function moveCell(
  { row, column }: Cell,
  key: string,
  isControl: boolean,
  { rows, columns, perPage }: { readonly rows: number; readonly columns: number; readonly perPage: number },
): Cell | undefined {
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + perPage, column);
    case 'PageUp':
      return to(row - perPage, column);
    case 'Home':
      return isControl ? to(0, 0) : to(row, 0);
    case 'End':
      return isControl ? to(rows - 1, columns - 1) : to(row, columns - 1);
    default:
      return undefined;
  }
}
