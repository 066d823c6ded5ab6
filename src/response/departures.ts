import { type Node, parseTree } from 'jsonc-parser';
import type { Schema } from '../catalog/model.js';
import { typeOf } from '../catalog/schema.js';
import { alternativesOf } from './schemaPath.js';

/** A place where an answer is not as its API's documentation says. */
export interface Departure {
  readonly kind: 'missing' | 'unknown' | 'type' | 'value';
  /** Where in the text, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** One sentence. */
  readonly what: string;
}

/** A body and the schema of its documentation. */
export interface DeparturesTask {
  readonly text: string;
  readonly schema: Schema;
}

/** Enough to see that the documentation is about something else. */
const MOST_DEPARTURES = 200;

/**
 * Where a JSON body departs from its documented schema: required fields that are missing, fields that are not documented,
 * values of another type, new values of enumerations. Formats and lengths are not checked, and null is taken for any
 * value: Concur sends it for what is empty, whatever the documentation says.
 */
export function findDepartures({ text, schema }: DeparturesTask): Departure[] {
  const tree = parseTree(text, undefined, { disallowComments: true });
  return tree ? check(tree, schema, schema, text).slice(0, MOST_DEPARTURES) : [];
}

function check(node: Node, schema: Schema, root: Schema, text: string): Departure[] {
  const alternatives = alternativesOf(schema, root);
  let best: Departure[] | undefined;
  for (const alternative of alternatives) {
    const found = checkOne(node, alternative, root, text);
    if (!best || found.length < best.length) best = found; // the alternative that is meant fits best
    if (best.length === 0) break;
  }
  return best ?? [];
}

function checkOne(node: Node, schema: Schema, root: Schema, text: string): Departure[] {
  if (node.type === 'null') return [];
  const wrongType = checkType(node, schema, text);
  if (wrongType) return [wrongType];
  if (node.type === 'object') return checkObject(node, schema, root, text);
  if (node.type === 'array') {
    const { items } = schema;
    return items ? gather(node.children ?? [], (child) => check(child, items, root, text)) : [];
  }
  const { enum: known } = schema;
  if (!known || known.includes(node.value)) return [];
  const what = `${printValue(node, text)} is a new value: ${known.map((value) => JSON.stringify(value)).join(', ')} are documented.`;
  return [{ kind: 'value', offset: node.offset, length: node.length, what }];
}

function checkObject(node: Node, schema: Schema, root: Schema, text: string): Departure[] {
  const { properties } = schema;
  const names = new Set<unknown>();
  const inner = gather(node.children ?? [], ({ children: [key, value] = [] }) => {
    if (!key || !value) return [];
    names.add(key.value);
    const own = properties && Object.hasOwn(properties, key.value) ? properties[key.value] : undefined;
    if (own) return check(value, own, root, text);
    const others = schema.additionalProperties;
    if (typeof others === 'object' && others !== null) return check(value, others as Schema, root, text);
    if (!properties || others === true || Object.keys(properties).length === 0) return [];
    const what = `The documentation does not name a field "${key.value}" here.`;
    return [{ kind: 'unknown', offset: key.offset, length: key.length, what } as const];
  });
  const missing = (schema.required ?? []).filter((name) => !names.has(name));
  return [
    ...missing.map((name): Departure => {
      return {
        kind: 'missing',
        offset: node.offset,
        length: 1,
        what: `"${name}" is missing, which should always be there.`,
      };
    }),
    ...inner,
  ];
}

function checkType(node: Node, schema: Schema, text: string): Departure | undefined {
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (!types || types.length === 0) return undefined;
  const isWhole = node.type === 'number' && Number.isInteger(node.value);
  const fits = types.some((type) => type === node.type || (type === 'integer' && isWhole));
  if (fits) return undefined;
  const documented = typeOf(schema) ?? types.join(' or ');
  const actual =
    node.type === 'object' || node.type === 'array' ? `an ${node.type}` : `${printValue(node, text)}, a ${node.type}`;
  const what = `This is ${actual}: ${documented} is documented.`;
  const length = node.type === 'object' || node.type === 'array' ? 1 : node.length;
  return { kind: 'type', offset: node.offset, length, what };
}

function printValue(node: Node, text: string): string {
  const written = text.slice(node.offset, node.offset + node.length);
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}

/** Stops asking once there is more than anybody reads. */
function gather(nodes: readonly Node[], ask: (node: Node) => readonly Departure[]): Departure[] {
  const found: Departure[] = [];
  for (const node of nodes) {
    if (found.length >= MOST_DEPARTURES) break;
    found.push(...ask(node));
  }
  return found;
}
