import * as z from 'zod/mini';
import { checkSearchAnswer } from '../../../callouts/answerCheck.js';
import { answerRules } from '../../../callouts/answerRules.js';
import { requireCallout } from '../../../callouts/catalog.js';
import type { SandboxContext } from '../../context.js';
import { readFields } from '../../expense/wireFields.js';
import { readConnector } from './connector.js';
import { callConnector, type Exchange } from './exchange.js';
import { searchText } from './searchText.js';
import { writeMessage } from './writeMessage.js';

const fetchBody = z.object({
  /** Fields of the search form by their wire names. */
  search: z.optional(z.record(z.string(), searchText)),
});

/**
 * Searches attendees at a connector (/api-reference/callouts/post-fetch-attendee.html): every field is sent, blank ones
 * empty. Without a search it looks for business guests.
 */
export function fetchAttendee(body: unknown, { company, closing }: SandboxContext): Promise<Exchange> {
  const callout = requireCallout('fetch-attendee');
  const connector = readConnector(body, callout.path);
  const { OwnerLoginID: owner, ...search } = readFields(fetchBody, body).search ?? {};
  const values = { OwnerLoginID: owner || company.people[0]?.login || '', ...search };
  const message = writeMessage(callout, values);
  const rules = answerRules(callout.name, values);
  return callConnector(connector, message, closing, (answer) =>
    rules ? checkSearchAnswer(answer, rules).map(({ what }) => what) : [],
  );
}
