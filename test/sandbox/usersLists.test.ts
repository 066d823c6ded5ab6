import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';
import { ANA, checkAnswer, signInCompany } from './usersSession.js';

const V3 = '/api/v3.0/common/users';

interface Page {
  readonly Items: readonly { readonly LoginID: string; readonly ID: string }[];
  readonly NextPage: string | null;
  readonly total: number;
}

describe('lists of users', () => {
  let guest: Session;
  let ana: Session;
  let company: Session;
  before(async () => {
    guest = await openSandbox();
    ana = await guest.signIn();
    company = await signInCompany(guest);
  });
  after(() => guest.sandbox.close());

  it('of v3 keep to the document and lead through all people by NextPage', async () => {
    const logins: string[] = [];
    for (let path: string | null = `${V3}?limit=20`; path !== null; ) {
      const answer = await ana.get(path);
      await checkAnswer('users-v3/listUsers', answer, 200);
      const { Items, NextPage } = answer.json<Page>();
      logins.push(...Items.map(({ LoginID }) => LoginID));
      path = NextPage;
    }
    assert.equal(new Set(logins).size, 50);
    assert.equal(logins[0], 'ana.silva@example.com');
  });

  for (const [query, count] of [
    ['user=ANA.silva@example.com', 1],
    ['primaryEmail=li.wei@example.com', 1],
    ['employeeID=1042', 1],
    ['lastName=SILVA', 1],
    ['active=false', 2],
    ['active=true&lastName=Lang', 0],
  ] as const) {
    it(`of v3 are filtered by ${query}`, async () => {
      assert.equal((await ana.get(`${V3}?${query}`)).json<Page>().Items.length, count);
    });
  }

  it('of v3 come as XML, and to administrators only', async () => {
    const answer = await ana.get(`${V3}?limit=1`, { accept: 'application/xml' });
    assert.match(answer.text, /<Users [^>]*><Items><User><LoginID>ana\.silva@example\.com</);
    const grace = await guest.signIn({ username: 'grace.okafor@example.com' });
    assert.equal((await grace.get(V3)).status, 403);
    assert.equal((await ana.get(`${V3}?limit=101`)).status, 400);
  });

  it('of v3.1 keep to the document at all of their paths, and count all that match', async () => {
    for (const path of ['/users/', '/users', '/api/v3.1/users/', '/api/v3.1/users']) {
      const answer = await company.get(`${path}?isactive=true&limit=30&offset=30`);
      await checkAnswer('users-bulk-v3.1/listUsers', answer, 200);
      const { total, Items, NextPage } = answer.json<Page>();
      assert.deepEqual([total, Items.length, NextPage], [48, 18, null]);
    }
    const next = (await company.get('/users/?limit=10&countrycode=GB')).json<Page>().NextPage;
    assert.equal(next, null);
    const following = (await company.get('/users/?limit=10')).json<Page>().NextPage ?? '';
    assert.equal((await company.get(following)).json<Page>().Items.length, 10);
    assert.equal((await company.get(`/users/?id=${ANA}`)).json<Page>().total, 1);
    assert.equal((await ana.get('/users/')).status, 403);
  });

  it('are not needed to know oneself: Profile v1 answers the user or the company', async () => {
    for (const [session, schema, id] of [
      [ana, '', ANA],
      [ana, '?schema=expense', ANA],
      [ana, '?schema=compact,expense', ANA],
      [company, '', guest.sandbox.welcome.companyUuid],
    ] as const) {
      const answer = await session.get(`/profile/v1/me${schema}`);
      await checkAnswer('profile-v1/getMyProfile', answer, 200);
      const profile = answer.json();
      assert.equal(profile.id, id);
      assert.equal('com:concur:Expense:0.2' in profile, schema.includes('expense'));
      assert.equal('com:concur:TravelPreferences:1.0' in profile, session === ana && !schema.includes('compact'));
    }
    const app = await guest.signIn({ grant_type: 'client_credentials' });
    assert.equal((await app.get('/profile/v1/me')).status, 404);
  });
});
