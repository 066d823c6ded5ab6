import { choice, complex, count, flag, list, moment, type ResourceSchema, short, text } from './attributes.js';

export const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const SAP = 'urn:ietf:params:scim:schemas:extension:sap:2.0:User';
export const SETTINGS = 'urn:ietf:params:scim:schemas:extension:settings:2.0:User';

const READ_ONLY = { mutability: 'readOnly' } as const;
const REQUIRED = { required: true } as const;

const ACADEMIC_TITLES = [
  ...['Dr.', 'Doctor', 'Prof.', 'Professor', 'Prof. Dr.', 'Professor Doctor', 'B.A.', 'Bachelor of Arts'],
  ...['MBA', 'Master of Business Administration', 'Ph.D', 'Doctor of Philosophy'],
];

const THEMES = [
  'Concur Gateway',
  ...['Light', 'Dark', 'High Contrast White', 'High Contrast Black'].map((shade) => `SAP Quartz ${shade}`),
  ...['Morning', 'Evening', 'High Contrast White', 'High Contrast Black'].map((shade) => `SAP Horizon ${shade}`),
];

const place = [
  text('streetAddress', 'Street, house number and further lines'),
  short('locality', 30, 'City'),
  short('region', 30, 'State or province'),
  short('postalCode', 20, 'Postal code'),
  text('country', 'Country (ISO 3166-1 alpha-2)'),
];

const name = complex(
  'name',
  'Name of the user',
  [
    choice('academicTitle', 'Academic title', ACADEMIC_TITLES),
    short('familyName', 32, 'Family name', REQUIRED),
    short('familyNamePrefix', 28, 'What stands before the family name'),
    text('formatted', 'Family and given names in one, made by the service', READ_ONLY),
    short('givenName', 32, 'Given name', REQUIRED),
    short('honorificPrefix', 60, 'Form of address'),
    short('honorificSuffix', 60, 'What stands behind the name'),
    text('legalName', 'Legal name', READ_ONLY),
    short('middleInitial', 1, 'Middle initial'),
    short('middleName', 60, 'Middle names'),
  ],
  REQUIRED,
);

const emails = list(
  'emails',
  'E-mail addresses, one of each type',
  [
    choice('type', 'What it is for', ['work', 'home', 'work2', 'other', 'other2'], REQUIRED),
    short('value', 255, 'The address', REQUIRED),
    flag('notifications', 'Whether notices go there'),
    flag('verified', 'Whether it was verified'),
  ],
  REQUIRED,
);

const phoneNumbers = list('phoneNumbers', 'Phone numbers; several of mobile only', [
  choice('type', 'What it is for', ['work', 'home', 'mobile', 'fax', 'pager', 'other', 'work2'], REQUIRED),
  text('value', 'The number', REQUIRED),
  text('display', 'The number as shown'),
  text('issuingCountry', 'Country of a mobile number'),
  flag('notifications', 'Whether messages go there'),
  flag('primary', 'Whether it is the main mobile number'),
  text('workExtension', 'Extension of a work number'),
]);

const emergencyContacts = list('emergencyContacts', 'Whom to call in an emergency, at most one person', [
  short('name', 255, 'Name of the person', REQUIRED),
  choice(
    'relationship',
    'What the person is to the user',
    ['Spouse', 'Brother', 'Parent', 'Sister', 'Life Partner', 'Other'],
    REQUIRED,
  ),
  text('phones', 'Phone numbers', { multiValued: true }),
  text('emails', 'E-mail addresses', { multiValued: true }),
  ...place,
]);

const core: ResourceSchema = {
  id: CORE,
  name: 'User',
  description: 'Core attributes of a user',
  attributes: [
    text('id', 'UUID of the user', { mutability: 'readOnly', returned: 'always', uniqueness: 'server' }),
    text('userName', 'Login', { required: true, uniqueness: 'global' }),
    flag('active', 'Whether the user may sign in', REQUIRED),
    name,
    short('displayName', 60, 'Name for display'),
    short('nickName', 60, 'Preferred name'),
    short('title', 255, 'Job title'),
    text('dateOfBirth', 'Date of birth'),
    emails,
    phoneNumbers,
    list('addresses', 'Postal addresses, one of each type', [
      choice('type', 'What it is for', ['work', 'home', 'other', 'billing', 'bank', 'shipping']),
      ...place,
    ]),
    emergencyContacts,
    text('preferredLanguage', 'Language tag'),
    text('locale', 'Locale of dates and numbers'),
    text('timezone', 'Time zone by its Olson name'),
    text('externalId', 'Id in the system that provisions the user', { caseExact: true, uniqueness: 'server' }),
    choice(
      'entitlements',
      'Products of the user',
      ['Expense', 'Invoice', 'Locate', 'Request', 'Travel', 'Analytics', 'Unified Analytics'],
      { multiValued: true },
    ),
    complex('localeOverrides', 'Formats that the user prefers', [], READ_ONLY),
    complex(
      'meta',
      'About the record',
      [
        text('resourceType', 'Kind of record', READ_ONLY),
        moment('created', 'When it was made', READ_ONLY),
        moment('lastModified', 'When it was last changed', READ_ONLY),
        count('version', 'Number of changes', READ_ONLY),
        text('location', 'Where it is', READ_ONLY),
      ],
      READ_ONLY,
    ),
  ],
};

const enterprise: ResourceSchema = {
  id: ENTERPRISE,
  name: 'Enterprise user',
  description: 'What the company keeps on the user',
  attributes: [
    text('companyId', 'UUID of the company', { required: true, mutability: 'immutable' }),
    short('costCenter', 25, 'Cost centre'),
    text('department', 'Department'),
    short('division', 48, 'Division'),
    short('employeeNumber', 48, 'Employee number', { uniqueness: 'server' }),
    list('leavesOfAbsence', 'Agreed absences', [
      text('startDate', 'First day', REQUIRED),
      text('endDate', 'Last day'),
      choice('type', 'Whether the user chose it', ['voluntary', 'mandatory']),
    ]),
    text('legalEntity', 'Id of the legal entity'),
    complex('manager', 'Line manager', [
      text('value', 'UUID of the manager'),
      text('employeeNumber', 'Employee number of the manager'),
      text('displayName', 'Name of the manager', { mutability: 'readOnly', returned: 'request' }),
      text('$ref', 'Address of the manager', { mutability: 'readOnly', returned: 'request' }),
    ]),
    text('organization', 'Name of the company', READ_ONLY),
    moment('startDate', 'First day of employment'),
    moment('terminationDate', 'Last day of employment'),
  ],
};

const sap: ResourceSchema = {
  id: SAP,
  name: 'SAP user',
  description: 'What SAP products share on the user',
  attributes: [
    short('userUuid', 36, 'SAP Global ID'),
    complex('contactPreferences', 'How the user wants to be reached', [
      text('email', 'Preferred e-mail address'),
      choice('emailFormat', 'Form of e-mails', ['HTTP', 'plain']),
      text('telephone', 'Preferred telephone number'),
    ]),
    list('emails', 'Which e-mail addresses are verified', [
      text('value', 'The address'),
      flag('verified', 'Whether it is verified'),
    ]),
    moment('validFrom', 'Start of validity'),
    moment('validTo', 'End of validity'),
  ],
};

const settings: ResourceSchema = {
  id: SETTINGS,
  name: 'User settings',
  description: 'How the user interface looks to the user',
  attributes: [choice('theme', 'Theme of the user interface', THEMES)],
};

/** The core schema first, then the extensions. */
export const userSchemas: readonly ResourceSchema[] = [core, enterprise, sap, settings];
