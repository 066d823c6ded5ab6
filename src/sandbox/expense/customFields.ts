import * as z from 'zod/mini';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';

/** A custom or org unit field, by its wire names; code and id belong to fields that hold an item of a list. */
export interface CustomField {
  readonly Type: 'Text' | 'List';
  readonly Value: string;
  readonly Code: string | null;
  readonly ListItemID: string | null;
}

/** The fields that hold something, by name (`OrgUnit1`, `Custom1`, ...). */
export type CustomFields = ReadonlyMap<string, CustomField>;

/** No field holds anything. */
export const NO_FIELDS: CustomFields = new Map();

/** Number of fields called Custom on reports and on entries. */
export const REPORT_CUSTOM_FIELDS = 20;
export const ENTRY_CUSTOM_FIELDS = 40;

const ORG_UNITS = 6;
const MAX_LENGTH = 48;

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
const ORG_UNIT_NAMES: readonly string[] = numbered('OrgUnit', ORG_UNITS);
const NAMES: readonly string[] = [...ORG_UNIT_NAMES, ...numbered('Custom', ENTRY_CUSTOM_FIELDS)];

/** Names of the fields of a form with so many custom fields, in order. */
export function fieldNames(customCount: number): readonly string[] {
  return customCount === ENTRY_CUSTOM_FIELDS ? NAMES : NAMES.slice(0, ORG_UNITS + customCount);
}

/** All fields in order; null where a field is empty. */
export function viewCustomFields(fields: CustomFields, customCount: number): WireRecord {
  const view: Record<string, WireValue> = {};
  for (const name of fieldNames(customCount)) {
    const field = fields.get(name);
    view[name] = field ? { ...field } : null;
  }
  return view;
}

const written = z.union([z.string(), z.object({ Value: z.nullish(z.string()) })]);

/**
 * The fields after a body was written over them: it may give a field as plain text or in the shape it is read in;
 * null and empty text clear it.
 * @throws {Refusal} 400 when a value is no text or too long
 */
export function writeCustomFields(
  fields: CustomFields,
  body: Readonly<Record<string, unknown>>,
  customCount: number,
): CustomFields {
  const result = new Map(fields);
  for (const name of fieldNames(customCount)) {
    const given = body[name];
    if (given === undefined) continue;
    const text = readText(name, given);
    if (text.length > MAX_LENGTH) throw new Refusal(400, `${name} is longer than ${MAX_LENGTH} characters.`);
    if (text === '') result.delete(name);
    else if (text !== result.get(name)?.Value) {
      result.set(name, { Type: 'Text', Value: text, Code: null, ListItemID: null });
    }
  }
  return result;
}

function readText(name: string, given: unknown): string {
  if (given === null) return '';
  const parsed = written.safeParse(given);
  if (!parsed.success) throw new Refusal(400, `${name} has to be text.`);
  return typeof parsed.data === 'string' ? parsed.data : (parsed.data.Value ?? '');
}
