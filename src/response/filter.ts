import type { Filtered } from './filtered.js';

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
  if (language === 'json') return (await import('./filterJson.js')).filterJson(text, expression.trim());
  return (await import('./filterXml.js')).filterXml(text, expression.trim());
}
