import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { IssuedTokens } from '../../src/sandbox/identity/issuedTokens.js';
import { WELCOME_APP } from '../../src/sandbox/identity/seededApps.js';
import { type Answer, FakeClock, openSandbox, type Session, type TokenAnswer } from './session.js';

const DAY_MS = 86_400_000;
const SETTINGS = [
  ['name', 'Mine <b>'],
  ['description', 'To "try" things'],
  ['stage', 'Test'],
  ['type', 'Web Services client'],
  ['grants', 'password'],
  ['grants', 'client_credentials'],
  ['scopes', 'openid'],
  ['scopes', 'EXPRPT'],
  ['redirectUris', 'https://app.example.org/back'],
  ['connectUri', 'https://app.example.org/connect?from=concur'],
  ['isEnabled', 'true'],
  ['isEnabledForCompany', 'true'],
] as const;

type Pairs = readonly (readonly [string, string])[];

describe('apps of the sandbox', () => {
  const clock = new FakeClock();
  let guest: Session;
  beforeEach(async () => {
    guest = await openSandbox({ now: clock.now });
  });
  afterEach(() => guest.sandbox.close());

  const post = async (path: string, pairs: Pairs = [], headers: Readonly<Record<string, string>> = {}) => {
    const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
    return fetch(new URL(path, guest.sandbox.url), { method: 'POST', body, headers, redirect: 'manual' });
  };
  const without = (name: string): Pairs => SETTINGS.filter(([known]) => known !== name);
  const register = async (pairs: Pairs = SETTINGS) => {
    const page = await (await post('/sandbox/apps', pairs)).text();
    const read = (id: string): string => new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? assert.fail(page);
    return { client_id: read('client-id'), client_secret: read('client-secret') };
  };

  it('are registered on a page that shows the secret once', async () => {
    const credentials = await register();
    const token = (await guest.askToken(credentials)).json<TokenAnswer>();
    assert.equal(token.scope, 'openid EXPRPT');
    assert.equal(token.refresh_token, undefined);
    assert.equal((await guest.askToken({ ...credentials, grant_type: 'refresh_token' })).json().code, 107);
    const page = await guest.get(`/sandbox/apps/${credentials.client_id}`);
    assert.doesNotMatch(page.text, new RegExp(credentials.client_secret));
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'/);
    assert.match(page.text, /Mine &lt;b&gt;/);
    assert.match((await guest.get('/sandbox/apps')).text, /Mine &lt;b&gt;/);
  });

  for (const [what, pairs] of [
    ['no name', without('name')],
    ['no grant', without('grants')],
    ['no scope', without('scopes')],
    ['an unknown stage', [...without('stage'), ['stage', 'Wish']]],
    ['a redirect that is a script', [...without('redirectUris'), ['redirectUris', 'javascript:alert(1)']]],
  ] as const) {
    it(`are not registered with ${what}`, async () => {
      const answer = await post('/sandbox/apps', pairs);
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /role="alert"/);
    });
  }

  it('are not changed by the forms of other pages', async () => {
    assert.equal((await post('/sandbox/apps', SETTINGS, { origin: 'http://127.0.0.1:1' })).status, 403);
    const secrets = `/sandbox/apps/${WELCOME_APP.clientId}/secrets`;
    assert.equal((await post(secrets, [], { origin: 'null' })).status, 403);
  });

  it('are shut out once they are switched off', async () => {
    const credentials = await register();
    const path = `/sandbox/apps/${credentials.client_id}`;
    assert.equal((await post(path, without('isEnabledForCompany'))).status, 303);
    assert.equal((await guest.askToken(credentials)).json().code, 53);
    await post(path, without('isEnabled'));
    assert.equal((await guest.askToken(credentials)).json().code, 59);
  });

  it('get company request tokens that last a day and are theirs alone', async () => {
    const credentials = await register();
    const page = await (await post('/sandbox/request-tokens', [['appId', credentials.client_id]])).text();
    const password = /id="request-token">([^<]+)</.exec(page)?.[1] ?? assert.fail(page);
    const asked = { username: guest.sandbox.welcome.companyUuid, password, credtype: 'authtoken' };
    assert.equal((await guest.askToken(asked)).json().code, 136);
    for (const _ of [1, 2]) {
      const { access_token } = (await guest.askToken({ ...asked, ...credentials })).json<TokenAnswer>();
      assert.equal(decodeJwt(access_token)['concur.type'], 'company');
    }
    clock.forward(DAY_MS + 1000);
    assert.equal((await guest.askToken({ ...asked, ...credentials })).json().code, 5);
    assert.equal((await post('/sandbox/request-tokens', [['appId', 'nobody']])).status, 400);
  });

  it('are connected from App Center for the company, a person, or as before 2017', async () => {
    const credentials = await register();
    const connect = async (kind: string): Promise<URLSearchParams> => {
      const pairs = [
        ['appId', credentials.client_id],
        ['user', 'li.wei@example.com'],
        ['for', kind],
      ] as const;
      const response = await post('/sandbox/app-center', pairs);
      assert.equal(response.status, 301);
      const url = new URL(response.headers.get('location') ?? '');
      assert.equal(url.origin + url.pathname, 'https://app.example.org/connect');
      return url.searchParams;
    };
    assert.match((await guest.get('/sandbox/app-center')).text, /Connect as/);
    for (const kind of ['company', 'user']) {
      const query = await connect(kind);
      assert.equal(query.get('from'), 'concur');
      const [username, password] = [query.get('id') ?? '', query.get('requestToken') ?? ''];
      const answer = await guest.askToken({ ...credentials, username, password, credtype: 'authtoken' });
      const claims = decodeJwt(answer.json<TokenAnswer>().access_token);
      assert.deepEqual([claims['concur.type'], claims.sub], [kind, username]);
      assert.equal(query.get('userId') === username, kind === 'user');
    }
    const query = new URLSearchParams({ ...credentials, code: (await connect('legacy')).get('code') ?? '' });
    assert.equal((await guest.get(`/net2/oauth2/GetAccessToken.ashx?${query}`)).status, 200);
  });

  describe('rotate their secrets', () => {
    const secrets = `/app-mgmt/v4/${WELCOME_APP.clientId}/secrets`;
    const patch = (app: Session, id: string, value: string): Promise<Answer> =>
      app.send('PATCH', `${secrets}/${id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: '/status', value }],
      });

    it('by creating, activating, deactivating and deleting', async () => {
      const app = await guest.signIn({ grant_type: 'client_credentials' });
      const [old] = (await app.get(secrets)).json<{ id: string; status: string }[]>();
      assert.deepEqual(Object.keys(old ?? {}), ['id', 'status', 'createdAt', 'updatedAt']);
      const { id, secret } = (await app.send('POST', secrets)).json<{ id: string; secret: string }>();
      assert.equal((await guest.askToken({ client_secret: secret })).json().code, 64);
      assert.equal((await patch(app, id, 'active')).status, 200);
      assert.equal((await guest.askToken({ client_secret: secret })).status, 200);
      assert.equal((await app.send('DELETE', `${secrets}/${old?.id}`)).status, 400);
      assert.equal((await patch(app, old?.id ?? '', 'inactive')).status, 200);
      assert.equal((await guest.askToken()).json().code, 64);
      assert.equal((await app.send('DELETE', `${secrets}/${old?.id}`)).status, 204);
      assert.equal((await app.get(secrets)).json<unknown[]>().length, 1);
    });

    it('only with their own token, and only as documented', async () => {
      const app = await guest.signIn({ grant_type: 'client_credentials' });
      const [{ id = '' } = {}] = (await app.get(secrets)).json<{ id: string }[]>();
      assert.equal((await (await guest.signIn()).get(secrets)).status, 401);
      assert.equal((await app.get('/app-mgmt/v4/00000000-0000-4000-8000-000000000000/secrets')).status, 401);
      assert.equal((await guest.get(secrets)).status, 401);
      assert.equal((await patch(app, 'nobody', 'active')).status, 404);
      assert.equal((await patch(app, id, 'paused')).status, 400);
      assert.equal((await app.send('PATCH', `${secrets}/${id}`, {})).status, 400);
    });
  });
});

describe('issued tokens', () => {
  it('are saved as JSON and come back', () => {
    const clock = new FakeClock();
    const given = { clientId: 'app', principal: { kind: 'user', id: 'ana' }, scopes: ['EXPRPT'] } as const;
    const make = (): IssuedTokens => new IssuedTokens(clock.now, () => 'uuid');
    const issued = make();
    const { token } = issued.issueRefresh({ ...given, scopes: [...given.scopes] });
    const legacy = issued.issueLegacy({ ...given, scopes: [...given.scopes] });
    issued.revokeLegacy(legacy.token);
    const again = make();
    again.load(JSON.parse(JSON.stringify(issued.save())));
    assert.deepEqual(again.refresh.find(token), given);
    assert.equal(again.legacy.find(legacy.token)?.isRevoked, true);
    assert.deepEqual(again.save(), issued.save());
    assert.throws(() => again.load({ refresh: 'nonsense' }));
  });
});
