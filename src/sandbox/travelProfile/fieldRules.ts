import { parseDateTime } from '../protocol/moments.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import type { Note, OutcomeCode } from './outcome.js';

/** Why the text of an element is wrong. */
type Verdict = readonly [code: OutcomeCode, message: string];
type Judge = (text: string, today: Date) => Verdict | undefined;

const EMAIL = /^[\p{L}\p{N}!.#$%&'*+\-/=?^_`{|}~]+@[\p{L}\p{N}]+([-.][\p{L}\p{N}]+)*$/u;
const TELEPHONE = /^[^\p{C}]{0,60}$/u;
const CELL = /^[\d ()-]{1,60}$/;
const VENDOR = /^[A-Z0-9]{2}$/;

/** Countries that Concur does not serve; the page names none. */
const EMBARGOED = ['CU', 'IR', 'KP', 'SY'];

const between =
  (least: string, most: string): Judge =>
  (text) =>
    text.slice(0, 10) < least || text.slice(0, 10) > most
      ? ['W014', `has to lie between ${least} and ${most}`]
      : undefined;
const inLifetime = between('1900-01-01', '2079-06-06');
const inCalendar = between('1753-01-01', '9999-12-31');
const matching =
  (code: OutcomeCode, pattern: RegExp, message: string): Judge =>
  (text) =>
    pattern.test(text) ? undefined : [code, message];
const openCountry: Judge = (text) =>
  EMBARGOED.includes(text.toUpperCase()) ? ['E101', 'names a country that is not served'] : undefined;
const emergencyPhone = matching('W023', TELEPHONE, 'is no telephone number');
const vendorCode = matching('W010', VENDOR, 'is no vendor code of two letters or digits');

/** Rules that the schema does not say, by the end of the path. */
const JUDGES: readonly (readonly [string, Judge])[] = [
  ['Passports/Passport/PassportExpiration', (text, today) => inLifetime(text, today) ?? inFuture(text, today)],
  ['PassportDateIssued', inLifetime],
  ['VisaDateIssued', inLifetime],
  ['VisaExpiration', inLifetime],
  ['TSAInfo/DateOfBirth', (text, today) => inLifetime(text, today) ?? inPast(text, today)],
  ['AdvantageMembership/ExpirationDate', inLifetime],
  ['Expiration', inCalendar],
  ['ExpirationDate', inCalendar],
  ['IssueDate', inCalendar],
  ['EmailAddresses/EmailAddress', matching('W020', EMAIL, 'is no mail address')],
  ['EmergencyContact/Phones/Phone', emergencyPhone],
  ['Telephones/Telephone/PhoneNumber', matching('W024', TELEPHONE, 'is no telephone number')],
  ['Membership/VendorCode', vendorCode],
  ['Air/HomeAirport', matching('W018', /^[A-Z]{3}$/, 'is no code of an airport')],
  ['CountryCode', openCountry],
];

function inFuture(text: string, today: Date): Verdict | undefined {
  const moment = parseDateTime(text);
  return moment && moment < today ? ['W014', 'has to lie in the future'] : undefined;
}

function inPast(text: string, today: Date): Verdict | undefined {
  const moment = parseDateTime(text);
  return moment && moment > today ? ['W014', 'has to lie in the past'] : undefined;
}

/** Whether a text can be the number of a cell phone, which has stricter rules than others. */
export function isCellNumber(text: string): boolean {
  return CELL.test(text);
}

/** A section without the elements whose text breaks a rule; every one is noted. Text beside attributes goes by its element. */
export function weedSection(section: WireValue, path: string, today: Date, note: Note): WireValue {
  if (Array.isArray(section)) return section.map((item) => weedSection(item, path, today, note));
  if (!isWireRecord(section)) return section;
  const kept: [string, WireValue][] = [];
  for (const [name, value] of Object.entries(section)) {
    const at = name === '#text' ? path : `${path}/${name}`;
    const verdict = typeof value === 'string' && value !== '' ? judge(at, value, today) : undefined;
    if (verdict) note(verdict[0], at, `${at} ${verdict[1]}.`);
    else kept.push([name, weedSection(value, at, today, note)]);
  }
  return Object.fromEntries(kept) satisfies WireRecord;
}

function judge(path: string, text: string, today: Date): Verdict | undefined {
  const rule = JUDGES.find(
    ([end]) => path === end || path.endsWith(`/${end}`) || (path.endsWith(end) && end.includes('/')),
  );
  return rule?.[1](text, today);
}
