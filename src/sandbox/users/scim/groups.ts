import type { Person } from '../../company/people.js';
import { Refusal } from '../../protocol/refusal.js';
import { choice, complex, list, moment, type ResourceSchema, text } from './attributes.js';
import type { ScimDocument } from './filterMatch.js';
import { groupRoles } from './roles.js';

export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const SAP_GROUP = 'urn:ietf:params:scim:schemas:extension:sap:2.0:Group';

/** Members that a group shows at a time. */
export const MOST_MEMBERS = 100;

const READ_ONLY = { mutability: 'readOnly' } as const;

/** The core schema of groups first, then the extension. */
export const groupSchemas: readonly ResourceSchema[] = [
  {
    id: GROUP,
    name: 'Group',
    description: 'Core attributes of a group',
    attributes: [
      text('id', 'UUID of the group', { mutability: 'readOnly', returned: 'always', uniqueness: 'server' }),
      text('displayName', 'Name of the role', { required: true, mutability: 'readOnly' }),
      list('members', 'Users who have the role', [
        text('value', 'UUID of the user', { required: true, mutability: 'immutable' }),
        text('$ref', 'Address of the user', READ_ONLY),
      ]),
      complex(
        'meta',
        'About the record',
        [
          text('resourceType', 'Kind of record', READ_ONLY),
          moment('lastModified', 'When it was last changed', READ_ONLY),
          text('location', 'Where it is', READ_ONLY),
        ],
        READ_ONLY,
      ),
    ],
  },
  {
    id: SAP_GROUP,
    name: 'SAP group',
    description: 'What SAP products share on the group',
    attributes: [
      choice('supportedOperations', 'How it can be changed', ['readOnly', 'userOnlyMembership'], READ_ONLY),
      choice('type', 'Kind of group', ['authorization'], READ_ONLY),
      text('externalName', 'Code of the role', READ_ONLY),
    ],
  },
];

/** A role of Concur, as a group. */
export interface Group {
  readonly id: string;
  /** Code of the role. */
  readonly role: string;
  readonly displayName: string;
  readonly isReadOnly: boolean;
  /** Whether inactive users cannot have it. */
  readonly isForActive: boolean;
}

const FOR_ACTIVE = ['TravelUser', 'ReportUser'];

/** All there are; none can be made or removed. */
export const groups: readonly Group[] = groupRoles.map(([role, id, displayName]) => ({
  id,
  role,
  displayName,
  isReadOnly: role === 'EXP_CONFIG_ADMIN',
  isForActive: FOR_ACTIVE.includes(role),
}));

/** @throws {Refusal} 404 */
export function findGroup(id: string): Group {
  const group = groups.find((known) => known.id === id.toLowerCase());
  if (!group) throw new Refusal(404, `No group has the id ${id}.`);
  return group;
}

/** The group with a page of its members. @param start position of the first member to show, from 1 */
export function presentGroup(
  group: Group,
  people: readonly Person[],
  scimUrl: string,
  start: number,
  count: number,
): ScimDocument {
  const members = people.filter(({ roles }) => roles.includes(group.role));
  const shown = members.slice(start - 1, start - 1 + count);
  const changed = Math.max(Date.UTC(2024, 0, 1), ...members.map(({ modifiedAt }) => modifiedAt.getTime()));
  return {
    schemas: [GROUP, SAP_GROUP],
    id: group.id,
    displayName: group.displayName,
    [SAP_GROUP]: {
      supportedOperations: group.isReadOnly ? 'readOnly' : 'userOnlyMembership',
      type: 'authorization',
      externalName: group.role,
    },
    meta: {
      resourceType: 'Group',
      lastModified: new Date(changed).toISOString(),
      location: `${scimUrl}/Groups/${group.id}`,
      'members.totalResults': members.length,
      'members.startIndex': start,
      'members.itemsPerPage': shown.length,
      'members.cnt': shown.length,
    },
    members: shown.map(({ id }) => ({ value: id, $ref: `${scimUrl}/Users/${id}` })),
  };
}
