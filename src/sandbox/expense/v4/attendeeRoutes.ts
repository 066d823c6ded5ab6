import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { type Entry, type EntryAttendee, postedAmount, shareOf } from '../entry.js';
import type { Report } from '../report.js';
import { isWithOwner } from '../statuses.js';
import { amount, count, flag, readFields, required, text, wrongField } from '../wireFields.js';
import { toHex } from './ids.js';
import type { ReportAccess, Visit } from './reportAccess.js';
import { money } from './wire.js';

const IN_CONTEXT =
  '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId/expenses/:expenseId/attendees';
const AS_SYSTEM = '/expensereports/v4/reports/:reportId/expenses/:expenseId/attendees';

const MAX_ATTENDEES = 500;
const attendeesBody = z.object({
  noShowAttendeeCount: count,
  expenseAttendeeList: z.array(
    z.object({
      attendeeId: text(64),
      transactionAmount: amount,
      associatedAttendeeCount: count,
      isAmountUserEdited: flag,
      isTraveling: flag,
      versionNumber: count,
    }),
    { error: 'has to be a list' },
  ),
});

/** Attendees of expenses in Expense v4 (/api-reference/expense/expense-report/v4.expense-attendee-associations.html). */
export function registerAttendeesV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const { reports, attendees } = context.books;
  const reads = context.allow('expense.report.read', 'expense.report.readwrite');
  const writes = context.allow('expense.report.readwrite');

  const readAttendees = (body: unknown): Pick<Entry, 'attendees' | 'noShowCount'> => {
    const given = readFields(attendeesBody, body);
    if (given.expenseAttendeeList.length > MAX_ATTENDEES) {
      throw wrongField('expenseAttendeeList', `holds more than ${MAX_ATTENDEES} attendees`);
    }
    const seen = new Set<string>();
    const list = given.expenseAttendeeList.map((item): EntryAttendee => {
      const id = required('attendeeId', item.attendeeId);
      const attendee = attendees.find(id);
      if (!attendee || attendee.isDeleted) throw wrongField('attendeeId', `is ${id}, which no attendee has`);
      if (seen.has(attendee.id)) throw wrongField('attendeeId', `is ${id}, which is listed twice`);
      seen.add(attendee.id);
      return {
        id: attendee.id,
        typeCode: attendee.typeCode,
        amount: required('transactionAmount', item.transactionAmount),
        count: item.associatedAttendeeCount ?? undefined,
        isAmountEdited: item.isAmountUserEdited ?? undefined,
        isTraveling: item.isTraveling ?? undefined,
        versionNumber: item.versionNumber ?? attendee.versionNumber,
      };
    });
    return { attendees: list, noShowCount: given.noShowAttendeeCount ?? 0 };
  };

  const view = (entry: Entry, report: Report): WireRecord => ({
    noShowAttendeeCount: entry.noShowCount,
    expenseAttendeeList: entry.attendees.map((one) => {
      const share = shareOf(entry, one);
      const known = attendees.find(one.id);
      return {
        attendeeId: known?.uuid ?? one.id,
        customData: null,
        isAmountUserEdited: one.isAmountEdited ?? false,
        isTraveling: one.isTraveling ?? false,
        associatedAttendeeCount: one.count ?? 1,
        versionNumber: one.versionNumber ?? known?.versionNumber ?? 1,
        transactionAmount: money(share, entry.currency),
        approvedAmount: money(postedAmount(entry, report.currency, share), report.currency),
      };
    }),
  });

  const save = ({ report }: Visit, entry: Entry, changes: Pick<Entry, 'attendees' | 'noShowCount'>): void => {
    if (!isWithOwner(report.approvalStatus)) throw new Refusal(400, `The report ${report.id} was submitted already.`);
    reports.saveEntry({ ...entry, ...changes, modifiedAt: context.now() });
  };

  app.get(IN_CONTEXT, reads, (call) => {
    const { report } = access.inContext(call, 'any', ['TRAVELER', 'PROXY']);
    return answerJson(call, view(access.expense(call, report).entry, report));
  });

  app.post(IN_CONTEXT, writes, async (call) => {
    const body = await readJsonBody(call);
    const visit = access.inContext(call, 'user', ['TRAVELER', 'PROXY']);
    const { entry } = access.expense(call, visit.report);
    save(visit, entry, readAttendees(body));
    return answerJson(call, { uri: `${visit.address}/expenses/${toHex(entry.expenseId)}/attendees` }, 201);
  });

  app.delete(IN_CONTEXT, writes, (call) => {
    const visit = access.inContext(call, 'user', ['TRAVELER', 'PROXY']);
    save(visit, access.expense(call, visit.report).entry, { attendees: [], noShowCount: 0 });
    return call.body(null, 204);
  });

  app.get(AS_SYSTEM, reads, (call) => {
    const { report } = access.asSystem(call, 'company');
    return answerJson(call, view(access.expense(call, report).entry, report));
  });
}
