import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import type { WireRecord } from '../protocol/xml.js';

/** Sections that come from what the company knows of a person, until the profile is given others. */
export function linkedSections(person: Person, company: Company): WireRecord {
  const { addresses, emails, phones } = person;
  const manager = company.managerOf(person);
  const arrangers = person.delegateLogins.flatMap((login) => company.findPerson(login) ?? []);
  const roleOf = (other: Person, type: 'Manager' | 'Arranger'): WireRecord => ({ '@Type': type, LoginId: other.login });
  return {
    Telephones: {
      Telephone: phones.map(({ type, value, primary, issuingCountry }) => ({
        '@Type': PHONE_TYPES[type] ?? 'Other',
        ...(type === 'mobile' ? { '@ContactOptIn': 'true', '@PrimaryMobile': String(primary ?? false) } : {}),
        CountryCode: issuingCountry ?? person.home.country,
        PhoneNumber: value,
        Extension: '',
      })),
    },
    Addresses: {
      Address: addresses.map(({ type, streetAddress, locality, region, postalCode, country }) => ({
        '@Type': type === 'home' ? 'Home' : 'Work',
        Street: streetAddress ?? '',
        City: locality ?? '',
        StateProvince: region ?? '',
        PostalCode: postalCode ?? '',
        CountryCode: country ?? '',
      })),
    },
    EmailAddresses: {
      EmailAddress: [
        ...emails.map(({ type, value, notifications }) => ({
          '@Contact': String(notifications ?? false),
          '@Type': EMAIL_TYPES[type] ?? 'Other1',
          '#text': value,
        })),
        ...(manager ? [{ '@Contact': 'false', '@Type': 'Supervisor', '#text': manager.login }] : []),
      ],
    },
    Roles: {
      Role: [
        ...(manager ? [roleOf(manager, 'Manager')] : []),
        ...arrangers.map((arranger, index) => ({
          ...roleOf(arranger, 'Arranger'),
          '@PrimaryIndicatorFlag': String(index === 0),
        })),
      ],
    },
  };
}

const PHONE_TYPES: Readonly<Record<string, string>> = {
  mobile: 'Cell',
  home: 'Home',
  work: 'Work',
  fax: 'Fax',
  pager: 'Pager',
};
const EMAIL_TYPES: Readonly<Record<string, string>> = {
  work: 'Business',
  home: 'Personal',
  work2: 'Business2',
  other: 'Other1',
  other2: 'Other2',
};
