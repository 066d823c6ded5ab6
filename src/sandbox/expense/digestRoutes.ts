import type { SandboxApp, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage, type Place } from '../protocol/stablePaging.js';
import type { WireRecord } from '../protocol/xml.js';
import type { FiledReport } from './reportBook.js';
import { readReportFilter } from './reportFilters.js';
import { viewReport } from './reportView.js';

const LIST = '/api/v3.0/expense/reportdigests';

/** What of a report its digest shows, in the order of the older SDKs; one of them has another name there. */
const SHOWN = [
  ...['ID', 'Name', 'Total', 'CurrencyCode', 'Country', 'CountrySubdivision', 'CreateDate', 'SubmitDate'],
  ...['ProcessingPaymentDate', 'PaidDate', 'UserDefinedDate', 'LastComment', 'OwnerLoginID', 'OwnerName'],
  ...['ApproverLoginID', 'ApproverName', 'ApprovalStatusName', 'ApprovalStatusCode', 'PaymentStatusName'],
  'PaymentStatusCode',
];

/**
 * Report digests v3, which the pages no longer describe: reports in brief. Concur's SDKs for .NET and JavaScript and the
 * samples of their time begin with them; fields and filters are those of reports v3, the cut is theirs.
 */
export function registerReportDigests(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');
  const view = ({ report, entries }: FiledReport): WireRecord => {
    const whole = viewReport(report, entries, context.url);
    return {
      ...Object.fromEntries(SHOWN.map((name) => [name, whole[name] ?? null])),
      ReportHeaderLastModifiedDate: whole.LastModifiedDate ?? null,
      URI: `${context.url}${LIST}/${encodeURIComponent(report.id)}`,
    };
  };

  app.get(LIST, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
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
    return answerPage(
      call,
      { plural: 'ReportDigests', singular: 'ReportDigest' },
      { items: items.map(view), nextPage },
    );
  });

  app.get(`${LIST}/:id`, allowed, (call) => {
    const user = new Query(new URL(call.req.url).searchParams).text('user');
    const owner = soleOwner(call.get('caller'), user, context.company);
    const report = book.findReport(call.req.param('id'));
    if (report?.owner !== owner) throw new Refusal(404, `${owner.login} has no report with that ID.`);
    return answerObject(call, 'ReportDigest', view({ report, entries: book.entriesOf(report.id) }));
  });
}
