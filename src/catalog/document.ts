import * as z from 'zod/mini';
import type { Schema } from './model.js';

/** The part of an OpenAPI 3.1 document that the catalogue reads, plus our `x-concur` facts. Build time and import only. */

const schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);

const mediaTypes = z.optional(
  z.record(z.string(), z.object({ schema: z.optional(schema), example: z.optional(z.unknown()) })),
);

const reference = z.object({ $ref: z.string() });

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.optional(z.boolean()),
  description: z.optional(z.string()),
  schema: z.optional(schema),
  explode: z.optional(z.boolean()),
  example: z.optional(z.unknown()),
});

const response = z.object({ description: z.optional(z.string()), content: mediaTypes });

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.optional(z.string()),
  tags: z.array(z.string()),
  deprecated: z.optional(z.boolean()),
  security: z.optional(z.array(z.unknown())),
  'x-concur-scopes': z.optional(z.array(z.string())),
  parameters: z.optional(z.array(z.union([reference, parameter]))),
  requestBody: z.optional(z.object({ required: z.optional(z.boolean()), content: mediaTypes })),
  responses: z.record(z.string(), z.union([reference, response])),
});

const pathItem = z.object({
  /** Other paths that reach the same operations, such as one that public pages print. */
  'x-concur-also': z.optional(z.array(z.string())),
  parameters: z.optional(z.array(z.union([reference, parameter]))),
  get: z.optional(operation),
  post: z.optional(operation),
  put: z.optional(operation),
  patch: z.optional(operation),
  delete: z.optional(operation),
  head: z.optional(operation),
  options: z.optional(operation),
});

const day = z.string().check(z.regex(/^\d{4}-\d{2}(-\d{2})?$/));

/** What OpenAPI has no word for. Strict, so that a mistyped key is found. */
const facts = z.strictObject({
  id: z.string(),
  group: z.string(),
  status: z.enum(['current', 'limited', 'deprecated', 'retired']),
  deprecatedOn: z.optional(day),
  retiredOn: z.optional(day),
  replacedBy: z.optional(z.string()),
  caller: z.optional(z.enum(['client', 'concur'])),
  formats: z.array(z.enum(['json', 'xml', 'form', 'multipart', 'binary', 'html'])),
  pagination: z.enum(['none', 'offset', 'page', 'page-url', 'cursor', 'scim', 'link']),
  errorShape: z.enum(['oauth2', 'v1', 'v3', 'v4', 'scim', 'other']),
  /** What a reader of the document should know: where public sources disagree, what is assumed. */
  notes: z.optional(z.array(z.string())),
  /** Where the document departs from the facts it was written from, and why; the coverage test holds each against them. */
  differs: z.optional(z.array(z.strictObject({ at: z.string(), why: z.string() }))),
});

/** What `compileCatalog` takes for one API. */
export const apiDocument = z.object({
  info: z.object({ title: z.string(), version: z.string(), summary: z.optional(z.string()) }),
  externalDocs: z.optional(z.object({ url: z.string() })),
  security: z.optional(z.array(z.unknown())),
  'x-concur': facts,
  paths: z.record(z.string(), pathItem),
  components: z.optional(
    z.object({
      schemas: z.optional(z.record(z.string(), schema)),
      parameters: z.optional(z.record(z.string(), parameter)),
      responses: z.optional(z.record(z.string(), response)),
    }),
  ),
});

export type ApiDocument = z.infer<typeof apiDocument>;
export type OperationDocument = z.infer<typeof operation>;
export type PathItemDocument = z.infer<typeof pathItem>;
export type ParameterDocument = z.infer<typeof parameter>;
export type ResponseDocument = z.infer<typeof response>;
export type MediaTypesDocument = z.infer<typeof mediaTypes>;
