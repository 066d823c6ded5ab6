import { choice, complex, flag, list, type ResourceSchema, short, text } from '../scim/attributes.js';

export const SPEND = 'urn:ietf:params:scim:schemas:extension:spend:2.0:User';
export const SPEND_ROLE = 'urn:ietf:params:scim:schemas:extension:spend:2.0:Role';
export const SPEND_APPROVER = 'urn:ietf:params:scim:schemas:extension:spend:2.0:Approver';
export const SPEND_DELEGATE = 'urn:ietf:params:scim:schemas:extension:spend:2.0:Delegate';
export const TRAVEL = 'urn:ietf:params:scim:schemas:extension:travel:2.0:User';

const REQUIRED = { required: true } as const;

const userReference = [
  text('value', 'UUID of the user'),
  text('employeeNumber', 'Employee number of the user'),
  text('displayName', 'Login of the user', { mutability: 'readOnly' }),
];

const approverKinds = ['report', 'cashAdvance', 'request', 'invoice', 'purchaseRequest', 'statement', 'budget'];
const delegateKinds = ['expense', 'payment', 'purchaseRequest'];
const delegateRights = [
  ...['canApprove', 'canPrepare', 'canPrepareForApproval', 'canReceiveApprovalEmail', 'canReceiveEmail'],
  ...['canSubmit', 'canSubmitTravelRequest', 'canUseBi', 'canViewReceipt'],
];

const spendUser: ResourceSchema = {
  id: SPEND,
  name: 'Spend user',
  description: 'What Expense, Invoice and Request keep on the user',
  attributes: [
    short('country', 2, 'Country', REQUIRED),
    short('stateProvince', 3, 'State or province'),
    short('locale', 10, 'Locale', REQUIRED),
    short('reimbursementCurrency', 3, 'Currency of reimbursements', REQUIRED),
    choice('reimbursementType', 'How the user is paid back', [
      'OTHER',
      'CONCUR_PAY',
      'ADP_PAYROLL',
      'ACCOUNTS_PAYABLE',
    ]),
    short('ledgerCode', 20, 'Code of the ledger'),
    short('cashAdvanceAccountCode', 20, 'Account for cash advances'),
    short('budgetCountryCode', 2, 'Country for budgets'),
    flag('testEmployee', 'Whether it is a test user'),
    flag('nonEmployee', 'Whether the user is no employee'),
    complex('biManager', 'Manager for reporting', userReference),
    complex('biHierarchy', 'List item of the reporting hierarchy', [
      text('code', 'Long code'),
      text('syncGuid', 'Sync GUID'),
      text('href', 'Address'),
    ]),
    list('customData', 'Fields of the employee form', [
      text('id', 'Name of the field', REQUIRED),
      text('value', 'Value, or code of a list item'),
      text('syncGuid', 'Sync GUID of the list item'),
      text('href', 'Address of the list item'),
    ]),
  ],
};

/** Extensions that User Provisioning takes beyond those of identity (/api-reference/user-provisioning/v4.user-provisioning.html). */
export const productSchemas: readonly ResourceSchema[] = [
  spendUser,
  {
    id: SPEND_ROLE,
    name: 'Spend roles',
    description: 'Roles of the user',
    attributes: [
      list('roles', 'The roles', [
        text('roleName', 'Code of the role', REQUIRED),
        text('roleGroups', 'Groups in which it holds', { multiValued: true }),
      ]),
    ],
  },
  {
    id: SPEND_APPROVER,
    name: 'Spend approvers',
    description: 'Who approves what the user submits',
    attributes: approverKinds.map((kind) =>
      list(kind, 'Approvers', [
        complex('approver', 'The approver', userReference, REQUIRED),
        flag('primary', 'Whether it is the main one'),
      ]),
    ),
  },
  {
    id: SPEND_DELEGATE,
    name: 'Spend delegates',
    description: 'Who may act for the user',
    attributes: delegateKinds.map((kind) =>
      list(kind, 'Delegates', [
        complex('delegate', 'The delegate', userReference, REQUIRED),
        ...delegateRights.map((right) => flag(right, 'What the delegate may do')),
        complex('temporaryDelegation', 'When the delegate may approve', [
          text('temporaryDelegationFromDate', 'From'),
          text('temporaryDelegationToDate', 'To'),
        ]),
      ]),
    ),
  },
  {
    id: TRAVEL,
    name: 'Travel user',
    description: 'What Travel keeps on the user',
    attributes: [
      complex('ruleClass', 'Rule class', [text('id', 'Its id'), text('name', 'Its name')], REQUIRED),
      complex('name', 'Name on tickets', [
        ...['namePrefix', 'givenName', 'middleName', 'familyName', 'honorificSuffix'].map((part) =>
          text(part, 'Part of the name'),
        ),
        flag('hasNoMiddleName', 'Whether there is no middle name'),
      ]),
      ...['travelCrsName', 'travelNameRemark', 'xmlProfileSyncId', 'orgUnit'].map((name) => text(name, 'For bookings')),
      text('groups', 'Ids of travel user groups', { multiValued: true }),
      choice('gender', 'Gender of the traveller', ['Female', 'Male']),
      complex('manager', 'Travel approver', userReference),
      list('customFields', 'Custom fields of Travel', [text('name', 'Its name'), text('value', 'Its value')]),
    ],
  },
];
