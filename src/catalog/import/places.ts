import { type Document, isMap, isScalar, isSeq } from 'yaml';
import type { Keys } from './json.js';

/**
 * Where in a JSON text the thing at these keys begins, the key in front of it included; where a key leads nowhere, the
 * nearest thing around. Reads no more than it must, so that a large file costs little.
 * @param text valid JSON
 */
export function placeInJson(text: string, keys: Keys): number {
  let best = skipSpace(text, 0);
  let at = best;
  for (const key of keys) {
    const found = text[at] === '{' ? findMember(text, at, String(key)) : findItem(text, at, Number(key));
    if (!found) return best;
    best = found.start;
    at = found.value;
  }
  return best;
}

/** The same for a parsed YAML document; undefined when it is empty. */
export function placeInYaml(document: Document, keys: Keys): number | undefined {
  let node: unknown = document.contents;
  let best = startOf(node);
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) return best;
      best = startOf(pair.key) ?? best;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      best = startOf(node) ?? best;
    } else return best;
  }
  return best;
}

function startOf(node: unknown): number | undefined {
  return (node as { readonly range?: readonly number[] | null } | null)?.range?.[0];
}

interface Found {
  readonly start: number;
  readonly value: number;
}

function findMember(text: string, open: number, name: string): Found | undefined {
  let at = skipSpace(text, open + 1);
  while (text[at] === '"') {
    const end = skipValue(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) return { start: at, value };
    at = nextOf(text, value);
  }
  return undefined;
}

function findItem(text: string, open: number, index: number): Found | undefined {
  if (text[open] !== '[') return undefined;
  let at = skipSpace(text, open + 1);
  for (let i = 0; at < text.length && text[at] !== ']'; i += 1) {
    if (i === index) return { start: at, value: at };
    at = nextOf(text, at);
  }
  return undefined;
}

/** Where the next member or item begins, or the bracket that ends them. */
function nextOf(text: string, value: number): number {
  const end = skipSpace(text, skipValue(text, value));
  return text[end] === ',' ? skipSpace(text, end + 1) : end;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const character = text.charAt(at);
    if (character === '"') at = skipString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (depth === 0) return skipWord(text, at);
    if (character !== '"') at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function skipString(text: string, quote: number): number {
  let at = quote + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** A number, `true`, `false` or `null`. */
function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !',]} \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}
