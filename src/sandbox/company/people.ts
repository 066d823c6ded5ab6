import type { Place } from './places.js';

/** An e-mail address, as SCIM has it. */
export interface Email {
  readonly value: string;
  /** `work`, `home`, `work2`, `other` or `other2`; one of each */
  readonly type: string;
  readonly verified?: boolean;
  readonly notifications?: boolean;
}

/** A phone number, as SCIM has it. */
export interface Phone {
  readonly value: string;
  readonly type: string;
  readonly primary?: boolean;
  readonly notifications?: boolean;
  /** Country of a mobile number (ISO 3166-1 alpha-2). */
  readonly issuingCountry?: string;
}

/** A postal address, as SCIM has it. */
export interface Address {
  readonly type?: string;
  readonly streetAddress?: string;
  readonly locality?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

/**
 * An employee of the sandbox company. A person stays the same object as long as the company knows them, so that others
 * may hold on to it; {@link Company.change} changes what it says.
 */
export interface Person {
  /** UUID of the user. */
  readonly id: string;
  /** In lower case. */
  readonly login: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly home: Place;
  /** Login of the manager, who approves reports; undefined for the head of the company. */
  readonly managerLogin: string | undefined;
  /** Logins of those who may act for this person. */
  readonly delegateLogins: readonly string[];
  /** Web Services Administrator: may act for others. */
  readonly isAdministrator: boolean;
  /** How expenses are paid back, one of the values of the v3 filter `reimbursementMethod`. */
  readonly reimbursementMethod: string;
  /** Unique in the company; empty for users without one. */
  readonly employeeNumber: string;
  readonly isActive: boolean;
  readonly isTest: boolean;
  /** Softly deleted: kept for the sake of old reports, but no longer found. */
  readonly isDeleted: boolean;
  readonly jobTitle: string;
  /** Department in the profile, by name. */
  readonly department: string;
  /** Cost centre in the profile, by code. */
  readonly costCenter: string;
  /** Language tag, e.g. `en-US`. */
  readonly language: string;
  /** By its Olson name. */
  readonly timeZone: string;
  /** First and last day of employment, yyyy-MM-dd. */
  readonly startDate: string | undefined;
  readonly terminationDate: string | undefined;
  readonly emails: readonly Email[];
  readonly phones: readonly Phone[];
  readonly addresses: readonly Address[];
  /** Fields of the employee form by name, `orgUnit1` to `orgUnit6` and `custom1` to `custom22`; codes for list fields. */
  readonly formFields: Readonly<Record<string, string>>;
  /** Account code ledger, and account for cash advances. */
  readonly ledger: string;
  readonly cashAdvanceAccount: string;
  /** Codes of roles, e.g. `EXP_USER`; see the SCIM groups. */
  readonly roles: readonly string[];
  /** What SCIM keeps beyond all this, by attribute or URN of an extension. */
  readonly more: Readonly<Record<string, unknown>>;
  /** Spend and travel data that have no field of their own, by URN of the extension that they were provisioned with. */
  readonly productData: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** Number of changes so far. */
  readonly version: number;
}

/** What of a person can be changed. */
export type PersonChanges = Partial<Omit<Person, 'id' | 'createdAt' | 'modifiedAt' | 'version'>>;

/** Last name first, as reports show it. */
export function displayName({ firstName, lastName }: Person): string {
  return `${lastName}, ${firstName}`;
}

/** The address at work, else the first one; the login when there is none. */
export function emailOf({ emails, login }: Person): string {
  return (emails.find(({ type }) => type === 'work') ?? emails[0])?.value ?? login;
}

/** The main mobile number. */
export function mobileOf({ phones }: Person): string | undefined {
  const mobiles = phones.filter(({ type }) => type === 'mobile');
  return (mobiles.find(({ primary }) => primary) ?? mobiles[0])?.value;
}
