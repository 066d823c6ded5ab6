import assert from 'node:assert/strict';
import { type Answer, openSandbox, type Session } from './session.js';

const V1 = '/api/expense/list/v1.0';
const V1_COST_CENTRES = `${V1}/nL5$tWq8kRz2mXv7pB`;
const XML = { 'content-type': 'application/xml' };

describe('lists v1 of the sandbox', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  after(() => guest.sandbox.close());

  interface Result {
    readonly 'list-item-batch-result': {
      readonly 'records-succeeded': string;
      readonly 'records-failed': string;
      readonly errors?: { readonly error: { readonly code: string } | readonly { readonly code: string }[] };
    };
  }
  const batch = (type: string, items: string, list = V1_COST_CENTRES): Promise<Answer> =>
    session.send('POST', `${list}/batch?type=${type}`, `<list-item-batch>${items}</list-item-batch>`, XML);
  const countsOf = (answer: Answer): readonly (string | undefined)[] => {
    const result = answer.xml<Result>()['list-item-batch-result'];
    return [result['records-succeeded'], result['records-failed']];
  };
  const element = (name: string, codes: readonly string[], more = ''): string => {
    const levels = codes.map((code, at) => (code ? `<level${at + 1}code>${code}</level${at + 1}code>` : ''));
    return `<list-item><name>${name}</name>${levels.join('')}${more}</list-item>`;
  };

  it('show lists and items, level by level along their links', async () => {
    const { lists } = (await session.get(`${V1}/`)).xml<{ lists: { list: Record<string, string>[] } }>();
    const [first] = lists.list;
    assert.deepEqual([first?.name, first?.levels], ['Cost centres', '3']);
    const read = async (path: string): Promise<Record<string, string>[]> => {
      const answer = await session.get(path);
      const found = answer.xml<{ 'list-items': { 'list-item': Record<string, string>[] } }>()['list-items'][
        'list-item'
      ];
      return Array.isArray(found) ? found : [found];
    };
    const [emea] = await read(first?.['items-link'] ?? '');
    assert.equal(emea?.level1code, 'EMEA');
    const [lisbon] = await read(emea?.['items-link'] ?? '');
    assert.equal(lisbon?.level2code, '4100');
    assert.equal((await read(lisbon?.['items-link'] ?? ''))[0]?.level3code, '41001');
    assert.equal((await read(`${V1_COST_CENTRES}/items?parentCode=EMEA&filter=berlin`))[0]?.name, 'Berlin office');
    assert.equal((await read(`${V1_COST_CENTRES}/items?parentCode=4200`))[0]?.level3code, '42001');
  });

  it('create, update and delete items in batches', async () => {
    const items = element('Oslo', ['EMEA', '4400']) + element('Ships', ['EMEA', '4400', '44001']);
    assert.deepEqual(countsOf(await batch('create', items)), ['2', '0']);
    assert.deepEqual(countsOf(await batch('update', element('Bergen', ['EMEA', '4400']))), ['1', '0']);
    assert.deepEqual(countsOf(await batch('update', element('Tromso', ['EMEA', '4600']))), ['1', '0']);
    assert.deepEqual(countsOf(await batch('delete', element('', ['EMEA', '4400']))), ['1', '0']);
    assert.deepEqual(countsOf(await batch('delete', element('', ['EMEA', '4400']))), ['0', '1']);
    assert.deepEqual(countsOf(await batch('update', element('Oslo again', ['EMEA', '4400']))), ['1', '0']);
    const alias = V1_COST_CENTRES.replace(V1, `${V1}/list`);
    assert.deepEqual(countsOf(await batch('create', element('Rome', ['EMEA', '4700']), alias)), ['1', '0']);
  });

  for (const [code, what, items] of [
    ['1002', 'no elements', '<list-item>text</list-item>'],
    ['1003', 'one date', element('A', ['A'], '<start-date>2026-01-01</start-date>')],
    ['1004', 'no name', '<list-item><level1code>A</level1code></list-item>'],
    ['1005', 'an empty name', element('', ['A'])],
    ['1006', 'a long name', element('x'.repeat(65), ['A'])],
    ['1010', 'no codes', element('A', [])],
    ['1012', 'a gap', element('A', ['A', '', 'C'])],
    ['1013', 'a hyphen', element('A', ['A-B'])],
    ['1014', 'a long second code', element('A', ['A', 'x'.repeat(33)])],
    ['1023', 'a wrong start', element('A', ['A'], '<start-date>soon</start-date><end-date>2026-01-01</end-date>')],
    ['1024', 'a wrong end', element('A', ['A'], '<start-date>2026-01-01</start-date><end-date>x</end-date>')],
    [
      '1025',
      'an end before the start',
      element('A', ['A'], '<start-date>2026-02-01</start-date><end-date>2026-01-01</end-date>'),
    ],
    ['2004', 'an item that is there', element('A', ['EMEA'])],
    ['2006', 'too many levels', element('A', ['EMEA', '4100', '41001', 'X'])],
    ['2007', 'no parent', element('A', ['NONE', 'X'])],
  ] as const) {
    it(`answer code ${code} for ${what}`, async () => {
      const answer = await batch('create', items);
      assert.equal(answer.status, 200);
      const { errors } = answer.xml<Result>()['list-item-batch-result'];
      assert.equal(errors && 'code' in errors.error ? errors.error.code : undefined, code);
    });
  }

  it('list the first ten failures of many', async () => {
    const answer = await batch('create', element('A', ['EMEA']).repeat(12));
    const { errors } = answer.xml<Result>()['list-item-batch-result'];
    assert.deepEqual(countsOf(answer), ['0', '12']);
    assert.equal(Array.isArray(errors?.error) ? errors.error.length : 0, 10);
  });

  for (const [what, status, send] of [
    ['no type', 400, () => session.send('POST', `${V1_COST_CENTRES}/batch`, '<list-item-batch/>', XML)],
    ['no items', 400, () => batch('create', '')],
    ['more than 1000 items', 400, () => batch('create', element('A', ['A']).repeat(1001))],
    ['broken XML', 400, () => session.send('POST', `${V1_COST_CENTRES}/batch?type=create`, '<list-item', XML)],
    ['an unknown list', 404, () => session.get(`${V1}/unknown`)],
    ['an unknown parent', 400, () => session.get(`${V1_COST_CENTRES}/items?parentCode=NONE`)],
    [
      'somebody who is no administrator',
      403,
      async () => (await guest.signIn({ username: 'ingrid.solberg@example.com' })).get(V1_COST_CENTRES),
    ],
  ] as const) {
    it(`answer ${status} for ${what}`, async () => {
      const answer = await send();
      assert.equal(answer.status, status);
      assert.ok(answer.xml<{ Error: { Message: string } }>().Error.Message);
    });
  }
});
