import * as z from 'zod/mini';
import type { Company } from '../../company/company.js';
import type { Person, PersonChanges } from '../../company/people.js';
import { placeIn, places } from '../../company/places.js';
import type { ScimDocument } from '../scim/filterMatch.js';
import { groupRoles } from '../scim/roles.js';
import { ScimRefusal } from '../scim/scimRefusal.js';
import { findManager } from '../scim/userRules.js';
import { employeeForm, fitsFormField } from '../v1/employeeForm.js';
import { REIMBURSEMENT_METHODS } from './productDocument.js';
import { SPEND, SPEND_APPROVER, SPEND_DELEGATE, SPEND_ROLE, TRAVEL } from './productSchemas.js';

const reference = z.object({ value: z.optional(z.string()), employeeNumber: z.optional(z.string()) });
const spendUser = z.looseObject({
  country: z.string(),
  locale: z.string(),
  reimbursementCurrency: z.string(),
  reimbursementType: z.optional(z.string()),
  ledgerCode: z.optional(z.string()),
  cashAdvanceAccountCode: z.optional(z.string()),
  testEmployee: z.optional(z.boolean()),
  customData: z.optional(z.array(z.object({ id: z.string(), value: z.optional(z.string()) }))),
});
const spendRole = z.object({ roles: z.optional(z.array(z.object({ roleName: z.string() }))) });
const approvers = z.record(z.string(), z.array(z.object({ approver: reference, primary: z.optional(z.boolean()) })));
const delegates = z.record(z.string(), z.array(z.looseObject({ delegate: reference })));

/** Roles beside those that SCIM shows as groups. */
const FURTHER_ROLES = ['INV_PMT_USER', 'INV_APPROVER', 'INV_PURCH_REQ_APPROVER', 'EXP_AUDITOR'];

/**
 * What one extension makes of a person.
 * @param document the extension, which has passed its schema
 * @throws {ScimRefusal} a value that the company does not have
 */
export function readProductChanges(
  urn: string,
  document: ScimDocument,
  person: Person,
  company: Company,
): PersonChanges {
  const kept = { productData: { ...person.productData, [urn]: document } };
  switch (urn) {
    case SPEND:
      return { ...kept, ...readSpend(document, person) };
    case SPEND_ROLE:
      return { roles: readRoles(document, person) };
    case SPEND_APPROVER: {
      const { report = [], ...others } = approvers.parse(document);
      for (const [kind, list] of Object.entries({ report, ...others })) {
        for (const { approver } of list) requireUser(approver, company, `${urn}:${kind}`);
      }
      const main = report.find(({ primary }) => primary) ?? report[0];
      // In this company whoever manages somebody approves their reports.
      return { ...kept, managerLogin: main && requireUser(main.approver, company, `${urn}:report`).login };
    }
    case SPEND_DELEGATE: {
      const { expense = [], ...others } = delegates.parse(document);
      for (const { delegate } of Object.values(others).flat()) requireUser(delegate, company, urn);
      const logins = expense.map(({ delegate }) => requireUser(delegate, company, `${urn}:expense`).login);
      return { ...kept, delegateLogins: [...new Set(logins)] };
    }
    case TRAVEL:
      return kept;
    default:
      throw new ScimRefusal('invalidValue', `There is no extension ${urn}.`, urn);
  }
}

function readSpend(document: ScimDocument, person: Person): PersonChanges {
  const spend = spendUser.parse(document);
  const country = spend.country.toUpperCase();
  const currency = spend.reimbursementCurrency.toUpperCase();
  const path = (name: string): string => `${SPEND}:${name}`;
  if (!/^[A-Z]{2}$/.test(country)) throw new ScimRefusal('invalidValue', 'country has two letters.', path('country'));
  if (![...places.values()].some((place) => place.currency === currency)) {
    const message = `${currency} is no currency that the company pays back in.`;
    throw new ScimRefusal('invalidValue', message, path('reimbursementCurrency'));
  }
  if (!/^[a-z]{2}[-_][A-Z0-9]{2,3}$/.test(spend.locale)) {
    throw new ScimRefusal('invalidValue', 'locale looks like en-US.', path('locale'));
  }
  const place = placeIn(country, person.home);
  const formFields: Record<string, string> = { ...person.formFields };
  for (const { id, value } of spend.customData ?? []) {
    const field = employeeForm.find((known) => known.id.toLowerCase() === id.toLowerCase());
    if (!/^(custom([1-9]|1\d|2[0-2])|orgunit[1-6])$/i.test(id) || (field && value && !fitsFormField(field.id, value))) {
      throw new ScimRefusal('invalidValue', `${id} cannot hold "${value ?? ''}".`, path('customData'));
    }
    const key = id.toLowerCase().replace('orgunit', 'orgUnit');
    if (value === undefined) delete formFields[key];
    else formFields[key] = value;
  }
  return {
    home: place.currency === currency ? place : { ...place, currency },
    language: spend.locale.replace('_', '-'),
    reimbursementMethod: REIMBURSEMENT_METHODS[spend.reimbursementType ?? ''] ?? person.reimbursementMethod,
    ledger: spend.ledgerCode ?? person.ledger,
    cashAdvanceAccount: spend.cashAdvanceAccountCode ?? '',
    isTest: spend.testEmployee ?? person.isTest,
    formFields,
  };
}

/** The roles of the body, and those that come with entitlements and groups of other products. */
function readRoles(document: ScimDocument, person: Person): readonly string[] {
  const given = (spendRole.parse(document).roles ?? []).map(({ roleName }) => roleName);
  const isSpend = (role: string): boolean => /^(EXP|REQ|INV|SHD)_/.test(role);
  const known = [...groupRoles.map(([role]): string => role), ...FURTHER_ROLES];
  const unknown = given.find((role) => !known.includes(role) && !person.roles.includes(role));
  if (unknown !== undefined) {
    throw new ScimRefusal('invalidValue', `There is no role ${unknown}.`, `${SPEND_ROLE}:roles`);
  }
  const byEntitlement = ['EXP_USER', 'REQ_USER', 'INV_PMT_USER'];
  const stays = person.roles.filter((role) => !isSpend(role) || byEntitlement.includes(role));
  return [...new Set([...stays, ...given])];
}

function requireUser(user: z.infer<typeof reference>, company: Company, path: string): Person {
  const person = findManager(user, company);
  if (!person) throw new ScimRefusal('invalidValue', 'It names a user who does not exist.', path);
  return person;
}
