import { getLocation } from 'jsonc-parser';
import type { JsonPath } from './schemaPath.js';

/** The member or item that a place in a JSON text belongs to; undefined outside of all values. */
export function jsonPathAt(text: string, offset: number): JsonPath | undefined {
  const { path, previousNode } = getLocation(text, offset);
  return previousNode === undefined && path.length === 0 ? undefined : path.filter((step) => step !== '');
}

const TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<(\/?)([\w.:-]+)(?:"[^"]*"|'[^']*'|[^<>"'])*?(\/?)>/g;

/** Names of the elements around a place in an XML text, the outermost first, without prefixes. */
export function elementPathAt(text: string, offset: number): readonly string[] {
  const open: string[] = [];
  for (const match of text.matchAll(TAG)) {
    const [tag, closing, name, alone] = match;
    const end = match.index + tag.length;
    if (match.index > offset) break;
    if (name === undefined) continue;
    const isHere = offset < end;
    if (closing === '/') {
      if (isHere) break;
      open.pop();
    } else if (alone !== '/' || isHere) {
      open.push(name.slice(name.indexOf(':') + 1));
      if (isHere) break;
    }
  }
  return open;
}
