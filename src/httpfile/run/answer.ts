/** What request files can say about requests that were sent and their answers: paths into headers and bodies. */
import { DOMParser } from '@xmldom/xmldom';
import { JSONPathError, type JSONValue, jsonpath } from 'json-p3';
import xpath from 'xpath';

/** A message as a run keeps it to refer to: a request that was sent, or its response. */
export interface KeptMessage {
  readonly headers: readonly (readonly [string, string])[];
  /** Decoded text; '' without a body. */
  readonly body: string;
}

/** A request and its answer, as other requests refer to them. */
export interface KeptExchange {
  readonly request: KeptMessage;
  readonly response: KeptMessage & { readonly status: number };
}

/** What stands at a path: any JSON value, or the text of a header or node. `missing`: nothing; `bad`: it is no path. */
export type Found =
  | { readonly kind: 'found'; readonly value: JSONValue }
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad' };

const MISSING: Found = { kind: 'missing' };

/** The value of a header, several joined by commas; letter case does not matter. */
export function readHeaderOf({ headers }: KeptMessage, name: string): Found {
  const values = headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length === 0 ? MISSING : { kind: 'found', value: values.join(', ') };
}

/**
 * Reads a path in a body: JSONPath (RFC 9535) or XPath, told by the path and the body; `*` and '' are all of it.
 *
 * From the dialects of the peers come: the `$` may be missing (`token`, `[0].id`); `asJson.` and `asXml.` in front;
 * `.length` at the end counts items or characters; `[(@.length-1)]` is the last item. Scripts in filters, `^` and `~`
 * are of no dialect that is safe to run, and are bad paths here.
 */
export function readBodyOf(message: KeptMessage, written: string): Found {
  const path = written.trim();
  if (path === '*' || path === '') return { kind: 'found', value: parseJson(message.body) ?? message.body };
  if (path.startsWith('asJson.')) return readJson(message.body, path.slice('asJson.'.length));
  if (path.startsWith('asXml.')) return readXml(message.body, path.slice('asXml.'.length));
  const isXml = message.body.trimStart().startsWith('<') && !path.startsWith('$');
  return isXml || path.startsWith('/') ? readXml(message.body, path) : readJson(message.body, path);
}

/** As text that is put into a request: texts as they are, anything else as JSON. */
export function toText(value: JSONValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readJson(body: string, path: string): Found {
  const value = parseJson(body);
  if (value === undefined) return MISSING;
  const full = completePath(path);
  const found = queryJson(value, full);
  if (found.kind !== 'missing' || !full.endsWith('.length')) return found;
  const whole = queryJson(value, full.slice(0, -'.length'.length) || '$');
  if (whole.kind !== 'found') return whole;
  const length = typeof whole.value === 'string' || Array.isArray(whole.value) ? whole.value.length : undefined;
  return length === undefined ? MISSING : { kind: 'found', value: length };
}

function completePath(path: string): string {
  const full = path.startsWith('$') ? path : path.startsWith('[') || path.startsWith('.') ? `$${path}` : `$.${path}`;
  return full.replace(/\[\(\s*@\.length\s*-\s*(\d+)\s*\)\]/g, '[-$1]').replace(/\.\[/g, '[');
}

function queryJson(value: JSONValue, path: string): Found {
  try {
    const [first] = jsonpath.query(path, value).nodes;
    return first ? { kind: 'found', value: toPlain(first.value) } : MISSING;
  } catch (error) {
    if (error instanceof JSONPathError) return { kind: 'bad' };
    throw error;
  }
}

/** Whatever `JSON.parse` gave is JSON; anything else that the library could hand out is not. */
function toPlain(value: unknown): JSONValue {
  return isJson(value) ? value : null;
}

function isJson(value: unknown): value is JSONValue {
  return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

function parseJson(text: string): JSONValue | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isJson(value) ? value : undefined;
  } catch {
    return undefined; // a body may be anything
  }
}

/**
 * Elements give what they hold, attributes and texts their value. Prefixes are those of the document. Names without a
 * prefix find elements of a default namespace, too: Concur's XML often has one.
 */
function readXml(body: string, path: string): Found {
  const found = queryXml(body.replace(new RegExp(DEFAULT_NAMESPACE, 'g'), ''), path);
  return found.kind === 'missing' && DEFAULT_NAMESPACE.test(body) ? queryXml(body, path) : found;
}

const DEFAULT_NAMESPACE = /\sxmlns\s*=\s*(?:"[^"]*"|'[^']*')/;

function queryXml(body: string, path: string): Found {
  const document = parseXml(body);
  if (!document) return MISSING;
  try {
    const result = xpath.useNamespaces(readNamespaces(body))(path, document);
    if (!xpath.isArrayOfNodes(result)) {
      return typeof result === 'object' ? MISSING : { kind: 'found', value: result };
    }
    const [node] = result;
    return node ? { kind: 'found', value: nodeText(node) } : MISSING;
  } catch {
    return { kind: 'bad' }; // the library throws plain errors for whatever it cannot read
  }
}

function parseXml(body: string): Document | undefined {
  try {
    return new DOMParser({ onError: () => undefined }).parseFromString(body, 'text/xml') as unknown as Document;
  } catch {
    return undefined; // no XML
  }
}

function readNamespaces(body: string): Record<string, string> {
  return Object.fromEntries(
    [...body.matchAll(/\sxmlns:([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, prefix = '', double, single]) => [
      prefix,
      double ?? single ?? '',
    ]),
  );
}

function nodeText(node: Node): string {
  if (xpath.isDocumentNode(node)) return String(node.documentElement);
  return xpath.isElement(node) ? Array.from(node.childNodes, String).join('') : (node.nodeValue ?? '');
}
