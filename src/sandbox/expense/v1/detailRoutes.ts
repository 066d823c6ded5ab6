import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson, answerXml, prefersJson } from '../../protocol/answers.js';
import { viewFullDetails } from './fullDetails.js';
import { type ListWriter, viewDetailsV2 } from './fullDetailsV2.js';
import { NAMESPACE_2012, V1 } from './keys.js';
import { answerV1, reportOf, requireAdministrator } from './v1Access.js';

/** Reports with all their details in v1.1 and v2. */
export function registerDetailsV1(app: SandboxApp, context: SandboxContext): void {
  const { reports, attendees } = context.books;
  const allowed = context.allow('EXPRPT');
  const inXml: ListWriter = (singular, items) => (items.length > 0 ? { [singular]: items } : '');
  const inJson: ListWriter = (_, items) => items;

  app.get(`${V1}/reportfulldetails/:reportKey`, allowed, (call) => {
    const report = reportOf(call, context, 'reportKey');
    const filed = { report, entries: reports.entriesOf(report.id) };
    return answerV1(call, 'ReportDetails', viewFullDetails(filed, attendees, context.url));
  });

  app.get('/api/expense/expensereport/v2.0/report/:reportId', allowed, (call) => {
    requireAdministrator(call);
    const report = reportOf(call, context);
    const filed = { report, entries: reports.entriesOf(report.id) };
    if (prefersJson(call)) return answerJson(call, viewDetailsV2(filed, attendees, context.url, inJson));
    const details = viewDetailsV2(filed, attendees, context.url, inXml);
    return answerXml(call, 'ReportDetails', details, 200, NAMESPACE_2012);
  });
}
