import { parseExact, printExact } from './exactJson.js';

/** What a filter found, or why it is none. */
export type Filtered =
  | { readonly kind: 'found'; readonly text: string; readonly count: number }
  | { readonly kind: 'wrong'; readonly what: string };

/** A body and the expression that picks parts of it. */
export interface FilterTask {
  readonly text: string;
  readonly language: 'json' | 'xml';
  /** JSONPath (RFC 9535) for JSON, XPath 1.0 for XML. */
  readonly expression: string;
}

/** The parts of a body that an expression picks: a list for JSON, elements below each other for XML. Never throws for an expression. */
export async function filterBody({ text, language, expression }: FilterTask): Promise<Filtered> {
  if (expression.trim() === '')
    return { kind: 'wrong', what: language === 'json' ? 'Type a JSONPath.' : 'Type an XPath.' };
  return language === 'json' ? filterJson(text, expression.trim()) : filterXml(text, expression.trim());
}

async function filterJson(text: string, expression: string): Promise<Filtered> {
  const { jsonpath } = await import('json-p3');
  let values: unknown;
  let exact: unknown;
  try {
    values = JSON.parse(text);
    exact = parseExact(text);
  } catch {
    return { kind: 'wrong', what: 'The body is no complete JSON, so it cannot be filtered.' };
  }
  try {
    const nodes = [...jsonpath.query(expression, values as Parameters<typeof jsonpath.query>[1])];
    const found = nodes.map(({ location }) => valueAt(exact, location));
    return { kind: 'found', text: printExact(found), count: found.length };
  } catch (error) {
    return { kind: 'wrong', what: sentence(error) };
  }
}

/** The same place in the value that keeps numbers as they are written. */
function valueAt(value: unknown, location: readonly (string | number)[]): unknown {
  return location.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

async function filterXml(text: string, expression: string): Promise<Filtered> {
  const [{ DOMParser, XMLSerializer }, { default: xpath }, { formatXml }] = await Promise.all([
    import('@xmldom/xmldom'),
    import('xpath'),
    import('./format.js'),
  ]);
  let document: ReturnType<InstanceType<typeof DOMParser>['parseFromString']>;
  try {
    const parser = new DOMParser({ onError: (level, message) => raise(level, message) });
    // Without default namespaces, so that `//Report` finds what is called so on the screen.
    document = parser.parseFromString(text.replace(/\sxmlns=("[^"]*"|'[^']*')/g, ''), 'text/xml');
  } catch {
    return { kind: 'wrong', what: 'The body is no well-formed XML, so it cannot be filtered.' };
  }
  try {
    const select = xpath.useNamespaces(prefixesOf(text));
    const result = select(expression, document as unknown as Node);
    if (!Array.isArray(result)) return { kind: 'found', text: String(result), count: 1 };
    const serializer = new XMLSerializer();
    const parts = result.map((node) =>
      xpath.isElement(node)
        ? serializer.serializeToString(node as unknown as Parameters<typeof serializer.serializeToString>[0])
        : (node.nodeValue ??
          serializer.serializeToString(node as unknown as Parameters<typeof serializer.serializeToString>[0])),
    );
    const formatted = await Promise.all(parts.map((part) => (part.startsWith('<') ? formatXml(part) : part)));
    return { kind: 'found', text: formatted.join('\n'), count: parts.length };
  } catch (error) {
    return { kind: 'wrong', what: sentence(error) };
  }
}

function raise(level: string, message: string): void {
  if (level !== 'warning') throw new SyntaxError(message);
}

/** Prefixes that the document declares, so that an expression can use them. */
function prefixesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/\sxmlns:([\w.-]+)=["']([^"']*)["']/g)].map(([, prefix = '', uri = '']) => [prefix, uri]),
  );
}

function sentence(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  return `This is no expression yet: ${message.replace(/[.]?$/, '.')}`;
}
