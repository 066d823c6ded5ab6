import type { AttendeeForm, AttendeeType } from './attendeeTypes.js';

const GUEST_FORM: AttendeeForm = {
  id: 'gWf2$nR8kTq5xLm3vBp9J7sZ4hC6wD1yA',
  uuid: '6e4b1a90-2d7c-4f35-b8a1-c09e5d3f7284',
  name: 'Default Attendee Form',
};
const CUSTOMER_FORM: AttendeeForm = {
  id: 'gWf7$qS3mLz8tVr5nXk2J9bH4dC6wP1yE',
  uuid: 'c25a8e17-90d3-4b6f-a1c4-7e3f5b802d96',
  name: 'Customer Attendee Form',
};
const HCP_FORM: AttendeeForm = {
  id: 'gWf4$kB9vTp6zQm2rXs8L3nJ7hD5wC1yG',
  uuid: '4f06d9b3-7a1e-4c52-93d8-e0b7a6c5f124',
  name: 'HCP Attendee Form',
};

const NAME_AND_COMPANY = ['lastName', 'firstName', 'company'];
const NAME = ['lastName', 'firstName'];

/** What holds for a type of guests unless it says otherwise. */
export const guestType: Omit<AttendeeType, 'id' | 'uuid' | 'code' | 'name'> = {
  form: GUEST_FORM,
  duplicateFields: NAME_AND_COMPANY,
  connectorId: undefined,
  isPublic: true,
  isActive: true,
  isDeleted: false,
  permitsAdds: true,
  allowsManualEntry: true,
  allowsCountEditing: false,
  isSystem: false,
};
const system = { ...guestType, permitsAdds: false, allowsManualEntry: false, isSystem: true };

/** The types that come with Concur, and those that the company has made; ids as the samples of the catalogue have them. */
export const STANDARD_TYPES: readonly AttendeeType[] = [
  {
    ...guestType,
    id: 'gWk7$pXq3LmTz9rVb2nJs5hD8c',
    uuid: '5c0e83d7-a419-4b62-9f7d-18e2b6c4f053',
    code: 'BUSGUEST',
    name: 'Business Guest',
    allowsCountEditing: true,
    isSystem: true,
  },
  {
    ...guestType,
    id: 'gWk7$pVt6QzHn4mXr8bLs2jW9c',
    uuid: 'e9471b2c-60d8-4a35-8c1e-f5b7a3d2904e',
    code: 'SPOUSE',
    name: 'Spouse or Partner',
    duplicateFields: NAME,
    isPublic: false,
    isSystem: true,
  },
  {
    ...guestType,
    id: 'gWk7$nKd2WpRt8vLz5mXb3sJ6c',
    uuid: '0f8d3a61-75c2-4e9b-b04a-26d1e7c95f38',
    code: 'EMPLOYEE',
    name: 'Employee',
    duplicateFields: NAME,
    isSystem: true,
  },
  {
    ...guestType,
    id: 'gWk7$rTm4XqLb9zVn6pJs1hK3c',
    uuid: '1b7d5e92-4c03-4f8a-b6e1-9d2a70c3f584',
    code: 'CUSTOMER',
    name: 'Customer',
    form: CUSTOMER_FORM,
    duplicateFields: ['firstName', 'lastName', 'company'],
  },
  {
    ...guestType,
    id: 'gWk7$wHs5ZnPk2tXm8vRq7bL4c',
    uuid: '83c4f0a6-e91b-42d7-8f35-6b0e1d9a7c28',
    code: 'HCP',
    name: 'Health Care Professional',
    form: HCP_FORM,
    duplicateFields: ['lastName', 'externalId', 'custom7'],
    connectorId: 'nR4v$Kx9tQm2wLp7sZb5hJd8cY3fA6gE1u',
    permitsAdds: false,
    allowsManualEntry: false,
  },
  {
    ...guestType,
    id: 'gWk7$zLx8RtMq3nVb6kPs4jH2c',
    uuid: 'b36e92f0-41a7-4d5c-8e0b-93c7d1f5a286',
    code: 'GOVT',
    name: 'Government Official',
    duplicateFields: [...NAME_AND_COMPANY, 'title'],
  },
  {
    ...guestType,
    id: 'gWk7$bQv9TmXk4zRn2sLp6wJ8c',
    uuid: '47d0c5b8-9e13-4f6a-a27d-50b8e6f3c19a',
    code: 'JOBCAND',
    name: 'Job Candidate',
    duplicateFields: NAME,
    isActive: false,
  },
  {
    ...system,
    id: 'gWk7$mNr3KtZx7vLq9bXs5pH1c',
    uuid: '9a25e7d1-3b60-4c84-b5f9-e17c0d8a4f63',
    code: 'SYSEMP',
    name: 'System Employee',
    duplicateFields: ['externalId'],
  },
  {
    ...system,
    id: 'gWk7$tXb6VqLm2nRz8kJs4wP9c',
    uuid: 'd41f6b8e-07c9-4a52-9d3e-8b5a2c7f1e04',
    code: 'NOSHOWS',
    name: 'No Shows',
    allowsCountEditing: true,
  },
  {
    ...system,
    id: 'gWk7$kPz5XnTr9mLv3bQs7hJ2c',
    uuid: '2e7a90c4-b8d5-4163-8f2a-6c09e4d7b15f',
    code: 'UNDEF',
    name: 'Undefined',
  },
  {
    ...guestType,
    id: 'gWk7$vRm8LtXq1zKn5bPs9wH6c',
    uuid: 'f5c81d3b-2a94-4e70-b6d8-07e3a9c4f521',
    code: 'PRESS',
    name: 'Press',
    isActive: false,
    isDeleted: true,
  },
];
