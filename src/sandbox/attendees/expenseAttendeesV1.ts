import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import type { Entry, EntryAttendee } from '../expense/entry.js';
import { isAdministrator, loginOf } from '../identity/caller.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { readXmlBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import { type Attendee, SYSTEM_OWNER } from './attendeeBook.js';
import type { AttendeeDesk } from './attendeeDesk.js';
import { readAttendeeFields } from './attendeeFields.js';
import { listOf } from './attendeeRoutesV1.js';
import { putAttendee, requireOpen } from './entryAttendees.js';

const LIST = '/api/expense/expensereport/v1.1/report/:reportId/entry/:entryId/Attendees';
const NAMESPACE = 'http://www.concursolutions.com/api/expense/expensereport/2011/03';

/** Attendees v1.1, which writes attendees and puts them on an entry (/api-reference/expense/attendees/v1dot1.attendees.html). */
export function registerExpenseAttendeesV1(app: SandboxApp, context: SandboxContext, desk: AttendeeDesk): void {
  const allowed = context.allow('ATTEND');
  const { reports } = context.books;

  const findEntry = (call: SandboxCall): { readonly entry: Entry; readonly owner: Person } => {
    const entryId = call.req.param('entryId') ?? '';
    const found = reports.findEntry(entryId);
    if (!found || found.report.id !== call.req.param('reportId')) {
      throw new Refusal(404, `The report has no entry with the id ${entryId}.`);
    }
    const caller = call.get('caller');
    const isOwn = found.report.owner.login === loginOf(caller);
    if (!isOwn && !isAdministrator(caller)) throw new Refusal(403, 'The report belongs to somebody else.');
    requireOpen(found.report);
    return { entry: found.entry, owner: found.report.owner };
  };

  const answer = (
    call: SandboxCall,
    records: readonly WireValue[],
    store: (record: WireRecord) => Attendee,
  ): Response => {
    const errors: WireRecord[] = [];
    const stored: WireRecord[] = [];
    for (const [at, record] of records.entries()) {
      const Index = at + 1;
      try {
        const { id } = store(isWireRecord(record) ? record : {});
        const path = `/api/expense/expensereport/v1.1/report/${call.req.param('reportId')}/entry/${call.req.param('entryId')}`;
        const address = `${context.url}${path}/Attendees/${id}`;
        stored.push({ Index, Status: 'Success', 'Attendee-Details-Url': address });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        errors.push({ Index, message: error.message });
      }
    }
    const result: WireRecord = {
      'records-succeeded': stored.length,
      'records-failed': errors.length,
      ...(errors.length > 0 ? { errors: { error: errors } } : {}),
      ...(stored.length > 0 ? { AttendeeInfoList: { AttendeeStatus: stored } } : {}),
    };
    return answerXmlOrJson(call, 'attendee-batch-result', result, 200, NAMESPACE);
  };

  app.post(LIST, allowed, async (call) => {
    const { entry, owner } = findEntry(call);
    const { Attendee: records } = await readXmlBody(call, 'Attendees');
    return answer(call, requireSome(listOf(records)), (record) => {
      const attendee = storeAttendee(desk, record, owner);
      const current = reports.findEntry(entry.id)?.entry ?? entry;
      const share = shareFrom(
        record,
        attendee,
        current.attendees.find(({ id }) => id === attendee.id),
      );
      putAttendee(reports, current, share, context.now());
      return attendee;
    });
  });

  app.post(`${LIST}/:attendeeId`, allowed, async (call) => {
    const { owner } = findEntry(call);
    const known = desk.book.find(call.req.param('attendeeId'));
    if (!known || known.isDeleted) throw new Refusal(404, 'There is no such attendee.');
    const { Attendee: records } = await readXmlBody(call, 'Attendees');
    const all = requireSome(listOf(records));
    if (all.length > 1) throw new Refusal(400, 'The body has to hold exactly one attendee.');
    return answer(call, all, (record) => {
      requireType(desk, record);
      const wanted = isSystem(record) ? SYSTEM_OWNER.login : owner.login;
      if (known.ownerLogin !== wanted) throw new Refusal(400, 'The attendee has another owner');
      return desk.change(known, readAttendeeFields(record, spell));
    });
  });
}

/** Finds the attendee by its external id and writes over it, or makes a new one. */
function storeAttendee(desk: AttendeeDesk, record: WireRecord, owner: Person): Attendee {
  const type = requireType(desk, record);
  const given = readAttendeeFields(record, spell);
  for (const name of ['LastName', 'ExternalID', 'CurrencyCode']) {
    if (!given.get(name)) throw new Refusal(400, `${spell(name)} is required`);
  }
  const ownerLogin = isSystem(record) ? SYSTEM_OWNER.login : owner.login;
  const sameId = desk.book.attendees.filter(
    ({ externalId, isDeleted }) => externalId === given.get('ExternalID') && !isDeleted,
  );
  const known = sameId.find((attendee) => attendee.ownerLogin === ownerLogin) ?? sameId.find(isShared);
  if (known && (record.UpdateExisting === 'false' || known.ownerLogin !== ownerLogin)) return known;
  if (known) return desk.change(known, given);
  const attendee = desk.create(type, ownerLogin, given);
  desk.book.save(attendee);
  return attendee;
}

function isShared({ ownerLogin }: Attendee): boolean {
  return ownerLogin === SYSTEM_OWNER.login;
}

function isSystem({ SystemOwner: given }: WireRecord): boolean {
  return typeof given === 'string' && /^(yes|y|true)$/i.test(given.trim());
}

function requireType(desk: AttendeeDesk, { AttendeeType: code }: WireRecord) {
  const type = typeof code === 'string' ? desk.types.findUsable(code.trim()) : undefined;
  if (!type) throw new Refusal(400, 'AttendeeType is no attendee type in use');
  return type;
}

/** The part of the attendee in the expense; those who come along unnamed count beside the one who is named. */
function shareFrom(record: WireRecord, attendee: Attendee, old: EntryAttendee | undefined): EntryAttendee {
  const { id, typeCode, versionNumber } = attendee;
  const amount = readNumber('Amount', record.Amount);
  const unnamed = readNumber('AssociatedAttendeesCount', record.AssociatedAttendeesCount);
  return {
    ...old,
    id,
    typeCode,
    versionNumber,
    amount: amount ?? old?.amount,
    isAmountEdited: amount === undefined ? old?.isAmountEdited : true,
    count: unnamed === undefined ? old?.count : Math.floor(unnamed) + 1,
  };
}

function readNumber(name: string, value: WireValue | undefined): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' && /^\d{1,9}(\.\d{1,8})?$/.test(value)) return Number(value);
  throw new Refusal(400, `${name} is no number`);
}

function requireSome(records: readonly WireValue[]): readonly WireValue[] {
  if (records.length === 0) throw new Refusal(400, 'The body holds no Attendee.');
  return records;
}

function spell(name: string): string {
  const own: Readonly<Record<string, string>> = { ExternalID: 'ExternalId', CurrencyCode: 'CrnCode' };
  return own[name] ?? name;
}
