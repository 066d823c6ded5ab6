import { isWireRecord, type WireRecord, type WireValue } from './xml.js';

/**
 * The JSON form of what an XML document holds: attributes go, and an element that only wraps repeated ones becomes
 * their array, the root included. No page describes it; Concur's SDK for JavaScript reads lists of trips in this form.
 */
export function jsonOfXml(content: WireRecord): WireValue {
  return jsonOf(content);
}

function jsonOf(value: WireValue): WireValue {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (!isWireRecord(value)) return value;
  const elements = Object.entries(value).filter(([name]) => !name.startsWith('@'));
  const [first] = elements;
  if (first && elements.length === 1 && (first[0] === '#text' || Array.isArray(first[1]))) return jsonOf(first[1]);
  return Object.fromEntries(elements.map(([name, inner]) => [name, jsonOf(inner)]));
}
