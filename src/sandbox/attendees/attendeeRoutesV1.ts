import type { SandboxApp, SandboxContext } from '../context.js';
import { isAdministrator } from '../identity/caller.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, readXml, type WireRecord, type WireValue } from '../protocol/xml.js';
import { type AttendeeBatchType, storeRecord } from './attendeeBatch.js';
import type { AttendeeDesk } from './attendeeDesk.js';

const NAMESPACE = 'http://www.concursolutions.com/api/expense/attendee/2010/05';
const MAX_BATCH = 1000;
const MAX_ERRORS = 10;

/** Batches of shared attendees, v1 (/api-reference/expense/attendees/v1.attendees.html). */
export function registerAttendeesV1(app: SandboxApp, context: SandboxContext, desk: AttendeeDesk): void {
  app.post('/api/expense/attendee/v1.0/batch', context.allow('ATTEND'), async (call) => {
    if (!isAdministrator(call.get('caller'))) {
      throw new Refusal(403, 'Only a Company or Web Services Administrator may write shared attendees.');
    }
    const type = readBatchType(new Query(new URL(call.req.url).searchParams).text('type'));
    const { root, content } = readXml(await call.req.text());
    if (root !== 'attendee-batch') {
      const error = { code: 1101, 'external-id': '', message: 'The root is not attendee-batch' };
      return answerXmlOrJson(call, 'attendee-batch-result', resultOf(0, 0, [error]), 200, NAMESPACE);
    }
    const records = listOf(isWireRecord(content) ? content.attendee : undefined);
    if (records.length === 0 || records.length > MAX_BATCH) {
      throw new Refusal(400, `A batch holds 1 to ${MAX_BATCH} attendees; this one has ${records.length}.`);
    }
    const errors = records.flatMap((record) => {
      const failure = storeRecord(desk, type, record);
      const externalId = isWireRecord(record) ? (record['external-id'] ?? '') : '';
      return failure ? [{ code: failure.code, 'external-id': externalId, message: failure.message }] : [];
    });
    const result = resultOf(records.length - errors.length, errors.length, errors);
    return answerXmlOrJson(call, 'attendee-batch-result', result, 200, NAMESPACE);
  });
}

function readBatchType(text: string | undefined): AttendeeBatchType {
  const type = text?.toLowerCase();
  if (type === 'create' || type === 'update') return type;
  throw new Refusal(400, 'type has to be create or update.');
}

function resultOf(succeeded: number, failed: number, errors: readonly WireRecord[]): WireRecord {
  return {
    'records-succeeded': succeeded,
    'records-failed': failed,
    ...(errors.length > 0 ? { errors: { error: errors.slice(0, MAX_ERRORS) } } : {}),
  };
}

/** What stands in an element that may be repeated. */
export function listOf(value: WireValue | undefined): readonly WireValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
