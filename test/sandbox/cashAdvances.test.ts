import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const V4 = '/cashadvance/v4/cashadvances';
const V41 = '/cashadvance/v4.1/cashadvances';
const SAMPLE = '41A9E7D26C0F4B8395D1F38E6B7A0C24';

interface Shown {
  readonly approvalStatus: { readonly code: string };
  readonly availableBalance: { readonly amount: string };
  readonly amountRequested: { readonly amount: number | string };
  readonly issuedDate: string | null;
  readonly accountCode: string;
}

describe('Cash advances in the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  let lukas: Session;
  let userId: string;
  before(async () => {
    const guest = await openSandbox({ now: clock.now });
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
    userId = guest.sandbox.welcome.userId;
  });
  after(() => ana.sandbox.close());

  const taxis = () => ({ userId, name: 'Taxis', amountRequested: { amount: '150.00', currency: 'USD' } });

  for (const list of [V4, V41]) {
    it(`creates, shows and issues one in ${list}, once`, async () => {
      const created = await ana.send('POST', list, taxis());
      assert.equal(created.status, 201, created.text);
      await assertKeepsToDocument(created, 'POST', list);
      const path = `${list}/${created.json<{ cashAdvanceId: string }>().cashAdvanceId}`;

      const fresh = await ana.get(path);
      await assertKeepsToDocument(fresh, 'GET', path);
      assert.equal(fresh.json<Shown>().approvalStatus.code, 'C_NOTF');
      assert.equal(Number(fresh.json<Shown>().availableBalance.amount), 0);
      assert.equal(fresh.json<Shown>().accountCode, '1500');
      assert.equal(fresh.json<Shown>().issuedDate, null);

      const issued = await ana.send('POST', `${path}/issue`, { comment: 'Paid at the desk', accountCode: '700' });
      await assertKeepsToDocument(issued, 'POST', `${path}/issue`);
      assert.deepEqual(issued.json(), { issuedDate: '2026-05-20', status: { code: 'C_ISSU', name: 'Issued' } });
      const paid = (await ana.get(path)).json<Shown>();
      assert.equal(Number(paid.availableBalance.amount), 150);
      assert.equal(paid.issuedDate, '2026-05-20 12:00:00.0');
      assert.equal(paid.accountCode, '700');

      const again = await ana.send('POST', `${path}/issue`, {});
      assert.equal(again.status, 400);
      await assertKeepsToDocument(again, 'POST', `${path}/issue`);
    });
  }

  it('writes what was asked for as a text in version 4.1 and as a number in version 4', async () => {
    assert.equal(typeof (await ana.get(`${V41}/${SAMPLE}`)).json<Shown>().amountRequested.amount, 'string');
    assert.equal(typeof (await ana.get(`${V4}/${SAMPLE}`)).json<Shown>().amountRequested.amount, 'number');
  });

  it('shows and issues those of others to administrators only', async () => {
    assert.equal((await lukas.get(`${V41}/${SAMPLE}`)).status, 404);
    assert.equal((await lukas.send('POST', V41, taxis())).status, 403);
    const own = { ...taxis(), userId: '539ebda1-8d18-4426-947d-6f0fb927b8ab' };
    const created = await lukas.send('POST', V41, own);
    const path = `${V41}/${created.json<{ cashAdvanceId: string }>().cashAdvanceId}`;
    assert.equal((await lukas.get(path)).status, 200);
    assert.equal((await lukas.send('POST', `${path}/issue`)).status, 403);
    assert.equal((await ana.send('POST', `${path}/issue`)).status, 200);
  });

  it('goes with an expense report under the id that it has here', async () => {
    const path = '/expensereports/v4/reports/5F2C9A7D41E84B0C9D36/cashAdvances';
    assert.equal((await ana.send('POST', path, { cashAdvanceIds: [SAMPLE] })).status, 201);
    const { cashAdvances } = (await ana.get(path)).json<{ cashAdvances: { id: string }[] }>();
    assert.deepEqual(
      cashAdvances.map(({ id }) => id.replaceAll('-', '').toUpperCase()),
      [SAMPLE],
    );
    assert.equal((await ana.send('DELETE', `${path}?cashAdvanceIds=${SAMPLE}`)).status, 204);
  });

  for (const [what, change] of [
    ['no name', { name: undefined }],
    ['a name of 41 characters', { name: 'x'.repeat(41) }],
    ['no user', { userId: undefined }],
    ['nobody', { userId: '00000000-0000-4000-8000-000000000000' }],
    ['no amount', { amountRequested: { currency: 'USD' } }],
    ['a negative amount', { amountRequested: { amount: '-1', currency: 'USD' } }],
    ['an amount in words', { amountRequested: { amount: 'ten', currency: 'USD' } }],
    ['no currency', { amountRequested: { amount: '1', currency: 'ZZZ' } }],
  ] as const) {
    it(`refuses ${what} in its own error shape`, async () => {
      const answer = await ana.send('POST', V41, { ...taxis(), ...change });
      assert.equal(answer.status, 400);
      await assertKeepsToDocument(answer, 'POST', V41);
      const { errors } = answer.json<{ errors: { errorCode: number; errorMessage: string }[] }>();
      assert.equal(errors[0]?.errorCode, 400);
      assert.ok(errors[0].errorMessage.length > 10);
    });
  }

  it('answers unknown ids and missing tokens in its own error shape', async () => {
    const unknown = await ana.get(`${V41}/00`);
    assert.equal(unknown.status, 404);
    await assertKeepsToDocument(unknown, 'GET', `${V41}/00`);
    const bare = await fetch(`${ana.sandbox.url}${V41}/${SAMPLE}`);
    assert.equal(bare.status, 401);
    assert.ok(bare.headers.get('www-authenticate'));
    assert.ok('errors' in ((await bare.json()) as object));
  });
});
