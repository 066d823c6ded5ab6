import type { Company } from '../company/company.js';
import type { Caller } from '../identity/caller.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { listOf } from '../travel/trip.js';
import { type Profile, recordOf } from './profileBook.js';
import { travelCompany } from './travelCompany.js';

/** Sections and elements of General that need a scope of their own (/api-reference/travel-profile/v2.profile-resource.html). */
const GUARDED: Readonly<Record<string, string>> = {
  EmergencyContact: 'EMERG',
  HasNoPassport: 'PASSV',
  Passports: 'PASSV',
  Visas: 'PASSV',
  CustomFields: 'COMPD',
  TSAInfo: 'TSAI',
  UnusedTickets: 'UNUTX',
  SouthwestUnusedTickets: 'UNUTX',
  'General/CostCenter': 'COMPD',
  'General/CompanyEmployeeID': 'COMPD',
  'General/Division': 'COMPD',
  'General/AccountTerminationDate': 'COMPD',
  'General/CompanyID': 'COMPD',
  'General/MedicalAlerts': 'MEDIC',
  'General/GDSProfileName': 'TMCSP',
  'General/SabreProfileId': 'TMCSP',
  'General/UUID': 'TMCSP',
};

/** The scope that a section, or an element of General by its path, needs beside `TRVPRF`; undefined for most. */
export function scopeOf(path: string): string | undefined {
  return GUARDED[path];
}

/**
 * Whether an app counts as travel supplier or agency, which alone see memberships: the sandbox registers no suppliers,
 * so the scopes that only such apps are given tell.
 */
export function isTravelPartner({ scopes }: Pick<Caller, 'scopes'>): boolean {
  return scopes.includes('TMCSP') || scopes.includes('TRVPTS');
}

/**
 * A profile as v2 shows it to a caller, with the elements that the caller's scopes open.
 * @param languages that v2 knows; of others the language without its country is shown, or nothing
 */
export function viewProfile(
  profile: Profile,
  company: Company,
  caller: Caller,
  languages: readonly unknown[],
): WireRecord {
  const { person, unique, sections } = profile;
  const isOpen = (path: string): boolean => {
    const scope = scopeOf(path);
    return scope === undefined || caller.scopes.includes(scope);
  };
  const [language = ''] = [person.language, person.language.split('-')[0]].filter((tag) => languages.includes(tag));
  const whole = { ...viewGeneral(profile, company), PreferredLanguage: language };
  const general = Object.entries(whole).filter(([name]) => isOpen(`General/${name}`));
  const others = Object.entries(sections)
    .filter(([name]) => name !== 'General' && isOpen(name))
    .map(([name, section]): [string, WireValue] => [name, viewSection(name, section, company, caller)]);
  return {
    '@Status': person.isActive ? 'Active' : 'Inactive',
    '@LoginId': person.login,
    '@Unique': unique,
    General: Object.fromEntries(general),
    ...Object.fromEntries(others),
  };
}

/** General with what the company itself says of the person. */
export function viewGeneral({ person, sections }: Profile, company: Company): WireRecord {
  return {
    ...recordOf(sections.General),
    FirstName: person.firstName,
    MiddleName: person.middleName,
    LastName: person.lastName,
    JobTitle: person.jobTitle,
    CostCenter: person.costCenter,
    CompanyEmployeeID: person.employeeNumber,
    Division: person.department,
    ...(person.terminationDate === undefined ? {} : { AccountTerminationDate: person.terminationDate }),
    PreferredLanguage: person.language,
    HasOpenBooking: false,
    CountryCode: person.home.country,
    CompanyName: company.name,
    CompanyID: travelCompany.id,
    AgencyNumber: travelCompany.agencyNumber,
    UUID: person.id,
  };
}

function viewSection(name: string, section: WireValue, company: Company, caller: Caller): WireValue {
  if (name === 'Roles') return viewRoles(section, company);
  const record = recordOf(section);
  if (isTravelPartner(caller) || !['Air', 'Rail', 'Car', 'Hotel'].includes(name))
    return isEmptyList(record) ? '' : section;
  return Object.fromEntries(Object.entries(record).filter(([element]) => element !== `${name}Memberships`));
}

function isEmptyList(section: WireRecord): boolean {
  const values = Object.values(section);
  return values.length === 1 && Array.isArray(values[0]) && values[0].length === 0;
}

/** Names and addresses of managers and arrangers are looked up, never stored. */
function viewRoles(section: WireValue, company: Company): WireValue {
  const roles = listOf(recordOf(section).Role).map((role): WireRecord => {
    const stored = recordOf(role);
    const person = company.findPerson(String(stored.LoginId ?? ''));
    if (!person) return stored;
    const { firstName: FirstName, lastName: LastName, login: EmailAddress } = person;
    return { ...stored, FirstName, LastName, EmailAddress, LoginId: person.login };
  });
  return roles.length === 0 ? '' : { Role: roles };
}
