import { type Attribute, findAttribute, type ResourceSchema } from './attributes.js';

/** An attribute as filters, patches and lists of attributes name it, resolved to the schema that it is of. */
export interface AttributePath {
  readonly schema: ResourceSchema;
  /** Whether the schema is an extension, whose attributes lie in an object of their own. */
  readonly isExtension: boolean;
  /** Undefined when a whole extension is named. */
  readonly attribute: Attribute | undefined;
  readonly subAttribute: Attribute | undefined;
}

/**
 * Reads `name`, `name.sub`, `<URN>:name.sub` or the URN of an extension alone, in any letter case. A name without URN
 * that the core does not have is looked for in the extensions, as old clients write `employeeNumber`.
 * @param schemas the core first
 * @returns undefined when there is no such attribute
 */
export function resolvePath(path: string, schemas: readonly ResourceSchema[]): AttributePath | undefined {
  const lower = path.toLowerCase();
  for (const [at, schema] of schemas.entries()) {
    const urn = schema.id.toLowerCase();
    if (lower === urn) return at === 0 ? undefined : whole(schema);
    if (lower.startsWith(`${urn}:`)) return within(schema, at > 0, path.slice(urn.length + 1));
  }
  if (/^urn:/i.test(path)) return undefined;
  for (const [at, schema] of schemas.entries()) {
    const found = within(schema, at > 0, path);
    if (found) return found;
  }
  return undefined;
}

/** The path in its proper spelling: what {@link resolvePath} reads as the same. */
export function spellPath({ schema, isExtension, attribute, subAttribute }: AttributePath): string {
  if (!attribute) return schema.id;
  const name = subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name;
  return isExtension ? `${schema.id}:${name}` : name;
}

function whole(schema: ResourceSchema): AttributePath {
  return { schema, isExtension: true, attribute: undefined, subAttribute: undefined };
}

function within(schema: ResourceSchema, isExtension: boolean, names: string): AttributePath | undefined {
  const [name = '', sub, ...others] = names.split('.');
  const attribute = findAttribute(schema.attributes, name);
  if (!attribute || others.length > 0) return undefined;
  if (sub === undefined) return { schema, isExtension, attribute, subAttribute: undefined };
  const subAttribute = findAttribute(attribute.subAttributes ?? [], sub);
  return subAttribute && { schema, isExtension, attribute, subAttribute };
}
