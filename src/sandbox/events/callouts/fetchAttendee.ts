import * as z from 'zod/mini';
import type { SandboxContext } from '../../context.js';
import { readFields } from '../../expense/wireFields.js';
import { type AnswerRules, checkAnswer } from './answerCheck.js';
import { readConnector } from './connector.js';
import { writeElements } from './elements.js';
import { callConnector, type Exchange } from './exchange.js';
import { searchText } from './searchText.js';

const NAMES = [
  'AttendeeTypeCode',
  'FirstName',
  'MiddleInitial',
  'LastName',
  'Suffix',
  'Title',
  'Company',
  'ExternalID',
];
const CUSTOM = Array.from({ length: 25 }, (_, index) => `Custom${index + 1}`);
const MOST_SHOWN = 100;

const fetchBody = z.object({
  /** Fields of the search form by their wire names. */
  search: z.optional(z.record(z.string(), searchText)),
});

/**
 * Searches attendees at a connector (/api-reference/callouts/post-fetch-attendee.html): every field is sent, blank ones
 * empty. Without a search it looks for business guests.
 */
export function fetchAttendee(body: unknown, { company, closing }: SandboxContext): Promise<Exchange> {
  const connector = readConnector(body, '/concur/attendee/v2.0/fetch');
  const search: Readonly<Record<string, string>> = {
    AttendeeTypeCode: 'BUSGUEST',
    ...readFields(fetchBody, body).search,
  };
  const field = (name: string): readonly [string, string] => [name, search[name] ?? ''];
  const owner = field('OwnerLoginID')[1] || company.people[0]?.login || '';
  const maximum = Number(field('MaximumNumberRecords')[1]) || MOST_SHOWN;
  const attendee = {
    ...Object.fromEntries(NAMES.map(field)),
    OwnerLoginID: owner,
    MaximumNumberRecords: maximum,
    ...Object.fromEntries(CUSTOM.map(field)),
  };
  const rules: AnswerRules = {
    root: 'AttendeeSearchResponse',
    item: 'Attendee',
    elements: [...NAMES, ...CUSTOM],
    filled: ['FirstName', 'LastName', 'ExternalID'],
    maximum,
  };
  const message = writeElements({ AttendeeSearchRequest: { Attendee: attendee } });
  return callConnector(connector, message, closing, (answer) => checkAnswer(answer, rules));
}
