import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import xpath from 'xpath';
import { describeMistake, type Filtered } from './filtered.js';
import { formatXml } from './format.js';

/** The parts of an XML body that an XPath picks, below each other. */
export async function filterXml(text: string, expression: string): Promise<Filtered> {
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
    return { kind: 'wrong', what: describeMistake(error) };
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
