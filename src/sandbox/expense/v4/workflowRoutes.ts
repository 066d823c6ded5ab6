import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { Report } from '../report.js';
import type { ReportDesk } from '../reportDesk.js';
import { type ApprovalStatus, findApprovalStatus } from '../statuses.js';
import { readFields, required, text, wrongField } from '../wireFields.js';
import { WorkflowConflict } from '../workflow.js';
import type { ReportAccess, Visit } from './reportAccess.js';
import { listToApprove } from './reportsToApprove.js';

const REPORTS = '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId';
const AS_SYSTEM = '/expensereports/v4/reports/:reportId';

const actionBody = z.object({
  comment: text(2000),
  expenseRejectedComment: text(2000),
  statusId: text(6),
  expectedWorkflowStepInstanceId: text(64),
  expectedStepCode: text(64),
});

/** The workflow of reports in Expense v4 (/api-reference/expense/expense-report/v4.workflows.html). */
export function registerWorkflowV4(
  app: SandboxApp,
  context: SandboxContext,
  desk: ReportDesk,
  access: ReportAccess,
): void {
  const book = context.books.reports;
  const reads = context.allow('expense.report.read', 'expense.report.readwrite');
  const writes = context.allow('expense.report.readwrite');
  const moves = context.allow('expense.report.workflowstatus.write');

  app.patch('/expensereports/v4/users/:userId/reports/:reportId/submit', writes, (call) => {
    const user = access.user(call, 'any');
    const visit = access.asSystem(call, 'any');
    if (visit.report.owner !== user)
      throw new Refusal(404, `${user.login} has no report with the id ${visit.report.id}.`);
    const { person } = visit.actor;
    const actsFor = person === user ? undefined : user;
    return take(call, 409, () => desk.submit(visit.report, { person, actsFor }));
  });

  app.patch(`${REPORTS}/recall`, moves, (call) => {
    const { report, actor } = access.inContext(call, 'user', ['TRAVELER', 'PROXY']);
    return take(call, 400, () => desk.recall(report, actor));
  });

  app.patch(`${REPORTS}/approve`, moves, async (call) => {
    const given = await readAction(call);
    const { report, actor } = reviewing(call);
    return take(call, 400, () => desk.approve(report, 'person', actor, commentOf(given, report), statusOf(given)));
  });

  app.patch(`${REPORTS}/sendBack`, moves, async (call) => {
    const given = await readAction(call);
    const { report, actor } = reviewing(call);
    return take(call, 400, () => desk.sendBack(report, actor, required('comment', given.comment)));
  });

  app.patch(`${AS_SYSTEM}/approve`, moves, async (call) => {
    const given = await readAction(call);
    const { report, actor } = access.asSystem(call, 'company');
    requireExpectedStep(given, report);
    return take(call, 400, () => desk.approve(report, 'system', actor, commentOf(given, report), statusOf(given)));
  });

  app.patch(`${AS_SYSTEM}/sendBack`, moves, async (call) => {
    const given = await readAction(call);
    const { report, actor } = access.asSystem(call, 'company');
    requireExpectedStep(given, report);
    return take(call, 400, () => desk.sendBack(report, actor, required('comment', given.comment)));
  });

  app.get('/expensereports/v4/users/:userId/context/:contextType/reportsToApprove', reads, (call) => {
    access.contextType(call, ['MANAGER']);
    return answerJson(call, listToApprove(call, access.user(call, 'any'), book));
  });

  /** What an approver or a processor may move on now (the page names MANAGER only; processors review in accounting). */
  function reviewing(call: SandboxCall): Visit {
    const visit = access.inContext(call, 'user', ['MANAGER', 'PROCESSOR']);
    const isProcessing = access.contextType(call, ['MANAGER', 'PROCESSOR']) === 'PROCESSOR';
    return isProcessing ? inAccounting(visit) : approverOf(visit);
  }

  /** Rejected expenses need a word to their owner. */
  function commentOf({ comment, expenseRejectedComment }: Action, report: Report): string | undefined {
    const isRejecting = book.entriesOf(report.id).some(({ isRejected }) => isRejected);
    if (isRejecting) required('expenseRejectedComment', expenseRejectedComment);
    return [comment, expenseRejectedComment].filter(Boolean).join(' ') || undefined;
  }
}

type Action = z.output<typeof actionBody>;

async function readAction(call: SandboxCall): Promise<Action> {
  return readFields(actionBody, await readJsonBody(call));
}

/** Takes a step; what the state of the report does not allow is answered with `status`. */
function take(call: SandboxCall, status: 400 | 409, step: () => unknown): Response {
  try {
    step();
  } catch (error) {
    if (!(error instanceof WorkflowConflict)) throw error;
    const errors = error.exceptions.map(({ type }) => ({ source: type.code, message: type.message }));
    throw new Refusal(status, error.message, {}, errors);
  }
  return call.body(null, 204);
}

/** @throws {Refusal} 400 when the report does not wait for a processor */
function inAccounting(visit: Visit): Visit {
  if (visit.report.approvalStatus === 'A_ACCO') return visit;
  throw new Refusal(400, `The report ${visit.report.id} waits for no processor.`);
}

/** @throws {Refusal} 403 when it is not the turn of this user, nor of somebody they stand in for */
function approverOf(visit: Visit): Visit {
  const { report, actor } = visit;
  const user = actor.person;
  const isTheirs = report.approver !== undefined && report.approver === (actor.actsFor ?? user);
  const standsIn = report.approver === user || report.approver?.delegateLogins.includes(user?.login ?? '') === true;
  if (report.approver && isTheirs && standsIn) return visit;
  if (!report.approver) throw new Refusal(400, `The report ${report.id} waits for no approver.`);
  throw new Refusal(403, `The report ${report.id} waits for another approver.`);
}

function statusOf({ statusId }: Action): ApprovalStatus | undefined {
  if (!statusId) return undefined;
  const status = findApprovalStatus(statusId);
  if (!status) throw wrongField('statusId', `is "${statusId}", which is no approval status`);
  return status;
}

function requireExpectedStep(given: Action, report: Report): void {
  const { expectedWorkflowStepInstanceId: step, expectedStepCode: code } = given;
  if (step && step !== report.stepId)
    throw wrongField('expectedWorkflowStepInstanceId', `is not the step at which the report ${report.id} stands`);
  const present = report.approvalStatus === 'A_EXTV' ? 'EXTVAL' : undefined;
  if (code && code !== present)
    throw wrongField('expectedStepCode', `is ${code}, but the report ${report.id} stands at another step`);
}
