import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { cutPage } from '../protocol/paging.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { createEntry, readReportId, writeEntry } from './entryBody.js';
import { entryUri, viewEntry } from './entryView.js';
import type { Entry, Report } from './report.js';
import type { ReportBook } from './reportBook.js';
import { isWithOwner } from './statuses.js';

const LIST = '/api/v3.0/expense/entries';
const ONE = `${LIST}/:id`;

/** Expense Entries v3 (/api-reference/expense/expense-report/expense-entry.html). */
export function registerEntries(app: SandboxApp, context: SandboxContext, book: ReportBook): void {
  const allowed = context.allow('EXPRPT');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);

  const findOwned = (call: SandboxCall): { readonly report: Report; readonly entry: Entry } => {
    const owner = soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
    const id = call.req.param('id') ?? '';
    const found = book.findEntry(id);
    if (found?.report.owner !== owner) throw new Refusal(404, `${owner.login} has no entry with the ID ${id}.`);
    return found;
  };

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const fits = readEntryFilter(query);
    const found = book.reports
      .filter((report) => isListed(report.owner))
      .flatMap((report) => book.entriesOf(report.id).map((entry) => ({ report, entry })))
      .filter(({ report, entry }) => fits(entry, report));
    const { items, nextPage } = cutPage(call, query, context.url, found);
    const views = items.map(({ report, entry }) => viewEntry(entry, report, context.url));
    return answerPage(call, { plural: 'Entries', singular: 'Entry' }, { items: views, nextPage });
  });

  app.get(ONE, allowed, (call) => {
    const { report, entry } = findOwned(call);
    return answerObject(call, 'Entry', viewEntry(entry, report, context.url));
  });

  app.post(LIST, allowed, async (call) => {
    const owner = soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
    const body = await readObjectBody(call, 'Entry');
    const reportId = readReportId(body);
    const report = book.findReport(reportId);
    if (report?.owner !== owner) throw new Refusal(400, `${owner.login} has no report with the ID ${reportId}.`);
    if (report.submittedAt !== undefined) {
      throw new Refusal(400, `The report ${reportId} was submitted before; entries cannot be added any more.`);
    }
    const entry = createEntry(body, report, {
      id: context.random.opaqueId('gWr', 35),
      expenseId: context.random.uuid(),
      now: context.now(),
    });
    book.saveEntry(entry);
    return answerObject(call, 'Response', { ID: entry.id, URI: entryUri(context.url, entry.id) });
  });

  app.put(ONE, allowed, async (call) => {
    const { report, entry } = findOwned(call);
    const body = await readObjectBody(call, 'Entry');
    requireUnsubmitted(report);
    book.saveEntry(writeEntry(body, report, context.now(), entry));
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    const { report, entry } = findOwned(call);
    requireUnsubmitted(report);
    book.removeEntry(entry, context.now());
    return call.body(null, 204);
  });
}

function requireUnsubmitted({ id, approvalStatus }: Report): void {
  if (isWithOwner(approvalStatus)) return;
  throw new Refusal(400, `The report ${id} was submitted (${approvalStatus}); its entries cannot be changed.`);
}

function readEntryFilter(query: Query): (entry: Entry, report: Report) => boolean {
  const reportId = query.text('reportID');
  const paymentTypeId = query.text('paymentTypeID');
  const batchId = query.text('batchID');
  const typeCode = query.text('expenseTypeCode')?.toUpperCase();
  const attendeeType = query.text('attendeeTypeCode')?.toUpperCase();
  const attendeeId = query.text('attendeeID');
  const [isBillable, hasAttendees, hasVat] = [
    query.flag('isBillable'),
    query.flag('hasAttendees'),
    query.flag('hasVAT'),
  ];
  const isOrAny = <T>(wanted: T | undefined, value: T | undefined): boolean => wanted === undefined || wanted === value;
  return (entry, report) =>
    isOrAny(reportId, entry.reportId) &&
    isOrAny(paymentTypeId, entry.paymentType.id) &&
    isOrAny(batchId, report.batchId) &&
    isOrAny(typeCode, entry.type.code) &&
    isOrAny(isBillable, entry.isBillable) &&
    isOrAny(hasAttendees, entry.attendees.length > 0) &&
    isOrAny(hasVat, entry.hasVat) &&
    (attendeeType === undefined || entry.attendees.some((attendee) => attendee.typeCode === attendeeType)) &&
    (attendeeId === undefined || entry.attendees.some((attendee) => attendee.id === attendeeId));
}
