import type { Company } from '../../company/company.js';
import { emailOf, type Person } from '../../company/people.js';
import type { WireRecord } from '../../protocol/xml.js';
import { employeeForm, showFormField } from './employeeForm.js';

export const NAMESPACE = 'http://www.concursolutions.com/api/user/2011/02';

/** A user as User v1 shows it; fields without a value are left out. */
export function viewUserProfile(person: Person, company: Company): WireRecord {
  const has = (role: string): string => yesOrNo(person.roles.includes(role));
  const fields = [...numbered('OrgUnit', 6), ...numbered('Custom', 21)].map(
    (id) => [id, showFormField(person, id)] as const,
  );
  const { home } = person;
  const profile: Record<string, string | undefined> = {
    LoginId: person.login,
    Active: yesOrNo(person.isActive),
    FirstName: person.firstName,
    LastName: person.lastName,
    Mi: person.middleName.charAt(0),
    EmailAddress: emailOf(person),
    EmpId: person.employeeNumber,
    LedgerName: person.ledger,
    LocaleName: person.language.replace('-', '_'),
    ...Object.fromEntries(fields),
    CtryCode: home.country,
    CashAdvanceAccountCode: person.cashAdvanceAccount,
    CrnCode: home.currency,
    CtrySubCode: home.subdivision,
    ExpenseUser: has('EXP_USER'),
    ExpenseApprover: has('EXP_APPROVER'),
    TripUser: has('TravelUser'),
    InvoiceUser: has('INV_PMT_USER'),
    InvoiceApprover: has('INV_APPROVER'),
    ExpenseApproverEmployeeID: company.managerOf(person)?.employeeNumber,
    IsTestEmp: yesOrNo(person.isTest),
  };
  return Object.fromEntries(Object.entries(profile).filter((entry): entry is [string, string] => !!entry[1]));
}

/** The employee form of the company. */
export function viewFormFields(): WireRecord {
  const fields = employeeForm.map((field, index) => {
    const isCustom = /^(OrgUnit|Custom)\d/.test(field.id);
    return {
      Id: field.id,
      Label: field.label,
      ControlType: field.controlType,
      DataType: field.dataType,
      MaxLength: String(field.maxLength),
      Required: yesOrNo(field.isRequired),
      Cols: '32',
      Access: 'RW',
      Width: '32',
      Custom: yesOrNo(isCustom),
      ...(field.parentId === undefined ? {} : { ParentFormTypeCode: 'EMPINFO', ParentFieldId: field.parentId }),
      ...(isCustom ? { IsCopyDownSourceForOtherForms: 'Y' } : {}),
      ...(field.list ? { ListName: field.list.name, HierLevel: field.parentId === undefined ? '1' : '2' } : {}),
      Sequence: String(index + 1),
    };
  });
  return { FormField: fields };
}

/** `OrgUnit1`, `OrgUnit2` and so on. */
export function numbered(name: string, most: number): readonly string[] {
  return Array.from({ length: most }, (_, index) => `${name}${index + 1}`);
}

function yesOrNo(value: boolean): string {
  return value ? 'Y' : 'N';
}
