import type { Company } from '../../company/company.js';
import { emailOf, type Person } from '../../company/people.js';
import { type Place, placeOf } from '../../company/places.js';
import { formatDateTime } from '../../protocol/moments.js';

const EMPLOYEE = 'com:concur:Employee:1.0';
const TRAVEL_PREFERENCES = 'com:concur:TravelPreferences:1.0';
const EXPENSE = 'com:concur:Expense:0.2';

/** Types of addresses, as SCIM names them and as this API does. */
const TYPES: Readonly<Record<string, string>> = {
  work: 'Business',
  work2: 'Business2',
  home: 'Personal',
  other: 'Other',
  other2: 'Other2',
};

type View = Readonly<Record<string, unknown>>;

/** A user; `isCompact` leaves away what is about travel, `withExpense` adds what Expense keeps. */
export function viewUserProfile(
  person: Person,
  company: Company,
  { isCompact, withExpense }: { readonly isCompact: boolean; readonly withExpense: boolean },
): View {
  const parts = {
    [EMPLOYEE]: {
      companyUUID: company.id,
      companyInternalId: 41027,
      employeeId: person.employeeNumber || null,
      jobTitle: person.jobTitle || null,
      managerId: company.managerOf(person)?.id ?? null,
      orgUnitId: null,
      terminationDate: person.terminationDate ?? null,
    },
    ...(isCompact ? {} : { [TRAVEL_PREFERENCES]: viewTravelPreferences(person.home) }),
    ...(withExpense ? { [EXPENSE]: viewExpense(person, company) } : {}),
  };
  return {
    id: person.id,
    active: person.isActive,
    userType: 'Enterprise',
    schemas: ['com:concur:User:1.0', ...Object.keys(parts)],
    name: { familyName: person.lastName, givenName: person.firstName, middleName: person.middleName || null },
    displayName: `${person.firstName} ${person.lastName}`,
    preferredLanguage: person.language,
    timezone: person.timeZone,
    dateOfBirth: person.more.dateOfBirth ?? null,
    gender: null,
    meta: {
      created: formatDateTime(person.createdAt),
      lastModified: formatDateTime(person.modifiedAt),
      principalType: 'user',
      resourceType: 'EnterpriseUser',
    },
    emails: person.emails.map(({ value, type, verified = false, notifications = false }) => ({
      value,
      type: TYPES[type] ?? 'Other',
      notifications,
      verified,
    })),
    phoneNumbers: person.phones.map(({ value, type, primary = false }) => ({
      value,
      type: type === 'mobile' ? 'Cell' : capitalized(type),
      primary,
    })),
    addresses: person.addresses.map((address) => ({ ...address, type: capitalized(address.type ?? 'work') })),
    ...parts,
  };
}

/** The company, as a company token sees it. */
export function viewCompanyProfile({ id, name }: Company): View {
  const seattle = placeOf('SEA');
  return {
    id,
    schemas: ['com:concur:Company:1.0', 'com:concur:Expense:0.1', 'com:concur:Travel:0.1'],
    name,
    internetDomain: 'example.com',
    companyDomain: 'example.com',
    defaultLanguage: 'en-us',
    meta: { principalType: 'company' },
    addresses: [
      {
        type: 'Work',
        streetAddress: seattle.office.street,
        locality: seattle.city,
        region: 'WA',
        postalCode: seattle.office.postalCode,
        country: seattle.country,
      },
    ],
    'com:concur:Expense:0.1': { offeringCode: 'CTE', marketingName: 'CTE' },
    'com:concur:Travel:0.1': { active: true, offeringCode: 'CTE', isVendor: false, isBillable: true },
  };
}

function viewTravelPreferences({ airport }: Place): View {
  return {
    air: { seat: { interrowPosition: 'Window', sectionPosition: 'Forward' }, homeAirport: airport, meal: 'DontCare' },
    car: { smoking: 'NonSmoking', carType: 'Compact', transmission: 'Automatic', gpsEnabled: true, skirack: false },
  };
}

function viewExpense(person: Person, company: Company): View {
  const fields = Object.entries(person.formFields);
  const delegates = person.delegateLogins.flatMap((login) => company.findPerson(login) ?? []);
  const delegators = company.people.filter(({ delegateLogins }) => delegateLogins.includes(person.login));
  const approverUuid = company.managerOf(person)?.id ?? null;
  return {
    uuId: person.id,
    loginId: person.login,
    employeeId: person.employeeNumber,
    emailAddress: emailOf(person),
    active: person.isActive,
    firstName: person.firstName,
    middleName: person.middleName || null,
    middleInitial: person.middleName.charAt(0) || null,
    lastName: person.lastName,
    countryCode: person.home.country,
    countrySubdivision: person.home.subdivision ?? null,
    localeCode: person.language.replace('-', '_'),
    ledger: person.ledger,
    reimbursementCurrency: person.home.currency,
    reimbursementType: person.reimbursementMethod,
    cashAdvanceAccountCode: person.cashAdvanceAccount || null,
    customData: fields
      .filter(([name]) => name.startsWith('custom'))
      .map(([customFieldName, customFieldValue]) => ({ customFieldName, customFieldValue })),
    orgUnitData: fields
      .filter(([name]) => name.startsWith('orgUnit'))
      .map(([orgUnitName, orgUnitValue]) => ({ orgUnitName, orgUnitValue })),
    approvers: ['ExpenseApprover', 'RequestApprover'].map((approverType) => ({
      approverType,
      approverUuid,
      approver2Uuid: null,
    })),
    delegates: delegates.map(({ id }) => ({ ...viewDelegation(id, person.id), productCode: 'EXP' })),
    delegators: delegators.map(({ id }) => ({ ...viewDelegation(person.id, id), prodCode: 'EXP' })),
  };
}

function viewDelegation(delegateUUID: string, delegatorUUID: string): View {
  return {
    delegateUUID,
    delegatorUUID,
    canApprove: false,
    canPrepare: true,
    canReceiveEmail: true,
    canSubmit: true,
    canViewReceipt: true,
  };
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
