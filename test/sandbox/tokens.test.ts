import assert from 'node:assert/strict';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { FakeClock, NOON, openSandbox, type Session, type TokenAnswer } from './session.js';

const DAY_MS = 86_400_000;

describe('the token service of the sandbox', () => {
  const clock = new FakeClock();
  let session: Session;
  before(async () => {
    session = await openSandbox({ now: clock.now });
  });
  after(() => session.sandbox.close());

  it('gives a person all scopes of the app, a geolocation and times in their odd forms', async () => {
    const answer = await session.askToken();
    assert.equal(answer.status, 200);
    const token = answer.json<TokenAnswer>();
    assert.equal(token.expires_in, '3600');
    assert.equal(token.token_type, 'Bearer');
    assert.equal(token.geolocation, session.sandbox.url);
    assert.equal(token.scope, 'openid user.read company.read EXPRPT ITINER');
    assert.equal(token.refresh_expires_in, Date.parse('2026-11-20T12:00:00Z') / 1000);
  });

  it('puts the documented claims into tokens and signs them with the published key', async () => {
    const { access_token, id_token } = (await session.askToken()).json<TokenAnswer>();
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
      'concur.scopes': ['openid', 'user.read', 'company.read', 'EXPRPT', 'ITINER'],
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
    [60, 400, 'invalid_grant', 'a grant that the app lacks', { grant_type: 'otp' }],
    [60, 400, 'invalid_grant', 'a grant that does not exist', { grant_type: 'magic' }],
    [51, 400, 'invalid_request', 'no user', { username: undefined }],
    [52, 400, 'invalid_request', 'no password', { password: undefined }],
    [120, 400, 'invalid_request', 'an unknown credtype', { credtype: 'otp' }],
    [54, 400, 'invalid_scope', 'more scopes than the app has', { scope: 'EXPRPT LIST' }],
    [5, 400, 'invalid_grant', 'a wrong password', { password: 'wrong' }],
    [5, 400, 'invalid_grant', 'an unknown user', { username: 'nobody@example.com' }],
    [5, 400, 'invalid_grant', 'a password as request token', { credtype: 'authtoken' }],
    [106, 400, 'invalid_request', 'no refresh token', { grant_type: 'refresh_token' }],
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
