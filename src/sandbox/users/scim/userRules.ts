import type { Company } from '../../company/company.js';
import type { Person } from '../../company/people.js';
import { parseDateTime } from '../../protocol/moments.js';
import { ScimRefusal } from './scimRefusal.js';
import { ENTERPRISE } from './userSchemas.js';
import type { UserDocument } from './userShape.js';

const FORBIDDEN_IN_LOGINS = /[%[#!*&()~'{^}\\/?><,;:"+=\]|\s]/;

/**
 * The rules that no schema can say (/api-reference/profile/v4.1.identity.html).
 * @throws {ScimRefusal} the first one that is broken
 */
export function checkUser(user: UserDocument, person: Person | undefined, company: Company, now: Date): void {
  checkLogin(user.userName, person, company);
  checkTypes(user);
  checkEnterprise(user, person, company, now);
  const { externalId, timezone } = user;
  const sharers = company.people.filter((other) => other.id !== person?.id && other.more.externalId === externalId);
  if (externalId !== undefined && sharers.length > 0) throw taken('externalId', externalId);
  if (timezone !== undefined && !isTimeZone(timezone)) {
    throw new ScimRefusal('invalidValue', `There is no time zone "${timezone}".`, 'timezone');
  }
}

function checkLogin(userName: string, person: Person | undefined, company: Company): void {
  if (!/^[^@]+@[^@]+$/.test(userName) || FORBIDDEN_IN_LOGINS.test(userName)) {
    throw new ScimRefusal('invalidValue', 'userName has the form user@domain, without most signs.', 'userName');
  }
  const holder = company.findPerson(userName);
  if (holder && holder.id !== person?.id) throw taken('userName', userName);
}

function checkTypes({ emails, phoneNumbers = [], addresses = [], emergencyContacts }: UserDocument): void {
  requireOneOfEach(
    'emails',
    emails.map(({ type }) => type),
  );
  requireOneOfEach(
    'phoneNumbers',
    phoneNumbers.map(({ type }) => type).filter((type) => type !== 'mobile'),
  );
  requireOneOfEach(
    'addresses',
    addresses.map(({ type }) => type ?? 'work'),
  );
  const mobiles = phoneNumbers.filter(({ type }) => type === 'mobile');
  if (mobiles.length > 1 && mobiles.filter(({ primary }) => primary).length !== 1) {
    throw new ScimRefusal('invalidValue', 'One of several mobile numbers has to be the primary one.', 'phoneNumbers');
  }
  if (Array.isArray(emergencyContacts) && emergencyContacts.length > 1) {
    throw new ScimRefusal('invalidValue', 'There can be one emergency contact only.', 'emergencyContacts');
  }
}

function requireOneOfEach(attribute: string, types: readonly string[]): void {
  const twice = types.find((type, at) => types.indexOf(type) !== at);
  if (twice === undefined) return;
  throw new ScimRefusal('invalidValue', `There can be one entry of type ${twice} only.`, attribute);
}

function checkEnterprise(user: UserDocument, person: Person | undefined, company: Company, now: Date): void {
  const enterprise = user[ENTERPRISE];
  if (!enterprise) return;
  const { companyId, employeeNumber, manager, startDate, terminationDate, leavesOfAbsence = [] } = enterprise;
  if (companyId.toLowerCase() !== company.id) {
    const path = `${ENTERPRISE}:companyId`;
    if (person) throw new ScimRefusal('mutability', 'companyId cannot be changed.', path);
    throw new ScimRefusal('invalidValue', 'The token is for another company.', path);
  }
  const holder = employeeNumber === undefined ? undefined : company.findEmployee(employeeNumber);
  if (employeeNumber !== undefined && holder && holder.id !== person?.id) {
    throw taken('employeeNumber', employeeNumber, `${ENTERPRISE}:`);
  }
  if (manager) {
    const found = findManager(manager, company);
    if (!found || found.id === person?.id) {
      throw new ScimRefusal('invalidValue', 'There is no such manager.', `${ENTERPRISE}:manager`);
    }
  }
  for (const [name, day] of Object.entries({ startDate, terminationDate })) {
    if (day !== undefined) requireDay(day, `${ENTERPRISE}:${name}`);
  }
  checkLeaves(leavesOfAbsence, now);
}

function checkLeaves(
  leaves: readonly { readonly startDate: string; readonly endDate?: string | undefined }[],
  now: Date,
): void {
  const path = `${ENTERPRISE}:leavesOfAbsence`;
  const spans = leaves.map(({ startDate, endDate }) => {
    const start = requireDay(startDate, path);
    const end = endDate === undefined ? undefined : requireDay(endDate, path);
    if (end && end < start) throw new ScimRefusal('invalidValue', 'A leave ends before it starts.', path);
    if (!end && start < now) throw new ScimRefusal('invalidValue', 'A leave in the past needs an endDate.', path);
    return { start: start.getTime(), end: end?.getTime() ?? Number.POSITIVE_INFINITY };
  });
  spans.sort((a, b) => a.start - b.start);
  for (const [at, { start }] of spans.entries()) {
    const before = spans[at - 1];
    if (before && start <= before.end) throw new ScimRefusal('invalidValue', 'Leaves of absence overlap.', path);
  }
}

function requireDay(text: string, path: string): Date {
  const day = parseDateTime(text.replace(/[+-]\d{2}:?\d{2}$/, 'Z'));
  if (!day || day < new Date('1900-01-01') || day > new Date('2079-06-06')) {
    throw new ScimRefusal('invalidValue', `"${text}" is no day between 1900-01-01 and 2079-06-06.`, path);
  }
  return day;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function taken(attribute: string, value: string, prefix = ''): ScimRefusal {
  return new ScimRefusal('uniqueness', `The ${attribute} ${value} is in use already.`, `${prefix}${attribute}`);
}

/** By UUID, or by employee number where only that is given; undefined for nobody. */
export function findManager(
  manager: { readonly value?: string | undefined; readonly employeeNumber?: string | undefined } | undefined,
  company: Company,
): Person | undefined {
  if (manager?.value !== undefined) return company.findPerson(manager.value);
  return manager?.employeeNumber === undefined ? undefined : company.findEmployee(manager.employeeNumber);
}
