import * as z from 'zod/mini';
import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { dayAfter } from '../protocol/moments.js';
import { cutPage } from '../protocol/paging.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { REPORT_CUSTOM_FIELDS, writeCustomFields } from './customFields.js';
import type { Report } from './report.js';
import type { ReportBook } from './reportBook.js';
import { readReportFilter } from './reportFilters.js';
import { reportUri, viewReport } from './reportView.js';
import { isWithOwner } from './statuses.js';
import { moment, readFields, required, text } from './wireFields.js';

const LIST = '/api/v3.0/expense/reports';
const ONE = `${LIST}/:id`;

const reportBody = z.object({
  Name: text(80),
  Purpose: text(500),
  Comment: text(500),
  UserDefinedDate: moment,
});

/** Expense Reports v3 (/api-reference/expense/expense-report/v3.reports.html). */
export function registerReports(app: SandboxApp, context: SandboxContext, book: ReportBook): void {
  const allowed = context.allow('EXPRPT');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const view = (report: Report) => viewReport(report, book.entriesOf(report.id), context.url);

  const findOwned = (call: SandboxCall): Report => {
    const owner = soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
    const id = call.req.param('id') ?? '';
    const report = book.findReport(id);
    if (report?.owner !== owner) throw new Refusal(404, `${owner.login} has no report with the ID ${id}.`);
    return report;
  };

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const fits = readReportFilter(query);
    const reports = book.reports.filter((report) => isListed(report.owner) && fits(report, book.entriesOf(report.id)));
    const { items, nextPage } = cutPage(call, query, context.url, reports);
    return answerPage(call, { plural: 'Reports', singular: 'Report' }, { items: items.map(view), nextPage });
  });

  app.get(ONE, allowed, (call) => answerObject(call, 'Report', view(findOwned(call))));

  app.post(LIST, allowed, async (call) => {
    const owner = soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
    const body = await readObjectBody(call, 'Report');
    const blank = createBlankReport(context.random.hex(20), owner, context.now());
    const report = { ...writeReport(blank, body), name: required('Name', readFields(reportBody, body).Name) };
    book.saveReport(report);
    return answerObject(call, 'Response', { ID: report.id, URI: reportUri(context.url, report.id) });
  });

  app.put(ONE, allowed, async (call) => {
    const report = findOwned(call);
    const body = await readObjectBody(call, 'Report');
    if (!isWithOwner(report.approvalStatus)) {
      throw new Refusal(400, `The report ${report.id} was submitted (${report.approvalStatus}) and cannot be changed.`);
    }
    book.saveReport({ ...writeReport(report, body), modifiedAt: context.now() });
    return call.body(null, 204);
  });
}

function createBlankReport(id: string, owner: Person, now: Date): Report {
  return {
    id,
    owner,
    name: '',
    purpose: '',
    lastComment: '',
    currency: owner.home.currency,
    country: owner.home.country,
    countrySubdivision: owner.home.subdivision,
    createdAt: now,
    submittedAt: undefined,
    processingPaymentAt: undefined,
    paidAt: undefined,
    modifiedAt: now,
    userDefinedDate: dayAfter(now, 0),
    approvalStatus: 'A_NOTF',
    paymentStatus: 'P_NOTP',
    approver: undefined,
    receiptsReceived: false,
    everSentBack: false,
    batchId: undefined,
    fields: new Map(),
  };
}

function writeReport(report: Report, body: Readonly<Record<string, unknown>>): Report {
  const given = readFields(reportBody, body);
  if (given.Name !== undefined) required('Name', given.Name);
  return {
    ...report,
    name: given.Name ?? report.name,
    purpose: given.Purpose ?? report.purpose,
    lastComment: given.Comment ?? report.lastComment,
    userDefinedDate: given.UserDefinedDate ?? report.userDefinedDate,
    fields: writeCustomFields(report.fields, body, REPORT_CUSTOM_FIELDS),
  };
}
