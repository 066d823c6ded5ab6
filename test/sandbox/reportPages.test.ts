import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const REPORTS = '/api/v3.0/expense/reports';

interface Page {
  readonly Items: readonly { readonly ID: string }[];
  readonly NextPage: string | null;
}

/** Beside the 400 that the company begins with. */
const MORE = 600;

describe('A list of 1,000 reports in the sandbox', () => {
  let ana: Session;
  before(async () => {
    ana = await (await openSandbox()).signIn();
    for (let count = 0; count < MORE; count++) await create();
  });
  after(() => ana.sandbox.close());

  async function create(): Promise<string> {
    const answer = await ana.send('POST', REPORTS, { Name: 'One of many' });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<{ ID: string }>().ID;
  }

  async function readAll(limit: number): Promise<string[]> {
    const seen: string[] = [];
    for (let next: string | null = `${REPORTS}?user=ALL&limit=${limit}`; next !== null; ) {
      const page: Page = (await ana.get(next)).json();
      seen.push(...page.Items.map(({ ID }) => ID));
      next = page.NextPage;
    }
    return seen;
  }

  /** Adds and removes reports, old ones too, until it is told to stop. @returns those that it removed */
  async function write(removable: readonly string[], readersAreDone: () => boolean): Promise<readonly string[]> {
    const removed: string[] = [];
    for (const old of removable) {
      if (readersAreDone()) return removed;
      for (const id of [await create(), old]) {
        const answer = await ana.send('DELETE', `/expensereports/v4/reports/${id}`);
        assert.equal(answer.status, 204, answer.text);
      }
      removed.push(old);
    }
    return removed;
  }

  it('comes in pages that neither skip nor repeat what stays, while others write', async () => {
    const all = await readAll(100);
    assert.ok(all.length >= 1000, String(all.length));
    const own = (await ana.get(`${REPORTS}?limit=100`)).json<{ Items: { ID: string; Name: string }[] }>().Items;
    const removable = own.filter(({ Name }) => Name === 'One of many').map(({ ID }) => ID);
    assert.ok(removable.length > 50);
    let isDone = false;
    const readers = Promise.all([readAll(100), readAll(25), readAll(7)]).finally(() => {
      isDone = true;
    });
    const half = Math.floor(removable.length / 2);
    const writers = [removable.slice(0, half), removable.slice(half)].map((part) => write(part, () => isDone));
    const gone = new Set((await Promise.all(writers)).flat());
    assert.ok(gone.size > 0);
    for (const seen of await readers) {
      assert.equal(new Set(seen).size, seen.length, 'a report came twice');
      const stays = all.filter((id) => !gone.has(id));
      const wanted = new Set(stays);
      assert.deepEqual(
        seen.filter((id) => wanted.has(id)),
        stays,
      );
    }
  });
});
