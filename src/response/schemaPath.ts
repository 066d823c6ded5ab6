import type { Schema } from '../catalog/model.js';
import { describeType } from '../catalog/schema.js';

/** Where a value stands: names of members and indexes of items from the top. */
export type JsonPath = readonly (string | number)[];

/** Alternatives that are looked into; schemas that combine many are not taken apart further. */
const MOST_ALTERNATIVES = 30;

/** The schema that is meant: `#/$defs/...` followed, `allOf` and the alternatives of `oneOf` and `anyOf` laid out. */
export function alternativesOf(schema: Schema, root: Schema, depth = 0): readonly Schema[] {
  if (depth > 20) return [schema];
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    const target = (root.$defs as Readonly<Record<string, Schema>> | undefined)?.[name];
    return target ? alternativesOf(target, root, depth + 1) : [schema];
  }
  const { allOf, oneOf, anyOf, ...own } = schema as Schema & Partial<Record<'allOf' | 'oneOf' | 'anyOf', Schema[]>>;
  let all: readonly Schema[] = [own];
  for (const part of allOf ?? []) all = combine(all, alternativesOf(part, root, depth + 1));
  const choice = oneOf ?? anyOf;
  if (choice)
    all = combine(
      all,
      choice.flatMap((part) => alternativesOf(part, root, depth + 1)),
    );
  return all.slice(0, MOST_ALTERNATIVES);
}

function combine(left: readonly Schema[], right: readonly Schema[]): Schema[] {
  return left.flatMap((a) => right.map((b) => merge(a, b)));
}

function merge(a: Schema, b: Schema): Schema {
  const properties = a.properties || b.properties ? { properties: { ...a.properties, ...b.properties } } : {};
  const required = a.required || b.required ? { required: [...(a.required ?? []), ...(b.required ?? [])] } : {};
  return { ...a, ...b, ...properties, ...required };
}

/** The schema of the value at this path; undefined where the catalogue does not know the way. */
export function schemaAt(root: Schema, path: JsonPath): Schema | undefined {
  let current: readonly Schema[] = alternativesOf(root, root);
  for (const step of path) {
    const next = current.map((schema) => stepInto(schema, step)).filter((schema) => schema !== undefined);
    current = next.flatMap((schema) => alternativesOf(schema, root));
  }
  return current.find(({ description }) => description !== undefined) ?? current[0];
}

function stepInto(schema: Schema, step: string | number): Schema | undefined {
  if (typeof step === 'number') return schema.items;
  const own = schema.properties?.[step];
  if (own) return own;
  const others = schema.additionalProperties;
  return typeof others === 'object' && others !== null ? (others as Schema) : undefined;
}

/**
 * The schema of an XML element by the names of the elements around it, the outermost first. Lists have no element of
 * their own items' type in JSON Schema: a name that repeats stands for the list and its items.
 */
export function schemaOfElement(root: Schema, names: readonly string[]): Schema | undefined {
  let current: readonly Schema[] = alternativesOf(root, root);
  for (const name of names.slice(1)) {
    const lists = current.flatMap((schema) => (schema.items ? alternativesOf(schema.items, root) : [schema]));
    const next = lists.map((schema) => stepInto(schema, name)).filter((schema) => schema !== undefined);
    // The element between a list and its items, such as Booking within Bookings, is no step of the schema.
    if (next.length === 0 && lists !== current && current.some(({ items }) => items)) continue;
    current = next.flatMap((schema) => alternativesOf(schema, root));
  }
  const found = current.find(({ description }) => description !== undefined) ?? current[0];
  return found?.items && found.description === undefined ? alternativesOf(found.items, root)[0] : found;
}

/** Meaning and kind of a field as Markdown; undefined when the catalogue says nothing of it. */
export function describeField(name: string, schema: Schema, isRequired: boolean): string {
  const kind = schema.items
    ? `list of ${describeType(schema.items)}`
    : schema.properties
      ? 'object'
      : describeType(schema);
  const facts = [
    kind,
    ...(isRequired ? ['always there'] : []),
    ...(typeof schema.maxLength === 'number' ? [`at most ${schema.maxLength} characters`] : []),
    ...(schema.readOnly === true ? ['read-only'] : []),
    ...(schema.deprecated === true ? ['deprecated'] : []),
  ];
  const meaning = schema.description === undefined ? '' : `\n\n${schema.description}`;
  return `**${name}** · ${facts.join(' · ')}${meaning}`;
}

/** A path as JSONPath writes it: `$.Items[0].ID`, `$['a b']`. */
export function printPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(step) ? `.${step}` : `['${step.replace(/['\\]/g, '\\$&')}']`;
  });
  return `$${steps.join('')}`;
}
