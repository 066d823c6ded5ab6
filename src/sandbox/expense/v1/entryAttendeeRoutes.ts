import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson, answerXml, prefersJson } from '../../protocol/answers.js';
import { mediaTypeOf, readXmlBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { isWireRecord, type WireRecord } from '../../protocol/xml.js';
import { type Entry, type EntryAttendee, shareOf } from '../entry.js';
import type { Report } from '../report.js';
import { isWithOwner } from '../statuses.js';
import { amount, count, readFields, required, text } from '../wireFields.js';
import { amountText, NAMESPACE_2012 } from './keys.js';
import { reportOf } from './v1Access.js';

const PATH = '/api/expense/expensereport/v2.0/report/:reportId/entry/:entryId/attendees';
const NUMBERS = ['1', '2', '3', '4', '5'] as const;

const attendeeBody = z.object({
  AttendeeID: text(64),
  Amount: amount,
  AttendeeCount: count,
  Custom1: text(100),
  Custom2: text(100),
  Custom3: text(100),
  Custom4: text(100),
  Custom5: text(100),
});

/** Attendees of an entry in v2 (/api-reference/expense/expense-report/v2.expense-entry-attendee.html). */
export function registerEntryAttendeesV2(app: SandboxApp, context: SandboxContext): void {
  const { reports, attendees } = context.books;
  const allowed = context.allow('EXPRPT');

  const entryOf = (call: SandboxCall): { readonly report: Report; readonly entry: Entry } => {
    const report = reportOf(call, context);
    const id = call.req.param('entryId') ?? '';
    const found = reports.findEntry(id);
    if (found?.report.id !== report.id) throw new Refusal(404, `The report has no entry ${id}.`);
    return found;
  };

  /** Null leaves a value as it is. */
  const readAttendee = (body: unknown, entry: Entry): EntryAttendee => {
    const given = readFields(attendeeBody, body);
    const id = required('AttendeeID', given.AttendeeID);
    const known = attendees.find(id);
    if (!known || known.isDeleted) throw new Refusal(400, `No attendee has the ID ${id}.`);
    const old = entry.attendees.find((one) => one.id === known.id);
    const fields: Record<string, string> = { ...old?.fields };
    for (const number of NUMBERS) {
      const value = given[`Custom${number}`];
      if (typeof value === 'string') fields[number] = value;
    }
    return {
      ...old,
      id: known.id,
      typeCode: known.typeCode,
      amount: given.Amount ?? old?.amount,
      count: given.AttendeeCount ?? old?.count,
      fields,
    };
  };

  app.get(PATH, allowed, (call) => {
    const { entry } = entryOf(call);
    if (prefersJson(call))
      return answerJson(
        call,
        entry.attendees.map((one) => viewJson(one, entry)),
      );
    const views = entry.attendees.map((one) => viewXml(one, entry));
    return answerXml(call, 'EntryAttendees', { Attendee: views }, 200, NAMESPACE_2012);
  });

  app.put(PATH, allowed, async (call) => {
    const bodies = await readBodies(call);
    const { report, entry } = entryOf(call);
    if (!isWithOwner(report.approvalStatus)) throw new Refusal(400, `The report ${report.id} was submitted already.`);
    const list = bodies.map((body) => readAttendee(body, entry));
    if (new Set(list.map(({ id }) => id)).size < list.length) throw new Refusal(400, 'An attendee is listed twice.');
    reports.saveEntry({ ...entry, attendees: list, modifiedAt: context.now() });
    return call.body(null, 200);
  });
}

/** The attendees of a body, with the names that JSON has. */
async function readBodies(call: SandboxCall): Promise<readonly unknown[]> {
  if (/xml$/.test(mediaTypeOf(call))) {
    const { Attendee: given } = await readXmlBody(call, 'EntryAttendees');
    return (given === undefined ? [] : [given].flat()).filter(isWireRecord).map(inJson);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(await call.req.text());
  } catch (error) {
    throw new Refusal(400, `The body is no valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!Array.isArray(parsed)) throw new Refusal(400, 'The JSON of the body is no list.');
  return parsed;
}

function inJson(body: WireRecord): WireRecord {
  const names: Record<string, WireRecord[string]> = {
    AttendeeID: body.AttendeeID ?? null,
    Amount: body.Amount ?? null,
    AttendeeCount: body.AssociatedAttendeeCount ?? null,
  };
  for (const number of NUMBERS) names[`Custom${number}`] = body[`EntryAttendeeCustom${number}`] ?? null;
  return names;
}

function viewJson(one: EntryAttendee, entry: Entry): WireRecord {
  return {
    AttendeeID: one.id,
    Amount: amountText(shareOf(entry, one)),
    AttendeeCount: String(one.count ?? 1),
    ...Object.fromEntries(NUMBERS.map((number) => [`Custom${number}`, one.fields?.[number] ?? null])),
  };
}

function viewXml(one: EntryAttendee, entry: Entry): WireRecord {
  return {
    Amount: amountText(shareOf(entry, one)),
    AssociatedAttendeeCount: one.count ?? 1,
    AttendeeID: one.id,
    ...Object.fromEntries(NUMBERS.map((number) => [`EntryAttendeeCustom${number}`, one.fields?.[number] ?? null])),
  };
}
