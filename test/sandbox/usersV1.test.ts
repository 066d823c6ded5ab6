import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';
import { signInCompany } from './usersSession.js';

const XML = { 'content-type': 'application/xml; charset=utf-8' };
const USERS = '/api/user/v1.0/users';
const NAMESPACE = 'http://www.concursolutions.com/api/user/2011/02';

interface Profile {
  readonly UserProfile: Readonly<Record<string, string>>;
}
interface BatchResult {
  readonly 'user-batch-result': {
    readonly 'records-succeeded': string;
    readonly 'records-failed': string;
    readonly errors?: { readonly error: { readonly EmployeeID: string; readonly message: string } };
    readonly UserDetails?: { readonly UserInfo: { readonly EmployeeID: string; readonly Status: string } };
  };
}

const batchOf = (...users: readonly Readonly<Record<string, string>>[]): string => {
  const profiles = users.map((user) => {
    const fields = Object.entries(user).map(([name, value]) => `<${name}>${value}</${name}>`);
    return `<UserProfile>${fields.join('')}</UserProfile>`;
  });
  return `<batch xmlns="${NAMESPACE}">${profiles.join('')}</batch>`;
};

const newcomer = {
  EmpId: 'E-1',
  FeedRecordNumber: '1',
  LoginId: 'Jonas.Berg@example.com',
  Password: 'Sandbox-1',
  FirstName: 'Jonas',
  LastName: 'Berg',
  LedgerKey: 'DEFAULT',
  CtryCode: 'DE',
  CrnKey: 'EUR',
  Custom1: '4200',
  ExpenseUser: 'Y',
  ExpenseApproverEmployeeID: '1033',
};

