import * as z from 'zod/mini';
import type { Person } from '../../company/people.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { type Entry, postedAmount } from '../entry.js';
import type { Report } from '../report.js';
import { isPaid } from '../statuses.js';
import { approvedAmount, claimedAmount } from '../totals.js';
import { readFields, wrongField } from '../wireFields.js';
import { toHex, toUuid } from './ids.js';
import type { ReportAccess } from './reportAccess.js';
import { money } from './wire.js';

const IN_CONTEXT = '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId';
const CASH_ADVANCES = '/expensereports/v4/reports/:reportId/cashAdvances';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const cashAdvancesBody = z.object({ cashAdvanceIds: z.array(z.string(), { error: 'has to be a list of ids' }) });

/** What reports in Expense v4 are tied to: cash advances, requests, and cost objects with their approvers. */
export function registerAssociationsV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const book = context.books.reports;
  const reads = context.allow('expense.report.read', 'expense.report.readwrite');
  const writes = context.allow('expense.report.readwrite');

  const saveAdvances = (report: Report, cashAdvanceIds: readonly string[]): void => {
    if (isPaid(report.paymentStatus)) throw new Refusal(400, `The report ${report.id} is paid and cannot change.`);
    book.saveReport({ ...report, cashAdvanceIds, modifiedAt: context.now() });
  };

  app.get(`${IN_CONTEXT}/requestassociations`, reads, (call) => {
    const { report } = access.inContext(call, 'any', ['TRAVELER', 'MANAGER', 'PROCESSOR', 'PROXY']);
    return answerJson(call, { requests: report.requestIds.map((id) => ({ id })) });
  });

  app.get(CASH_ADVANCES, reads, (call) => {
    const { report } = access.asSystem(call, 'any');
    return answerJson(call, { cashAdvances: report.cashAdvanceIds.map((id) => ({ id })) });
  });

  app.post(CASH_ADVANCES, writes, async (call) => {
    const { cashAdvanceIds } = readFields(cashAdvancesBody, await readJsonBody(call));
    const { report, address } = access.asSystem(call, 'any');
    saveAdvances(report, [...new Set(readIds(cashAdvanceIds))]);
    return answerJson(call, { uri: `${address}/cashAdvances` }, 201);
  });

  app.delete(CASH_ADVANCES, writes, (call) => {
    const { report } = access.asSystem(call, 'any');
    const ids = (call.req.queries('cashAdvanceIds') ?? []).flatMap((list) => list.split(',')).map((id) => id.trim());
    if (ids.length === 0) throw wrongField('cashAdvanceIds', 'names no cash advance');
    const dropped = new Set(readIds(ids));
    const unknown = [...dropped].find((id) => !report.cashAdvanceIds.includes(id));
    if (unknown) throw new Refusal(404, `The cash advance ${unknown} is not attached to the report ${report.id}.`);
    saveAdvances(
      report,
      report.cashAdvanceIds.filter((id) => !dropped.has(id)),
    );
    return call.body(null, 204);
  });

  app.get('/expensereports/v4/users/:userId/reports/:reportId/costObjectsForApprover', reads, (call) => {
    const user = access.user(call, 'any');
    const { report } = access.asSystem(call, 'any');
    return answerJson(call, viewCostObjects(report, book.entriesOf(report.id), user));
  });
}

/** Ids of cash advances as UUIDs; the API of cash advances writes them as 32 digits. @throws {Refusal} 400 */
function readIds(ids: readonly string[]): readonly string[] {
  return ids.map((id) => {
    const uuid = toUuid(id).toLowerCase();
    if (!UUID.test(uuid)) throw wrongField('cashAdvanceIds', `names "${id}", which is no id of a cash advance`);
    return uuid;
  });
}

/** One cost object for each department that shares name, all others together. */
function viewCostObjects(report: Report, entries: readonly Entry[], user: Person): readonly WireRecord[] {
  const { currency, approver } = report;
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = entry.allocations[0]?.fields.get('Custom1')?.Value ?? report.fields.get('Custom1')?.Value ?? 'General';
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  const sum = (of: readonly Entry[], amountOf: (entry: Entry, currency: string) => number): WireRecord =>
    money(Math.round(of.reduce((total, entry) => total + amountOf(entry, currency), 0) * 100) / 100, currency);
  return [...byName].map(([name, own]) => ({
    name,
    approverId: approver?.id ?? '',
    claimedAmount: sum(own, claimedAmount),
    approvedAmount: sum(own, approvedAmount),
    expenses: own.map((entry) => ({
      id: toHex(entry.expenseId),
      approvedAmount: money(approvedAmount(entry, currency), currency),
      postedAmount: money(postedAmount(entry, currency), currency),
    })),
    isOwnedByCaller: approver === user,
    isFullyApproved: report.approvalStatus === 'A_APPR',
    isApprovableAsUser: approver === user,
    isApprovableAsDelegate: approver?.delegateLogins.includes(user.login) === true,
  }));
}
