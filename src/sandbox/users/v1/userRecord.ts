import type { Company } from '../../company/company.js';
import type { Person, PersonChanges } from '../../company/people.js';
import { type Place, placeIn, placeOf, places } from '../../company/places.js';
import type { WireRecord, WireValue } from '../../protocol/xml.js';
import { setRole } from '../scim/roles.js';
import { employeeForm, fitsFormField, keyOf } from './employeeForm.js';
import { numbered } from './userProfile.js';

/** Why a record of a batch was not taken; its message starts with a code in capitals. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

/** A record of a batch: a user by the names of elements, in any spelling that samples and tables use. */
export class UserRecord {
  readonly #values: ReadonlyMap<string, string>;

  constructor(record: WireValue) {
    const entries = typeof record === 'object' && record !== null ? Object.entries(record as WireRecord) : [];
    this.#values = new Map(
      entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value.trim()]] : [])),
    );
  }

  get employeeNumber(): string {
    return this.text('EmpId') ?? this.text('EmployeeID') ?? '';
  }

  get feedRecordNumber(): string {
    return this.text('FeedRecordNumber') ?? '';
  }

  get login(): string | undefined {
    return this.text('LoginId');
  }

  get password(): string | undefined {
    return this.text('Password');
  }

  /** An empty element counts as none. */
  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase()) || undefined;
  }

  /** @throws {RecordError} it is neither Y nor N */
  flag(name: string): boolean | undefined {
    const value = this.text(name)?.toUpperCase();
    if (value === undefined) return undefined;
    if (value !== 'Y' && value !== 'N') throw new RecordError(`INVALID_VALUE:${name}`);
    return value === 'Y';
  }
}

const ROLE_FLAGS = {
  ExpenseUser: 'EXP_USER',
  ExpenseApprover: 'EXP_APPROVER',
  TripUser: 'TravelUser',
  InvoiceUser: 'INV_PMT_USER',
  InvoiceApprover: 'INV_APPROVER',
} as const;

const LIMITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(employeeForm.map(({ id, maxLength }) => [id, maxLength])),
  ...Object.fromEntries([...numbered('OrgUnit', 6), ...numbered('Custom', 21)].map((id) => [id, 48])),
  NewLoginID: 128,
  NewEmployeeID: 48,
};

/**
 * What a record makes of a person; what it leaves out stays.
 * @param person undefined for a new user
 * @throws {RecordError} a field is wrong or missing
 */
export function readUserRecord(record: UserRecord, person: Person | undefined, company: Company): PersonChanges {
  requireFields(record, person);
  const login = (person ? record.text('NewLoginID') : record.login)?.toLowerCase() ?? person?.login ?? '';
  const employeeNumber = record.text('NewEmployeeID') ?? record.employeeNumber;
  if (!/^[^@\s]+@[^@\s]+$/.test(login)) throw new RecordError('INVALID_VALUE:LoginId');
  if (company.findPerson(login) && company.findPerson(login) !== person) throw new RecordError('LOGIN_IN_USE:LoginId');
  const holder = company.findEmployee(employeeNumber);
  if (holder && holder !== person) throw new RecordError('EMPLOYEE_ID_IN_USE:EmpId');
  return {
    login,
    employeeNumber,
    home: readHome(record, person?.home),
    roles: readRoles(record, person?.roles ?? []),
    formFields: readFormFields(record, person?.formFields ?? {}),
    ...readTexts(record, person, login),
    ...readApprover(record, company),
  };
}

function requireFields(record: UserRecord, person: Person | undefined): void {
  const needed = person ? [] : ['Password', 'FirstName', 'LastName', 'LedgerKey'];
  const missing = needed.filter((name) => record.text(name) === undefined);
  if (record.employeeNumber === '') missing.unshift('EmpId');
  if (record.login === undefined) missing.unshift('LoginId');
  if (missing.length > 0) throw new RecordError(`MISSING_REQUIRED_FIELDS:${missing.join(',')}`);
  for (const [name, most] of Object.entries(LIMITS)) {
    if ((record.text(name)?.length ?? 0) > most) throw new RecordError(`VALUE_TOO_LONG:${name}`);
  }
}

function readTexts(record: UserRecord, person: Person | undefined, login: string): PersonChanges {
  const email = record.text('EmailAddress') ?? (person ? undefined : login);
  const others = person?.emails.filter(({ type }) => type !== 'work') ?? [];
  return {
    isActive: record.flag('Active') ?? person?.isActive ?? true,
    firstName: record.text('FirstName') ?? person?.firstName ?? '',
    lastName: record.text('LastName') ?? person?.lastName ?? '',
    middleName: record.text('Mi') ?? person?.middleName ?? '',
    ledger: record.text('LedgerKey') ?? person?.ledger ?? 'DEFAULT',
    cashAdvanceAccount: record.text('CashAdvanceAccountCode') ?? person?.cashAdvanceAccount ?? '',
    language: record.text('LocaleName')?.replace('_', '-') ?? person?.language ?? 'en-US',
    ...(email === undefined ? {} : { emails: [{ value: email, type: 'work', verified: false }, ...others] }),
  };
}

function readHome(record: UserRecord, known: Place | undefined): Place {
  const country = record.text('CtryCode')?.toUpperCase();
  const currency = record.text('CrnKey')?.toUpperCase();
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) throw new RecordError('INVALID_VALUE:CtryCode');
  if (currency !== undefined && ![...places.values()].some((place) => place.currency === currency)) {
    throw new RecordError('INVALID_VALUE:CrnKey');
  }
  const home = known ?? placeOf('SEA');
  const place = country === undefined ? home : placeIn(country, home);
  return currency === undefined || currency === place.currency ? place : { ...place, currency };
}

function readRoles(record: UserRecord, held: readonly string[]): readonly string[] {
  return Object.entries(ROLE_FLAGS).reduce((roles, [name, role]) => {
    const isGiven = record.flag(name);
    return isGiven === undefined ? roles : setRole(roles, role, isGiven);
  }, held);
}

function readFormFields(record: UserRecord, held: Person['formFields']): Person['formFields'] {
  const fields = { ...held };
  for (const id of [...numbered('OrgUnit', 6), ...numbered('Custom', 21)]) {
    const value = record.text(id);
    if (value === undefined) continue;
    if (!fitsFormField(id, value)) throw new RecordError(`INVALID_VALUE:${id}`);
    fields[keyOf(id)] = value;
  }
  return fields;
}

function readApprover(record: UserRecord, company: Company): PersonChanges {
  const number = record.text('ExpenseApproverEmployeeID');
  if (number === undefined) return {};
  const approver = company.findEmployee(number);
  if (!approver) throw new RecordError('INVALID_VALUE:ExpenseApproverEmployeeID');
  return { managerLogin: approver.login };
}
