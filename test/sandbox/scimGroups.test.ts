import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';
import { ANA, checkAnswer, GRACE, PATCH_OP, signInCompany } from './usersSession.js';

const GROUPS = '/scim/v4/Groups';
const REPORT_USER = `${GROUPS}/1b7d9e40-6c25-4f3a-8d18-e05a2c94b763`;

interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly members: readonly { readonly value: string }[];
  readonly meta: { readonly 'members.totalResults': number };
}

describe('groups of SCIM v4', () => {
  let guest: Session;
  let company: Session;
  beforeEach(async () => {
    guest = await openSandbox();
    company = await signInCompany(guest);
  });
  afterEach(() => guest.sandbox.close());

  const members = async () => (await company.get(REPORT_USER)).json<Group>().members.map(({ value }) => value);
  const patch = (operation: unknown, path = REPORT_USER) =>
    company.send('PATCH', path, { schemas: [PATCH_OP], Operations: [operation] });
  const idOf = async (name: string) => {
    const filter = encodeURIComponent(`displayName eq "${name}"`);
    return (await company.get(`${GROUPS}?filter=${filter}`)).json<{ Resources: Group[] }>().Resources[0]?.id;
  };

  it('are the 23 roles that there are, in pages', async () => {
    const answer = await company.get(`${GROUPS}?attributes=displayName&count=5&startIndex=21`);
    await checkAnswer('scim-v4/listGroups', answer, 200);
    const { totalResults, Resources } = answer.json<{ totalResults: number; Resources: Group[] }>();
    assert.equal(totalResults, 23);
    assert.deepEqual(Resources.at(-1), { id: REPORT_USER.slice(GROUPS.length + 1), displayName: 'Report User' });
    assert.equal(Resources.length, 3);
  });

  it('show members in pages and count them', async () => {
    const path = `${GROUPS}/${await idOf('Expense User')}?members.startIndex=49&members.count=10`;
    const answer = await company.get(path);
    await checkAnswer('scim-v4/getGroup', answer, 200);
    const group = answer.json<Group>();
    assert.equal(group.members.length, 2);
    assert.equal(group.meta['members.totalResults'], 50);
  });

  it('get and lose members by patches and by replacement, which users show', async () => {
    assert.equal((await patch({ op: 'add', path: 'members', value: [{ value: ANA }] })).status, 204);
    assert.ok((await members()).includes(ANA));
    assert.equal((await patch({ op: 'remove', path: `members[value eq "${ANA}"]` })).status, 204);
    assert.ok(!(await members()).includes(ANA));
    assert.equal((await patch({ op: 'add', value: { members: [{ value: ANA }] } })).status, 204);
    assert.equal((await patch({ op: 'remove', path: 'members', value: [{ value: ANA }] })).status, 204);
    assert.ok(!(await members()).includes(ANA));
    const answer = await company.send('PUT', REPORT_USER, { members: [{ value: GRACE }] });
    await checkAnswer('scim-v4/replaceGroupMembers', answer, 200);
    assert.deepEqual(await members(), [GRACE]);
    const travel = `${GROUPS}/${await idOf('Travel User')}`;
    await patch({ op: 'remove', path: `members[value eq "${GRACE}"]` }, travel);
    const user = (await company.get(`/profile/identity/v4/Users/${GRACE}`)).json<{ entitlements: string[] }>();
    assert.ok(!user.entitlements.includes('Travel'));
  });

  it('refuse what cannot be', async () => {
    const readOnly = `${GROUPS}/${await idOf('Expense Configuration Administrator')}`;
    assert.equal((await patch({ op: 'add', path: 'members', value: [{ value: ANA }] }, readOnly)).status, 400);
    assert.equal((await patch({ op: 'replace', path: 'displayName', value: 'x' })).status, 400);
    assert.equal((await patch({ op: 'add', path: 'members', value: [{ value: 'nobody' }] })).status, 400);
    assert.equal((await patch({ op: 'add', path: 'members', value: 'nobody' })).status, 400);
    assert.equal((await company.send('PUT', REPORT_USER, {})).status, 400);
    await checkAnswer('scim-v4/getGroup', await company.get(`${GROUPS}/none`), 404);
    const filter = encodeURIComponent('active eq false');
    const left = (
      await company.get(`/scim/v4/Users?attributes=id&filter=${encodeURIComponent('userName sw "peter.lang"')}`)
    ).json<{ Resources: { id: string }[] }>().Resources[0]?.id;
    assert.equal((await patch({ op: 'add', path: 'members', value: [{ value: left }] })).status, 400);
    assert.equal((await company.get(`${GROUPS}?filter=${filter}`)).status, 400);
  });
});
