import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { openSandbox, type Session } from './session.js';

interface Page {
  readonly transactions: readonly {
    readonly id: string;
    readonly transactionDate: string;
    readonly administrativeData: { readonly status: string };
  }[];
  readonly paging: { readonly totalElements: number; readonly nextPageToken: string | null };
}

describe('Card transactions v4 in the sandbox', () => {
  let ana: Session;
  let mine: string;
  before(async () => {
    ana = await (await openSandbox()).signIn();
    mine = `/cards/v4/users/${ana.sandbox.welcome.userId}/transactions`;
  });
  after(() => ana.sandbox.close());

  const read = async (query = ''): Promise<Page> => {
    const answer = await ana.get(`${mine}${query}`);
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, 'GET', mine);
    return answer.json<Page>();
  };

  it('lists what is on reports and what is on none, newest first, page by page', async () => {
    const seen: string[] = [];
    const days: string[] = [];
    let token: string | null = '';
    while (token !== null) {
      const page: Page = await read(`?pageSize=7${token && `&pageToken=${token}`}`);
      seen.push(...page.transactions.map(({ id }) => id));
      days.push(...page.transactions.map(({ transactionDate }) => transactionDate));
      token = page.paging.nextPageToken;
    }
    assert.equal(seen.length, (await read()).paging.totalElements);
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(days, days.toSorted().toReversed());
  });

  it('filters by state and day', async () => {
    const open = await read('?status=UN');
    assert.equal(open.transactions.length, 3);
    const onReports = await read('?status=AS&transactionDateFrom=2026-01-01');
    assert.ok(onReports.transactions.length > 0);
    assert.ok(onReports.transactions.every(({ transactionDate }) => transactionDate >= '2026-01-01'));
    assert.ok(onReports.transactions.every(({ administrativeData }) => administrativeData.status === 'AS'));
  });

  for (const [status, what, query] of [
    [400, 'a state that is none', '?status=XX'],
    [400, 'days of long ago', '?transactionDateFrom=2020-01-01'],
    [400, 'too large a page', '?pageSize=101'],
    [400, 'a token that is none', '?pageToken=x'],
    [400, 'an order that is none', '?order=UP'],
  ] as const) {
    it(`answers ${status} to ${what}`, async () => {
      const answer = await ana.get(`${mine}${query}`);
      assert.equal(answer.status, status);
      await assertKeepsToDocument(answer, 'GET', mine);
    });
  }

  it('shows them to their holder only', async () => {
    const lukas = await ana.signIn({ username: 'lukas.brandt@example.com' });
    const answer = await lukas.get(mine);
    assert.equal(answer.status, 403);
    await assertKeepsToDocument(answer, 'GET', mine);
  });
});
