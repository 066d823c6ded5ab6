import assert from 'node:assert/strict';
import { FakeClock, openSandbox, type Session } from './session.js';
import {
  ANA,
  aUser,
  checkAnswer,
  ENTERPRISE,
  GRACE,
  PATCH_OP,
  SPEND,
  signInCompany,
  type User,
} from './usersSession.js';

const USERS = '/profile/v4/Users';
const BULK = '/profile/v4/Bulk';
const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const ROLE = 'urn:ietf:params:scim:schemas:extension:spend:2.0:Role';
const APPROVER = 'urn:ietf:params:scim:schemas:extension:spend:2.0:Approver';
const TRAVEL = 'urn:ietf:params:scim:schemas:extension:travel:2.0:User';

interface Status {
  readonly id: string;
  readonly status: { readonly completed: boolean; readonly success: boolean | null };
  readonly operationsCount: Readonly<Record<'total' | 'success' | 'failed' | 'pending', number>>;
  readonly operations?: readonly {
    readonly bulkId?: string;
    readonly resource?: { readonly id: string };
    readonly status: { readonly completed: boolean; readonly success?: boolean; readonly code?: string };
    readonly extensions?: readonly {
      readonly name: string;
      readonly status: { readonly result: string };
      readonly messages?: readonly { readonly schemaPath: string }[];
    }[];
  }[];
}

