/** What host and table say to each other. Both sides parse before they believe. */
import * as z from 'zod/mini';

const id = z.int();

/** How the rows are to be seen. */
export const viewSchema = z.object({
  sortBy: z.optional(z.string()),
  descending: z.boolean(),
  filter: z.string(),
});

/** What the table asks for; answered under its id, by what it asked for or by `failed`. */
export const tableToHostSchema = z.discriminatedUnion('type', [
  /** The page is there and wants columns and words; `path`: another array of the body. Answered by `table`. */
  z.object({ type: z.literal('open'), id, path: z.optional(z.string()) }),
  /** Answered by `page`. */
  z.object({
    type: z.literal('page'),
    id,
    view: viewSchema,
    from: z.int(),
    count: z.int().check(z.gte(1), z.lte(1000)),
  }),
  /** Writes all rows of a view to a file that the person picks; answered by `done`. */
  z.object({ type: z.literal('export'), id, view: viewSchema, columns: z.array(z.string()) }),
  /** Puts a cell on the clipboard; answered by `done`. */
  z.object({ type: z.literal('copy'), id, text: z.string() }),
]);

const words = z.object({
  filter: z.string(),
  export: z.string(),
  columns: z.string(),
  array: z.string(),
  empty: z.string(),
  /** `{0}` of `{1}` rows. */
  rows: z.string(),
  grid: z.string(),
});

const choice = z.object({ path: z.string(), rowCount: z.int() });

export const tableToPanelSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('table'),
    id,
    choice,
    choices: z.array(choice),
    columns: z.array(z.string()),
    words,
  }),
  z.object({ type: z.literal('page'), id, rowCount: z.int(), from: z.int(), rows: z.array(z.array(z.string())) }),
  z.object({ type: z.literal('done'), id }),
  z.object({ type: z.literal('failed'), id, what: z.string() }),
]);

export type TableToHost = z.infer<typeof tableToHostSchema>;
export type TableToPanel = z.infer<typeof tableToPanelSchema>;
export type TableShown = Extract<TableToPanel, { type: 'table' }>;
export type RowView = z.infer<typeof viewSchema>;
/** A request without its number. */
export type TableRequest = TableToHost extends infer T ? (T extends unknown ? Omit<T, 'id'> : never) : never;
