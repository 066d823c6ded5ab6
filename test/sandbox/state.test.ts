import assert from 'node:assert/strict';
import { parseSaved, type SavedSandbox, SavedSandboxError, toSaved } from '../../src/sandbox/savedSandbox.js';
import { SandboxState } from '../../src/sandbox/state.js';
import { openSandbox, type Session, startTestSandbox } from './session.js';

const REPORTS = '/api/v3.0/expense/reports';

describe('the state of the sandbox', () => {
  let guest: Session;
  let session: Session;
  beforeEach(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  afterEach(() => guest.sandbox.close());

  async function create(name: string): Promise<string> {
    const answer = await session.send('POST', REPORTS, { Name: name });
    assert.equal(answer.status, 200, answer.text);
    return `${REPORTS}/${answer.json<{ ID: string }>().ID}`;
  }

  const statusOf = async (path: string) => (await session.get(path)).status;

  it('is saved whole and comes back whole, in this sandbox and in another', async () => {
    const kept = await create('Kept');
    const saved = (await guest.get('/sandbox/state')).json<SavedSandbox>();
    assert.deepEqual(saved, JSON.parse(JSON.stringify(guest.sandbox.save())));
    const lost = await create('Lost');
    const loaded = await guest.send('POST', '/sandbox/state', saved);
    assert.deepEqual([loaded.status, loaded.json()], [200, { seed: saved.seed }]);
    assert.deepEqual([await statusOf(kept), await statusOf(lost)], [200, 404]);
    assert.deepEqual((await guest.get('/sandbox/state')).json(), saved);

    const other = await (await openSandbox({ saved: parseSaved(JSON.stringify(saved)) })).signIn();
    assert.equal((await other.get(kept)).json().Name, 'Kept');
    assert.deepEqual((await other.get('/sandbox/state')).json<SavedSandbox>().parts.expense, saved.parts.expense);
    await other.sandbox.close();
  });

  it('lets access tokens outlive a restart, and others not', async () => {
    const saved = parseSaved(JSON.stringify(guest.sandbox.save()));
    const again = await openSandbox({ saved });
    const bare = await openSandbox({ saved: toSaved(saved.seed, { ...saved.parts, signingKeys: null }) });
    try {
      const old = { authorization: `Bearer ${session.token}` };
      assert.equal((await again.get(REPORTS, old)).status, 200);
      assert.deepEqual((await again.get('/oauth2/v0/jwks')).json(), (await guest.get('/oauth2/v0/jwks')).json());
      assert.equal((await bare.get(REPORTS, old)).status, 401);
    } finally {
      await again.sandbox.close();
      await bare.sandbox.close();
    }
  });

  for (const key of [7, 'no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n']) {
    it(`refuses to start with the signing key ${JSON.stringify(key)}`, async () => {
      const saved = guest.sandbox.save();
      const broken = toSaved(saved.seed, { signingKeys: key });
      await assert.rejects(startTestSandbox({ saved: broken }), SavedSandboxError);
      assert.equal((await guest.send('POST', '/sandbox/state', broken)).status, 400);
      assert.equal((await session.get(REPORTS)).status, 200);
    });
  }

  it('goes back to the seed, with the same keys and on the same port', async () => {
    const before = (await session.get(`${REPORTS}?limit=100`)).text;
    const created = await create('Forgotten');
    const reset = await guest.send('POST', '/sandbox/reset');
    assert.equal(reset.status, 200, reset.text);
    assert.equal(await statusOf(created), 404);
    assert.equal((await session.get(`${REPORTS}?limit=100`)).text, before);
  });

  it('keeps faults, requests and settings apart', async () => {
    await guest.send('POST', '/sandbox/faults', { faults: 'status=500', path: '/nowhere' });
    await guest.send('POST', '/sandbox/settings', { retired: 'gone' });
    await guest.send('POST', '/sandbox/reset');
    assert.equal((await guest.get('/nowhere')).status, 500);
    assert.equal((await guest.get('/sandbox/settings')).json().retired, 'gone');
    assert.ok((await guest.get('/sandbox/requests')).json<{ requests: unknown[] }>().requests.length > 0);
  });

  it('follows the seed', async () => {
    const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => openSandbox({ seed })));
    const reports = async (one?: Session) => JSON.stringify(one?.sandbox.save().parts.expense);
    assert.equal(await reports(a), await reports(b));
    assert.notEqual(await reports(a), await reports(c));
    const saved = a?.sandbox.save();
    assert.equal((await c?.send('POST', '/sandbox/state', saved))?.json().seed, 1);
    await c?.send('POST', '/sandbox/reset');
    assert.equal(await reports(c), await reports(a));
    await Promise.all([a, b, c].map((one) => one?.sandbox.close()));
  });

  for (const [what, body] of [
    ['no JSON', '{'],
    ['something else', '{}'],
    ['another version', '{"format":"concur-sandbox/0","seed":1,"parts":{}}'],
    ['parts that do not fit', '{"format":"concur-sandbox/1","seed":1,"parts":{"expense":5}}'],
    ['a part that was cut', '{"format":"concur-sandbox/1","seed":1,"parts":{"identity":{"apps":[{}]}}}'],
  ] as const) {
    it(`stays as it was when what is loaded is ${what}`, async () => {
      const created = await create('Stays');
      const answer = await guest.send('POST', '/sandbox/state', body, { 'content-type': 'application/json' });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(await statusOf(created), 200);
    });
  }

  it('is loaded from the form of the admin page', async () => {
    const kept = await create('Kept');
    const form = new FormData();
    form.set('file', new Blob([(await guest.get('/sandbox/state')).text]), 'saved.json');
    await guest.send('POST', '/sandbox/reset');
    const { origin } = new URL(guest.sandbox.url);
    const answer = await fetch(new URL('/sandbox/state', origin), {
      method: 'POST',
      body: form,
      headers: { origin },
      redirect: 'manual',
    });
    assert.equal(answer.status, 303);
    assert.equal(await statusOf(kept), 200);
  });

  it('does not start from what was not saved', async () => {
    await assert.rejects(startTestSandbox({ saved: toSaved(1, { users: 5 }) }), SavedSandboxError);
  });
});

describe('SandboxState', () => {
  it('leaves parts alone that a file does not speak of', () => {
    const state = new SandboxState();
    const loaded: unknown[] = [];
    const part = (name: string) => ({ save: () => name, load: (value: unknown) => loaded.push(value) });
    state.keep('a', part('a'));
    state.keep('b', part('b'));
    assert.deepEqual(state.save(), { a: 'a', b: 'b' });
    state.load({ b: 1, c: 2 });
    assert.deepEqual(loaded, [1]);
    assert.throws(() => state.keep('a', part('a')), /Two parts/);
  });
});
