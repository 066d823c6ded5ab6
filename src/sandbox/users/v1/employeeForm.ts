import { departments } from '../../company/employees.js';
import type { Person } from '../../company/people.js';
import { places } from '../../company/places.js';

/** A field of the employee form of the company. */
export interface FormField {
  /** Name of its element in a user. */
  readonly id: string;
  readonly label: string;
  readonly controlType: 'edit' | 'picklist' | 'checkbox' | 'list_edit';
  readonly dataType: 'VARCHAR' | 'CHAR' | 'LIST' | 'MLIST';
  readonly maxLength: number;
  readonly isRequired: boolean;
  /** For list fields: name of the list, and its items by code. */
  readonly list?: { readonly name: string; readonly items: ReadonlyMap<string, string> };
  /** For a field of a connected list: the field one level above. */
  readonly parentId?: string;
}

const departmentItems = new Map(Object.entries(departments).map(([code, { name }]) => [code, name]));
const siteItems = new Map([...places.values()].map(({ airport, city }) => [airport, city]));
const costCenterItems = new Map(Object.values(departments).map(({ costCenter, name }) => [costCenter, name]));

/** The employee form: fields that every company has first, then those that this company set up. */
export const employeeForm: readonly FormField[] = [
  edit('EmpId', 'Employee number', 48, true),
  edit('LoginId', 'Login', 128, true),
  edit('Password', 'Password', 255, true),
  edit('FirstName', 'First name', 32, true),
  edit('LastName', 'Last name', 32, true),
  edit('Mi', 'Middle initial', 1),
  edit('EmailAddress', 'E-mail address', 255),
  pick('LocaleName', 'Locale', 5, true),
  pick('CtryCode', 'Country', 2, true),
  pick('CtrySubCode', 'State or province', 6),
  pick('CrnKey', 'Reimbursement currency', 3, true),
  pick('LedgerKey', 'Ledger', 20, true),
  edit('CashAdvanceAccountCode', 'Cash advance account', 20),
  check('Active', 'Active'),
  check('ExpenseUser', 'Expense user'),
  check('ExpenseApprover', 'Expense approver'),
  check('TripUser', 'Travel user'),
  check('InvoiceUser', 'Invoice user'),
  check('InvoiceApprover', 'Invoice approver'),
  edit('ExpenseApproverEmployeeID', 'Expense approver', 48),
  { ...choose('OrgUnit1', 'Department', 'Departments', departmentItems), isRequired: true },
  { ...choose('OrgUnit2', 'Site', 'Sites', siteItems), dataType: 'MLIST', parentId: 'OrgUnit1' },
  choose('Custom1', 'Cost centre', 'Cost Centres', costCenterItems),
  edit('Custom2', 'Badge', 48),
  edit('Custom3', 'Project', 48),
];

/** The value of one of the company's own fields; for a list field of the kind `Custom` with its code in front. */
export function showFormField(person: Person, id: string): string | undefined {
  const value = person.formFields[keyOf(id)];
  if (value === undefined || value === '') return undefined;
  const name = employeeForm.find((field) => field.id === id)?.list?.items.get(value);
  if (name === undefined) return value;
  return id.startsWith('Custom') ? `(${value}) ${name}` : name;
}

/** Whether a field may hold a value: anything, or for a list field the code of an item. */
export function fitsFormField(id: string, value: string): boolean {
  const list = employeeForm.find((field) => field.id === id)?.list;
  return list === undefined || list.items.has(value);
}

/** How people keep the field, e.g. `orgUnit1`. */
export function keyOf(id: string): string {
  return `${id.charAt(0).toLowerCase()}${id.slice(1)}`;
}

function edit(id: string, label: string, maxLength: number, isRequired = false): FormField {
  return { id, label, controlType: 'edit', dataType: 'VARCHAR', maxLength, isRequired };
}

function pick(id: string, label: string, maxLength: number, isRequired = false): FormField {
  return { ...edit(id, label, maxLength, isRequired), controlType: 'picklist' };
}

function check(id: string, label: string): FormField {
  return { id, label, controlType: 'checkbox', dataType: 'CHAR', maxLength: 1, isRequired: false };
}

function choose(id: string, label: string, name: string, items: ReadonlyMap<string, string>): FormField {
  return { ...edit(id, label, 48), controlType: 'list_edit', dataType: 'LIST', list: { name, items } };
}
