import assert from 'node:assert/strict';
import { createVerify } from 'node:crypto';
import { assertKeepsToDocument } from './operationContract.js';
import { openReceiver, type Receiver } from './receiver.js';
import { type Answer, openSandbox, type Session } from './session.js';

const LIST = '/events/v4/subscriptions';
const REPORTS = 'public.concur.expense.report';

const deepFacts = `{"topic":"${REPORTS}","eventType":"a","facts":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;

describe('event subscriptions of the sandbox', () => {
  let guest: Session;
  let courier: Session;
  let webhook: Receiver;
  before(async () => {
    guest = await openSandbox();
    courier = await guest.signIn({ grant_type: 'client_credentials', username: undefined, password: undefined });
    webhook = await openReceiver();
  });
  after(() => Promise.all([webhook.close(), guest.sandbox.close()]));
  afterEach(async () => {
    webhook.answer = { status: 200 };
    for (const { id } of (await courier.get(LIST)).json<readonly { id: string }[]>()) {
      await courier.send('DELETE', `${LIST}/${id}`);
    }
  });

  const subscribe = (changes: Readonly<Record<string, unknown>> = {}): Promise<Answer> =>
    courier.send('PUT', `${LIST}/webhook`, {
      id: 'lakeside.reports.test',
      filter: '.*',
      topic: REPORTS,
      webHookConfig: { endpoint: `${webhook.url}/concur` },
      ...changes,
    });

  const publish = async (eventType: string, facts: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    const answer = await guest.send('POST', '/sandbox/events', { topic: REPORTS, eventType, facts });
    assert.equal(answer.status, 202, answer.text);
  };

  it('have the topics that the scopes of the token open', async () => {
    const answer = await courier.get('/events/v4/topics');
    await assertKeepsToDocument(answer, 'GET', '/events/v4/topics');
    assert.ok(answer.json<readonly string[]>().includes(REPORTS));
    const narrow = await guest.signIn({
      grant_type: 'client_credentials',
      username: undefined,
      password: undefined,
      scope: 'events.topic.read travel.itinerary.read',
    });
    assert.deepEqual((await narrow.get('/events/v4/topics')).json(), ['public.concur.travel.itinerary']);
    const other = { id: 'a', topic: REPORTS, webHookConfig: { endpoint: webhook.url } };
    assert.equal((await narrow.send('PUT', `${LIST}/webhook`, other)).status, 403);
  });

  it('are saved, changed under the same id, read and deleted', async () => {
    const saved = await subscribe();
    await assertKeepsToDocument(saved, 'PUT', `${LIST}/webhook`);
    await subscribe({ filter: 'statusChanged' });
    const list = await courier.get(LIST);
    await assertKeepsToDocument(list, 'GET', LIST);
    const [subscription, ...others] = list.json<readonly Record<string, unknown>[]>();
    assert.equal(others.length, 0);
    assert.equal(subscription?.filter, 'statusChanged');
    assert.equal(subscription?.applicationId, guest.sandbox.welcome.clientId);
    assert.deepEqual(subscription?.companyIds, [guest.sandbox.welcome.companyUuid]);
    const one = await courier.get(`${LIST}/lakeside.reports.test`);
    await assertKeepsToDocument(one, 'GET', `${LIST}/lakeside.reports.test`);
    assert.deepEqual(one.json(), [subscription]);
    await assertKeepsToDocument(
      await courier.send('DELETE', `${LIST}/lakeside.reports.test`),
      'DELETE',
      `${LIST}/lakeside.reports.test`,
    );
    assert.equal((await courier.get(`${LIST}/lakeside.reports.test`)).status, 404);
    assert.equal((await courier.send('DELETE', `${LIST}/lakeside.reports.test`)).status, 404);
  });

  it('are five at most', async () => {
    for (const number of [1, 2, 3, 4, 5]) assert.equal((await subscribe({ id: `test.${number}` })).status, 200);
    assert.equal((await subscribe({ id: 'test.6' })).status, 400);
    assert.equal((await subscribe({ id: 'test.5', filter: 'a' })).status, 200);
  });

  it('take tokens of apps only', async () => {
    const ana = await guest.signIn();
    assert.equal((await ana.get(LIST)).status, 403);
    assert.equal((await guest.get(LIST)).status, 401);
  });

  for (const [what, changes] of [
    ['an id in capitals', { id: 'Lakeside' }],
    ['no id', { id: undefined }],
    ['a topic of nobody', { topic: 'public.concur.weather' }],
    ['no endpoint', { webHookConfig: {} }],
    ['no webhook', { webHookConfig: undefined }],
    ['an endpoint elsewhere', { webHookConfig: { endpoint: 'https://hooks.example.com/concur' } }],
    ['an endpoint in the network', { webHookConfig: { endpoint: 'http://192.168.0.1/' } }],
    ['a name that looks like this machine', { webHookConfig: { endpoint: 'http://127.0.0.1.example.com/' } }],
    ['every address', { webHookConfig: { endpoint: 'http://0.0.0.0/' } }],
    ['a password in the address', { webHookConfig: { endpoint: 'http://a:b@127.0.0.1/' } }],
    ['a file', { webHookConfig: { endpoint: 'file:///etc/passwd' } }],
    ['a filter that is no regular expression', { filter: '(' }],
    ['a filter that takes for ever', { filter: '(a+)+' }],
    ['a filter that is a number', { filter: 5 }],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const answer = await subscribe(changes);
      assert.equal(answer.status, 400, answer.text);
      assert.ok(answer.json<{ errorMessage: string }>().errorMessage);
    });
  }

  it('deliver what happens, signed and with a correlation id', async () => {
    await subscribe();
    await publish('statusChanged', { reportId: '5F2C9A7D41E84B0C9D36' });
    const { method, path, headers, body } = await webhook.next();
    assert.equal(`${method} ${path}`, 'POST /concur');
    const event = JSON.parse(body);
    assert.equal(event.topic, REPORTS);
    assert.equal(event.eventType, 'statusChanged');
    assert.equal(event.route, 'stable');
    assert.equal(event.timeStamp, '2026-05-20T12:00:00.000Z');
    assert.deepEqual(event.facts, {
      companyId: guest.sandbox.welcome.companyUuid,
      reportId: '5F2C9A7D41E84B0C9D36',
    });
    assert.equal(headers['concur-correlationid'], event.correlationId);
    const key = (await guest.get('/sandbox/events/public-key')).text;
    const signature = String(headers['concur-signature']);
    assert.ok(createVerify('RSA-SHA256').update(body).verify(key, signature, 'base64'));
  });

  it('let through what the filter matches as a whole', async () => {
    await subscribe({ filter: 'report(Created|Updated)' });
    for (const type of ['statusChanged', 'reportCreatedTwice', 'reportUpdated']) await publish(type);
    assert.equal(JSON.parse((await webhook.next()).body).eventType, 'reportUpdated');
  });

  it('deliver the payment of a report when its batch is closed', async () => {
    await subscribe({ filter: 'statusChanged' });
    const ana = await guest.signIn();
    await ana.send('POST', '/api/expense/paymentbatch/v1.1/batch/nT4$kQ8mWz2pLr7sVb1x/close');
    const { facts } = JSON.parse((await webhook.next()).body);
    assert.equal(facts.previousPaymentStatus, 'P_PROC');
    assert.equal(facts.currentPaymentStatus, 'P_PAID');
    assert.match(facts.href, /\/expensereports\/v4\/users\/[^/]+\/context\/TRAVELER\/reports\//);
  });

  it('tell what was delivered', async () => {
    await subscribe();
    webhook.answer = { status: 410 };
    await publish('reportDeleted');
    await webhook.next();
    const attempts = async (): Promise<readonly { eventType: string; status: number; outcome: string }[]> =>
      (await guest.get('/sandbox/events/deliveries')).json();
    let newest = (await attempts())[0];
    // The answer of the webhook is on its way to the sandbox.
    for (let round = 0; round < 100 && newest?.eventType !== 'reportDeleted'; round++) newest = (await attempts())[0];
    assert.deepEqual([newest?.eventType, newest?.status, newest?.outcome], ['reportDeleted', 410, 'dropped']);
  });

  for (const [what, body, type, status] of [
    ['a page of others', '{"topic":"public.concur.request","eventType":"a"}', 'text/plain', 415],
    ['a topic of nobody', '{"topic":"x","eventType":"a"}', 'application/json', 400],
    ['facts that are none', `{"topic":"${REPORTS}","eventType":"a","facts":[1]}`, 'application/json', 400],
    ['no JSON', '{', 'application/json; charset=utf-8', 400],
    ['a pit of arrays', deepFacts, 'application/json', 400],
  ] as const) {
    it(`are not told of events by ${what}`, async () => {
      assert.equal((await guest.send('POST', '/sandbox/events', body, { 'content-type': type })).status, status);
    });
  }
});
