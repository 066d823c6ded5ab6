import { Refusal, type ValidationError } from '../protocol/refusal.js';
import { isRecord } from '../protocol/xml.js';
import type { Attendee } from './attendeeBook.js';

const CUSTOM: readonly (readonly [string, number])[] = Array.from({ length: 25 }, (_, index) => [
  `Custom${index + 1}`,
  index < 20 ? 100 : 48,
]);

/** Names of the custom fields as v3 spells them, in order. */
export const CUSTOM_FIELDS: readonly string[] = CUSTOM.map(([name]) => name);

/** Fields that bodies write, as v3 spells them, and their lengths (/api-reference/expense/attendees/v3.attendees.html). */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['LastName', 132],
  ['FirstName', 50],
  ['MiddleInitial', 1],
  ['Suffix', 32],
  ['Company', 150],
  ['Title', 32],
  ['ExternalID', 48],
  ['CurrencyCode', 3],
  ...CUSTOM,
]);

/** What a body gives, by the names of v3; empty text clears a field. */
export type GivenFields = ReadonlyMap<string, string>;

/** The spelling of version 4, e.g. `externalId`. */
export function camelCase(name: string): string {
  return name === 'ExternalID' ? 'externalId' : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/**
 * Reads the fields of an attendee from a body of any version; unknown and read-only ones are left out.
 * @param spell how the version writes the names of v3
 * @throws {Refusal} 400 with everything that is wrong
 */
export function readAttendeeFields(
  body: Readonly<Record<string, unknown>>,
  spell: (name: string) => string = (name) => name,
): GivenFields {
  const given = new Map<string, string>();
  const errors: ValidationError[] = [];
  for (const [name, maxLength] of LENGTHS) {
    const source = spell(name);
    const value = textOf(body[source]);
    if (value === undefined) continue;
    const message = explain(name, value, maxLength);
    if (message === undefined) given.set(name, String(value).trim());
    else errors.push({ source, message });
  }
  if (errors.length === 0) return given;
  throw new Refusal(400, errors.map(({ source, message }) => `${source} ${message}.`).join(' '), {}, errors);
}

/** An attendee after fields were written over it. */
export function writeAttendee(attendee: Attendee, given: GivenFields): Attendee {
  const kept = (name: string, old: string | undefined): string | undefined =>
    given.has(name) ? given.get(name) || undefined : old;
  const fields = { ...attendee.fields };
  for (const [name, value] of given) {
    if (!isFurtherField(name)) continue;
    if (value === '') delete fields[name];
    else fields[name] = value;
  }
  return {
    ...attendee,
    lastName: given.get('LastName') || attendee.lastName,
    firstName: given.get('FirstName') ?? attendee.firstName,
    company: kept('Company', attendee.company),
    title: kept('Title', attendee.title),
    externalId: kept('ExternalID', attendee.externalId),
    currency: given.get('CurrencyCode') || attendee.currency,
    fields,
  };
}

/** The value of a field as v4 spells it, e.g. `custom7`; empty when there is none. */
export function fieldOf(attendee: Attendee, camelCaseName: string): string {
  const own: Readonly<Record<string, string | undefined>> = {
    lastName: attendee.lastName,
    firstName: attendee.firstName,
    company: attendee.company,
    title: attendee.title,
    externalId: attendee.externalId,
    currencyCode: attendee.currency,
  };
  const name = `${camelCaseName.charAt(0).toUpperCase()}${camelCaseName.slice(1)}`;
  return own[camelCaseName] ?? attendee.fields[name] ?? '';
}

function isFurtherField(name: string): boolean {
  return name === 'MiddleInitial' || name === 'Suffix' || CUSTOM_FIELDS.includes(name);
}

/** Custom fields may come in the shape they are read in; null clears. */
function textOf(value: unknown): unknown {
  if (value === null) return '';
  if (!isRecord(value)) return value;
  return value.Value ?? value.value ?? '';
}

function explain(name: string, value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return 'has to be text';
  const text = String(value).trim();
  if (text.length > maxLength) return `is longer than ${maxLength} characters`;
  if (name === 'CurrencyCode' && text !== '' && !/^[A-Z]{3}$/.test(text)) return 'has to be a currency such as USD';
  return undefined;
}