describe('User v1', () => {
  let guest: Session;
  let ana: Session;
  beforeEach(async () => {
    guest = await openSandbox();
    ana = await guest.signIn();
  });
  afterEach(() => guest.sandbox.close());

  const save = async (...users: readonly Readonly<Record<string, string>>[]) =>
    (await ana.send('POST', USERS, batchOf(...users), XML)).xml<BatchResult>()['user-batch-result'];
  const read = async (login: string) =>
    (await ana.get(`/api/user/v1.0/user?loginID=${encodeURIComponent(login)}`)).xml<Profile>().UserProfile;

  it('answers the user of the token, in XML unless nothing but JSON is accepted', async () => {
    const answer = await ana.get('/API//User/V1.0/User', { accept: 'application/json, application/xml' });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /xml/);
    assert.match(answer.text, new RegExp(`<UserProfile [^>]*xmlns="${NAMESPACE}"`));
    const { LoginId, EmpId, Active, Custom1, LocaleName, ExpenseApproverEmployeeID } =
      answer.xml<Profile>().UserProfile;
    assert.deepEqual([LoginId, EmpId, Active], ['ana.silva@example.com', '1042', 'Y']);
    assert.deepEqual([Custom1, LocaleName, ExpenseApproverEmployeeID], ['(4100) Sales', 'en_US', '1007']);
  });

  it('answers others to administrators and the company only', async () => {
    assert.equal((await read('LI.wei@example.com')).FirstName, 'Li');
    const grace = await guest.signIn({ username: 'grace.okafor@example.com' });
    assert.equal((await grace.get('/api/user/v1.0/user?loginID=li.wei@example.com')).status, 403);
    assert.equal((await grace.get('/api/user/v1.0/user')).status, 200);
    assert.equal((await grace.send('POST', USERS, batchOf(newcomer), XML)).status, 403);
    const company = await signInCompany(guest);
    assert.equal((await company.get('/api/user/v1.0/user')).status, 400);
    assert.equal((await company.get('/api/user/v1.0/user?loginID=li.wei@example.com')).status, 200);
    const unknown = await ana.get('/api/user/v1.0/user?loginID=nobody@example.com');
    assert.equal(unknown.status, 400);
    assert.match(unknown.text, /<Error/);
  });

  it('makes a user who can sign in, and tells of failed records beside', async () => {
    const result = await save(newcomer, { ...newcomer, EmpId: 'E-2', FeedRecordNumber: '2' });
    assert.equal(result['records-succeeded'], '1');
    assert.equal(result['records-failed'], '1');
    assert.equal(result.UserDetails?.UserInfo.EmployeeID, 'E-1');
    assert.equal(result.UserDetails?.UserInfo.Status, 'SUCCESS');
    assert.deepEqual(result.errors?.error.message, 'LOGIN_IN_USE:LoginId');
    const { LoginId, EmailAddress, CtryCode, CrnCode, Custom1, TripUser } = await read('jonas.berg@example.com');
    assert.deepEqual([LoginId, EmailAddress], ['jonas.berg@example.com', 'jonas.berg@example.com']);
    assert.deepEqual([CtryCode, CrnCode, Custom1, TripUser], ['DE', 'EUR', '(4200) Service', 'N']);
    const jonas = await guest.signIn({ username: 'jonas.berg@example.com', password: 'Sandbox-1' });
    assert.equal((await jonas.get('/profile/v1/me')).status, 200);
  });

  it('changes users by employee number, with new logins and numbers, and leaves the rest', async () => {
    const change = { EmpId: '1033', LoginId: 'grace.okafor@example.com', NewLoginID: 'grace.o@example.com' };
    const result = await save({ ...change, NewEmployeeID: 'G-1', Active: 'N', Password: 'ignored' });
    assert.equal(result['records-succeeded'], '1');
    const { EmpId, Active, FirstName, OrgUnit2 } = await read('grace.o@example.com');
    assert.deepEqual([EmpId, Active, FirstName, OrgUnit2], ['G-1', 'N', 'Grace', 'London']);
    const managed = await read('fatima.zahra@example.com');
    assert.equal(managed.ExpenseApproverEmployeeID, 'G-1');
  });

  for (const [what, changes, message] of [
    ['without a password', { Password: '' }, 'MISSING_REQUIRED_FIELDS:Password'],
    ['without login and number', { LoginId: '', EmpId: '' }, 'MISSING_REQUIRED_FIELDS:LoginId,EmpId'],
    ['with a login that is no address', { LoginId: 'jonas' }, 'INVALID_VALUE:LoginId'],
    ['with a flag that is none', { ExpenseUser: '?' }, 'INVALID_VALUE:ExpenseUser'],
    ['with an unknown currency', { CrnKey: 'XXX' }, 'INVALID_VALUE:CrnKey'],
    ['with an unknown list item', { Custom1: '9999' }, 'INVALID_VALUE:Custom1'],
    ['with an unknown approver', { ExpenseApproverEmployeeID: '0' }, 'INVALID_VALUE:ExpenseApproverEmployeeID'],
    ['with a name that is too long', { LastName: 'x'.repeat(33) }, 'VALUE_TOO_LONG:LastName'],
  ] as const) {
    it(`refuses a record ${what}`, async () => {
      const result = await save({ ...newcomer, ...changes });
      assert.equal(result['records-failed'], '1');
      assert.equal(result.errors?.error.message, message);
    });
  }

  it('sets passwords and says of each whether it worked', async () => {
    const users = ['grace.okafor@example.com', 'nobody@example.com'].map(
      (login) => `<User><LoginID>${login}</LoginID><Password>New-Sandbox-2</Password></User>`,
    );
    const body = `<UserBatch xmlns="${NAMESPACE}">${users.join('')}</UserBatch>`;
    const answer = await ana.send('POST', '/api/user/v1.0/Users/password', body, XML);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /<RecordsSucceeded>1<\/RecordsSucceeded><RecordsFailed>1<\/RecordsFailed>/);
    assert.match(answer.text, /<LoginID>nobody@example.com<\/LoginID><Status>Failed<\/Status>/);
    const username = 'grace.okafor@example.com';
    assert.equal((await guest.askToken({ username, password: 'New-Sandbox-2' })).status, 200);
    assert.equal((await guest.askToken({ username })).status, 400);
  });

  it('lists the fields of the employee form', async () => {
    const answer = await ana.get('/api/user/v1.0/FormFields');
    const { FormField } = answer.xml<{ FormFieldsList: { FormField: Readonly<Record<string, string>>[] } }>()
      .FormFieldsList;
    assert.deepEqual(
      FormField.filter(({ Custom }) => Custom === 'Y').map(({ Id }) => Id),
      ['OrgUnit1', 'OrgUnit2', 'Custom1', 'Custom2', 'Custom3'],
    );
    assert.equal(FormField[0]?.Required, 'Y');
    assert.equal(FormField.find(({ Id }) => Id === 'OrgUnit2')?.HierLevel, '2');
  });

  it('refuses batches that are empty, too large, or no XML', async () => {
    const many = batchOf(...Array.from({ length: 501 }, () => ({ EmpId: 'x' })));
    for (const body of ['', '<batch/>', '<users/>', 'nonsense', many]) {
      assert.equal((await ana.send('POST', USERS, body, XML)).status, 400);
    }
    assert.equal((await save({}))['records-failed'], '1');
  });
});
