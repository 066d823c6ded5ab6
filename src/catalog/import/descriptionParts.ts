import { SCHEMA_KEYWORDS, SCHEMAS_KEYWORDS } from './modernSchema.js';

/** A kind of object that a description holds. */
export type Kind =
  | 'document'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'media'
  | 'schema'
  | 'plain';

/** What stands below a key: one object, or several in a list or by name. */
export type Part = Kind | { readonly each: Kind };

/**
 * Where objects stand that may be references. What is not named here is left as it is: data, in which `$ref` is a word
 * like any other, and what calls do not need, such as callbacks.
 */
export const PARTS: Readonly<Record<Kind, Readonly<Record<string, Part>>>> = {
  document: { info: 'plain', externalDocs: 'plain', servers: { each: 'plain' }, paths: { each: 'pathItem' } },
  pathItem: {
    parameters: { each: 'parameter' },
    get: 'operation',
    put: 'operation',
    post: 'operation',
    delete: 'operation',
    options: 'operation',
    head: 'operation',
    patch: 'operation',
  },
  operation: { parameters: { each: 'parameter' }, requestBody: 'requestBody', responses: { each: 'response' } },
  parameter: { schema: 'schema', items: 'schema', content: { each: 'media' }, examples: { each: 'plain' } },
  requestBody: { content: { each: 'media' } },
  response: { schema: 'schema', content: { each: 'media' } },
  media: { schema: 'schema', examples: { each: 'plain' } },
  schema: {
    ...Object.fromEntries(SCHEMA_KEYWORDS.map((key) => [key, 'schema'])),
    ...Object.fromEntries(SCHEMAS_KEYWORDS.map((key) => [key, { each: 'schema' }])),
  },
  plain: {},
};
