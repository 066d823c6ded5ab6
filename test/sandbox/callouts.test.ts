import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { assertKeepsToDocument } from './operationContract.js';
import { openReceiver, type Receiver } from './receiver.js';
import { type Answer, NOON, openSandbox, type Session, type TokenAnswer } from './session.js';

const FAILED = '/api/platform/notifications/v1.0/notification';
const user = 'Lakeside-Connector';
const password = 'quiet-water-42';

interface Outcome {
  readonly callout: string;
  readonly request: { readonly method: string; readonly url: string; readonly headers: Record<string, string> };
  readonly response: { readonly status: number; readonly body: string } | null;
  readonly failure: string | null;
  readonly findings: readonly string[];
}

describe('callouts of the sandbox', () => {
  let guest: Session;
  let ana: Session;
  let connector: Receiver;
  before(async () => {
    guest = await openSandbox();
    ana = await guest.signIn();
  });
  beforeEach(async () => {
    connector = await openReceiver();
  });
  afterEach(() => connector.close());
  after(() => guest.sandbox.close());

  const fire = (name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Answer> =>
    guest.send('POST', `/sandbox/callouts/${name}`, { url: connector.url, user, password, ...more });

  const run = async (name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Outcome> => {
    const answer = await fire(name, more);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Outcome>();
  };

  it('test the connection with the credentials of the registration, and show no password', async () => {
    connector.answer = { status: 200, body: `hello ${password}` };
    const outcome = await run('test-connection');
    const { method, path, headers } = await connector.next();
    assert.equal(`${method} ${path}`, 'GET /system/v1.0/testconnection');
    assert.equal(headers.authorization, `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
    assert.equal(outcome.request.headers.Authorization, 'Basic •••');
    assert.deepEqual([outcome.response?.status, outcome.response?.body], [200, 'hello •••']);
    assert.deepEqual([outcome.failure, outcome.findings], [null, []]);
    assert.ok(!JSON.stringify(outcome).includes(password));
  });

  it('fetch attendees: every element is sent, and a good answer has no findings', async () => {
    const custom = Array.from({ length: 25 }, (_, index) => `<Custom${index + 1}/>`).join('');
    const found =
      '<AttendeeTypeCode>BUSGUEST</AttendeeTypeCode><FirstName>Noor</FirstName><MiddleInitial/>' +
      `<LastName>Haddad</LastName><Suffix/><Title/><Company/><ExternalID>CRM-1</ExternalID>${custom}`;
    const body = `<AttendeeSearchResponse><Attendee>${found}</Attendee></AttendeeSearchResponse>`;
    connector.answer = { status: 200, body, headers: { 'Content-Type': 'application/xml' } };
    const outcome = await run('fetch-attendee', { search: { LastName: 'Haddad & <Sons>' } });
    const { method, path, headers, body: sent } = await connector.next();
    assert.equal(`${method} ${path}`, 'POST /concur/attendee/v2.0/fetch');
    assert.equal(headers['content-type'], 'application/xml; charset=utf-8');
    assert.equal(Number(headers['content-length']), Buffer.byteLength(sent));
    assert.match(
      sent,
      /^<AttendeeSearchRequest><Attendee><AttendeeTypeCode>BUSGUEST<\/AttendeeTypeCode><FirstName \/>/,
    );
    assert.match(sent, /<LastName>Haddad &amp; &lt;Sons&gt;<\/LastName>/);
    assert.match(sent, /<OwnerLoginID>ana\.silva@example\.com<\/OwnerLoginID><MaximumNumberRecords>100</);
    assert.match(sent, /<Custom25 \/><\/Attendee><\/AttendeeSearchRequest>$/);
    assert.deepEqual(outcome.findings, []);
  });

  it('fetch items of a list below its parents', async () => {
    const body =
      '<fetch-list-response><item><code>EU-DE-BER</code><short-code>BER</short-code><text>Berlin</text>' +
      '<match-value>Berlin</match-value></item></fetch-list-response>';
    connector.answer = { status: 200, body };
    const outcome = await run('fetch-list', { search: { query: 'Ber*', parents: ['EU', 'DE'], 'num-to-return': 5 } });
    const { path, body: sent } = await connector.next();
    assert.equal(path, '/concur/list/v1.2/fetch');
    assert.match(sent, /<long-code>EU-DE<\/long-code><short-code>DE<\/short-code><query>Ber\*<\/query>/);
    assert.match(sent, /<num-to-return>5<\/num-to-return>/);
    assert.match(sent, /<code-by-level><level1>EU<\/level1><level2>DE<\/level2><\/code-by-level>/);
    assert.deepEqual(outcome.findings, []);
  });

  for (const [what, name, answer, finding] of [
    ['a wrong status', 'fetch-attendee', { status: 500 }, /answered 500/],
    ['no XML', 'fetch-attendee', { status: 200, body: 'hello' }, /XML/],
    ['a document type', 'fetch-list', { status: 200, body: '<!DOCTYPE a><fetch-list-response/>' }, /document type/],
    ['another root', 'fetch-attendee', { status: 200, body: '<Attendees/>' }, /root of the answer is Attendees/],
    [
      'missing elements',
      'fetch-list',
      { status: 200, body: '<fetch-list-response><item><code/><text>a</text></item></fetch-list-response>' },
      /item 1 lacks short-code, match-value/,
    ],
  ] as const) {
    it(`find ${what} in an answer`, async () => {
      connector.answer = answer;
      const { findings } = await run(name);
      assert.ok(
        findings.some((sentence) => finding.test(sentence)),
        findings.join(),
      );
    });
  }

  it('say when nobody listens, and that Concur wants longer names', async () => {
    await connector.close();
    const outcome = await run('test-connection', { user: 'a' });
    assert.equal(outcome.response, null);
    assert.match(outcome.failure ?? '', /ECONNREFUSED/);
    assert.match(outcome.findings[0] ?? '', /10 to 50/);
  });

  it('take an address with a path as it is', async () => {
    await run('fetch-list', { url: `${connector.url}/my/lists?tenant=1` });
    assert.equal((await connector.next()).path, '/my/lists?tenant=1');
  });

  it('notify of a report; what fails is listed and can be deleted', async () => {
    await run('event-notification', { reportId: '5F2C9A7D41E84B0C9D36' });
    const { path, body } = await connector.next();
    assert.equal(path, '/concur/v1.0/notify');
    assert.match(body, /<EventType>Report Entered Expense Report Workflow Step - External Validation - Submit</);
    assert.match(body, /reportfulldetails\/5F2C9A7D41E84B0C9D36<\/ObjectURI><EventDateTime>2026-05-20<.*<Context \/>/);

    const list = async (): Promise<readonly Record<string, string>[]> =>
      (await ana.get(`${FAILED}?status=failed`, { accept: 'application/json' })).json();
    assert.deepEqual(await list(), []);
    connector.answer = { status: 503 };
    await run('event-notification');
    const answer = await ana.get(`${FAILED}?status=FAILED`, { accept: 'application/json' });
    await assertKeepsToDocument(answer, 'GET', FAILED);
    const [notification, ...others] = await list();
    assert.equal(others.length, 0);
    assert.equal(notification?.EventDateTime, NOON.toISOString().slice(0, 19));
    assert.equal(notification?.ObjectType, 'EXPRPT');
    assert.equal(notification?.Context, null);

    const xml = await ana.get(`${FAILED}?status=FAILED`, { accept: '*/*' });
    assert.match(
      xml.text,
      /<NotificationList[^>]* xmlns="http:\/\/www\.concursolutions\.com\/api\/notification\/2012\/06"/,
    );
    assert.match(xml.text, /<Context i:nil="true"\/?>/);

    const { pathname } = new URL(notification?.NotificationURI ?? '');
    const deleted = await ana.send('DELETE', pathname);
    assert.deepEqual([deleted.status, deleted.text], [200, '']);
    assert.equal((await ana.send('DELETE', pathname)).status, 404);
    assert.deepEqual(await list(), []);
  });

  it('list failed notifications for administrators only, by the one status there is', async () => {
    assert.equal((await ana.get(FAILED)).status, 400);
    assert.equal((await ana.get(`${FAILED}?status=SENT`)).status, 400);
    const lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
    assert.equal((await lukas.get(`${FAILED}?status=FAILED`)).status, 403);
  });

  const launch = async (more: Readonly<Record<string, unknown>> = {}): Promise<URL> =>
    new URL((await fire('launch-external-url', more)).json<{ url: string }>().url);

  it('launch an external page with a signed address and a code that is good for tokens', async () => {
    const url = await launch({ source: 'ENTRY', reportId: '5F2C9A7D41E84B0C9D36', language: 'en-GB' });
    assert.equal(`${url.origin}${url.pathname}`, `${connector.url}/launchexternalurl/v4/form`);
    const value = (name: string): string => url.searchParams.get(name) ?? '';
    const order = [
      'company_domain',
      'logged_in_user_id',
      'report_owner_user_id',
      'report_owner_employee_id',
      'item_url',
    ];
    const message = [...order.map(value), user, password, value('nonce')].join('');
    const signature = createHmac('sha256', `${user.toLowerCase()}${password}`).update(message).digest('base64');
    assert.equal(value('signature'), signature);
    assert.match(value('item_url'), /\/reports\/5F2C9A7D41E84B0C9D36\/expenses\//);
    assert.deepEqual([value('source'), value('is_mobile'), value('language_code')], ['ENTRY', 'false', 'en-GB']);
    const tokens = await guest.askToken({
      grant_type: 'authorization_code',
      code: value('client_auth_code'),
      redirect_uri: 'http://localhost',
      username: undefined,
      password: undefined,
    });
    assert.equal(tokens.status, 200, tokens.text);
    assert.ok(tokens.json<TokenAnswer>().access_token);
  });

  it('launch pages of requests, of allocations, and those of version 1', async () => {
    const request = await launch({ product: 'request', loggedInUser: 'li.wei@example.com' });
    assert.equal(request.pathname, '/request/launchexternalurl/v4/form');
    assert.ok(request.searchParams.get('request_owner_user_id'));
    const allocation = await launch({ source: 'ALLOCATION' });
    assert.ok(allocation.searchParams.get('expense_ids'));
    const old = await launch({ version: 'v1' });
    const [domain, login, item, nonce] = ['xcompanydomain', 'xuserid', 'itemurl', 'nonce'].map((name) =>
      old.searchParams.get(name),
    );
    const signed = createHmac('sha1', `${user.toLowerCase()}${password}`);
    assert.equal(
      old.searchParams.get('signature'),
      signed.update(`${domain}${login}${item}${user}${password}${nonce}`).digest('base64'),
    );
  });

  for (const [what, name, body, status] of [
    ['a callout of nobody', 'constructor', {}, 404],
    ['a connector elsewhere', 'test-connection', { url: 'https://connector.example.com' }, 400],
    ['no password', 'test-connection', { password: '' }, 400],
    ['a report of nobody', 'event-notification', { reportId: 'nobody' }, 400],
    ['an entry of nobody', 'launch-external-url', { source: 'ENTRY', entryId: 'nobody' }, 400],
    ['a person of nobody', 'launch-external-url', { loggedInUser: 'nobody' }, 400],
    ['a search that is none', 'fetch-attendee', { search: [] }, 400],
    ['a search by colour', 'fetch-list', { search: { 'search-by': 'COLOUR' } }, 400],
  ] as const) {
    it(`refuse ${what}`, async () => {
      assert.equal((await fire(name, body)).status, status);
      assert.deepEqual(connector.unread, []);
    });
  }
});
