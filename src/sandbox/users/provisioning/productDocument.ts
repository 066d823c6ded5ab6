import type { Company } from '../../company/company.js';
import type { Person } from '../../company/people.js';
import { isRecord } from '../../protocol/xml.js';
import type { ScimDocument } from '../scim/filterMatch.js';
import { SPEND, SPEND_APPROVER, SPEND_DELEGATE, SPEND_ROLE, TRAVEL } from './productSchemas.js';

/** The value of the v3 filter `reimbursementMethod`, by the name that provisioning has for it. */
export const REIMBURSEMENT_METHODS: Readonly<Record<string, string>> = {
  CONCUR_PAY: 'CNQRPAY',
  ADP_PAYROLL: 'ADPPAYR',
  ACCOUNTS_PAYABLE: 'APCHECK',
  OTHER: 'PMTSERV',
};

/** Spend and travel data of a person by URN of the extension; what has no value is left out. */
export function productDocument(person: Person, company: Company): ScimDocument {
  const { home, productData, formFields } = person;
  const part = (urn: string): ScimDocument => (isRecord(productData[urn]) ? productData[urn] : {});
  const refer = (login: string) => {
    const other = company.findPerson(login);
    return other ? [{ value: other.id, employeeNumber: other.employeeNumber }] : [];
  };
  const managers = person.managerLogin === undefined ? [] : refer(person.managerLogin);
  const travel = part(TRAVEL);
  return {
    [SPEND]: {
      ...part(SPEND),
      country: home.country,
      ...(home.subdivision === undefined ? {} : { stateProvince: home.subdivision.split('-')[1] }),
      locale: person.language,
      reimbursementCurrency: home.currency,
      reimbursementType: Object.entries(REIMBURSEMENT_METHODS).find(
        ([, method]) => method === person.reimbursementMethod,
      )?.[0],
      ledgerCode: person.ledger,
      cashAdvanceAccountCode: person.cashAdvanceAccount,
      testEmployee: person.isTest,
      customData: Object.entries(formFields).map(([id, value]) => ({ id, value })),
    },
    [SPEND_ROLE]: { roles: person.roles.map((roleName) => ({ roleName, roleGroups: [] })) },
    [SPEND_APPROVER]: {
      ...part(SPEND_APPROVER),
      ...(managers.length > 0 ? { report: managers.map((approver) => ({ approver, primary: true })) } : {}),
    },
    [SPEND_DELEGATE]: {
      ...part(SPEND_DELEGATE),
      expense: person.delegateLogins
        .flatMap(refer)
        .map((delegate) => ({ delegate, canPrepare: true, canSubmit: true, canViewReceipt: true })),
    },
    ...(Object.keys(travel).length > 0 ? { [TRAVEL]: travel } : {}),
  };
}
