import * as z from 'zod/mini';

/** One input of an operation, as the panel draws it. */
const parameterView = z.object({
  name: z.string(),
  required: z.boolean(),
  description: z.string(),
  /** Where it goes and what it is, e.g. `query`, `whole number`, `default 25`. */
  facts: z.array(z.string()),
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), placeholder: z.string() }),
    /** Typed unseen; the host keeps the value and never gives it back. */
    z.object({ kind: z.literal('secret') }),
    z.object({ kind: z.literal('choice'), choices: z.array(z.string()) }),
  ]),
});

/** What the panel shows of an operation: facts and sentences, ready to be drawn. */
export const operationViewSchema = z.object({
  method: z.string(),
  title: z.string(),
  /** The API with its version. */
  api: z.string(),
  description: z.string(),
  /** Says that it is deprecated or retired, since when, and what replaces it. */
  deprecation: z.optional(z.string()),
  scopes: z.array(z.string()),
  /** Absolute http(s) URL. */
  docs: z.optional(z.string()),
  /** False for calls that Concur makes: they can only be written into a request file. */
  canSend: z.boolean(),
  /** Those that are required first. */
  parameters: z.array(parameterView),
  /** What the body may be written in; empty when there is none. */
  mediaTypes: z.array(z.string()),
  isBodyRequired: z.boolean(),
});

export type OperationView = Readonly<z.infer<typeof operationViewSchema>>;
export type ParameterView = Readonly<z.infer<typeof parameterView>>;
