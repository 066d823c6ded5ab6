import type { SandboxApp, SandboxContext } from '../../context.js';
import { isAdministrator, loginOf } from '../../identity/caller.js';
import { soleOwner } from '../../identity/owners.js';
import { answerXmlOrJson } from '../../protocol/answers.js';
import { readXmlBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { isWireRecord, type WireRecord } from '../../protocol/xml.js';
import { type Actor, actorOf } from '../actor.js';
import type { Report } from '../report.js';
import { readHeader } from '../reportBody.js';
import type { ReportDesk } from '../reportDesk.js';
import { keyOf, NAMESPACE_2011, V1 } from './keys.js';
import { answerV1, reportOf } from './v1Access.js';

const MAX_BATCH = 1000;

/** Headers of reports in v1.1 (/api-reference/expense/expense-report/v1dot1.reports.html). */
export function registerHeadersV1(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  const allowed = context.allow('EXPRPT');
  const addressOf = (report: Report): string => `${context.url}${V1}/report/${keyOf(report)}`;
  const success = (report: Report): WireRecord => ({
    ReportStatus: { '@xmlns': NAMESPACE_2011, Status: 'SUCCESS', 'Report-Details-Url': addressOf(report) },
  });

  const create = (login: string | undefined, actor: (owner: Report['owner']) => Actor, body: WireRecord): Report => {
    const owner = context.company.findPerson(login ?? '');
    if (!owner) throw new Refusal(400, `Nobody has the login "${login}".`);
    const { changes, comment } = readHeader(body, undefined);
    const report = desk.create(owner, changes, actor(owner));
    return comment ? desk.comment(report, comment, actor(owner)) : report;
  };

  app.post(`${V1}/report`, allowed, async (call) => {
    const body = await readXmlBody(call, 'Report');
    const caller = call.get('caller');
    const owner = soleOwner(caller, call.req.header('x-userid'), context.company);
    return answerXmlOrJson(
      call,
      'ReportDetails',
      success(create(owner.login, (person) => actorOf(caller, person), body)),
    );
  });

  app.post(`${V1}/report/batch`, allowed, async (call) => {
    const { Report: given } = await readXmlBody(call, 'batch');
    const reports = (given === undefined ? [] : [given].flat()).filter(isWireRecord).slice(0, MAX_BATCH);
    if (reports.length === 0) throw new Refusal(400, 'The batch holds no report.');
    const caller = call.get('caller');
    const [errors, statuses]: [WireRecord[], WireRecord[]] = [[], []];
    for (const [at, body] of reports.entries()) {
      const Index = typeof body.Index === 'string' && body.Index ? body.Index : String(at + 1);
      const login = typeof body.LoginId === 'string' && body.LoginId ? body.LoginId.toLowerCase() : loginOf(caller);
      try {
        if (login !== loginOf(caller) && !isAdministrator(caller)) {
          throw new Refusal(403, 'Only an administrator may create reports of others.');
        }
        const report = create(login, (person) => actorOf(caller, person), body);
        statuses.push({ Index, Status: 'SUCCESS', 'Report-Details-Url': addressOf(report) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        errors.push({ Index, LoginID: login ?? '', message: error.message });
      }
    }
    return answerV1(call, 'report-batch-result', {
      'records-succeeded': statuses.length,
      'records-failed': errors.length,
      errors: errors.length > 0 ? { error: errors } : '',
      ReportDetails: statuses.length > 0 ? { ReportStatus: statuses } : '',
    });
  });

  app.post(`${V1}/report/:reportId`, allowed, async (call) => {
    const body = await readXmlBody(call, 'Report');
    const report = reportOf(call, context);
    const { paymentStatus, id } = report;
    if (paymentStatus !== 'P_NOTP' && paymentStatus !== 'P_HOLD') {
      throw new Refusal(400, `The report ${id} is in payment (${paymentStatus}) and cannot be changed.`);
    }
    const { changes, comment } = readHeader(body, report);
    const actor = actorOf(call.get('caller'), report.owner);
    const changed = desk.change(report, changes, actor);
    if (comment) desk.comment(changed, comment, actor);
    return answerXmlOrJson(call, 'ReportDetails', success(report));
  });
}
