import type { SandboxCall, SandboxContext } from '../../context.js';
import { isAdministrator, loginOf } from '../../identity/caller.js';
import { answerXmlOrJson } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { Report } from '../report.js';
import { findByKey, NAMESPACE_2011 } from './keys.js';

/** Answers XML in the namespace that nearly all of v1.1 has. */
export function answerV1(call: SandboxCall, root: string, body: WireRecord): Response {
  return answerXmlOrJson(call, root, body, 200, NAMESPACE_2011);
}

/** The report of a path, for its owner, its approver or an administrator. @throws {Refusal} 404 for all others */
export function reportOf(call: SandboxCall, context: SandboxContext, parameter = 'reportId'): Report {
  const key = call.req.param(parameter) ?? '';
  const report = findByKey(context.books.reports, key);
  const caller = call.get('caller');
  const login = loginOf(caller);
  const isTheirs = login !== undefined && (report?.owner.login === login || report?.approver?.login === login);
  if (!report || !(isTheirs || isAdministrator(caller))) throw new Refusal(404, `No report has the key ${key}.`);
  return report;
}

/** @throws {Refusal} 403 */
export function requireAdministrator(call: SandboxCall): void {
  if (isAdministrator(call.get('caller'))) return;
  throw new Refusal(403, 'This call needs an administrator.');
}
