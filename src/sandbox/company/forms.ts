/** A field of a form. */
export interface FormField {
  /** Name in the APIs, e.g. `Custom1`. */
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'comment' | 'date' | 'amount' | 'flag' | 'list';
  readonly maxLength: number | undefined;
  readonly isRequired: boolean;
  /** Shown only. */
  readonly isReadOnly: boolean;
}

/** A form that people fill. */
export interface Form {
  readonly name: string;
  /** Id for v1 APIs. */
  readonly id: string;
  readonly fields: readonly FormField[];
}

/** Kinds of forms with their codes and the forms of each. */
export interface FormType {
  readonly code: string;
  readonly name: string;
  readonly forms: readonly Form[];
}

type Row = readonly [
  id: string,
  label: string,
  type: FormField['type'],
  maxLength?: number | undefined,
  marks?: string,
];

/** R in the marks: required; O: read only. */
function fields(rows: readonly Row[]): readonly FormField[] {
  return rows.map(([id, label, type, maxLength, marks = '']) => ({
    id,
    label,
    type,
    maxLength,
    isRequired: marks.includes('R'),
    isReadOnly: marks.includes('O'),
  }));
}

export const reportForm: Form = {
  name: 'Report Header',
  id: 'nF3kT8mQ$2xLp7vBn9sJ4hC6wD1yA',
  fields: fields([
    ['Name', 'Report Name', 'text', 40, 'R'],
    ['UserDefinedDate', 'Report Date', 'date'],
    ['Purpose', 'Business Purpose', 'text', 64],
    ['Comment', 'Comment', 'comment', 500],
    ['CrnCode', 'Report Currency', 'list', undefined, 'O'],
    ['OrgUnit1', 'Division', 'list', 48],
    ['Custom1', 'Department', 'list', 48],
    ['Custom7', 'Project Number', 'text', 48],
  ]),
};

export const entryForm: Form = {
  name: 'Expense Entry',
  id: 'gWu2$fD7kSw4zCn9vRm5T',
  fields: fields([
    ['ExpKey', 'Expense Type', 'list', undefined, 'R'],
    ['TransactionDate', 'Transaction Date', 'date', undefined, 'R'],
    ['TransactionAmount', 'Amount', 'amount', undefined, 'R'],
    ['PaymentType', 'Payment Type', 'list', undefined, 'R'],
    ['Description', 'Business Purpose', 'text', 64],
    ['VendorDescription', 'Vendor', 'text', 64],
    ['LocName', 'City', 'list'],
    ['IsPersonal', 'Personal Expense', 'flag'],
    ['IsBillable', 'Billable', 'flag'],
    ['Comment', 'Comment', 'comment', 500],
    ['Custom9', 'Cost Centre', 'list', 48],
  ]),
};

const allocationForm: Form = {
  name: 'Allocation',
  id: 'nF5mV2zR$8qLt6xKb3pJ7sH4cW9yA',
  fields: fields([
    ['Percentage', 'Percentage', 'amount', undefined, 'R'],
    ['Custom1', 'Department', 'list', 48, 'R'],
  ]),
};

const attendeeForm: Form = {
  name: 'Attendee',
  id: 'nF7xK4nT$5rMw2vLq8pJ3sH6cB9yA',
  fields: fields([
    ['LastName', 'Last Name', 'text', 132, 'R'],
    ['FirstName', 'First Name', 'text', 50],
    ['Title', 'Title', 'text', 32],
    ['Company', 'Company', 'text', 150],
  ]),
};

/** All kinds of forms of expense reports. */
export const formTypes: readonly FormType[] = [
  { code: 'RPTINFO', name: 'Report Header', forms: [reportForm] },
  { code: 'ENTRYINFO', name: 'Entry', forms: [entryForm] },
  { code: 'ALLOCINFO', name: 'Allocation', forms: [allocationForm] },
  { code: 'ATTNINFO', name: 'Attendee', forms: [attendeeForm] },
];
