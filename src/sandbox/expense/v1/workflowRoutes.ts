import type { SandboxApp, SandboxContext } from '../../context.js';
import { isAdministrator, loginOf } from '../../identity/caller.js';
import { answerJson, prefersJson } from '../../protocol/answers.js';
import { readXmlBody } from '../../protocol/bodies.js';
import { formatSeconds } from '../../protocol/moments.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { actorOf } from '../actor.js';
import type { ReportException } from '../exceptions.js';
import type { Report } from '../report.js';
import type { ReportDesk } from '../reportDesk.js';
import { isAtSystem } from '../statuses.js';
import { WorkflowConflict } from '../workflow.js';
import { V1 } from './keys.js';
import { answerV1, reportOf, requireAdministrator } from './v1Access.js';

const MAX_COMMENT = 2000;

/** Submission and workflow actions of v1.1 and the integration status of v2; refusals come with status 200. */
export function registerWorkflowV1(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');

  app.post(`${V1}/report/:reportId/submit`, allowed, (call) => {
    const report = reportOf(call, context);
    const caller = call.get('caller');
    const owner = call.req.header('x-userid') ?? call.req.header('x_userid') ?? loginOf(caller) ?? '';
    if (owner.toLowerCase() !== report.owner.login) throw new Refusal(400, `${owner} does not own this report.`);
    if (loginOf(caller) !== report.owner.login && !isAdministrator(caller)) {
      throw new Refusal(403, 'Only an administrator may submit reports of others.');
    }
    try {
      desk.submit(report, actorOf(caller, report.owner));
      return answerV1(call, 'ReportStatus', { Status: 'SUCCESS' });
    } catch (error) {
      if (!(error instanceof WorkflowConflict)) throw error;
      const exceptions = error.exceptions.map(viewException);
      return answerV1(call, 'ReportStatus', {
        Message: error.message,
        Status: 'FAILURE',
        ...(exceptions.length > 0 ? { ReportExceptions: { ReportException: exceptions } } : {}),
      });
    }
  });

  app.post(`${V1}/report/:reportId/workflowaction`, allowed, async (call) => {
    const body = await readXmlBody(call, 'WorkflowAction');
    const stepId = call.req.param('reportId');
    const report = book.findByStep(stepId);
    if (!report) throw new Refusal(404, `No report stands at the workflow step ${stepId}.`);
    const { Action: action, Comment: comment = '' } = body;
    if (typeof action !== 'string' || typeof comment !== 'string') {
      throw new Refusal(400, 'Action and Comment have to be text.');
    }
    if (comment.length > MAX_COMMENT) throw new Refusal(400, `Comment is longer than ${MAX_COMMENT} characters.`);
    const person = call.get('caller').principal.kind === 'user' ? actorOf(call.get('caller')).person : undefined;
    const mayActAsSystem = isAdministrator(call.get('caller'));
    const actor = actorOf(call.get('caller'), report.approver);

    const step = (): void => {
      const isOwner = person !== undefined && person === report.owner;
      const isApprover = person !== undefined && person === report.approver;
      switch (action.toLowerCase()) {
        case 'recall to employee':
          if (!isOwner) throw new WorkflowConflict('Only the owner of a report can recall it.');
          return void desk.recall(report, actorOf(call.get('caller')), comment);
        case 'send back to employee':
          if (comment === '') throw new Refusal(400, 'Sending back needs a Comment.');
          requireTurn(isApprover, mayActAsSystem, report);
          return void desk.sendBack(report, actor, comment);
        case 'approve':
          if (report.approvalStatus === 'A_APPR') {
            if (!mayActAsSystem)
              throw new WorkflowConflict('Payment is a step of the system; it needs an administrator.');
            return void desk.pay(report, actor);
          }
          requireTurn(isApprover, mayActAsSystem, report);
          return void desk.approve(report, isAtSystem(report.approvalStatus) ? 'system' : 'person', actor, comment);
        default:
          throw new Refusal(400, `Action is "${action}", which is none of the workflow.`);
      }
    };
    try {
      step();
      return answerV1(call, 'ActionStatus', { Message: 'SUCCESS!', Status: 'SUCCESS!' });
    } catch (error) {
      if (!(error instanceof WorkflowConflict)) throw error;
      return answerV1(call, 'ActionStatus', { Message: error.message, Status: 'FAILURE' });
    }
  });

  app.post('/api/expense/expensereport/v2.0/integrationstatus/report/:reportId', allowed, (call) => {
    requireAdministrator(call);
    const report = reportOf(call, context);
    let answer: WireRecord = { Message: 'SUCCESS', Status: 'SUCCESS' };
    try {
      desk.pay(report, actorOf(call.get('caller')));
    } catch (error) {
      if (!(error instanceof WorkflowConflict)) throw error;
      answer = { Message: error.message, Status: 'FAILURE' };
    }
    return prefersJson(call) ? answerJson(call, answer) : answerV1(call, 'ActionStatus', answer);
  });
}

/** A step of a system belongs to administrators, any other to its approver; those of processors are not supported. */
function requireTurn(isApprover: boolean, mayActAsSystem: boolean, { approvalStatus }: Report): void {
  if (approvalStatus === 'A_ACCO') throw new WorkflowConflict('Steps of a processor cannot be taken here.');
  if (isAtSystem(approvalStatus) ? mayActAsSystem : isApprover) return;
  throw new WorkflowConflict('It is not your turn to take this step.');
}

function viewException({ type, visibility, entry }: ReportException): WireRecord {
  return {
    CrnCode: entry?.currency ?? '',
    EventCode: 'SUBMIT',
    ExceptionCode: type.code,
    ExceptionErrorCode: type.isBlocking ? 'ERROR' : 'WARNING',
    ExceptionVisibility: visibility,
    ExpKey: entry?.type.code ?? '',
    ExpName: entry?.type.name ?? '',
    IsCleared: 'N',
    SeverityLevel: type.level,
    TransactionAmount: entry?.amount ?? '',
    TransactionDate: entry ? formatSeconds(entry.transactionDate) : '',
    Type: entry ? 'ENTRY' : 'REPORT',
  };
}
