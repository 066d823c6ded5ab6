import { type CalloutField, MOST_SHOWN } from './callout.js';

/** An element of `Attendee` with its length (/api-reference/callouts/post-fetch-attendee.html). */
interface AttendeeElement {
  readonly name: string;
  readonly description: string;
  /** Characters in the request and in the answer; the page's two tables differ for some. */
  readonly asked: number;
  readonly answered: number;
  /** Whether the answer needs a value. */
  readonly needed?: boolean;
  readonly usual?: string;
}

const NAMED: readonly AttendeeElement[] = [
  {
    name: 'AttendeeTypeCode',
    description: 'Code of the attendee type',
    asked: 8,
    answered: 8,
    usual: 'BUSGUEST',
  },
  { name: 'FirstName', description: 'First name', asked: 50, answered: 50, needed: true },
  { name: 'MiddleInitial', description: 'Initial of the middle name', asked: 1, answered: 1 },
  { name: 'LastName', description: 'Last name', asked: 132, answered: 132, needed: true },
  { name: 'Suffix', description: 'What follows the name', asked: 32, answered: 32 },
  { name: 'Title', description: 'Title', asked: 32, answered: 32 },
  { name: 'Company', description: 'Company; the institution for healthcare', asked: 150, answered: 150 },
  { name: 'ExternalID', description: 'Id in your system', asked: 48, answered: 32, needed: true },
];

const CUSTOM: readonly AttendeeElement[] = Array.from({ length: 25 }, (_, index) => ({
  name: `Custom${index + 1}`,
  description: `Custom field ${index + 1}`,
  asked: 100,
  answered: index + 1 > 20 ? 48 : 100,
}));

/** The elements of an attendee that both sides know, in the order of the page. */
export const ATTENDEE_ELEMENTS: readonly AttendeeElement[] = [...NAMED, ...CUSTOM];

/** The search form; the two fields that only the request has stand where the page has them. */
export const ATTENDEE_FIELDS: readonly CalloutField[] = [
  ...NAMED.map(toField),
  { name: 'OwnerLoginID', description: 'Login of the owner of the report, who need not be the one signed in' },
  {
    name: 'MaximumNumberRecords',
    description: 'The most attendees that the answer may hold',
    usual: String(MOST_SHOWN),
  },
  ...CUSTOM.map(toField),
];

function toField({ name, description, asked, usual }: AttendeeElement): CalloutField {
  return { name, description, maxLength: asked, ...(usual === undefined ? {} : { usual }) };
}
