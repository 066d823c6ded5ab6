import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { isCellNumber } from './fieldRules.js';
import { INNER_LISTS, itemsOf, LISTS, mergeList } from './listRules.js';
import type { Note } from './outcome.js';
import { recordOf } from './profileBook.js';
import { travelCompany } from './travelCompany.js';

/** What the rules of a section may look at. */
export interface SectionFacts {
  readonly context: SandboxContext;
  /** Whose profile it is. */
  readonly person: Pick<Person, 'emails'>;
  /** Whether the app is a travel supplier or an agency. */
  readonly isPartner: boolean;
  /** Sections on file. */
  readonly before: WireRecord;
  /** Sections that the body holds. */
  readonly given: WireRecord;
  readonly note: Note;
}

/** A section after a body was written over it; undefined when it stays as it is. */
export function writeSection(name: string, section: WireValue, facts: SectionFacts): WireValue | undefined {
  const { before, note } = facts;
  const rule = LISTS[name];
  if (name === 'HasNoPassport') return writeNoPassport(section, facts);
  if (name === 'SouthwestUnusedTickets') {
    note('W022', name, 'SouthwestUnusedTickets is outdated and ignored; use UnusedTickets.');
    return undefined;
  }
  if (!rule) return writeInner(name, section, facts);
  if (section === '' && !rule.replaces) return undefined;
  if (name === 'Telephones') return writeTelephones(section, facts);
  const allowed = itemsOf(section, rule).filter((item) => isAllowed(name, item, facts));
  return mergeList(
    before[name],
    { [rule.item]: name === 'Roles' ? oneOfEach(allowed, facts) : allowed },
    name,
    rule,
    note,
  );
}

function isAllowed(name: string, item: WireRecord, { context, person, note }: SectionFacts): boolean {
  switch (name) {
    case 'CustomFields':
      if (travelCompany.customFields.some((known) => known === item['@Name'])) return true;
      note('W013', name, `The company has no custom field ${String(item['@Name'])}.`);
      return false;
    case 'Roles':
    case 'Sponsors': {
      if (!context.company.findPerson(String(item.LoginId))) {
        note('W003', `${name}/LoginId`, `Nobody in the company has the login ${String(item.LoginId)}.`);
        return false;
      }
      if (name === 'Roles' || String(item.SponsorshipEndDate) > String(item.SponsorshipStartDate)) return true;
      note('W014', `${name}/Sponsor/SponsorshipEndDate`, 'SponsorshipEndDate has to lie after SponsorshipStartDate.');
      return false;
    }
    case 'EmailAddresses':
      return item['#text'] !== undefined && isFreeAddress(item, person, note);
    default:
      return true;
  }
}

/** Addresses that were verified, and those of others, cannot be changed here. */
function isFreeAddress(item: WireRecord, { emails }: Pick<Person, 'emails'>, note: Note): boolean {
  const type = String(item['@Type']);
  const field = 'EmailAddresses/EmailAddress';
  if (type === 'Supervisor' || type === 'TravelArranger') {
    note('E001', field, `The mail address of the type ${type} is not open to changes.`);
    return false;
  }
  const verified = emails.find((email) => email.type === 'work' && email.verified);
  if (type !== 'Business' || !verified || verified.value === item['#text']) return true;
  note('W019', field, 'The mail address of the type Business is verified and cannot be changed.');
  return false;
}

/** There is one manager and one primary arranger. */
function oneOfEach(roles: readonly WireRecord[], { note }: SectionFacts): readonly WireRecord[] {
  const taken = new Set<string>();
  return roles.filter((role) => {
    const kind =
      role['@Type'] === 'Manager' ? 'manager' : role['@PrimaryIndicatorFlag'] === 'true' ? 'primary arranger' : '';
    if (kind === '') return true;
    if (taken.has(kind)) note('W016', 'Roles', `There is one ${kind} only; the first one counts.`);
    const isFirst = !taken.has(kind);
    taken.add(kind);
    return isFirst;
  });
}

/** Cell phones replace those on file, all others join them. Of several cell phones exactly one has to be the primary one. */
function writeTelephones(section: WireValue, { before, note }: SectionFacts): WireValue {
  const rule = { item: 'Telephone', key: ['@Type'], required: [], twice: 'W016' } as const;
  const isCell = (phone: WireRecord): boolean => phone['@Type'] === 'Cell';
  const onFile = itemsOf(before.Telephones, rule);
  const given = itemsOf(section, rule);
  const others = mergeList(
    { Telephone: onFile.filter((phone) => !isCell(phone)) },
    { Telephone: given.filter((phone) => !isCell(phone)) },
    'Telephones',
    rule,
    note,
  );
  const cells = given.filter(isCell).filter((phone) => {
    for (const name of ['CountryCode', 'PhoneNumber']) {
      if (phone[name] === undefined || phone[name] === '') {
        note('W007', `Telephones/Telephone/${name}`, `${name} is required for a cell phone.`);
        return false;
      }
    }
    if (isCellNumber(String(phone.PhoneNumber))) return true;
    note('W018', 'Telephones/Telephone/PhoneNumber', 'A cell phone number holds digits, spaces, hyphens and brackets.');
    return false;
  });
  const kept = cells.length === 0 ? onFile.filter(isCell) : (choosePrimary(cells) ?? onFile.filter(isCell));
  if (cells.length > 1 && !choosePrimary(cells)) {
    note('W012', 'Telephones', 'Exactly one cell phone has to be the primary one; no cell phone was changed.');
  }
  const all = [...itemsOf(others, rule), ...kept];
  return all.length === 0 ? '' : { Telephone: all };
}

function choosePrimary(cells: readonly WireRecord[]): readonly WireRecord[] | undefined {
  if (cells.length === 1) return cells.map((phone) => ({ ...phone, '@PrimaryMobile': 'true' }));
  return cells.filter((phone) => phone['@PrimaryMobile'] === 'true').length === 1 ? cells : undefined;
}

function writeNoPassport(flag: WireValue, { before, given, note }: SectionFacts): WireValue | undefined {
  const hasPassport = [before.Passports, given.Passports].some(
    (list) => itemsOf(list, { item: 'Passport' }).length > 0,
  );
  if (String(flag) === 'true' ? !hasPassport : hasPassport) return flag;
  note(
    'W018',
    'HasNoPassport',
    `HasNoPassport cannot be ${String(flag)} ${hasPassport ? 'beside' : 'without'} passports.`,
  );
  return undefined;
}

/** Sections of single elements: those of the body join those on file; so do the items of their lists. */
function writeInner(name: string, section: WireValue, { before, isPartner, note }: SectionFacts): WireValue {
  const onFile = recordOf(before[name]);
  const written: [string, WireValue][] = [];
  for (const [element, value] of Object.entries(recordOf(section))) {
    const path = `${name}/${element}`;
    const rule = INNER_LISTS[path];
    if (element.endsWith('Memberships') && !isPartner) {
      note('W017', path, 'Only apps of travel suppliers and agencies may write memberships.');
    } else if (rule) {
      if (value !== '') written.push([element, mergeList(onFile[element], value, path, rule, note)]);
    } else if (element === 'Address') {
      written.push([element, { ...recordOf(onFile[element]), ...recordOf(value) }]);
    } else {
      written.push([element, value ?? '']);
    }
  }
  return { ...onFile, ...Object.fromEntries(written) };
}
