import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

interface ItemPage {
  readonly content: readonly { readonly id: string; readonly shortCode: string }[];
}
interface BulkResult {
  readonly status: string;
  readonly recordsSucceeded: number;
  readonly recordsFailed: number;
  readonly errors: readonly { readonly id: string; readonly listItem: unknown }[];
}

function failureOf(answer: Answer): string {
  return answer.json<{ error: { id: string } }>().error.id;
}

describe('list items of the sandbox in bulk', () => {
  let session: Session;
  let departments: string;
  let bulk: string;
  before(async () => {
    session = await (await openSandbox()).signIn();
    departments = (await session.get('/list/v4/lists?value=Departments')).json<ItemPage>().content[0]?.id ?? '';
    bulk = `/list/v4/lists/${departments}/bulk`;
  });
  after(() => session.sandbox.close());

  const childrenOf = async (path: string): Promise<ItemPage['content']> =>
    (await session.get(`/list/v4/${path}`)).json<ItemPage>().content;

  it('are created, each for itself and in order', async () => {
    const all = await session.send('POST', bulk, {
      requests: [
        { shortCode: 'ANT', value: 'Antarctica' },
        { shortCode: '7100', value: 'Station', parentCode: 'ANT' },
        { shortCode: '71001', value: 'Kitchen', parentCode: 'ANT-7100' },
      ],
    });
    await assertKeepsToDocument(all, 'POST', bulk);
    assert.deepEqual(
      [all.status, all.json()],
      [201, { status: 'SUCCESS', recordsSucceeded: 3, recordsFailed: 0, errors: [] }],
    );
    const part = { shortCode: '7100', value: 'Station', parentCode: 'ANT' };
    const some = await session.send('POST', bulk, {
      requests: [part, { shortCode: 'ARC', value: 'Arctic' }],
    });
    assert.equal(some.status, 206);
    const [error] = some.json<BulkResult>().errors;
    assert.deepEqual([error?.id, error?.listItem], ['item.duplicate.code', part]);
    const none = await session.send('POST', bulk, { requests: [part] });
    assert.deepEqual([none.status, none.json<BulkResult>().status], [400, 'FAILURE']);
    await assertKeepsToDocument(none, 'POST', bulk);
  });

  it('are renamed and deleted by their long codes', async () => {
    const requests = [
      { code: 'SRV-FLD', value: 'Visits' },
      { code: 'SRV-FLD-NTH', deleted: true },
      { code: 'SRV-FLD-NTH', deleted: true },
      { code: 'NOWHERE', value: 'Nothing' },
    ];
    const answer = await session.send('PATCH', bulk, { requests });
    await assertKeepsToDocument(answer, 'PATCH', bulk);
    assert.equal(answer.status, 206);
    assert.deepEqual(
      answer.json<BulkResult>().errors.map(({ id }) => id),
      ['item.deleted', 'item.not.found'],
    );
    const [, srv] = await childrenOf(`lists/${departments}/children?value=sw:S`);
    assert.deepEqual(
      (await childrenOf(`items/${srv?.id}/children?value=Visits`)).map(({ shortCode }) => shortCode),
      ['FLD'],
    );
  });

  for (const [what, requests] of [
    ['nothing', undefined],
    ['no items', []],
    ['251 items', Array.from({ length: 251 }, (_, at) => ({ shortCode: `N${at}`, value: 'New' }))],
    ['an item without name', [{ shortCode: 'N1' }]],
  ] as const) {
    it(`are refused when there is ${what}`, async () => {
      const answer = await session.send('POST', bulk, { requests });
      assert.deepEqual([answer.status, failureOf(answer)], [400, 'request.validation.error']);
    });
  }

  it('are taken up to 250', async () => {
    const requests = Array.from({ length: 250 }, (_, at) => ({ shortCode: `N${at}`, value: 'New' }));
    assert.equal((await session.send('POST', bulk, { requests })).json<BulkResult>().recordsSucceeded, 250);
  });
});