describe('User Provisioning v4', () => {
  let guest: Session;
  let company: Session;
  let companyId: string;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = new FakeClock();
    guest = await openSandbox({ now: clock.now });
    company = await signInCompany(guest);
    companyId = guest.sandbox.welcome.companyUuid;
  });
  afterEach(() => guest.sandbox.close());

  const spend = { country: 'DE', locale: 'de-DE', reimbursementCurrency: 'EUR', ledgerCode: 'DEFAULT' };
  const statusOf = async (id: string, query = '') => {
    const answer = await company.get(`/profile/v4/provisions/${id}/status${query}`);
    await checkAnswer('user-provisioning-v4/getProvisionStatus', answer, 200);
    return answer.json<Status>();
  };
  const results = (status: Status) =>
    status.operations?.[0]?.extensions?.map(({ name, status: { result } }) =>
      [name.split(':').at(-2), name.split(':').at(-1), result].join(' '),
    );

  it('creates a user at once and completes by the clock; the parts show where they belong', async () => {
    const answer = await company.send('POST', USERS, {
      ...aUser(companyId, { entitlements: ['Expense'] }),
      [SPEND]: { ...spend, customData: [{ id: 'custom1', value: '4200' }] },
      [ROLE]: { roles: [{ roleName: 'EXP_APPROVER', roleGroups: [] }] },
      [APPROVER]: { report: [{ approver: { employeeNumber: '1033' }, primary: true }] },
      [TRAVEL]: { ruleClass: { name: 'Standard' } },
    });
    await checkAnswer('user-provisioning-v4/createUser', answer, 201);
    const { id, meta } = answer.json<User>();
    assert.equal(meta.statusUrl, `${guest.sandbox.url}/profile/v4/provisions/${meta.provisionId}/status`);
    assert.deepEqual((await statusOf(meta.provisionId)).status, { completed: false, success: null });
    clock.forward(5000);
    const status = await statusOf(meta.provisionId, '?attributes=operations');
    assert.deepEqual(status.status, { completed: true, success: true });
    assert.equal(status.operations?.[0]?.resource?.id, id);
    assert.ok(results(status)?.includes('2.0 Approver success'));

    const identity = (await company.get(`/profile/identity/v4/Users/${id}`)).json<User>();
    assert.equal(identity.userName, 'jonas.berg@example.com');
    const ana = await guest.signIn();
    const profile = (await ana.get('/api/user/v1.0/user?loginID=jonas.berg@example.com')).text;
    for (const part of [
      '<CtryCode>DE</CtryCode>',
      '<CrnCode>EUR</CrnCode>',
      '<Custom1>(4200) Service</Custom1>',
      '<ExpenseUser>Y</ExpenseUser>',
      '<ExpenseApprover>Y</ExpenseApprover>',
      '<ExpenseApproverEmployeeID>1033</ExpenseApproverEmployeeID>',
    ]) {
      assert.ok(profile.includes(part), `${part} in ${profile}`);
    }
  });

  it('stores the identity though a product fails, says what failed, and mends it by a patch', async () => {
    const body = { ...aUser(companyId), [SPEND]: { ...spend, reimbursementCurrency: 'SEK' } };
    const { id, meta } = (await company.send('POST', USERS, body)).json<User>();
    clock.forward(5000);
    const status = await statusOf(meta.provisionId, '?attributes=operations&state=failed');
    assert.deepEqual(status.status, { completed: true, success: false });
    const failed = status.operations?.[0]?.extensions?.find(({ name }) => name === SPEND);
    assert.equal(failed?.messages?.[0]?.schemaPath, `${SPEND}:reimbursementCurrency`);
    assert.equal((await statusOf(meta.provisionId, '?attributes=operations&state=success')).operations?.length, 0);

    const patch = {
      schemas: [PATCH_OP],
      Operations: [
        { op: 'replace', value: { [SPEND]: spend } },
        { op: 'replace', path: `${SPEND}:customData[id eq "custom1"].value`, value: '4300' },
        { op: 'replace', path: `${ENTERPRISE}:department`, value: 'Finance' },
      ],
    };
    const answer = await company.send('PATCH', `${USERS}/${id}`, patch);
    await checkAnswer('user-provisioning-v4/updateUser', answer, 200);
    const changed = answer.json<User>();
    assert.equal(changed[ENTERPRISE].department, 'Finance');
    clock.forward(5000);
    const mended = await statusOf(changed.meta.provisionId, '?attributes=operations');
    assert.deepEqual(mended.status, { completed: true, success: true });
    assert.deepEqual(results(mended)?.slice(0, 3), ['2.0 User success', '2.0 User success', '2.0 User success']);
    assert.deepEqual(results(mended)?.slice(3), [
      '2.0 Role no-op',
      '2.0 Approver no-op',
      '2.0 Delegate no-op',
      '2.0 User no-op',
    ]);
  });

  it('replaces and deletes single users', async () => {
    const { id } = (await company.send('POST', USERS, aUser(companyId, { title: 'Buyer' }))).json<User>();
    const answer = await company.send('PUT', `${USERS}/${id}`, aUser(companyId));
    await checkAnswer('user-provisioning-v4/replaceUser', answer, 200);
    assert.equal(answer.json<User>().title, undefined);
    assert.equal((await company.send('DELETE', `${USERS}/${id}`)).status, 204);
    await checkAnswer('user-provisioning-v4/replaceUser', await company.send('PUT', `${USERS}/${id}`, {}), 404);
  });

  it('refuses a wrong identity at once', async () => {
    const taken = await company.send('POST', USERS, aUser(companyId, { userName: 'ana.silva@example.com' }));
    await checkAnswer('user-provisioning-v4/createUser', taken, 400);
    const person = await guest.signIn();
    await checkAnswer('user-provisioning-v4/createUser', await person.send('POST', USERS, aUser(companyId)), 403);
  });

  it('works on many users in the background, each on its own', async () => {
    const answer = await company.send('POST', BULK, {
      schemas: [BULK_REQUEST],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'new', data: aUser(companyId) },
        { method: 'POST', path: '/Users', bulkId: 'again', data: aUser(companyId) },
        {
          method: 'PATCH',
          path: `/Users/${GRACE}`,
          bulkId: 'change',
          data: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'title', value: 'Head of Control' }] },
        },
        { method: 'DELETE', path: `/Users/${ANA}`, bulkId: 'delete' },
        { method: 'PUT', path: '/Users/nobody', bulkId: 'lost', data: {} },
      ],
    });
    await checkAnswer('user-provisioning-v4/provisionUsers', answer, 202);
    const { id, operationsCount } = answer.json<Status>();
    assert.deepEqual(operationsCount, { total: 5, success: 0, failed: 0, pending: 5 });
    clock.forward(60_000);
    const path = `/provisioning/v4/provisions/${id}/status?attributes=operations`;
    const status = (await company.get(path)).json<Status>();
    assert.deepEqual(status.operationsCount, { total: 5, success: 2, failed: 3, pending: 0 });
    assert.deepEqual(
      status.operations?.map(({ bulkId, status: { code } }) => [bulkId, code]),
      [
        ['new', '201'],
        ['again', '400'],
        ['change', '200'],
        ['delete', '400'],
        ['lost', '404'],
      ],
    );
    assert.equal((await statusOf(id, '?attributes=operations&startIndex=2&count=2')).operations?.[0]?.bulkId, 'again');
    const grace = (await company.get(`/profile/identity/v4.1/Users/${GRACE}`)).json<User>();
    assert.equal(grace.title, 'Head of Control');
  });

  it('stops after as many failures as were allowed', async () => {
    const lost = (bulkId: string) => ({ method: 'PUT', path: '/Users/nobody', bulkId, data: {} });
    const body = {
      schemas: [BULK_REQUEST],
      failOnErrors: 1,
      Operations: [lost('a'), { method: 'POST', path: '/Users', bulkId: 'b', data: aUser(companyId) }],
    };
    const { id } = (await company.send('POST', BULK, body)).json<Status>();
    clock.forward(60_000);
    assert.equal((await statusOf(id)).operationsCount.failed, 2);
    const filter = encodeURIComponent('userName eq "jonas.berg@example.com"');
    const found = (await company.get(`/scim/v4/Users?filter=${filter}`)).json<{ totalResults: number }>();
    assert.equal(found.totalResults, 0);
  });

  it('takes 100 operations, bodies that make sense, and forgets after seven days', async () => {
    const many = Array.from({ length: 101 }, (_, at) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `${at}`,
      data: {},
    }));
    for (const Operations of [many, [], [{ method: 'POST' }], 'none', [many[0], many[0]]]) {
      const answer = await company.send('POST', BULK, { schemas: [BULK_REQUEST], Operations });
      await checkAnswer('user-provisioning-v4/provisionUsers', answer, 400);
    }
    const { id } = (
      await company.send('POST', BULK, { schemas: [BULK_REQUEST], Operations: many.slice(0, 100) })
    ).json<Status>();
    clock.forward(7 * 86_400_000);
    const later = await signInCompany(guest);
    assert.equal((await later.get(`/profile/v4/provisions/${id}/status`)).status, 404);
  });
});
