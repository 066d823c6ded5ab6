import assert from 'node:assert/strict';
import { WEB_APP } from '../../src/sandbox/identity/seededApps.js';
import { FakeClock, openSandbox, Session, type TokenAnswer } from './session.js';

const REDIRECT = 'http://localhost:4567/back';
const ASKED = {
  client_id: WEB_APP.clientId,
  redirect_uri: REDIRECT,
  scope: 'openid EXPRPT',
  response_type: 'code',
  state: 'a&b="<c>',
};
const MINUTE_MS = 60_000;

type Fields = Readonly<Record<string, string | undefined>>;

describe('signing in by redirect', () => {
  const clock = new FakeClock();
  let guest: Session;
  before(async () => {
    guest = await openSandbox({ now: clock.now });
  });
  after(() => guest.sandbox.close());

  const toForm = (fields: Fields): URLSearchParams =>
    new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
      ),
    );
  const open = (changes: Fields = {}): Promise<Response> =>
    fetch(`${guest.sandbox.url}/oauth2/v0/authorize?${toForm({ ...ASKED, ...changes })}`, { redirect: 'manual' });
  const submit = (changes: Fields = {}, headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const { username, password } = guest.sandbox.welcome;
    const body = toForm({ ...ASKED, username, password, decision: 'allow', ...changes });
    return fetch(`${guest.sandbox.url}/oauth2/v0/authorize`, { method: 'POST', body, headers, redirect: 'manual' });
  };
  const locationOf = (response: Response): URL => new URL(response.headers.get('location') ?? '');
  const askCode = async (changes: Fields = {}): Promise<string> =>
    locationOf(await submit(changes)).searchParams.get('code') ?? '';
  const exchange = (code: string, changes: Fields = {}) =>
    guest.askToken({
      client_id: WEB_APP.clientId,
      client_secret: WEB_APP.clientSecret,
      grant_type: 'authorization_code',
      username: undefined,
      password: undefined,
      code,
      redirect_uri: REDIRECT,
      ...changes,
    });

  it('shows a page that runs nothing, escapes what came in, and may lead to the app', async () => {
    const response = await open();
    const page = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
    assert.match(response.headers.get('content-security-policy') ?? '', /form-action 'self' http:\/\/localhost:4567;/);
    assert.ok(page.includes('value="a&amp;b=&quot;&lt;c&gt;"'), page);
    assert.match(page, /Receipt Courier/);
    assert.doesNotMatch(page, /<script/);
  });

  it('sends a person who allows it back with a code, the geolocation and the state', async () => {
    const response = await submit();
    assert.equal(response.status, 302);
    const { origin, pathname, searchParams } = locationOf(response);
    assert.equal(origin + pathname, REDIRECT);
    assert.equal(searchParams.get('geolocation'), guest.sandbox.url);
    assert.equal(searchParams.get('state'), ASKED.state);
    const token = (await exchange(searchParams.get('code') ?? '')).json<TokenAnswer>();
    assert.equal(token.scope, ASKED.scope);
    assert.ok(token.refresh_token);
    const reports = await new Session(guest.sandbox, token.access_token).get('/api/v3.0/expense/reports');
    assert.equal(reports.status, 200);
  });

  it('takes a code once', async () => {
    const code = await askCode();
    assert.equal((await exchange(code)).status, 200);
    assert.equal((await exchange(code)).json().code, 103);
  });

  it('ends a code after ten minutes', async () => {
    const code = await askCode();
    clock.forward(11 * MINUTE_MS);
    assert.equal((await exchange(code)).json().code, 103);
  });

  it('holds a code against app and redirect', async () => {
    const code = await askCode();
    const { clientId, clientSecret } = guest.sandbox.welcome;
    assert.equal((await exchange(code, { client_id: clientId, client_secret: clientSecret })).json().code, 105);
    assert.equal((await exchange(code, { redirect_uri: 'http://localhost:4567/other' })).json().code, 104);
    assert.equal((await exchange(code)).status, 200);
  });

  it('asks again when user and password do not fit', async () => {
    const response = await submit({ password: 'wrong' });
    assert.equal(response.status, 401);
    assert.match(await response.text(), /role="alert"/);
  });

  for (const [what, code, changes] of [
    ['a scope that the app lacks', '54', { scope: 'LIST' }],
    ['another response type', '60', { response_type: 'token' }],
    ['an ID token without a nonce', '117', { response_type: 'code id_token' }],
    ['an unknown display', '118', { display: 'wall' }],
    ['an unknown prompt', '119', { prompt: 'perhaps' }],
  ] as const) {
    it(`tells the app of ${what} by redirect`, async () => {
      const { origin, searchParams } = locationOf(await open(changes));
      assert.equal(origin, 'http://localhost:4567');
      assert.equal(searchParams.get('error_code'), code);
      assert.ok(searchParams.get('error_description'));
      assert.equal(searchParams.get('state'), ASKED.state);
    });
  }

  it('tells the app of a person who declines, or whose account is locked', async () => {
    const declined = await submit({ decision: 'decline', username: '', password: '' });
    assert.equal(locationOf(declined).searchParams.get('error_code'), '59');
    const locked = await submit({ username: 'code14@example.com' });
    assert.equal(locationOf(locked).searchParams.get('error_code'), '14');
  });

  for (const [what, code, changes] of [
    ['no app', 62, { client_id: undefined }],
    ['an unknown app', 61, { client_id: 'nobody' }],
    ['no redirect', 102, { redirect_uri: undefined }],
    ['a redirect to a stranger', 104, { redirect_uri: 'http://localhost.example.org/back' }],
    ['a redirect with credentials', 104, { redirect_uri: 'http://x@localhost:1/back' }],
    ['a redirect that is a script', 104, { redirect_uri: 'javascript:alert(1)' }],
  ] as const) {
    it(`sends nobody anywhere with ${what}`, async () => {
      const response = await open(changes);
      assert.equal(response.headers.get('location'), null);
      assert.ok(response.status >= 400);
      assert.equal(((await response.json()) as { code: number }).code, code);
    });
  }

  it('refuses a form that another page sent', async () => {
    assert.equal((await submit({}, { origin: 'http://evil.example' })).status, 403);
    assert.equal((await submit({}, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await submit({}, { origin: guest.sandbox.url })).status, 302);
  });

  it('sends a person from elsewhere back with the geolocation of their account', async () => {
    const { searchParams } = locationOf(await submit({ username: 'eu.user@example.com' }));
    assert.match(searchParams.get('geolocation') ?? '', /^http:\/\/localhost:\d+$/);
    const token = (await exchange(searchParams.get('code') ?? '')).json<TokenAnswer>();
    assert.equal(token.geolocation, searchParams.get('geolocation'));
  });
});
