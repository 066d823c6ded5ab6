import type { WireRecord, WireValue } from '../protocol/xml.js';
import { listOf } from '../travel/trip.js';
import type { Note, OutcomeCode } from './outcome.js';
import { recordOf } from './profileBook.js';

/** How a list of the profile takes what a body holds. */
interface ListRule {
  readonly item: string;
  /** Elements and attributes that tell items apart. */
  readonly key: readonly string[];
  readonly required: readonly string[];
  /** The list of the body takes the place of the one on file; else its items join those. */
  readonly replaces?: true;
  /** Items that may be on file at once. */
  readonly most?: number;
  /** What a body that names one item twice gets; without it the last one counts. */
  readonly twice?: OutcomeCode;
}

/** Lists that are sections of their own (/api-reference/travel-profile/v2.profile-resource.html); cell phones are a case for themselves. */
export const LISTS: Readonly<Record<string, ListRule>> = {
  Telephones: { item: 'Telephone', key: ['@Type'], required: ['@Type'], twice: 'W016' },
  Addresses: { item: 'Address', key: ['@Type'], required: ['@Type'] },
  NationalIDs: { item: 'NationalID', key: [], required: [], most: 1, twice: 'W016' },
  DriversLicenses: { item: 'DriversLicense', key: [], required: [], most: 1, twice: 'W016' },
  Passports: {
    item: 'Passport',
    key: ['PassportNumber'],
    required: ['PassportNumber', 'PassportNationality'],
    most: 2,
  },
  Visas: { item: 'Visa', key: ['VisaNumber'], required: ['VisaNationality', 'VisaNumber'], replaces: true },
  EmailAddresses: { item: 'EmailAddress', key: ['@Type'], required: ['@Type'], twice: 'W016' },
  CustomFields: { item: 'CustomField', key: ['@Name'], required: ['@Name'] },
  Roles: { item: 'Role', key: ['@Type', 'LoginId'], required: ['@Type', 'LoginId'] },
  Sponsors: {
    item: 'Sponsor',
    key: ['LoginId'],
    required: ['NonEmployeeUserType', 'SponsorshipStartDate', 'SponsorshipEndDate', 'LoginId'],
  },
  UnusedTickets: { item: 'UnusedTicket', key: ['Carrier', 'TicketNumber'], required: ['Carrier', 'TicketNumber'] },
  AdvantageMemberships: {
    item: 'AdvantageMembership',
    key: ['VendorType', 'VendorCode', 'ProgramCode', 'ProgramNumber'],
    required: ['VendorCode', 'VendorType', 'ProgramNumber', 'ProgramCode'],
    twice: 'W004',
  },
};

/** Lists inside other sections, by path. */
export const INNER_LISTS: Readonly<Record<string, ListRule>> = {
  'EmergencyContact/Phones': { item: 'Phone', key: ['@Type'], required: ['@Type'] },
  'Air/AirMemberships': { item: 'AirMembership', key: ['VendorCode'], required: ['VendorCode', 'AccountNo'] },
  'Rail/RailMemberships': { item: 'RailMembership', key: ['VendorCode'], required: ['VendorCode', 'AccountNo'] },
  'Car/CarMemberships': { item: 'CarMembership', key: ['VendorCode'], required: ['VendorCode', 'AccountNo'] },
  'Hotel/HotelMemberships': { item: 'HotelMembership', key: ['VendorCode'], required: ['VendorCode', 'AccountNo'] },
};

/** The items of a list. */
export function itemsOf(section: WireValue | undefined, { item }: Pick<ListRule, 'item'>): readonly WireRecord[] {
  return listOf(recordOf(section)[item]).map((one) => recordOf(one));
}

/** Notes what items lack that they have to hold. */
export function requireElements(section: WireValue, path: string, rule: ListRule, note: Note): void {
  for (const item of itemsOf(section, rule)) {
    for (const name of rule.required) {
      if (item[name] !== undefined && item[name] !== '') continue;
      const field = `${path}/${rule.item}/${name}`;
      note('E002', field, `${field} is required.`);
    }
  }
}

/** The list on file after a body was written over it; an empty list clears one that bodies replace. */
export function mergeList(
  before: WireValue | undefined,
  after: WireValue,
  path: string,
  rule: ListRule,
  note: Note,
): WireValue {
  const keyOf = (item: WireRecord): string => rule.key.map((name) => String(item[name] ?? '').toLowerCase()).join('\n');
  const result = new Map<string, WireRecord>();
  if (!rule.replaces) for (const item of itemsOf(before, rule)) result.set(keyOf(item), item);
  const seen = new Set<string>();
  for (const item of itemsOf(after, rule)) {
    const key = keyOf(item);
    if (seen.has(key) && rule.twice) {
      note(rule.twice, path, `${path} holds more than one ${rule.item} of a kind; the first one counts.`);
      continue;
    }
    if (!result.has(key) && rule.most !== undefined && result.size >= rule.most) {
      note('W016', path, `${path} holds at most ${rule.most}.`);
      continue;
    }
    seen.add(key);
    result.set(key, { ...result.get(key), ...item });
  }
  return result.size === 0 ? '' : { [rule.item]: [...result.values()] };
}
