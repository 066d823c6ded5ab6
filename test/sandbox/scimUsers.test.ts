import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';
import {
  ANA,
  aUser,
  CONCUR_ERROR,
  checkAnswer,
  ENTERPRISE,
  GRACE,
  PATCH_OP,
  SAP,
  signInCompany,
  type User,
  type UserList,
} from './usersSession.js';

const V4 = '/profile/identity/v4/Users';
const V41 = '/profile/identity/v4.1/Users';
const SCIM = '/scim/v4/Users';
const SEARCH = { schemas: ['urn:ietf:params:scim:api:messages:concur:2.0:SearchRequest'] };

const patchOf = (...Operations: readonly unknown[]) => ({ schemas: [PATCH_OP], Operations });

describe('users of the SCIM services', () => {
  let guest: Session;
  let company: Session;
  let companyId: string;
  beforeEach(async () => {
    guest = await openSandbox();
    company = await signInCompany(guest);
    companyId = guest.sandbox.welcome.companyUuid;
  });
  afterEach(() => guest.sandbox.close());

  const create = async (changes: Readonly<Record<string, unknown>> = {}, path = V4): Promise<User> => {
    const answer = await company.send('POST', path, aUser(companyId, changes));
    assert.ok(answer.status < 300, answer.text);
    return answer.json<User>();
  };

  it('keep to their documents', async () => {
    for (const [api, base] of [
      ['identity-v4', '/profile/identity/v4'],
      ['identity-v4.1', '/profile/identity/v4.1'],
      ['scim-v4', '/scim/v4'],
    ] as const) {
      await checkAnswer(`${api}/listUsers`, await company.get(`${base}/Users?count=100`), 200);
      await checkAnswer(`${api}/getUser`, await company.get(`${base}/Users/${ANA}`), 200);
      await checkAnswer(`${api}/getUser`, await company.get(`${base}/Users/nobody`), 404);
      await checkAnswer(`${api}/listSchemas`, await company.get(`${base}/Schemas`), 200);
      await checkAnswer(`${api}/getServiceProviderConfig`, await company.get(`${base}/ServiceProviderConfig`), 200);
    }
    await checkAnswer(
      'identity-v4.1/getSchema',
      await company.get(`/profile/identity/v4.1/Schemas/${ENTERPRISE}`),
      200,
    );
    await checkAnswer('identity-v4/listResourceTypes', await company.get('/profile/identity/v4/ResourceTypes'), 200);
    await checkAnswer('identity-v4.1/searchUsers', await company.send('POST', `${V41}/.search`, SEARCH), 200);
    assert.match((await company.get(SCIM)).headers.get('content-type') ?? '', /application\/scim\+json/);
  });

  it('come in pages by index that hold everybody once', async () => {
    const found: string[] = [];
    for (let startIndex = 1; startIndex <= 50; startIndex += 20) {
      const page = (await company.get(`${V4}?count=20&startIndex=${startIndex}`)).json<UserList>();
      assert.equal(page.totalResults, 50);
      assert.equal(page.startIndex, startIndex);
      found.push(...page.Resources.map(({ id }) => id));
    }
    assert.equal(new Set(found).size, 50);
    assert.equal((await company.get(V4)).json<UserList>().itemsPerPage, 10);
    assert.equal((await company.get(`${V4}?count=0`)).json<UserList>().totalResults, 50);
  });

  it('come in pages by cursor that neither skip nor repeat while others write', async () => {
    const { nextCursor, Resources } = (await company.get(`${V41}?count=20`)).json<UserList>();
    const fresh = await create();
    const found = Resources.map(({ id }) => id);
    for (let cursor = nextCursor; cursor !== undefined; ) {
      const page = (await company.get(`${V41}?count=20&cursor=${cursor}`)).json<UserList>();
      found.push(...page.Resources.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    assert.equal(found.length, 51);
    assert.equal(new Set(found).size, 51);
    assert.equal(found.at(-1), fresh.id);
    assert.equal((await company.get(`${V41}?cursor=made-up`)).status, 400);
  });

  for (const [what, path, count] of [
    ['a login', `${V4}?filter=${encodeURIComponent('userName eq "ana.silva@example.com"')}`, 1],
    ['an employee number', `${V4}?filter=${encodeURIComponent(`${ENTERPRISE}:employeeNumber eq "1042"`)}`, 1],
    ['an employee number of its own', `${V4}?companyId=x&employeeNumber=1042`, 1],
    ['nobody', `${SCIM}?filter=${encodeURIComponent('externalId eq "none"')}`, 0],
    ['a beginning', `${SCIM}?filter=${encodeURIComponent('userName sw "l"')}`, 4],
  ] as const) {
    it(`are found by ${what}`, async () => {
      assert.equal((await company.get(path)).json<UserList>().totalResults, count);
    });
  }

  it('are searched by what the guide names, and by nothing else', async () => {
    const search = (filter: string) => company.send('POST', `${V41}/.search`, { ...SEARCH, filter });
    const found = async (filter: string) => (await search(filter)).json<UserList>().totalResults;
    assert.equal(await found('active eq false'), 2);
    assert.equal(await found('addresses[type eq "work" and locality eq "Seattle"] and active eq true'), 4);
    assert.equal(await found(`${ENTERPRISE}:costCenter eq "4300" or ${ENTERPRISE}:department eq "People"`), 10);
    for (const filter of ['title eq "Buyer"', 'nonsense', 'displayName pr']) {
      const answer = await search(filter);
      assert.equal(answer.status, 400);
      assert.equal(answer.json<{ scimType: string }>().scimType, 'invalidFilter');
    }
    assert.equal((await company.send('POST', `${V41}/.search`, { filter: 'active eq true' })).status, 400);
    assert.equal((await company.get(`${V4}?filter=${encodeURIComponent('userName sw "a"')}`)).status, 400);
  });

  it('show the attributes that are wanted', async () => {
    const first = async (query: string) => (await company.get(`${V41}?count=1&${query}`)).json<UserList>().Resources[0];
    assert.deepEqual(await first('attributes=userName,name.familyName'), {
      id: ANA,
      userName: 'ana.silva@example.com',
      name: { familyName: 'Silva' },
    });
    assert.deepEqual(await first(`attributes=${ENTERPRISE}:employeeNumber`), {
      id: ANA,
      [ENTERPRISE]: { employeeNumber: '1042' },
    });
    const rest = await first('excludedAttributes=emails,localeOverrides');
    assert.ok(rest && !('emails' in rest) && !('localeOverrides' in rest) && 'userName' in rest);
    assert.ok(rest && !('entitlements' in rest));
    assert.deepEqual((await first('attributes=entitlements'))?.entitlements, ['Expense', 'Request', 'Travel']);
  });

  it('show no more than the scopes of the token allow', async () => {
    const ids = await signInCompany(guest, 'identity.user.ids.read');
    const user = (await ids.get(`${V4}/${ANA}`)).json();
    assert.deepEqual(Object.keys(user).sort(), ['id', 'schemas', 'userName']);
    const answer = await ids.send('PATCH', `${V4}/${ANA}`, patchOf({ op: 'replace', path: 'title', value: 'x' }));
    await checkAnswer('identity-v4/patchUser', answer, 403);
    const external = await signInCompany(guest, 'identity.user.externalID.writeonly');
    const change = (path: string) => external.send('PATCH', `${V4}/${ANA}`, patchOf({ op: 'add', path, value: 'x1' }));
    assert.equal((await change('externalId')).status, 200);
    assert.equal((await change('title')).status, 403);
  });

  it('take tokens of the company only', async () => {
    await checkAnswer('identity-v4.1/listUsers', await (await guest.signIn()).get(V41), 403);
    await checkAnswer('identity-v4.1/listUsers', await guest.get(V41), 401);
  });

  it('are created with defaults, found, changed, replaced and deleted', async () => {
    const user = await create({ [SAP]: { userUuid: 'd91f4b36' }, externalId: 'LT-1', title: 'Buyer' });
    assert.equal(user.displayName, 'Jonas Berg');
    assert.equal(user.name.formatted, 'Berg, Jonas');
    assert.equal(user.externalId, 'LT-1');
    assert.equal(user.meta.version, 0);
    assert.deepEqual(user.entitlements, undefined);

    const patched = await company.send(
      'PATCH',
      `${V41}/${user.id}`,
      patchOf(
        { op: 'replace', path: 'nickName', value: 'Jo' },
        { op: 'add', path: 'entitlements', value: ['expense', 'Invoice'] },
        { op: 'replace', path: `${ENTERPRISE}:manager`, value: { employeeNumber: '1033' } },
      ),
    );
    await checkAnswer('identity-v4.1/patchUser', patched, 200);
    const read = (await company.get(`${V4}/${user.id}`)).json<User>();
    assert.equal(read.displayName, 'Jo Berg');
    assert.deepEqual(read.entitlements, ['Expense', 'Invoice']);
    assert.equal(read[ENTERPRISE].manager?.value, GRACE);
    assert.equal(read.meta.version, 1);

    const replaced = await company.send('PUT', `${V4}/${user.id}`, aUser(companyId, { title: 'Head' }));
    await checkAnswer('identity-v4/replaceUser', replaced, 200);
    const { nickName, title, externalId, entitlements } = replaced.json<User>();
    assert.deepEqual([nickName, title, externalId, entitlements], [null, 'Head', undefined, undefined]);

    assert.equal((await company.send('DELETE', `${V4}/${user.id}`)).status, 204);
    assert.equal((await company.get(`${V4}/${user.id}`)).status, 404);
  });

  it('of SCIM v4 answer 201, leave alone what it does not know, and are deleted softly', async () => {
    const answer = await company.send('POST', SCIM, aUser(companyId));
    await checkAnswer('scim-v4/createUser', answer, 201);
    const { id } = answer.json<User>();
    assert.match(answer.headers.get('location') ?? '', new RegExp(`/scim/v4/Users/${id}$`));
    const started = patchOf({ op: 'add', path: `${ENTERPRISE}:startDate`, value: '2026-02-01T00:00:00Z' });
    await company.send('PATCH', `${V4}/${id}`, started);
    await checkAnswer('scim-v4/replaceUser', await company.send('PUT', `${SCIM}/${id}`, aUser(companyId)), 200);
    const { startDate } = (await company.get(`${V4}/${id}`)).json<User>()[ENTERPRISE];
    assert.equal(startDate, '2026-02-01T00:00:00.000');
    assert.equal((await company.send('DELETE', `${SCIM}/${id}`)).status, 204);
    assert.equal((await company.get(`${SCIM}/${id}`)).status, 404);
    assert.equal((await company.get(`${V4}/${id}`)).status, 404);
    assert.equal((await company.send('POST', V4, aUser(companyId))).status, 400);
  });

  it('with reports cannot be deleted, but deactivated; then they cannot sign in', async () => {
    assert.equal((await company.send('DELETE', `${V4}/${GRACE}`)).status, 400);
    const answer = await company.send(
      'PATCH',
      `${SCIM}/${GRACE}`,
      patchOf({ op: 'Replace', path: 'active', value: 'False' }),
    );
    await checkAnswer('scim-v4/patchUser', answer, 200);
    assert.equal(answer.json<User>().active, false);
    assert.equal((await guest.askToken({ username: 'grace.okafor@example.com' })).status, 400);
  });

  it('keep what is verified unless the token may say so', async () => {
    const plain = await signInCompany(guest, 'identity.user.coreenterprise.writeonly identity.user.coresensitive.read');
    const emails = [
      { type: 'work', value: 'ana.silva@example.com', verified: false },
      { type: 'home', value: 'ana@home.example.com', verified: true },
    ];
    const patch = patchOf({ op: 'replace', path: 'emails', value: emails });
    const kept = (await plain.send('PATCH', `${V4}/${ANA}`, patch)).json<User>();
    assert.deepEqual(
      kept.emails.map(({ verified }) => verified),
      [true, false],
    );
    const told = (await company.send('PATCH', `${V4}/${ANA}`, patch)).json<User>();
    assert.deepEqual(
      told.emails.map(({ verified }) => verified),
      [false, true],
    );
  });

  for (const [what, changes, scimType, path] of [
    ['a login in use', { userName: 'Ana.Silva@example.com' }, 'uniqueness', 'userName'],
    ['a login without domain', { userName: 'jonas' }, 'invalidValue', 'userName'],
    ['a login with odd signs', { userName: 'jo(nas@example.com' }, 'invalidValue', 'userName'],
    ['no name', { name: undefined }, 'invalidValue', 'name'],
    ['no family name', { name: { givenName: 'J' } }, 'invalidValue', 'name.familyName'],
    ['a name that is too long', { name: { givenName: 'J', familyName: 'x'.repeat(33) } }, 'invalidValue', undefined],
    ['no e-mail', { emails: [] }, 'invalidValue', 'emails'],
    ['e-mails that are no list', { emails: { value: 'a@b.c' } }, 'invalidValue', 'emails'],
    ['an unknown type of e-mail', { emails: [{ type: 'pub', value: 'a@b.c' }] }, 'invalidValue', 'emails.type'],
    ['active that is no flag', { active: 'perhaps' }, 'invalidValue', 'active'],
    ['an unknown time zone', { timezone: 'Mars/Base' }, 'invalidValue', 'timezone'],
    ['an unknown product', { entitlements: ['Chess'] }, 'invalidValue', 'entitlements'],
    ['two homes', { addresses: [{ type: 'home' }, { type: 'home' }] }, 'invalidValue', 'addresses'],
    ['another company', { [ENTERPRISE]: { companyId: 'x' } }, 'invalidValue', `${ENTERPRISE}:companyId`],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const answer = await company.send('POST', V4, aUser(companyId, changes));
      await checkAnswer('identity-v4/createUser', answer, 400);
      const error = answer.json<{ scimType: string; [CONCUR_ERROR]: { messages: [{ schemaPath: string }] } }>();
      assert.equal(error.scimType, scimType);
      if (path !== undefined) assert.equal(error[CONCUR_ERROR].messages[0].schemaPath, path);
    });
  }

  for (const [what, operation, scimType] of [
    ['companyId', { op: 'replace', path: `${ENTERPRISE}:companyId`, value: 'x' }, 'mutability'],
    ['themselves as manager', { op: 'add', path: `${ENTERPRISE}:manager`, value: { value: ANA } }, 'invalidValue'],
    ['a number in use', { op: 'add', path: `${ENTERPRISE}:employeeNumber`, value: '1001' }, 'uniqueness'],
    ['no login', { op: 'remove', path: 'userName' }, 'invalidValue'],
    [
      'leaves that overlap',
      {
        op: 'add',
        path: `${ENTERPRISE}:leavesOfAbsence`,
        value: [
          { startDate: '2027-01-01', endDate: '2027-02-01' },
          { startDate: '2027-01-20', endDate: '2027-03-01' },
        ],
      },
      'invalidValue',
    ],
  ] as const) {
    it(`are not changed to ${what}`, async () => {
      const answer = await company.send('PATCH', `${V4}/${ANA}`, patchOf(operation));
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json<{ scimType: string }>().scimType, scimType);
    });
  }

  it('answer nonsense with 400, never with 500', async () => {
    for (const body of ['', '[]', '{', 'null', '{"schemas":1}', '{"emails":[null],"name":"x","active":{}}']) {
      for (const [method, path] of [
        ['POST', V4],
        ['PUT', `${V4}/${ANA}`],
        ['PATCH', `${SCIM}/${ANA}`],
        ['POST', `${V41}/.search`],
      ] as const) {
        const answer = await company.send(method, path, body, { 'content-type': 'application/json' });
        assert.equal(answer.status, 400, `${method} ${path} ${body}: ${answer.text}`);
      }
    }
    assert.equal((await company.get(`${V4}?count=many`)).status, 400);
  });
});
