import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { actorOf } from '../actor.js';
import type { ReportDesk } from '../reportDesk.js';
import { isPaid, isWithOwner } from '../statuses.js';
import type { ReportAccess } from './reportAccess.js';
import { readCompactChange, readNewReport, readReportChange } from './reportBodies.js';
import { viewReportForm } from './viewReport.js';

const IN_CONTEXT = '/expensereports/v4/users/:userId/context/:contextType/reports';
const AS_SYSTEM = '/expensereports/v4/reports/:reportId';

/** Headers of reports in Expense v4 (/api-reference/expense/expense-report/v4.reports.html). */
export function registerReportsV4(
  app: SandboxApp,
  context: SandboxContext,
  desk: ReportDesk,
  access: ReportAccess,
): void {
  const book = context.books.reports;
  const reads = context.allow('expense.report.read');
  const writes = context.allow('expense.report.readwrite');
  /** Addresses of reports by the key that their creators gave, so that the same one makes no second report. */
  const created = new Map<string, string>();

  app.post(IN_CONTEXT, writes, async (call) => {
    const body = await readJsonBody(call);
    const type = access.contextType(call, ['TRAVELER', 'PROXY']);
    const user = access.user(call, 'any');
    const key = call.req.header('idempotency-id');
    const known = created.get(`${user.id} ${key}`);
    if (known !== undefined) return answerJson(call, { uri: known }, 201);
    const { changes, comment } = readNewReport(body);
    const actor = actorOf(call.get('caller'), user);
    const report = desk.create(user, changes, actor);
    if (comment) desk.comment(report, comment, actor);
    const uri = `${context.url}/expensereports/v4/users/${user.id}/context/${type}/reports/${report.id}`;
    if (key) created.set(`${user.id} ${key}`, uri);
    return answerJson(call, { uri }, 201);
  });

  app.get(`${IN_CONTEXT}/:reportId`, reads, (call) => {
    const { report, address } = access.inContext(call, 'any', ['TRAVELER', 'MANAGER', 'PROCESSOR', 'PROXY']);
    return answerJson(call, viewReportForm(report, book.entriesOf(report.id), address, context.url));
  });

  app.patch(`${IN_CONTEXT}/:reportId`, writes, async (call) => {
    const body = await readJsonBody(call);
    const { report, actor } = access.inContext(call, 'any', ['TRAVELER', 'PROXY']);
    if (!isWithOwner(report.approvalStatus)) throw new Refusal(400, `The report ${report.id} was submitted already.`);
    const { changes, comment } = readReportChange(body, report);
    const changed = desk.change(report, changes, actor);
    if (comment) desk.comment(changed, comment, actor);
    return call.body(null, 204);
  });

  app.patch(AS_SYSTEM, writes, async (call) => {
    const body = await readJsonBody(call);
    const { report, actor } = access.asSystem(call, 'company');
    if (isPaid(report.paymentStatus)) throw new Refusal(400, `The report ${report.id} is paid and cannot change.`);
    const { changes, comment } = readCompactChange(body, report);
    const changed = desk.change(report, changes, actor);
    if (comment) desk.comment(changed, comment, actor);
    return call.body(null, 204);
  });

  app.delete(AS_SYSTEM, writes, (call) => {
    const { report, actor } = access.asSystem(call, 'any');
    if (!isWithOwner(report.approvalStatus)) throw new Refusal(409, `The report ${report.id} was submitted already.`);
    desk.delete(report, actor);
    return call.body(null, 204);
  });
}
