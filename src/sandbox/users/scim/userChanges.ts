import type { Company } from '../../company/company.js';
import type { Person, PersonChanges } from '../../company/people.js';
import { isRecord } from '../../protocol/xml.js';
import type { ScimDocument } from './filterMatch.js';
import { rolesWith } from './roles.js';
import { ScimRefusal } from './scimRefusal.js';
import { checkUser, findManager } from './userRules.js';
import { ENTERPRISE, SAP } from './userSchemas.js';
import { type UserDocument, userDocument } from './userShape.js';

/**
 * What a user resource makes of a person.
 * @param document has passed the schemas of the service
 * @param person undefined when the user is new
 * @throws {ScimRefusal} a rule is broken
 */
export function readUserChanges(
  document: ScimDocument,
  person: Person | undefined,
  company: Company,
  now: Date,
): PersonChanges {
  const parsed = userDocument.safeParse(document);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.');
    throw new ScimRefusal('invalidValue', `${path || 'The user'} is missing or has a wrong form.`, path);
  }
  const user = parsed.data;
  checkUser(user, person, company, now);
  const {
    companyId: _,
    manager,
    costCenter,
    department,
    employeeNumber,
    startDate,
    terminationDate,
    ...enterprise
  } = user[ENTERPRISE] ?? { companyId: company.id };
  const { familyName, givenName, middleName, ...name } = user.name;
  return {
    login: user.userName.toLowerCase(),
    isActive: user.active,
    firstName: givenName,
    middleName: middleName ?? '',
    lastName: familyName,
    jobTitle: user.title ?? '',
    emails: user.emails,
    phones: (user.phoneNumbers ?? []) as Person['phones'],
    addresses: (user.addresses ?? []) as Person['addresses'],
    language: user.preferredLanguage ?? 'en-US',
    timeZone: user.timezone ?? 'America/New_York',
    roles: rolesWith(person?.roles ?? [], user.entitlements ?? []),
    managerLogin: findManager(manager, company)?.login,
    costCenter: costCenter ?? '',
    department: department ?? '',
    employeeNumber: employeeNumber ?? '',
    startDate: startDate?.slice(0, 10),
    terminationDate: terminationDate?.slice(0, 10),
    more: readMore(user, name, enterprise),
  };
}

const KEPT_BESIDE = ['displayName', 'nickName', 'dateOfBirth', 'emergencyContacts', 'locale', 'externalId'];

function readMore(user: UserDocument, name: ScimDocument, enterprise: ScimDocument): Person['more'] {
  const more: Record<string, unknown> = {};
  const keep = (key: string, value: unknown): void => {
    if (value !== undefined && !(isRecord(value) && Object.keys(value).length === 0)) more[key] = value;
  };
  for (const key of KEPT_BESIDE) keep(key, user[key]);
  keep('name', name);
  keep(ENTERPRISE, enterprise);
  for (const [key, value] of Object.entries(user)) {
    if (!key.startsWith('urn:') || key === ENTERPRISE) continue;
    if (key === SAP && isRecord(value)) {
      const { emails: _, ...rest } = value;
      keep(key, rest);
    } else keep(key, value);
  }
  return more;
}
