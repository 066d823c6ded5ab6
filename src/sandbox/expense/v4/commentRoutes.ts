import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { Remark, Report } from '../report.js';
import type { ReportDesk } from '../reportDesk.js';
import { readFields, text, wrongField } from '../wireFields.js';
import { toHex } from './ids.js';
import type { ContextType, ReportAccess, Visit } from './reportAccess.js';
import { employee } from './wire.js';

const REPORT = '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId';
const AS_SYSTEM = '/expensereports/v4/reports/:reportId';
const OWNERS: readonly ContextType[] = ['TRAVELER', 'PROXY'];
const READERS: readonly ContextType[] = ['TRAVELER', 'MANAGER', 'PROXY'];

const commentBody = z.object({ comment: text(2000) });

/** Comments in Expense v4 (/api-reference/expense/expense-report/v4.comments.html): a user's or a system's. */
export function registerCommentsV4(
  app: SandboxApp,
  context: SandboxContext,
  desk: ReportDesk,
  access: ReportAccess,
): void {
  const reads = context.allow('expense.report.read', 'expense.report.readwrite');
  const writes = context.allow('expense.report.readwrite');

  for (const [path, isOfExpense] of [
    [`${REPORT}/comments`, false],
    [`${REPORT}/expenses/:expenseId/comments`, true],
    [`${AS_SYSTEM}/comments`, false],
    [`${AS_SYSTEM}/expenses/:expenseId/comments`, true],
  ] as const) {
    const enter = (call: SandboxCall, roles: readonly ContextType[]): Visit =>
      path.startsWith(REPORT) ? access.inContext(call, 'user', roles) : access.asSystem(call, 'company');
    const expenseOf = (call: SandboxCall, report: Report): string | undefined => {
      if (!isOfExpense) return undefined;
      const { entry, part } = access.expense(call, report);
      return (part ?? entry).expenseId;
    };
    const addressOf = ({ address }: Visit, expenseId: string | undefined): WireRecord => ({
      uri: `${address}${expenseId === undefined ? '' : `/expenses/${toHex(expenseId)}`}/comments`,
    });

    app.get(path, reads, (call) => {
      const { report } = enter(call, isOfExpense ? OWNERS : READERS);
      const expenseId = expenseOf(call, report);
      const all = !isOfExpense && new Query(new URL(call.req.url).searchParams).flag('includeAllComments') === true;
      const found = report.remarks.filter((remark) => all || remark.expenseId === expenseId);
      return answerJson(
        call,
        found.map((remark) => viewRemark(remark, report)),
      );
    });

    app.post(path, writes, async (call) => {
      const comment = await readComment(call);
      const visit = enter(call, isOfExpense ? OWNERS : READERS);
      const expenseId = expenseOf(call, visit.report);
      desk.comment(visit.report, comment, visit.actor, expenseId);
      return answerJson(call, addressOf(visit, expenseId), 201);
    });

    app.put(path, writes, async (call) => {
      const comment = await readComment(call);
      const visit = enter(call, OWNERS);
      const expenseId = expenseOf(call, visit.report);
      const latest = latestOf(visit.report, expenseId);
      const { remarks } = visit.report;
      desk.saveRemarks(
        visit.report,
        remarks.map((remark) => (remark === latest ? { ...remark, text: comment } : remark)),
      );
      return answerJson(call, addressOf(visit, expenseId));
    });

    app.delete(path, writes, (call) => {
      const visit = enter(call, OWNERS);
      const latest = latestOf(visit.report, expenseOf(call, visit.report));
      desk.saveRemarks(
        visit.report,
        visit.report.remarks.filter((remark) => remark !== latest),
      );
      return call.body(null, 204);
    });
  }
}

async function readComment(call: SandboxCall): Promise<string> {
  const { comment } = readFields(commentBody, await readJsonBody(call));
  if (comment === undefined || comment === null) throw wrongField('comment', 'is required');
  return comment;
}

function latestOf(report: Report, expenseId: string | undefined): Remark {
  const latest = report.remarks.findLast((remark) => remark.expenseId === expenseId);
  if (!latest) throw new Refusal(404, 'There is no comment yet.');
  return latest;
}

function viewRemark(remark: Remark, { remarks }: Report): WireRecord {
  const { text: comment, author, writtenFor, at, expenseId, stepId } = remark;
  const isLatest = remarks.findLast((one) => one.author === author && one.expenseId === expenseId) === remark;
  return {
    comment,
    author: employee(author),
    createdForEmployee: employee(writtenFor),
    createdForEmployeeId: writtenFor.id,
    creationDate: at.toISOString(),
    expenseId: expenseId === undefined ? null : toHex(expenseId),
    isAuditorComment: false,
    isLatest,
    stepInstanceId: stepId ?? null,
  };
}
