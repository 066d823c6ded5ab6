import * as z from 'zod/mini';

/** One input of an operation, as the panel draws it. */
const parameterView = z.object({
  name: z.string(),
  place: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string(),
  /** Where it goes and what it is, e.g. `query`, `whole number`, `default 25`. */
  facts: z.array(z.string()),
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), placeholder: z.string() }),
    z.object({
      kind: z.literal('number'),
      placeholder: z.string(),
      min: z.optional(z.number()),
      max: z.optional(z.number()),
    }),
    z.object({ kind: z.literal('date'), hasTime: z.boolean() }),
    /** Values separated by commas. */
    z.object({ kind: z.literal('list'), placeholder: z.string(), choices: z.array(z.string()) }),
    /** Typed unseen; the host keeps the value and never gives it back. */
    z.object({ kind: z.literal('secret') }),
    z.object({ kind: z.literal('choice'), choices: z.array(z.string()) }),
  ]),
  /** Values used before, and ids that answers of this window held, the newest first. */
  suggestions: z.array(z.string()),
});

/** A line of a schema, written out as a tree. */
const schemaLine = z.object({
  depth: z.int(),
  name: z.string(),
  type: z.string(),
  isRequired: z.boolean(),
  description: z.string(),
});

/** What is sent or answered in one media type. */
const contentView = z.object({ mediaType: z.string(), lines: z.array(schemaLine), example: z.string() });

/** What the panel shows of an operation: facts and sentences, ready to be drawn. */
export const operationViewSchema = z.object({
  title: z.string(),
  /** The API with its version; '' where no operation is known. */
  api: z.string(),
  description: z.string(),
  /** Path template; '' where no operation is known. */
  path: z.string(),
  /** Says that it is deprecated or retired, since when, and what replaces it. */
  deprecation: z.optional(z.string()),
  /** Id and name of the API to move to. */
  replacement: z.optional(z.object({ id: z.string(), name: z.string() })),
  scopes: z.array(z.string()),
  /** Absolute http(s) URL. */
  docs: z.optional(z.string()),
  /** False for calls that Concur makes: they can only be written into a request file. */
  canSend: z.boolean(),
  /** Those that are required first. */
  parameters: z.array(parameterView),
  /** What the body may be written in. */
  mediaTypes: z.array(z.string()),
  takesBody: z.boolean(),
  isBodyRequired: z.boolean(),
  requestDocs: z.array(contentView),
  responseDocs: z.array(z.object({ status: z.string(), description: z.string(), content: z.array(contentView) })),
});

export type OperationView = Readonly<z.infer<typeof operationViewSchema>>;
export type ParameterView = Readonly<z.infer<typeof parameterView>>;
export type SchemaLine = Readonly<z.infer<typeof schemaLine>>;
export type ContentView = Readonly<z.infer<typeof contentView>>;
