import * as z from 'zod/mini';
import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import { type Place, places } from '../company/places.js';
import type { Kept } from '../state.js';

const moment = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
);
const text = z.optional(z.string());
const flag = z.optional(z.boolean());

const keptPerson = z.looseObject({
  id: z.string(),
  login: z.string(),
  firstName: z.string(),
  middleName: z.string(),
  lastName: z.string(),
  home: z.object({ airport: z.string(), currency: z.string() }),
  managerLogin: text,
  delegateLogins: z.array(z.string()),
  isAdministrator: z.boolean(),
  reimbursementMethod: z.string(),
  employeeNumber: z.string(),
  isActive: z.boolean(),
  isTest: z.boolean(),
  isDeleted: z.boolean(),
  jobTitle: z.string(),
  department: z.string(),
  costCenter: z.string(),
  language: z.string(),
  timeZone: z.string(),
  startDate: text,
  terminationDate: text,
  emails: z.array(z.object({ value: z.string(), type: z.string(), verified: flag, notifications: flag })),
  phones: z.array(z.looseObject({ value: z.string(), type: z.string() })),
  addresses: z.array(z.looseObject({})),
  formFields: z.record(z.string(), z.string()),
  ledger: z.string(),
  cashAdvanceAccount: z.string(),
  roles: z.array(z.string()),
  more: z.record(z.string(), z.unknown()),
  productData: z.record(z.string(), z.unknown()),
  createdAt: moment,
  modifiedAt: moment,
  version: z.number(),
});
const kept = z.object({ people: z.array(keptPerson), passwords: z.record(z.string(), z.string()) });

/** What JSON drops. */
const NOTHING = { managerLogin: undefined, startDate: undefined, terminationDate: undefined };

/** Saves and loads people with their passwords. */
export function keepPeople(company: Company): Kept {
  return {
    save: () => ({
      people: company.people.map((person) => ({
        ...person,
        home: { airport: person.home.airport, currency: person.home.currency },
        createdAt: person.createdAt.toISOString(),
        modifiedAt: person.modifiedAt.toISOString(),
      })),
      passwords: company.passwords.save(),
    }),
    load: (value) => {
      const { people, passwords } = kept.parse(value);
      // The schema has gone through every field; what it cannot say is that absent and undefined are the same here.
      company.replacePeople(people.map((person) => ({ ...NOTHING, ...person, home: homeOf(person.home) }) as Person));
      company.passwords.load(passwords);
    },
  };
}

function homeOf({ airport, currency }: { readonly airport: string; readonly currency: string }): Place {
  const place = places.get(airport);
  if (!place) throw new Error(`No place has the airport ${airport}.`);
  return place.currency === currency ? place : { ...place, currency };
}
