import { displayName } from '../../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { soleOwner } from '../../identity/owners.js';
import { answerJson, answerXml, prefersJson } from '../../protocol/answers.js';
import { formatSeconds, parseDateTime } from '../../protocol/moments.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { lastComment, type Report } from '../report.js';
import { approvalStatusName, isPaid, isWaiting, isWithOwner, paymentStatusName } from '../statuses.js';
import { addUp } from '../totals.js';
import { amountText, keyOf, NAMESPACE_LIST, V1 } from './keys.js';
import { answerV1, requireAdministrator } from './v1Access.js';
import { periodOf, stateView, type View } from './views.js';

const V2 = '/api/expense/expensereport/v2.0';
const MAX_REPORTS = 1000;
const DAY_MS = 86_400_000;

/** States that v2 lists by (/api-reference/expense/expense-report/v2.reports.html). */
const STATES: Readonly<Record<string, View>> = {
  ACTIVE: ({ approvalStatus, paymentStatus }) => isWithOwner(approvalStatus) || !isPaid(paymentStatus),
  UNSUBMITTED: ({ approvalStatus }) => isWithOwner(approvalStatus),
  PENDING: ({ approvalStatus }) => isWaiting(approvalStatus),
  ACCOUNTINGREVIEW: ({ approvalStatus }) => approvalStatus === 'A_ACCO',
  PROCESSING: ({ approvalStatus, paymentStatus }) => approvalStatus === 'A_APPR' && !isPaid(paymentStatus),
  INTEGRATED: ({ paymentStatus }) => paymentStatus === 'P_PAID',
  PENDINGEXTERNALVALIDATION: ({ approvalStatus }) => approvalStatus === 'A_EXTV',
  PAYMENTCONFIRMED: ({ paymentStatus }) => paymentStatus === 'P_PAYC',
};

/** Lists of reports in v1.1 and v2. */
export function registerListsV1(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');

  const brief = (report: Report): WireRecord => ({
    ReportName: report.name,
    ReportId: report.id,
    ReportTotal: amountText(addUp(book.entriesOf(report.id), report.currency).total),
    ReportCurrency: report.currency,
    ReportDate: formatSeconds(report.createdAt),
    LastComment: lastComment(report),
  });
  const briefV1 = (report: Report): WireRecord => ({
    ...brief(report),
    'Report-Details-Url': `${context.url}${V1}/report/${keyOf(report)}`,
    'Report-Full-Details-Url': `${context.url}${V1}/reportfulldetails/${keyOf(report)}`,
    ExpenseUserXUserID: report.owner.login,
    ApproverXUserID: context.company.managerOf(report.owner)?.login ?? '',
    EmployeeName: `${report.owner.firstName} ${report.owner.lastName}`,
  });
  const briefV2 = (report: Report): WireRecord => ({
    ...brief(report),
    'Report-Full-Details-Url': `${context.url}${V2}/report/${report.id}`,
    ExpenseUserLoginID: report.owner.login,
    ApproverLoginID: context.company.managerOf(report.owner)?.login ?? '',
    EmployeeName: displayName(report.owner),
    ApprovalStatus: approvalStatusName(report.approvalStatus),
    PaymentStatus: paymentStatusName(report.paymentStatus),
  });

  /** What the view of a path lists for the caller; `FOR...` by creation, `APPROVED...` by what they approved. */
  const listOwn = (call: SandboxCall, name: string): Response => {
    const user = soleOwner(call.get('caller'), undefined, context.company);
    const now = context.now();
    const created = name.startsWith('FOR') ? periodOf(name.slice(3), now) : undefined;
    const approved = name.startsWith('APPROVED') ? periodOf(name.slice(8), now) : undefined;
    const state = name === 'ALL' ? undefined : stateView(name, now);
    if (!created && !approved && !state) throw new Refusal(400, `There is no view ${name}.`);
    const found = book.reports.filter((report) => {
      if (name === 'TOAPPROVE') return report.approver === user && state?.(report) === true;
      if (approved) {
        const [from, to] = approved;
        const at = report.processingPaymentAt;
        return context.company.managerOf(report.owner) === user && at !== undefined && at >= from && at < to;
      }
      if (report.owner !== user) return false;
      return created ? report.createdAt >= created[0] && report.createdAt < created[1] : state?.(report) === true;
    });
    const views = found.map((report) => ({
      ...(name === 'TOAPPROVE' ? { ApprovalURL: `${context.url}/approve?report=${report.id}` } : {}),
      ...briefV1(report),
    }));
    return answerV1(call, 'ReportsList', { ReportSummary: views });
  };

  app.get(`${V1}/ReportsList`, allowed, (call) => listOwn(call, 'RECENT'));
  app.get(`${V1}/ReportsList/:view`, allowed, (call) => listOwn(call, call.req.param('view').toUpperCase()));

  app.get(`${V1}/ReportsList/:view/LastModified`, allowed, (call) => {
    const name = call.req.param('view').toUpperCase();
    const view = stateView(name, context.now());
    if (!view) throw new Refusal(400, `There is no view ${name}.`);
    const from = parseDateTime(new Query(new URL(call.req.url).searchParams).text('date') ?? '');
    if (!from) throw new Refusal(400, 'date is required and has to look like 2030-01-31 or 2030-01-31T18:04:11.');
    const until = new Date(from.getTime() + DAY_MS);
    const found = book.reports.filter(
      (report) => report.modifiedAt >= from && report.modifiedAt < until && view(report),
    );
    return answerV1(call, 'ReportsList', { ReportSummary: found.map(briefV1) });
  });

  app.get(`${V2}/Reports`, allowed, (call) => {
    requireAdministrator(call);
    const fits = readFilter(new Query(new URL(call.req.url).searchParams));
    const found = book.reports.filter((report) => fits(report)).slice(0, MAX_REPORTS);
    const views = found.map(briefV2);
    if (prefersJson(call)) return answerJson(call, { ReportsList: views });
    return answerXml(call, 'ReportsList', { ReportSummary: views }, 200, NAMESPACE_LIST);
  });

  /** A batch or job goes past status, time and user. */
  function readFilter(query: Query): View {
    const batch = query.text('BatchID') ?? query.text('JobKey');
    if (batch !== undefined) return ({ batchId }) => batchId === batch;
    const status = query.text('status')?.toUpperCase() ?? 'ACTIVE';
    const state = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
    if (!state) throw new Refusal(400, `status is "${status}", which is no state of reports.`);
    const [after, before] = [query.moment('ModifiedAfterDate'), query.moment('ModifiedBeforeDate')];
    const hasAttendees = query.flag('HasAttendees');
    const paymentType = query.text('PaymentTypeID');
    const isOrAny = (name: string, value: string): boolean => {
      const wanted = query.text(name);
      return wanted === undefined || wanted.toUpperCase() === value.toUpperCase();
    };
    return (report) =>
      state(report) &&
      isOrAny('ReportCurrency', report.currency) &&
      isOrAny('ReportCountry', report.country) &&
      isOrAny('LoginID', report.owner.login) &&
      isOrAny('ReimbursementMethod', report.owner.reimbursementMethod.replace('ADPPAYR', 'ADPPAY')) &&
      (!after || report.modifiedAt > after) &&
      (!before || report.modifiedAt < before) &&
      (!hasAttendees || book.entriesOf(report.id).some(({ attendees }) => attendees.length > 0)) &&
      (!paymentType || book.entriesOf(report.id).some((entry) => entry.paymentType.id === paymentType));
  }
}
