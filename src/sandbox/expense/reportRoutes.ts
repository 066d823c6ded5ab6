import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage, type Place } from '../protocol/stablePaging.js';
import { actorOf } from './actor.js';
import type { Report } from './report.js';
import { readHeader } from './reportBody.js';
import type { FiledReport } from './reportBook.js';
import type { ReportDesk } from './reportDesk.js';
import { readReportFilter } from './reportFilters.js';
import { reportUri, viewReport } from './reportView.js';
import { isWithOwner } from './statuses.js';

const LIST = '/api/v3.0/expense/reports';
const ONE = `${LIST}/:id`;

/** Expense Reports v3 (/api-reference/expense/expense-report/v3.reports.html). */
export function registerReports(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const ownerOf = (call: SandboxCall) => soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
  const view = ({ report, entries }: FiledReport) => viewReport(report, entries, context.url);

  const findOwned = (call: SandboxCall): Report => {
    const owner = ownerOf(call);
    const id = call.req.param('id') ?? '';
    const report = book.findReport(id);
    if (report?.owner !== owner) throw new Refusal(404, `${owner.login} has no report with the ID ${id}.`);
    return report;
  };

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const fits = readReportFilter(query);
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      *itemsAfter(place: Place | undefined) {
        for (const filed of book.after(place?.[0])) {
          if (isListed(filed.report.owner) && fits(filed.report, filed.entries)) yield filed;
        }
      },
      placeOf: ({ sequence }) => [sequence],
    });
    return answerPage(call, { plural: 'Reports', singular: 'Report' }, { items: items.map(view), nextPage });
  });

  app.get(ONE, allowed, (call) => {
    const report = findOwned(call);
    return answerObject(call, 'Report', view({ report, entries: book.entriesOf(report.id) }));
  });

  app.post(LIST, allowed, async (call) => {
    const owner = ownerOf(call);
    const { changes, comment } = readHeader(await readObjectBody(call, 'Report'), undefined);
    const actor = actorOf(call.get('caller'), owner);
    const report = desk.create(owner, changes, actor);
    if (comment) desk.comment(report, comment, actor);
    return answerObject(call, 'Response', { ID: report.id, URI: reportUri(context.url, report.id) });
  });

  app.put(ONE, allowed, async (call) => {
    const body = await readObjectBody(call, 'Report');
    const report = findOwned(call);
    if (!isWithOwner(report.approvalStatus)) {
      throw new Refusal(400, `The report ${report.id} was submitted (${report.approvalStatus}) and cannot be changed.`);
    }
    const { changes, comment } = readHeader(body, report);
    const actor = actorOf(call.get('caller'), report.owner);
    const changed = desk.change(report, changes, actor);
    if (comment) desk.comment(changed, comment, actor);
    return call.body(null, 204);
  });
}
