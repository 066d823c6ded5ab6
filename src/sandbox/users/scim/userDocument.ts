import type { Company } from '../../company/company.js';
import type { Person } from '../../company/people.js';
import { isRecord } from '../../protocol/xml.js';
import type { ScimDocument } from './filterMatch.js';
import { localeOverrides } from './localeOverrides.js';
import { entitlementsOf } from './roles.js';
import { CORE, ENTERPRISE, SAP, SETTINGS } from './userSchemas.js';

/** What can be written of a person, as a SCIM resource; attributes without a value are left out. */
export function writableDocument(person: Person, company: Company): ScimDocument {
  const { more } = person;
  const part = (name: string): ScimDocument => (isRecord(more[name]) ? more[name] : {});
  const manager = company.managerOf(person);
  return filled({
    ...more,
    userName: person.login,
    active: person.isActive,
    name: filled({
      ...part('name'),
      familyName: person.lastName,
      givenName: person.firstName,
      middleName: person.middleName,
    }),
    title: person.jobTitle,
    emails: person.emails,
    phoneNumbers: person.phones,
    addresses: person.addresses,
    preferredLanguage: person.language,
    timezone: person.timeZone,
    entitlements: entitlementsOf(person.roles),
    [ENTERPRISE]: filled({
      ...part(ENTERPRISE),
      companyId: company.id,
      costCenter: person.costCenter,
      department: person.department,
      employeeNumber: person.employeeNumber,
      manager: manager && filled({ value: manager.id, employeeNumber: manager.employeeNumber }),
      startDate: midnight(person.startDate),
      terminationDate: midnight(person.terminationDate),
    }),
  });
}

/** A person as answered by a SCIM service whose users lie at `usersUrl`; what has no value is null or an empty list. */
export function presentUser(person: Person, company: Company, usersUrl: string): ScimDocument {
  const stored = writableDocument(person, company);
  const part = (name: string): ScimDocument => (isRecord(stored[name]) ? stored[name] : {});
  const { firstName, middleName, lastName } = person;
  const nickName = typeof stored.nickName === 'string' ? stored.nickName : null;
  const extensions = [ENTERPRISE, SAP, SETTINGS].filter((urn) => urn !== SETTINGS || urn in stored);
  return {
    schemas: [CORE, ...extensions],
    id: person.id,
    userName: person.login,
    active: person.isActive,
    title: null,
    dateOfBirth: null,
    phoneNumbers: [],
    addresses: [],
    emergencyContacts: null,
    displayName: `${nickName ?? firstName} ${lastName}`.slice(0, 60),
    ...stored,
    nickName,
    name: {
      middleName: null,
      honorificPrefix: null,
      ...part('name'),
      formatted: `${lastName}, ${firstName}${middleName === '' ? '' : ` ${middleName}`}`,
    },
    localeOverrides: localeOverrides(person.home.country),
    meta: {
      resourceType: 'User',
      created: micro(person.createdAt),
      lastModified: micro(person.modifiedAt),
      version: person.version,
      location: `${usersUrl}/${person.id}`,
    },
    [ENTERPRISE]: {
      costCenter: null,
      startDate: null,
      terminationDate: null,
      ...part(ENTERPRISE),
      manager: presentManager(company.managerOf(person), usersUrl),
      organization: company.name,
    },
    [SAP]: {
      ...part(SAP),
      validFrom: part(SAP).validFrom ?? `${person.createdAt.toISOString().slice(0, 19)}Z`,
      validTo: part(SAP).validTo ?? null,
      emails: person.emails.map(({ value, verified = false }) => ({ value, verified })),
    },
  };
}

function presentManager(manager: Person | undefined, usersUrl: string): ScimDocument | null {
  if (!manager) return null;
  return {
    value: manager.id,
    employeeNumber: manager.employeeNumber,
    displayName: `${manager.firstName} ${manager.lastName}`,
    $ref: `${usersUrl}/${manager.id}`,
  };
}

/** Without what has no value. */
function filled(document: ScimDocument): ScimDocument {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => {
      const isEmptyObject = isRecord(value) && Object.keys(value).length === 0;
      return value !== undefined && value !== '' && !isEmptyObject && !(Array.isArray(value) && value.length === 0);
    }),
  );
}

function midnight(day: string | undefined): string | undefined {
  return day && `${day}T00:00:00.000`;
}

function micro(moment: Date): string {
  return moment.toISOString().replace('Z', '000Z');
}
