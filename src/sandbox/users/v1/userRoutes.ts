import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { isAdministrator } from '../../identity/caller.js';
import { soleOwner } from '../../identity/owners.js';
import { answerXmlOrJson } from '../../protocol/answers.js';
import { readXmlBody } from '../../protocol/bodies.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireValue } from '../../protocol/xml.js';
import type { UserDirectory } from '../scim/userDirectory.js';
import { NAMESPACE, viewFormFields, viewUserProfile } from './userProfile.js';
import { RecordError, readUserRecord, UserRecord } from './userRecord.js';

const BASE = '/api/user/v1.0';
const MOST_RECORDS = 500;

/** User v1 (/api-reference/user/index.html). It speaks XML only; a batch answers 200 even when records fail. */
export function registerUserV1(app: SandboxApp, context: SandboxContext, directory: UserDirectory): void {
  const { company } = context;
  const allowed = context.allow('USER');

  app.get(`${BASE}/user`, allowed, (call) => {
    const loginId = new Query(new URL(call.req.url).searchParams).text('loginID');
    const person = soleOwner(call.get('caller'), loginId, company);
    if (person.isDeleted) throw new Refusal(400, `Nobody has the login "${person.login}".`);
    return answerXmlOrJson(call, 'UserProfile', viewUserProfile(person, company), 200, NAMESPACE);
  });

  app.post(`${BASE}/users`, allowed, async (call) => {
    requireAdministrator(call);
    const records = await readRecords(call, 'batch', 'UserProfile');
    const errors: WireValue[] = [];
    const stored: WireValue[] = [];
    for (const record of records) {
      const named = { EmployeeID: record.employeeNumber, FeedRecordNumber: record.feedRecordNumber };
      try {
        storeRecord(record, context, directory);
        stored.push({ ...named, Status: 'SUCCESS' });
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        errors.push({ ...named, message: error.message });
      }
    }
    const result = {
      'records-succeeded': stored.length,
      'records-failed': errors.length,
      ...(errors.length > 0 ? { errors: { error: errors } } : {}),
      ...(stored.length > 0 ? { UserDetails: { UserInfo: stored } } : {}),
    };
    return answerXmlOrJson(call, 'user-batch-result', result, 200, NAMESPACE);
  });

  app.post(`${BASE}/users/password`, allowed, async (call) => {
    requireAdministrator(call);
    const records = await readRecords(call, 'UserBatch', 'User');
    const statuses = records.map((record) => setPassword(record, context));
    const succeeded = statuses.filter(({ Status }) => Status === 'Success').length;
    const result = {
      RecordsSucceeded: succeeded,
      RecordsFailed: statuses.length - succeeded,
      UserPasswordStatusList: { UserPasswordStatus: statuses },
    };
    return answerXmlOrJson(call, 'BatchResult', result, 200, NAMESPACE);
  });

  app.get(`${BASE}/FormFields`, allowed, (call) =>
    answerXmlOrJson(call, 'FormFieldsList', viewFormFields(), 200, NAMESPACE),
  );
}

function requireAdministrator(call: SandboxCall): void {
  if (isAdministrator(call.get('caller'))) return;
  throw new Refusal(403, 'Only a Web Services Administrator may change users.');
}

async function readRecords(call: SandboxCall, root: string, element: string): Promise<readonly UserRecord[]> {
  const held = (await readXmlBody(call, root))[element];
  const records = Array.isArray(held) ? held : held === undefined ? [] : [held];
  if (records.length === 0) throw new Refusal(400, `The batch holds no ${element}.`);
  if (records.length > MOST_RECORDS) throw new Refusal(400, `The batch holds more than ${MOST_RECORDS} users.`);
  return records.map((record) => new UserRecord(record));
}

/** Users are found by employee number; everybody else is new. A password counts for new ones only. */
function storeRecord(record: UserRecord, { company }: SandboxContext, directory: UserDirectory): void {
  const person = company.findEmployee(record.employeeNumber);
  const changes = readUserRecord(record, person, company);
  if (person) {
    directory.change(person, changes);
    return;
  }
  const hired = directory.hire(changes);
  if (record.password !== undefined) company.passwords.set(hired, record.password);
}

function setPassword(record: UserRecord, { company }: SandboxContext) {
  const { login = '', password } = record;
  const person = company.findPerson(login);
  if (!person || !login.includes('@')) return { LoginID: login, Status: 'Failed', Message: 'Nobody has this login.' };
  if (password === undefined) return { LoginID: login, Status: 'Failed', Message: 'The password is missing.' };
  company.passwords.set(person, password);
  return { LoginID: login, Status: 'Success', Message: 'The password was changed.' };
}
