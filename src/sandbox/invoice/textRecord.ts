import * as z from 'zod/mini';
import { wrongField } from '../expense/wireFields.js';
import { isRecord } from '../protocol/xml.js';

/** Fields by the names that they have on the wire. Concur Invoice sends all values as texts, numbers and days too. */
export type TextRecord = Readonly<Record<string, string>>;

export const textRecordSchema = z.record(z.string(), z.string());

/** What a body says of fields: null clears one. */
export type TextChanges = Readonly<Record<string, string | null>>;

/** The greatest length of each field that is known, by name. */
export type FieldLengths = ReadonlyMap<string, number>;

/** Names of custom fields, `Custom1` and so on; each holds up to 48 characters. */
export function customFields(count: number): readonly (readonly [string, number])[] {
  return Array.from({ length: count }, (_, index) => [`Custom${index + 1}`, 48] as const);
}

/**
 * Reads the fields that are known; others are left out, as Concur does. Numbers and flags become texts, and empty texts
 * and null clear a field.
 * @throws {Refusal} 400 when a field holds more than a value, or too long a one
 */
export function readTexts(body: Readonly<Record<string, unknown>>, fields: FieldLengths): TextChanges {
  const changes: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = fields.has(name) ? name : withoutZero(name);
    const length = fields.get(field);
    if (length === undefined || value === undefined) continue;
    if (typeof value === 'object' && value !== null) throw wrongField(name, 'has to be text');
    const text = String(value ?? '').trim();
    if (text.length > length) throw wrongField(name, `is longer than ${length} characters`);
    changes[field] = text || null;
  }
  return changes;
}

/** Some descriptions write Custom01 and OrgUnit01 for Custom1 and OrgUnit1. */
function withoutZero(name: string): string {
  return name.replace(/^(Custom|OrgUnit)0(\d)$/, '$1$2');
}

export function writeOver(old: TextRecord, changes: TextChanges): TextRecord {
  const fields: Record<string, string> = { ...old };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  return fields;
}

/**
 * The objects of a list in a body. XML has a single one without a list, and puts those of some lists below one more
 * element, by the name `element`.
 * @throws {Refusal} 400 when there is something else
 */
export function readList(name: string, value: unknown, element?: string): readonly Readonly<Record<string, unknown>>[] {
  if (value === undefined || value === null || value === '') return [];
  if (element !== undefined && isRecord(value) && Object.hasOwn(value, element)) return readList(name, value[element]);
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => {
    if (isRecord(item)) return item;
    throw wrongField(name, 'has to be a list of objects');
  });
}
