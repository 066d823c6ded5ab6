import { XMLParser } from 'fast-xml-parser';
import type { Schema } from '../../src/catalog/model.js';

/** One element as the parser gives it in order: its name with its children, and its attributes under `:@`. */
type Node = Readonly<Record<string, unknown>>;

interface XmlFacts {
  readonly name?: string;
  readonly namespace?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
}

/** The `xml` keyword of a schema. */
export function xmlOf(schema: Schema | undefined): XmlFacts {
  return (schema?.xml as XmlFacts | undefined) ?? {};
}

/** Schemas that may stand for this one: itself, or its alternatives other than null. */
export function alternatives(schema: Schema): Schema[] {
  const choices = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? (list as Schema[]) : []));
  return choices.length > 0 ? choices.filter((choice) => choice.type !== 'null').flatMap(alternatives) : [schema];
}

/**
 * An XML document as the value that its schema speaks of, with the alternative of the schema that its root names: elements and attributes become properties, repeated elements
 * arrays, texts numbers and booleans where the schema wants them. What the schema does not know stands under its own
 * name, so that a strict validator finds it.
 */
export function readXml(text: string, schema: Schema): { readonly value: unknown; readonly schema: Schema } {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
  });
  const [root] = (parser.parse(text) as Node[]).filter((node) => nameOf(node) !== '?xml');
  if (!root) return { value: undefined, schema };
  const match = alternatives(schema).find((choice) => xmlOf(choice).name === nameOf(root)) ?? schema;
  return { value: readElement(root, match), schema: match };
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function childrenOf(node: Node): readonly Node[] {
  return node[nameOf(node)] as readonly Node[];
}

function readElement(node: Node, given: Schema): unknown {
  const [schema = given] = alternatives(given);
  const children = childrenOf(node).filter((child) => nameOf(child) !== '#text');
  const all = Object.entries((node[':@'] as Readonly<Record<string, string>> | undefined) ?? {});
  if (all.some(([name, attribute]) => name.endsWith(':nil') && attribute === 'true')) return null;
  const attributes = all.filter(([name]) => name !== 'xmlns' && !name.includes(':'));
  const texts = childrenOf(node).filter((child) => nameOf(child) === '#text');
  const text = texts.map((child) => String(child['#text'])).join('');
  if (isArray(schema)) return children.map((child) => readElement(child, schema.items ?? {}));
  if (children.length === 0 && attributes.length === 0 && !schema.properties) return scalarOf(text, schema);
  const value: Record<string, unknown> = {};
  for (const [name, attribute] of attributes) {
    const [key, property] = propertyNamed(schema, name);
    value[key] = scalarOf(attribute, property);
  }
  for (const child of children) {
    const [key, property] = propertyNamed(schema, nameOf(child));
    const [own = property] = alternatives(property);
    if (isArray(own) && !xmlOf(own).wrapped) {
      value[key] = [...((value[key] as unknown[] | undefined) ?? []), readElement(child, own.items ?? {})];
    } else value[key] = readElement(child, property);
  }
  if (text !== '' && children.length === 0) value['#text'] = scalarOf(text, schema.properties?.['#text'] ?? {});
  return value;
}

function propertyNamed(schema: Schema, name: string): [string, Schema] {
  const properties = allProperties(schema);
  const byXml = properties.find(
    ([key, property]) =>
      (xmlOf(property).name ?? key) === name || (!xmlOf(property).wrapped && xmlOf(property.items).name === name),
  );
  return byXml ?? properties.find(([key]) => key === name) ?? [name, {}];
}

function allProperties(schema: Schema): [string, Schema][] {
  const parts = Array.isArray(schema.allOf) ? (schema.allOf as Schema[]).flatMap(allProperties) : [];
  return [...Object.entries(schema.properties ?? {}), ...parts];
}

function isArray({ type }: Schema): boolean {
  return Array.isArray(type) ? type.includes('array') : type === 'array';
}

function scalarOf(text: string, given: Schema): unknown {
  const [schema = given] = alternatives(given);
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (types.some((type) => type === 'integer' || type === 'number') && text !== '') return Number(text);
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
