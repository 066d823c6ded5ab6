import assert from 'node:assert/strict';
import { SUPPLIER_APP } from '../../src/sandbox/identity/seededApps.js';
import { parseSaved } from '../../src/sandbox/savedSandbox.js';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, FakeClock, openSandbox, type Session, type TokenAnswer } from './session.js';

const LIST = '/api/v3.2/common/connectionrequests';
const JSON_ONLY = { accept: 'application/json' };
const HOUR = 3_600_000;

interface Shown {
  readonly ID: string;
  readonly userId: string;
  readonly requestToken: string;
  readonly status: string;
}
interface Page {
  readonly Items: readonly Shown[];
  readonly NextPage: string | null;
}

describe('Connection requests in the sandbox', () => {
  let clock: FakeClock;
  let guest: Session;
  let supplier: Session;
  beforeEach(async () => {
    clock = new FakeClock();
    guest = await openSandbox({ now: clock.now });
    supplier = await signInAsSupplier(guest);
  });
  afterEach(() => guest.sandbox.close());

  const poll = async (query = ''): Promise<Page> => (await supplier.get(`${LIST}${query}`, JSON_ONLY)).json<Page>();
  const report = (id: string, status: string): Promise<Answer> => supplier.send('PUT', `${LIST}/${id}`, { status });
  const isQueued = async (id: string): Promise<boolean> => {
    for (let offset = 0; ; offset += 10) {
      const { Items, NextPage } = await poll(`?limit=10&offset=${offset}`);
      if (Items.some(({ ID }) => ID === id)) return true;
      if (NextPage === null) return false;
    }
  };

  it('tells five at a time, ten at most, and where the next page is', async () => {
    const answer = await supplier.get(LIST, JSON_ONLY);
    await assertKeepsToDocument(answer, 'GET', LIST);
    const first = answer.json<Page>();
    assert.equal(first.Items.length, 5);
    assert.equal(first.NextPage, `${guest.sandbox.url}${LIST}/?limit=5&offset=5`);
    const second = (await supplier.get(first.NextPage ?? '', JSON_ONLY)).json<Page>();
    const ids = [...first.Items, ...second.Items].map(({ ID }) => ID);
    assert.equal(new Set(ids).size, 10);
    assert.equal((await supplier.get(`${LIST}?limit=11`)).status, 400);
    assert.equal((await supplier.get(`${LIST}?offset=-1`)).status, 400);
  });

  it('answers XML unless JSON is asked for', async () => {
    for (const accept of ['*/*', 'text/xml', 'application/xml']) {
      const { text } = await supplier.get(`${LIST}?limit=1`, { accept });
      assert.match(
        text,
        /<ConnectionRequests .*<ConnectionRequest><firstName>Ana<\/firstName><middleName i:nil="true"\/>/,
      );
    }
  });

  it('hands out request tokens that become tokens of the person, the same one at each poll', async () => {
    const [request] = (await poll()).Items;
    assert.ok(request);
    assert.equal((await poll()).Items[0]?.requestToken, request.requestToken);
    const token = await guest.askToken({
      client_id: SUPPLIER_APP.clientId,
      client_secret: SUPPLIER_APP.clientSecret,
      username: request.userId,
      password: request.requestToken,
      credtype: 'authtoken',
    });
    assert.equal(token.status, 200, token.text);
    assert.ok(token.json<TokenAnswer>().scope.includes('ITINER'));
  });

  for (const { status, hours, times } of [
    { status: 'CRRET', hours: 1, times: 48 },
    { status: 'CREU1', hours: 24, times: 4 },
    { status: 'CREU3', hours: 24, times: 4 },
  ]) {
    it(`brings a request back ${hours} hours after ${status}, ${times} times at most`, async () => {
      const id = (await poll()).Items[0]?.ID ?? '';
      for (let time = 0; time < times; time++) {
        const answer = await report(id, status);
        assert.equal(answer.status, 204, answer.text);
        assert.equal(answer.text, '');
        clock.forward(hours * HOUR - 1);
        supplier = await signInAsSupplier(guest);
        assert.equal(await isQueued(id), false, `too early, time ${time + 1}`);
        clock.forward(1);
        assert.equal(await isQueued(id), true, `missing, time ${time + 1}`);
      }
      await report(id, status);
      clock.forward(100 * HOUR);
      supplier = await signInAsSupplier(guest);
      assert.equal(await isQueued(id), false);
      const old = await supplier.get(`/api/v3.0/common/connectionrequests/${id}`, JSON_ONLY);
      assert.equal(old.json<{ Status: string }>().Status, 'Failed');
    });
  }

  it('lets linked people go, moves the queue up, and takes no second outcome', async () => {
    const before = (await poll('?limit=10')).Items.map(({ ID }) => ID);
    const [first = ''] = before;
    assert.equal((await report(first, 'CRSUC')).status, 204);
    assert.deepEqual(
      (await poll('?limit=9')).Items.map(({ ID }) => ID),
      before.slice(1),
    );
    assert.equal((await report(first, 'CRSUC')).status, 404);
    const shown = await supplier.get(`${LIST}/${first}`, JSON_ONLY);
    await assertKeepsToDocument(shown, 'GET', `${LIST}/${first}`);
    assert.equal(shown.json<Shown>().status, 'Pending');
  });

  for (const body of [{}, { status: 'CRPA1' }, { status: 7 }, { status: { a: 1 } }, [], 'x'] as const) {
    it(`refuses the outcome ${JSON.stringify(body)}`, async () => {
      const id = (await poll()).Items[0]?.ID ?? '';
      const answer = await supplier.send('PUT', `${LIST}/${id}`, JSON.stringify(body), {
        'content-type': 'application/json',
      });
      assert.equal(answer.status, 400, answer.text);
      assert.ok(await isQueued(id));
    });
  }

  it("shows versions 3.0 and 3.1 as Concur's SDK for .NET reads them", async () => {
    const old = '/api/v3.0/common/connectionrequests';
    const { Items } = (await supplier.get(old, JSON_ONLY)).json<{ Items: Record<string, unknown>[] }>();
    const names = ['FirstName', 'MiddleName', 'LastName', 'LoyaltyNumber', 'Status', 'RequestToken', 'LastModified'];
    assert.deepEqual(Object.keys(Items[0] ?? {}), [...names, 'ID', 'URI']);
    const id = String(Items[0]?.ID);
    const xml = '<ConnectionRequest><Status>CRPA2</Status></ConnectionRequest>';
    const put = await supplier.send('PUT', `${old}/${id}`, xml, { 'content-type': 'application/xml' });
    assert.equal(put.status, 204, put.text);
    const retried = (await supplier.get(`${old}?status=retry`, JSON_ONLY)).json<{ Items: { ID: string }[] }>();
    assert.deepEqual(
      retried.Items.map(({ ID }) => ID),
      [id],
    );
    assert.equal((await supplier.get(`${old}?status=Odd`)).status, 400);
    const newer = await supplier.get(`/api/v3.1/common/connectionrequests/${id}`, JSON_ONLY);
    assert.ok('EmailAddresses' in newer.json());
    assert.equal((await supplier.send('DELETE', `${old}/${id}`)).status, 204);
    assert.equal((await supplier.get(`${old}/${id}`)).status, 404);
    assert.equal((await supplier.send('DELETE', `${LIST}/${id}`)).status, 405);
  });

  it('creates one for a person, once', async () => {
    const login = 'ana.silva@example.com';
    assert.equal((await supplier.send('POST', `${LIST}?user=${login}`)).status, 409);
    for (const request of (await poll('?limit=10')).Items) {
      if (request.userId === guest.sandbox.welcome.userId) {
        await supplier.send('DELETE', `/api/v3.0/common/connectionrequests/${request.ID}`);
      }
    }
    const created = await supplier.send('POST', `${LIST}?user=${login}`, undefined, JSON_ONLY);
    assert.equal(created.status, 200, created.text);
    assert.ok(await isQueued(created.json<{ ID: string }>().ID));
    assert.equal((await supplier.send('POST', LIST)).status, 400);
    assert.equal((await supplier.send('POST', `${LIST}?user=nobody@example.com`)).status, 400);
  });

  it('is closed to apps that are no supplier, and saved with the sandbox', async () => {
    assert.equal((await (await guest.signIn()).get(LIST)).status, 403);
    const id = (await poll()).Items[0]?.ID ?? '';
    await report(id, 'CRSUC');
    const again = await openSandbox({ now: clock.now, saved: parseSaved(JSON.stringify(guest.sandbox.save())) });
    try {
      supplier = await signInAsSupplier(again);
      assert.equal(await isQueued(id), false);
    } finally {
      await again.sandbox.close();
    }
  });
});

function signInAsSupplier(guest: Session): Promise<Session> {
  return guest.signIn({ client_id: SUPPLIER_APP.clientId, client_secret: SUPPLIER_APP.clientSecret });
}
