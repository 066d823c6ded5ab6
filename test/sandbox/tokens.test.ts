import assert from 'node:assert/strict';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { WEB_APP } from '../../src/sandbox/identity/seededApps.js';
import { FakeClock, NOON, openSandbox, Session, type TokenAnswer } from './session.js';

const DAY_MS = 86_400_000;
const WEB = { client_id: WEB_APP.clientId, client_secret: WEB_APP.clientSecret };
const REDIRECT = { redirect_uri: 'http://localhost' };

describe('the token service of the sandbox', () => {
  const clock = new FakeClock();
  let session: Session;
  before(async () => {
    session = await openSandbox({ now: clock.now });
  });
  after(() => session.sandbox.close());

  it('gives a person every scope of the app, a geolocation and times in their odd forms', async () => {
    const answer = await session.askToken();
    assert.equal(answer.status, 200);
    const token = answer.json<TokenAnswer>();
    assert.equal(token.expires_in, '3600');
    assert.equal(token.token_type, 'Bearer');
    assert.equal(token.geolocation, session.sandbox.url);
    const scopes = token.scope.split(' ');
    for (const scope of ['openid', 'EXPRPT', 'LIST', 'receipts.read']) assert.ok(scopes.includes(scope), scope);
    assert.ok(!scopes.includes('CONREQ'));
    assert.equal(token.refresh_expires_in, Date.parse('2026-11-20T12:00:00Z') / 1000);
  });

  it('puts the documented claims into tokens and signs them with the published key', async () => {
    const { access_token, id_token } = (await session.askToken({ scope: 'openid EXPRPT' })).json<TokenAnswer>();
    const now = NOON.getTime() / 1000;
    assert.deepEqual(decodeJwt(access_token), {
      iss: session.sandbox.url,
      aud: '*',
      sub: session.sandbox.welcome.userId,
      iat: now,
      nbf: now,
      exp: now + 3600,
      'concur.type': 'user',
      'concur.version': 2,
      'concur.scopes': ['openid', 'EXPRPT'],
      legacy_application_id: 4101,
    });
    assert.equal(decodeProtectedHeader(access_token).alg, 'RS256');
    const keys = createRemoteJWKSet(new URL('/oauth2/v0/jwks', session.sandbox.url));
    const { payload } = await jwtVerify(id_token, keys, { currentDate: NOON });
    assert.equal(payload.aud, session.sandbox.welcome.clientId);
    assert.match(String(payload.at_hash), /^[0-9a-f]{16}$/);
  });

  for (const [what, changes] of [
    ['a login in another letter case', { username: 'Ana.Silva@Example.COM' }],
    ['the UUID of the user', { username: 'edd78735-e88d-4b7f-b08a-fe37793e974e' }],
    ['any other employee', { username: 'yuki.tanaka@example.com' }],
    ['credtype password', { credtype: 'password' }],
  ] as const) {
    it(`accepts ${what}`, async () => {
      assert.equal((await session.askToken(changes)).status, 200);
    });
  }

  it('gives the company a token for its request token, again and again', async () => {
    const { companyUuid, companyRequestToken } = session.sandbox.welcome;
    const changes = { username: companyUuid, password: companyRequestToken, credtype: 'authtoken' };
    await session.askToken(changes);
    const token = (await session.askToken(changes)).json<TokenAnswer>();
    assert.equal(decodeJwt(token.access_token)['concur.type'], 'company');
    assert.equal(decodeJwt(token.access_token).sub, companyUuid);
    assert.ok(token.refresh_token);
  });

  it('gives the app itself a token that cannot be refreshed', async () => {
    const token = (await session.askToken({ grant_type: 'client_credentials' })).json();
    assert.equal(decodeJwt(String(token.access_token))['concur.type'], 'app');
    assert.deepEqual([token.refresh_token, token.id_token], [undefined, undefined]);
  });

  const unknown = '00000000-0000-4000-8000-000000000000';
  for (const [code, status, error, what, changes] of [
    [62, 400, 'invalid_request', 'no client id', { client_id: undefined }],
    [62, 400, 'invalid_request', 'an empty client id', { client_id: '' }],
    [63, 400, 'invalid_request', 'no client secret', { client_secret: undefined }],
    [65, 400, 'invalid_request', 'no grant', { grant_type: undefined }],
    [61, 401, 'invalid_client', 'an unknown client', { client_id: unknown }],
    [64, 401, 'invalid_client', 'a wrong secret', { client_secret: unknown }],
    [60, 400, 'invalid_grant', 'a grant that the app lacks', { ...WEB, grant_type: 'client_credentials' }],
    [60, 400, 'invalid_grant', 'a grant that does not exist', { grant_type: 'magic' }],
    [51, 400, 'invalid_request', 'no user', { username: undefined }],
    [52, 400, 'invalid_request', 'no password', { password: undefined }],
    [120, 400, 'invalid_request', 'an unknown credtype', { credtype: 'otp' }],
    [54, 400, 'invalid_scope', 'more scopes than the app has', { scope: 'EXPRPT CONREQ' }],
    [5, 400, 'invalid_grant', 'a wrong password', { password: 'wrong' }],
    [5, 400, 'invalid_grant', 'an unknown user', { username: 'nobody@example.com' }],
    [5, 400, 'invalid_grant', 'a password as request token', { credtype: 'authtoken' }],
    [106, 400, 'invalid_request', 'no refresh token', { grant_type: 'refresh_token' }],
    [101, 400, 'invalid_request', 'no code', { grant_type: 'authorization_code' }],
    [102, 400, 'invalid_request', 'no redirect', { grant_type: 'authorization_code', code: unknown }],
    [103, 400, 'invalid_request', 'an unknown code', { grant_type: 'authorization_code', code: unknown, ...REDIRECT }],
    [108, 400, 'invalid_grant', 'a wrong refresh token', { grant_type: 'refresh_token', refresh_token: 'wrong' }],
    [62, 400, 'invalid_request', 'no client id before all else', { client_id: undefined, grant_type: undefined }],
    [61, 401, 'invalid_client', 'an unknown client before the grant', { client_id: unknown, grant_type: 'magic' }],
  ] as const) {
    it(`answers code ${code} for ${what}`, async () => {
      const answer = await session.askToken(changes);
      const body = answer.json();
      assert.equal(answer.status, status);
      assert.deepEqual(Object.keys(body), ['code', 'error', 'error_description']);
      assert.deepEqual([body.code, body.error], [code, error]);
    });
  }

  for (const [code, status, error] of [
    [10, 400, 'invalid_grant'],
    [14, 400, 'invalid_grant'],
    [21, 400, 'invalid_request'],
    [53, 403, 'invalid_client'],
    [59, 403, 'access_denied'],
    [115, 401, 'invalid_request'],
    [134, 400, 'invalid_request'],
    [139, 400, 'invalid_request'],
  ] as const) {
    it(`answers code ${code} for the login that stands for it`, async () => {
      const answer = await session.askToken({ username: `code${code}@example.com` });
      assert.deepEqual([answer.status, answer.json().code, answer.json().error], [status, code, error]);
    });
  }

  it('answers code 16 where an account lives elsewhere, and gives the token there', async () => {
    const username = 'eu.user@example.com';
    const refused = await session.askToken({ username });
    const { code, geolocation } = refused.json<{ code: number; geolocation: string }>();
    assert.deepEqual([refused.status, code], [400, 16]);
    assert.equal(geolocation, session.sandbox.url.replace('127.0.0.1', 'localhost'));
    const elsewhere = new Session({ ...session.sandbox, url: geolocation });
    const token = (await elsewhere.askToken({ username })).json<TokenAnswer>();
    assert.equal(token.geolocation, geolocation);
    const refresh = { grant_type: 'refresh_token', refresh_token: token.refresh_token };
    assert.equal((await session.askToken(refresh)).json().code, 16);
    assert.equal((await elsewhere.askToken(refresh)).status, 200);
    assert.equal((await new Session(session.sandbox, token.access_token).get('/api/v3.0/expense/reports')).status, 200);
  });

  it('answers code 105 to an app that sends the refresh token of another', async () => {
    const { refresh_token } = (await session.askToken()).json<TokenAnswer>();
    const answer = await session.askToken({ ...WEB, grant_type: 'refresh_token', refresh_token });
    assert.equal(answer.json().code, 105);
  });

  it('answers code 115 to a call without a token that would end a connection', async () => {
    const answer = await session.send('DELETE', '/app-mgmt/v0/connections');
    assert.deepEqual([answer.status, answer.json().code], [401, 115]);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
  });

  it('answers code 135 for a body that is no form', async () => {
    const answer = await session.send('POST', '/oauth2/v0/token', { grant_type: 'password' });
    assert.deepEqual([answer.status, answer.json().code], [400, 135]);
  });

  it('narrows the scopes when fewer are asked for', async () => {
    const token = (await session.askToken({ scope: 'openid ITINER' })).json<TokenAnswer>();
    assert.equal(token.scope, 'openid ITINER');
  });

  it('refreshes to a new refresh token and keeps the older one valid', async () => {
    const { refresh_token } = (await session.askToken()).json<TokenAnswer>();
    const changes = { grant_type: 'refresh_token', refresh_token };
    const first = (await session.askToken(changes)).json<TokenAnswer>();
    assert.notEqual(first.refresh_token, refresh_token);
    assert.equal((await session.askToken(changes)).status, 200);
    assert.equal((await session.askToken({ ...changes, refresh_token: first.refresh_token })).status, 200);
  });

  it('lets a refresh narrow the scopes once, but never widen those that were granted', async () => {
    const { refresh_token } = (await session.askToken({ scope: 'openid EXPRPT' })).json<TokenAnswer>();
    const narrowed = await session.askToken({ grant_type: 'refresh_token', refresh_token, scope: 'EXPRPT' });
    const next = narrowed.json<TokenAnswer>();
    assert.equal(next.scope, 'EXPRPT');
    const later = await session.askToken({ grant_type: 'refresh_token', refresh_token: next.refresh_token });
    assert.equal(later.json<TokenAnswer>().scope, 'openid EXPRPT');
    const wider = await session.askToken({ grant_type: 'refresh_token', refresh_token, scope: 'ITINER' });
    assert.equal(wider.json().code, 54);
  });

  it('ends all refresh tokens of a person, and of nobody else, when the connection is deleted', async () => {
    const other = (await session.askToken({ username: 'li.wei@example.com' })).json<TokenAnswer>();
    const own = (await session.askToken({ username: 'grace.okafor@example.com' })).json<TokenAnswer>();
    const grace = await session.signIn({ username: 'grace.okafor@example.com' });
    assert.equal((await grace.send('DELETE', '/app-mgmt/v0/connections')).status, 200);
    const refresh = { grant_type: 'refresh_token' };
    assert.equal((await session.askToken({ ...refresh, refresh_token: own.refresh_token })).json().code, 108);
    assert.equal((await session.askToken({ ...refresh, refresh_token: other.refresh_token })).status, 200);
  });

  it('ends a refresh token six months after its issue', async () => {
    const { refresh_token } = (await session.askToken()).json<TokenAnswer>();
    clock.forward(183 * DAY_MS);
    assert.equal((await session.askToken({ grant_type: 'refresh_token', refresh_token })).status, 200);
    clock.forward(2 * DAY_MS);
    assert.equal((await session.askToken({ grant_type: 'refresh_token', refresh_token })).json().code, 108);
  });
});
