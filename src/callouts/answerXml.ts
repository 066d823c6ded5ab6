import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its text and children, in order. */
export interface AnswerNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly AnswerNode[];
}

/** The answer is no XML that can be read; `message` says why. */
export class AnswerXmlError extends Error {
  override readonly name = 'AnswerXmlError';
}

/**
 * Reads the root of an answer; namespaces and attributes are passed over.
 * @throws {AnswerXmlError} not well-formed, several roots, or a document type (which is never followed)
 */
export function readAnswerXml(text: string): AnswerNode {
  if (/<!DOCTYPE/i.test(text)) {
    throw new AnswerXmlError('The answer carries a document type, which Concur does not follow. Leave it out.');
  }
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    const { msg, line } = validity.err;
    throw new AnswerXmlError(`The answer is no well-formed XML: ${msg.replace(/\.$/, '')} (line ${line}).`);
  }
  const parsed: unknown = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: true,
    removeNSPrefix: true,
    parseTagValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
  }).parse(text);
  const [root, ...others] = toNodes(parsed);
  if (!root || others.length > 0) throw new AnswerXmlError('The answer is no XML document with one root element.');
  return root;
}

/** The parser gives `[{ name: [children] }, { '#text': text }]`. */
function toNodes(parsed: unknown): AnswerNode[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((node: unknown): AnswerNode[] => {
    const [entry] = typeof node === 'object' && node !== null ? Object.entries(node) : [];
    if (!entry || entry[0] === '#text') return [];
    return [{ name: entry[0], text: textOf(entry[1]), children: toNodes(entry[1]) }];
  });
}

function textOf(parsed: unknown): string {
  if (!Array.isArray(parsed)) return '';
  return parsed
    .map((node: unknown) => (typeof node === 'object' && node !== null && '#text' in node ? String(node['#text']) : ''))
    .join('');
}
