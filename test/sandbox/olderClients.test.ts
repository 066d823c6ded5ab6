import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const JSON_ONLY = { accept: 'application/json' };

/** What Concur's SDKs of 2014 to 2016 read, by the calls they make. */
describe('Clients of 2014 to 2016 in the sandbox', () => {
  let ana: Session;
  before(async () => {
    ana = await (await openSandbox()).signIn();
  });
  after(() => ana.sandbox.close());

  for (const [path, proof] of [
    [
      '/api/travel/trip/v1.1',
      (body: unknown) => Array.isArray(body) && 'TripId' in body[0] && 'UserLoginId' in body[0],
    ],
    ['/api/user/v1.0/User/', (body: unknown) => (body as { LoginId: string }).LoginId === 'ana.silva@example.com'],
    ['/api/expense/list/v1.0', (body: unknown) => Array.isArray(body) && 'name' in body[0]],
    ['/api/expense/attendee/v1.0/type', (body: unknown) => Array.isArray(body) && body.length > 3],
    ['/api/expense/paymentbatch/v1.1/batchlist', (body: unknown) => Array.isArray(body) && 'BatchID' in body[0]],
    ['/api/expense/extract/v1.0', (body: unknown) => Array.isArray(body) && 'name' in body[0]],
  ] as const) {
    it(`answers JSON at ${path} when nothing else is wanted, else XML`, async () => {
      const answer = await ana.get(path, JSON_ONLY);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
      assert.ok(proof(answer.json<unknown>()), answer.text);
      for (const accept of ['*/*', 'text/xml', 'application/xml', 'application/json, text/plain, */*']) {
        const other = await ana.get(path, { accept });
        assert.match(other.headers.get('content-type') ?? '', /xml/, accept);
        assert.match(other.text, /^<\?xml/);
      }
    });
  }

  it('names what went wrong in JSON, too', async () => {
    const answer = await ana.get('/api/user/v1.0/User?loginID=nobody@example.com', JSON_ONLY);
    assert.equal(answer.status, 400);
    assert.equal(typeof answer.json<{ Error: { Message: unknown } }>().Error.Message, 'string');
  });

  it('gives single trips and travel profiles as XML all the same, for the SDK parses them as that', async () => {
    const [trip] = (await ana.get('/api/travel/trip/v1.1', JSON_ONLY)).json<{ TripId: string }[]>();
    const whole = await ana.get(`/api/travel/trip/v1.1/${trip?.TripId}`, JSON_ONLY);
    assert.equal(whole.xml<{ Itinerary: { TripId: string } }>().Itinerary.TripId, trip?.TripId);
    assert.match((await ana.get('/api/travelprofile/v1.0/profile', JSON_ONLY)).text, /<ProfileResponse/);
  });

  it('names the image that was stored', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const answer = await fetch(`${ana.sandbox.url}/api/image/v1.0/receipt`, {
      method: 'POST',
      body: Buffer.from(png, 'base64'),
      headers: { ...JSON_ONLY, authorization: `Bearer ${ana.token}`, 'content-type': 'image/png' },
    });
    assert.equal(answer.status, 201);
    assert.match(((await answer.json()) as { Id: string }).Id, /^gW/);
  });

  it('keeps report digests, by page and by id', async () => {
    interface Digest {
      readonly ID: string;
      readonly ReportHeaderLastModifiedDate: string;
    }
    const list = '/api/v3.0/expense/reportdigests';
    const { Items, NextPage } = (await ana.get(`${list}?limit=2`)).json<{ Items: Digest[]; NextPage: string }>();
    assert.equal(Items.length, 2);
    assert.match(Items[0]?.ReportHeaderLastModifiedDate ?? '', /^\d{4}-\d\d-\d\dT/);
    const next = (await ana.get(NextPage)).json<{ Items: Digest[] }>();
    assert.ok(!Items.some(({ ID }) => ID === next.Items[0]?.ID));
    assert.deepEqual((await ana.get(`${list}/${Items[0]?.ID}`)).json(), Items[0]);
    assert.match((await ana.get(list, { accept: 'application/xml' })).text, /<ReportDigests .*<ReportDigest><ID>/);
    assert.equal((await ana.get(`${list}/nonsense`)).status, 404);
  });

  for (const method of ['PUT', 'DELETE']) {
    it(`finds nothing to ${method} where the id is missing`, async () => {
      const answer = await ana.send(method, '/api/v3.0/expense/quickexpenses', method === 'PUT' ? {} : undefined);
      assert.equal(answer.status, 404, answer.text);
    });
  }

  it('refreshes by POST, and revokes by client_id and user', async () => {
    const { username, password, consumerKey = '', clientSecret } = ana.sandbox.welcome;
    const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const native = await ana.get('/net2/oauth2/accesstoken.ashx', {
      ...JSON_ONLY,
      authorization: basic,
      'x-consumerkey': consumerKey,
    });
    const first = native.json<{ Token: string; Refresh_Token: string }>();
    const query = `refresh_token=${first.Refresh_Token}&client_id=${consumerKey}&client_secret=${clientSecret}`;
    const refreshed = await ana.send('POST', `/net2/oauth2/getaccesstoken.ashx?${query}`, undefined, {
      ...JSON_ONLY,
      authorization: `OAuth ${first.Token}`,
    });
    assert.equal(refreshed.status, 200, refreshed.text);
    const { Token } = refreshed.json<{ Token: string }>();
    const revoke = `/net2/oauth2/revoketoken.ashx?client_id=${consumerKey}&user=${username}`;
    assert.equal((await ana.send('POST', revoke, undefined, { authorization: `OAuth ${Token}` })).status, 200);
    assert.equal((await ana.get('/api/v3.0/expense/reports', { authorization: `OAuth ${Token}` })).status, 403);
  });

  for (const [written, day] of [
    ['2026-05-02T00:00:00+00:00', '2026-05-02T00:00:00'],
    ['2026-05-02T00:30:00.0000000-07:00', '2026-05-02T00:30:00'],
    ['2026-05-02T00:00:00+13:00', '2026-05-02T00:00:00'],
  ] as const) {
    it(`takes ${written}, as the clients for PHP and .NET write dates, for the day that it names`, async () => {
      const list = '/api/v3.0/expense/reports';
      const created = await ana.send('POST', list, { Name: 'Dates', UserDefinedDate: written });
      assert.equal(created.status, 200, created.text);
      const report = await ana.get(`${list}/${created.json<{ ID: string }>().ID}`);
      assert.equal(report.json<{ UserDefinedDate: string }>().UserDefinedDate, day);
    });
  }

  it('writes generated answers with real values in XML, too', async () => {
    const { text } = await ana.get('/api/v3.0/travelrequest/requests', { accept: 'application/xml' });
    assert.match(text, /<Requests .*<StartDate>\d{4}-\d\d-\d\d</s);
    assert.ok(!text.includes('>string<'), text);
  });
});
