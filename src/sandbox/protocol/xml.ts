import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { Refusal } from './refusal.js';

/** A value on the wire, JSON or XML. In XML an array is a repeated element and null an element with `i:nil`. */
export type WireValue = null | string | number | boolean | readonly WireValue[] | WireRecord;
export interface WireRecord {
  readonly [name: string]: WireValue;
}

const ATTRIBUTE = '@';
const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const NIL = { [`${ATTRIBUTE}i:nil`]: 'true' };

/** An XML document with `record` as the content of `root`. */
export function writeXml(root: string, record: WireRecord, namespace?: string): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  const attributes = {
    [`${ATTRIBUTE}xmlns:i`]: 'http://www.w3.org/2001/XMLSchema-instance',
    ...(namespace === undefined ? {} : { [`${ATTRIBUTE}xmlns`]: namespace }),
  };
  return `${DECLARATION}${builder.build({ [root]: { ...attributes, ...toNodes(record) } })}`;
}

/**
 * Reads an XML document into its root's name and content. Values stay text; elements with `nil` become null; repeated
 * elements become arrays; namespaces are dropped, and so are attributes unless they are asked for.
 * @param options `attributes`: keep them, by `@name`
 * @throws {Refusal} 400 when it is no XML, or carries a document type
 */
export function readXml(
  text: string,
  options: { readonly attributes?: boolean } = {},
): { readonly root: string; readonly content: WireValue } {
  if (/<!DOCTYPE/i.test(text)) throw new Refusal(400, 'The XML carries a document type, which is not allowed.');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    removeNSPrefix: true,
    parseTagValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
  });
  let parsed: unknown;
  try {
    parsed = parser.parse(text, true);
  } catch (error) {
    throw new Refusal(400, `The body is no well-formed XML: ${error instanceof Error ? error.message : error}`);
  }
  const [root, ...others] = isRecord(parsed) ? Object.entries(parsed) : [];
  if (!root || others.length > 0) throw new Refusal(400, 'The body is no XML document with one root element.');
  return { root: root[0], content: fromNode(root[1], options.attributes ?? false) };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWireRecord(value: WireValue | undefined): value is WireRecord {
  return isRecord(value);
}

function toNodes(record: WireRecord): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, toNode(value)]));
}

function toNode(value: WireValue): unknown {
  if (value === null) return NIL;
  if (Array.isArray(value)) return value.map(toNode);
  if (isWireRecord(value)) return toNodes(value);
  return typeof value === 'string' ? dropControlCharacters(value) : value;
}

/** XML has no way to write most control characters, which JSON bodies may have brought in. */
function dropControlCharacters(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '');
}

function fromNode(node: unknown, keepsAttributes: boolean): WireValue {
  if (Array.isArray(node)) return node.map((item) => fromNode(item, keepsAttributes));
  if (!isRecord(node)) return String(node ?? '');
  if (node[`${ATTRIBUTE}nil`] === 'true') return null;
  const entries = Object.entries(node).filter(([name]) => keepsAttributes || !name.startsWith(ATTRIBUTE));
  const [first] = entries;
  if (first?.[0] === '#text' && entries.length === 1) return String(first[1]);
  if (entries.length === 0 && Object.keys(node).length > 0) return '';
  return Object.fromEntries(entries.map(([name, value]) => [name, fromNode(value, keepsAttributes)]));
}
