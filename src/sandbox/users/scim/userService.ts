import type { Attribute, ResourceSchema } from './attributes.js';
import { CORE, ENTERPRISE, SAP, SETTINGS, userSchemas } from './userSchemas.js';

/** How one of the SCIM services for users behaves. */
export interface UserService {
  /** Path of the service; users lie at `/Users` below it. */
  readonly base: string;
  readonly schemas: readonly ResourceSchema[];
  /** Attributes that a filter may name, and whether with `eq` only. */
  readonly filterable: { readonly paths: readonly string[]; readonly onlyEqual: boolean } | undefined;
  readonly paging: { readonly byIndex: boolean; readonly byCursor: boolean };
  /** Users a page without `count`, and at most. */
  readonly pageSize: { readonly usual: number; readonly most: number };
  readonly createdStatus: 200 | 201;
  /** Whether users can be searched with a body, which takes many more filters. */
  readonly hasSearch: boolean;
}

const SEARCHABLE_OF_LISTS = ['emails', 'addresses', 'phoneNumbers'];
const EMPLOYEE_NUMBER = `${ENTERPRISE}:employeeNumber`;

/** Identity v4 (/api-reference/profile/v4.identity.html). */
export const identityV4: UserService = {
  base: '/profile/identity/v4',
  schemas: without({ [CORE]: ['locale'], [SAP]: ['contactPreferences', 'emails', 'validFrom', 'validTo'] }),
  filterable: { paths: ['userName', 'externalId', EMPLOYEE_NUMBER], onlyEqual: true },
  paging: { byIndex: true, byCursor: false },
  pageSize: { usual: 10, most: 100 },
  createdStatus: 200,
  hasSearch: false,
};

/** Identity v4.1 (/api-reference/profile/v4.1.identity.html); its list takes no filter, its search nearly any. */
export const identityV41: UserService = {
  ...identityV4,
  base: '/profile/identity/v4.1',
  schemas: requested(identityV4.schemas, 'entitlements'),
  filterable: undefined,
  hasSearch: true,
  paging: { byIndex: false, byCursor: true },
  pageSize: { usual: 100, most: 1000 },
};

/** SCIM v4 (/api-reference/profile/v4.scim.html). */
export const scimV4: UserService = {
  base: '/scim/v4',
  schemas: without({
    [CORE]: ['dateOfBirth', 'entitlements', 'localeOverrides'],
    [ENTERPRISE]: ['leavesOfAbsence', 'legalEntity', 'startDate', 'terminationDate'],
  }).filter(({ id }) => id !== SETTINGS),
  filterable: { paths: ['userName', 'externalId', EMPLOYEE_NUMBER], onlyEqual: false },
  paging: { byIndex: true, byCursor: true },
  pageSize: { usual: 100, most: 1000 },
  createdStatus: 201,
  hasSearch: false,
};

/** What the search of Identity v4.1 can ask for (/api-guides/profile/identity-search.html). */
export const SEARCHABLE: readonly string[] = [
  ...['active', 'id', 'userName', 'externalId', 'nickName', 'entitlements', 'name.familyName', 'name.givenName'],
  ...SEARCHABLE_OF_LISTS,
  ...['meta.created', 'meta.lastModified', `${SAP}:userUuid`],
  ...['costCenter', 'department', 'division', 'employeeNumber', 'startDate', 'terminationDate', 'manager'].map(
    (name) => `${ENTERPRISE}:${name}`,
  ),
];

function without(dropped: Readonly<Record<string, readonly string[]>>): readonly ResourceSchema[] {
  return userSchemas.map((schema) => ({
    ...schema,
    attributes: schema.attributes.filter(({ name }) => !dropped[schema.id]?.includes(name)),
  }));
}

/** The schemas with one attribute that comes only when it is named. */
function requested(schemas: readonly ResourceSchema[], name: string): readonly ResourceSchema[] {
  const change = (attribute: Attribute): Attribute =>
    attribute.name === name ? { ...attribute, returned: 'request' } : attribute;
  return schemas.map((schema) => ({ ...schema, attributes: schema.attributes.map(change) }));
}
