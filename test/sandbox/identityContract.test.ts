import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { WELCOME_APP } from '../../src/sandbox/identity/seededApps.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import { type Answer, openSandbox, type Session } from './session.js';

describe('answers about tokens', () => {
  let guest: Session;
  let app: Session;
  before(async () => {
    guest = await openSandbox();
    app = await guest.signIn({ grant_type: 'client_credentials' });
  });
  after(() => guest.sandbox.close());

  const secrets = `/app-mgmt/v4/${WELCOME_APP.clientId}/secrets`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const native = (): Promise<Answer> =>
    guest.get('/net2/oauth2/accesstoken.ashx', {
      accept: 'application/json',
      authorization: `Basic ${btoa(`${guest.sandbox.welcome.username}:${guest.sandbox.welcome.password}`)}`,
      'x-consumerkey': WELCOME_APP.consumerKey,
    });
  const exchange = async (): Promise<Answer> =>
    app.send('POST', `/appmgmt/v0/legacyApps/${WELCOME_APP.consumerKey}/exchangeRefreshToken/me`, {
      token: (await native()).json().Token,
      secret: WELCOME_APP.clientSecret,
    });

  const cases: readonly (readonly [string, string, number, () => Promise<Answer>])[] = [
    ['a token', 'authentication-v0/requestToken', 200, () => guest.askToken()],
    [
      'a token of an app',
      'authentication-v0/requestToken',
      200,
      () => guest.askToken({ grant_type: 'client_credentials' }),
    ],
    ['a wrong password', 'authentication-v0/requestToken', 400, () => guest.askToken({ password: 'x' })],
    [
      'another data centre',
      'authentication-v0/requestToken',
      400,
      () => guest.askToken({ username: 'eu.user@example.com' }),
    ],
    ['a wrong secret', 'authentication-v0/requestToken', 401, () => guest.askToken({ client_secret: 'x' })],
    [
      'an app shut out',
      'authentication-v0/requestToken',
      403,
      () => guest.askToken({ username: 'code53@example.com' }),
    ],
    ['no app', 'authentication-v0/requestOneTimePassword', 400, () => guest.send('POST', '/oauth2/v0/otp', '', form)],
    ['keys', 'authentication-v0/getSigningKeys', 200, () => guest.get('/oauth2/v0/jwks')],
    ['no token', 'authentication-v0/revokeConnections', 401, () => guest.send('DELETE', '/app-mgmt/v0/connections')],
    ['secrets', 'app-management-v4/listSecrets', 200, () => app.get(secrets)],
    ['a new secret', 'app-management-v4/createSecret', 200, () => app.send('POST', secrets)],
    ['a legacy token', 'authentication-legacy/getNativeToken', 200, native],
    ['an exchanged token', 'token-migration-v0/exchangeLegacyToken', 200, exchange],
  ];
  for (const [what, operation, status, call] of cases) {
    it(`keep to the catalogue for ${what}`, async () => {
      const { responses } = await (await builtInCatalog()).operation(operation);
      const json = responses[status]?.content.find(({ mediaType }) => mediaType === 'application/json');
      const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
      const validate = ajv.compile(json?.schema ?? assert.fail(`${operation} has no JSON for ${status}`));
      const answer = await call();
      assert.equal(answer.status, status, answer.text);
      assert.ok(validate(answer.json()), ajv.errorsText(validate.errors));
    });
  }

  it('stay below 500 for nonsense', async () => {
    const paths = ['token', 'otp', 'authorize'].map((name) => `/oauth2/v0/${name}`);
    const pages = ['apps', 'request-tokens', 'app-center', `apps/${WELCOME_APP.clientId}`].map(
      (name) => `/sandbox/${name}`,
    );
    const legacy = ['accesstoken.ashx', 'GetAccessToken.ashx', 'revoketoken.ashx', 'Login.aspx'].map(
      (name) => `/net2/oauth2/${name}`,
    );
    const names = ['client_id', 'redirect_uri', 'scope', 'code', 'refresh_token', 'appId', 'user', 'otp', 'name'];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(WELCOME_APP.clientId, 'http://localhost', '//[', '%'),
    );
    const fields = fc.array(fc.tuple(fc.constantFrom(...names), value));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths, ...pages, ...legacy),
        fields,
        fc.boolean(),
        async (path, pairs, isPost) => {
          const text = new URLSearchParams(pairs).toString();
          const url = new URL(isPost ? path : `${path}?${text}`, guest.sandbox.url);
          const headers = { ...form, authorization: 'Basic /////w==' };
          const sent = isPost ? { method: 'POST', body: text, headers } : { headers };
          const answer = await fetch(url, { ...sent, redirect: 'manual' });
          assert.ok(answer.status < 500, `${path} ${answer.status} ${await answer.text()}`);
        },
      ),
      { numRuns: 300 },
    );
  });
});
