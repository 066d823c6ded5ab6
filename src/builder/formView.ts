import * as z from 'zod/mini';

/** Where a value stands in a body: names of members or elements, and indexes of items, from the top. */
export const bodyPathSchema = z.array(z.union([z.string(), z.int()]));

/** One row of the form of a body. The form lists what the text holds and what the schema knows beyond it, in order. */
const formRow = z.object({
  path: bodyPathSchema,
  /** The name, or the number of an item. */
  label: z.string(),
  kind: z.enum(['text', 'number', 'boolean', 'choice', 'date', 'datetime', 'file', 'object', 'list']),
  choices: z.array(z.string()),
  isRequired: z.boolean(),
  /** Whether the text holds it; else it can be added. */
  isPresent: z.boolean(),
  /** Items of lists, and what may be left out. */
  isRemovable: z.boolean(),
  /** '' for objects and lists. */
  value: z.string(),
  description: z.string(),
  /** What is wrong with it. */
  problem: z.optional(z.string()),
});

/** The form of a body, made by the host from its text and schema. */
export const formViewSchema = z.object({
  rows: z.array(formRow),
  /** Why there are no rows, in one sentence. */
  note: z.optional(z.string()),
});

/** Something about the text of a body: a mark at its line. */
export const bodyFindingSchema = z.object({
  /** One-based. */
  line: z.int(),
  /** In UTF-16 units of the text. */
  offset: z.int(),
  length: z.int(),
  what: z.string(),
  severity: z.enum(['error', 'warning']),
});

export type FormView = Readonly<z.infer<typeof formViewSchema>>;
export type FormRow = Readonly<z.infer<typeof formRow>>;
export type BodyFinding = Readonly<z.infer<typeof bodyFindingSchema>>;
export type BodyPath = readonly (string | number)[];
