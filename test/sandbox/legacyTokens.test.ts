import assert from 'node:assert/strict';
import { WEB_APP, WELCOME_APP } from '../../src/sandbox/identity/seededApps.js';
import { type Answer, FakeClock, openSandbox, type Session, type TokenAnswer } from './session.js';

interface LegacyAnswer {
  readonly Instance_Url: string;
  readonly Token: string;
  readonly Expiration_date: string;
  readonly Refresh_Token: string;
}

const REPORTS = '/api/v3.0/expense/reports';
const LOGIN = '/net2/oauth2/Login.aspx';
const DAY_MS = 86_400_000;
const CLIENT = { client_id: WELCOME_APP.consumerKey, client_secret: WELCOME_APP.clientSecret };

describe('tokens as before 2017', () => {
  const clock = new FakeClock();
  let guest: Session;
  beforeEach(async () => {
    guest = await openSandbox({ now: clock.now });
  });
  afterEach(() => guest.sandbox.close());

  const basic = (login: string, password = guest.sandbox.welcome.password): string =>
    `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
  const native = (login = 'ana.silva@example.com', headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    guest.get('/net2/oauth2/accesstoken.ashx', {
      authorization: basic(login),
      'x-consumerkey': WELCOME_APP.consumerKey,
      ...headers,
    });
  const signIn = async (login?: string): Promise<LegacyAnswer> =>
    (await native(login, { accept: 'application/json' })).json<LegacyAnswer>();
  const getToken = (query: Readonly<Record<string, string>>, authorization?: string): Promise<Answer> =>
    guest.get(`/net2/oauth2/GetAccessToken.ashx?${new URLSearchParams(query)}`, {
      accept: 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    });
  const statusWith = async (token: string): Promise<number> =>
    (await guest.get(REPORTS, { authorization: `OAuth ${token}` })).status;
  const revoke = (token: string, query: Readonly<Record<string, string>>): Promise<Answer> =>
    guest.send('POST', `/net2/oauth2/revoketoken.ashx?${new URLSearchParams(query)}`, undefined, {
      authorization: `OAuth ${token}`,
    });

  it('come in XML unless JSON is asked for, and live a year', async () => {
    const answer = await native();
    assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/);
    const { Access_Token: token } = answer.xml<{ Access_Token: LegacyAnswer }>();
    assert.equal(token.Instance_Url, `${guest.sandbox.url}/`);
    assert.equal(token.Expiration_date, '5/20/2027 12:00:00 PM');
    assert.match((await native(undefined, { accept: '*/*' })).text, /^<\?xml/);
    const json = await native(undefined, { accept: 'application/json' });
    const { Access_Token: wrapped, ...plain } = json.json();
    assert.deepEqual(Object.keys(plain), ['Instance_Url', 'Token', 'Expiration_date', 'Refresh_Token']);
    assert.deepEqual(wrapped, plain); // as the official SDK for JavaScript reads it
  });

  it('are given in any letter case and with double slashes', async () => {
    const headers = { authorization: basic('ana.silva@example.com'), 'x-consumerkey': WELCOME_APP.clientId };
    assert.equal((await guest.get('/NET2//OAuth2/AccessToken.ashx', headers)).status, 200);
  });

  for (const [what, status, headers] of [
    ['no credentials', 401, { authorization: '' }],
    ['credentials that are no pair', 401, { authorization: 'Basic !!!' }],
    ['no consumer key', 400, { 'x-consumerkey': '' }],
    ['an unknown consumer key', 403, { 'x-consumerkey': 'nobody' }],
    ['a wrong password', 403, { authorization: `Basic ${Buffer.from('ana.silva@example.com:').toString('base64')}` }],
  ] as const) {
    it(`are refused with ${status} for ${what}`, async () => {
      const answer = await native(undefined, headers);
      assert.equal(answer.status, status);
      assert.ok(answer.xml<{ Error: { Message: string } }>().Error.Message);
    });
  }

  it('open the older APIs with the scheme OAuth, and no v4 API', async () => {
    const { Token } = await signIn();
    assert.equal(await statusWith(Token), 200);
    const trips = await guest.get('/api/travel/trip/v1.1', { authorization: `oauth ${Token}` });
    assert.equal(trips.status, 200);
    assert.equal((await guest.get('/list/v4/lists', { authorization: `OAuth ${Token}` })).status, 401);
    assert.equal((await guest.get('/list/v4/lists', { authorization: `Bearer ${Token}` })).status, 401);
  });

  it('leave the scheme OAuth to tokens of today, too', async () => {
    const { access_token } = (await guest.askToken()).json<TokenAnswer>();
    assert.equal(await statusWith(access_token), 200);
  });

  it('end after a year with 403 and can be refreshed even then', async () => {
    const { Token, Refresh_Token } = await signIn();
    clock.forward(366 * DAY_MS);
    assert.equal(await statusWith(Token), 403);
    const query = { ...CLIENT, refresh_token: Refresh_Token };
    assert.equal((await getToken(query)).status, 401);
    assert.equal((await getToken(query, 'OAuth another')).status, 403);
    assert.equal((await getToken({ ...query, client_secret: 'wrong' }, `OAuth ${Token}`)).status, 403);
    const next = (await getToken(query, `OAuth ${Token}`)).json<LegacyAnswer>();
    assert.equal(next.Refresh_Token, Refresh_Token);
    assert.equal(await statusWith(next.Token), 200);
  });

  it('are revoked one by one or all of a person, by an administrator', async () => {
    const admin = (await signIn()).Token;
    const [first, second] = [await signIn('li.wei@example.com'), await signIn('li.wei@example.com')];
    assert.equal((await revoke(first.Token, { token: admin })).status, 403);
    assert.equal((await revoke(admin, {})).status, 400);
    assert.equal((await revoke(admin, { token: 'nobody' })).status, 400);
    assert.equal((await revoke(admin, { token: first.Token })).status, 200);
    assert.equal(await statusWith(first.Token), 403);
    assert.equal(await statusWith(second.Token), 200);
    const all = { consumerKey: WELCOME_APP.consumerKey, user: 'Li.Wei@example.com' };
    assert.equal((await revoke(admin, all)).status, 200);
    assert.equal(await statusWith(second.Token), 403);
    assert.equal(await statusWith(admin), 200);
  });

  describe('through the sign-in page', () => {
    const asked = { client_id: WELCOME_APP.consumerKey, scope: 'EXPRPT,ITINER', redirect_uri: 'http://localhost:1/x' };
    const submit = async (changes: Readonly<Record<string, string>>): Promise<URL> => {
      const { username, password } = guest.sandbox.welcome;
      const body = new URLSearchParams({ ...asked, state: 's', username, password, decision: 'allow', ...changes });
      const response = await fetch(`${guest.sandbox.url}${LOGIN}`, { method: 'POST', body, redirect: 'manual' });
      return new URL(response.headers.get('location') ?? 'none:');
    };

    it('come for the code of the redirect, once', async () => {
      const page = await guest.get(`${LOGIN}?${new URLSearchParams(asked)}`);
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
      const { searchParams } = await submit({});
      assert.equal(searchParams.get('state'), 's');
      const code = searchParams.get('code') ?? '';
      const token = (await getToken({ ...CLIENT, code })).json<LegacyAnswer>();
      assert.equal(await statusWith(token.Token), 200);
      assert.equal((await getToken({ ...CLIENT, code })).status, 403);
      const lists = await guest.get('/api/v3.0/common/lists', { authorization: `OAuth ${token.Token}` });
      assert.equal(lists.status, 403);
    });

    it('tell the app of a refusal, but nobody else', async () => {
      assert.equal((await submit({ decision: 'decline' })).searchParams.get('error'), 'access_denied');
      assert.equal((await submit({ scope: 'CONREQ' })).searchParams.get('error'), 'invalid_scope');
      const strange = await guest.get(
        `${LOGIN}?${new URLSearchParams({ ...asked, redirect_uri: 'http://x.example' })}`,
      );
      assert.equal(strange.status, 400);
    });
  });

  describe('become tokens of today', () => {
    const exchange = async (token: string, changes: { key?: string; secret?: string; query?: string } = {}) => {
      const app = await guest.signIn({ grant_type: 'client_credentials' });
      const { key = WELCOME_APP.consumerKey, secret = WELCOME_APP.clientSecret, query = '' } = changes;
      const path = `/appmgmt/v0/legacyApps/${key}/exchangeRefreshToken/me${query}`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return app.send('POST', path, JSON.stringify({ token, secret }), headers);
    };

    it('for the person, and for the company when an administrator asks', async () => {
      const { Token, Refresh_Token } = await signIn();
      for (const [token, query, ptype] of [
        [Token, '', 'user'],
        [Refresh_Token, '?returnType=companyToken', 'company'],
      ] as const) {
        const answer = (await exchange(token, { query })).json<{ token: string; context: string; expired: number }>();
        assert.equal((JSON.parse(answer.context) as { ptype: string }).ptype, ptype);
        assert.ok(answer.expired > clock.now().getTime());
        const refreshed = await guest.askToken({ grant_type: 'refresh_token', refresh_token: answer.token });
        assert.equal(refreshed.status, 200);
      }
    });

    it('but not without the right token, secret, app and role', async () => {
      const { Token } = await signIn('li.wei@example.com');
      for (const [status, code, answer] of [
        [400, 'INVALIDTOKEN', await exchange('nothing')],
        [400, 'UNAUTHORIZED', await exchange(Token, { secret: 'wrong' })],
        [400, 'UNAUTHORIZED', await exchange(Token, { query: '?returnType=companyToken' })],
        [400, 'INVALIDAPP', await exchange(Token, { key: WEB_APP.consumerKey })],
        [404, 'INVALIDAPP', await exchange(Token, { key: 'nobody' })],
      ] as const) {
        assert.deepEqual([answer.status, answer.json().code], [status, code]);
      }
    });
  });
});
