import * as z from 'zod/mini';
import { checkSearchAnswer } from '../../../callouts/answerCheck.js';
import { answerRules } from '../../../callouts/answerRules.js';
import { MOST_SHOWN } from '../../../callouts/callout.js';
import { requireCallout } from '../../../callouts/catalog.js';
import type { SandboxContext } from '../../context.js';
import { readFields } from '../../expense/wireFields.js';
import { readConnector } from './connector.js';
import { callConnector, type Exchange } from './exchange.js';
import { searchText } from './searchText.js';
import { writeMessage } from './writeMessage.js';

const text = z.optional(searchText);
const fetchBody = z.object({
  search: z.optional(
    z.object({
      query: text,
      'search-by': z.optional(z.enum(['TEXT', 'CODE'], { error: 'has to be TEXT or CODE' })),
      'lang-code': text,
      'num-to-return': z.optional(
        z.number({ error: 'has to be a number' }).check(z.gte(1, 'is too small'), z.lte(MOST_SHOWN, 'is too large')),
      ),
      /** Codes of the parents, from the first level on. */
      parents: z.optional(z.array(searchText).check(z.maxLength(9, 'has too many levels'))),
    }),
  ),
});

/** Searches items of a list at a connector (/api-reference/callouts/post-list-search-request.html); all when nothing is asked. */
export function fetchList(body: unknown, { closing }: SandboxContext): Promise<Exchange> {
  const callout = requireCallout('fetch-list');
  const connector = readConnector(body, callout.path);
  const { parents, ...search } = readFields(fetchBody, body).search ?? {};
  const given = { ...search, ...(parents ? { parents: parents.join(',') } : {}) };
  const values = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  const rules = answerRules(callout.name, values);
  return callConnector(connector, writeMessage(callout, values), closing, (answer) =>
    rules ? checkSearchAnswer(answer, rules).map(({ what }) => what) : [],
  );
}
