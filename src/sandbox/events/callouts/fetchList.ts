import * as z from 'zod/mini';
import type { SandboxContext } from '../../context.js';
import { readFields } from '../../expense/wireFields.js';
import { checkAnswer } from './answerCheck.js';
import { readConnector } from './connector.js';
import { writeElements } from './elements.js';
import { callConnector, type Exchange } from './exchange.js';
import { searchText } from './searchText.js';

const MOST_SHOWN = 100;

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
  const connector = readConnector(body, '/concur/list/v1.2/fetch');
  const search = readFields(fetchBody, body).search ?? {};
  const parents = search.parents ?? [];
  const maximum = search['num-to-return'] ?? MOST_SHOWN;
  const levels = Object.fromEntries(parents.map((code, index) => [`level${index + 1}`, code]));
  const message = writeElements({
    'fetch-list-request': {
      'long-code': parents.join('-'),
      'short-code': parents.at(-1) ?? '',
      query: search.query ?? '*',
      'search-by': search['search-by'] ?? 'TEXT',
      'lang-code': search['lang-code'] ?? 'EN',
      'num-to-return': maximum,
      'protected-list-key': '',
      'list-name': '',
      'connector-version': '',
      'config-options': '',
      ...(parents.length > 0 ? { 'code-by-level': levels } : {}),
    },
  });
  const elements = ['code', 'short-code', 'text', 'match-value'];
  const rules = { root: 'fetch-list-response', item: 'item', elements, filled: elements, maximum };
  return callConnector(connector, message, closing, (answer) => checkAnswer(answer, rules));
}
