import { readFile } from 'node:fs/promises';
import { charsetOf } from '../charset.js';
import { type DeparturesTask, findDepartures } from '../departures.js';
import { type FilterTask, filterBody } from '../filter.js';
import { type FormatFileTask, formatFile } from '../formatFile.js';
import type { TypesTask } from '../generateTypes.js';
import type { ResponseTable, TableChoice, TablePage, TableView } from '../table.js';

/** A body: its text, or the file that holds it (UTF-8 or with a byte order mark). */
export type BodySource = { readonly text: string } | { readonly file: string };

/** A table that was opened: its columns and the other arrays of the same body. */
export interface OpenedTable {
  readonly table: number;
  readonly choice: TableChoice;
  readonly columns: readonly string[];
  readonly others: readonly TableChoice[];
}

/** What takes long enough to be done beside the editor's own work, by name. Everything that goes in and out is plain data. */
export function createTasks() {
  const tables = new Map<number, ResponseTable>();
  let lastTable = 0;
  const tableOf = (id: number): ResponseTable => {
    const table = tables.get(id);
    if (!table) throw new RangeError(`There is no table ${id}.`);
    return table;
  };
  return {
    formatFile: (task: FormatFileTask): Promise<boolean> => formatFile(task),
    findDepartures: async ({ body, schema }: { body: BodySource; schema: DeparturesTask['schema'] }) =>
      findDepartures({ text: await textOf(body), schema }),
    filter: async ({ body, ...rest }: { body: BodySource } & Omit<FilterTask, 'text'>) =>
      filterBody({ text: await textOf(body), ...rest }),
    generateTypes: async ({ body, ...rest }: { body: BodySource } & Omit<TypesTask, 'text'>) => {
      const { generateTypes } = await import('../generateTypes.js');
      return generateTypes({ text: await textOf(body), ...rest });
    },
    /** @param path of the array; the longest without one */
    openTable: async ({ body, path }: { body: BodySource; path?: string | undefined }): Promise<OpenedTable> => {
      const { findTables } = await import('../table.js');
      const all = findTables(await textOf(body));
      const own = all.find(({ choice }) => choice.path === path) ?? all[0];
      if (!own) throw new RangeError('The body holds no array.');
      lastTable += 1;
      tables.set(lastTable, own);
      return { table: lastTable, choice: own.choice, columns: own.columns, others: all.map(({ choice }) => choice) };
    },
    tablePage: async (task: { table: number; view: TableView; from: number; count: number }): Promise<TablePage> =>
      tableOf(task.table).page(task.view, task.from, task.count),
    tableCsv: async (task: { table: number; view: TableView; columns: readonly string[] }): Promise<string> =>
      tableOf(task.table).csv(task.view, task.columns),
    closeTable: async ({ table }: { table: number }): Promise<void> => {
      tables.delete(table);
    },
  };
}

export type Tasks = ReturnType<typeof createTasks>;
export type TaskName = keyof Tasks;
export type TaskInput<N extends TaskName> = Parameters<Tasks[N]>[0];
export type TaskResult<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>;

async function textOf(body: BodySource): Promise<string> {
  if ('text' in body) return body.text;
  const bytes = await readFile(body.file);
  return new TextDecoder(charsetOf([], bytes)).decode(bytes);
}
