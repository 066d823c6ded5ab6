import type { LoadedRates } from '../company/loadedRates.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage, type Place } from '../protocol/stablePaging.js';
import { actorOf } from './actor.js';
import { wholeShare } from './allocations.js';
import type { Entry } from './entry.js';
import { createEntry, readComment, readReportId, writeEntry } from './entryBody.js';
import { entryUri, viewEntry } from './entryView.js';
import { entriesAfter } from './expenseLists.js';
import type { Report } from './report.js';
import type { ReportDesk } from './reportDesk.js';
import { isWithOwner } from './statuses.js';

const LIST = '/api/v3.0/expense/entries';
const ONE = `${LIST}/:id`;

/** Expense Entries v3 (/api-reference/expense/expense-report/expense-entry.html). */
export function registerEntries(app: SandboxApp, context: SandboxContext, desk: ReportDesk, rates: LoadedRates): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const ownerOf = (call: SandboxCall) => soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);

  const findOwned = (call: SandboxCall): { readonly report: Report; readonly entry: Entry } => {
    const owner = ownerOf(call);
    const id = call.req.param('id') ?? '';
    const found = book.findEntry(id);
    if (found?.report.owner !== owner) throw new Refusal(404, `${owner.login} has no entry with the ID ${id}.`);
    return found;
  };

  /** Comments are kept with the report, for all versions of the API. */
  const addComment = (call: SandboxCall, { reportId, expenseId }: Entry, comment: string | undefined): void => {
    const report = book.findReport(reportId);
    if (comment && report) desk.comment(report, comment, actorOf(call.get('caller'), report.owner), expenseId);
  };

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const fits = readEntryFilter(query);
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      *itemsAfter(place: Place | undefined) {
        for (const item of entriesAfter(book, query.text('reportID'), place)) {
          if (isListed(item.report.owner) && fits(item.entry, item.report)) yield item;
        }
      },
      placeOf: ({ place }) => place,
    });
    const views = items.map(({ report, entry }) => viewEntry(entry, report, context.url));
    return answerPage(call, { plural: 'Entries', singular: 'Entry' }, { items: views, nextPage });
  });

  app.get(ONE, allowed, (call) => {
    const { report, entry } = findOwned(call);
    return answerObject(call, 'Entry', viewEntry(entry, report, context.url));
  });

  app.post(LIST, allowed, async (call) => {
    const owner = ownerOf(call);
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
      rates,
    });
    book.saveEntry({ ...entry, allocations: [wholeShare(entry, context.random)] });
    addComment(call, entry, readComment(body));
    return answerObject(call, 'Response', { ID: entry.id, URI: entryUri(context.url, entry.id) });
  });

  app.put(ONE, allowed, async (call) => {
    const body = await readObjectBody(call, 'Entry');
    const { report, entry } = findOwned(call);
    requireUnsubmitted(report);
    book.saveEntry(writeEntry(body, report, context.now(), entry));
    addComment(call, entry, readComment(body));
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    const { report, entry } = findOwned(call);
    requireUnsubmitted(report);
    book.removeEntry(entry, context.now());
    return call.body(null, 204);
  });
}

/** @throws {Refusal} 400 when the report is out of its owner's hands */
export function requireUnsubmitted({ id, approvalStatus }: Report): void {
  if (isWithOwner(approvalStatus)) return;
  throw new Refusal(400, `The report ${id} was submitted (${approvalStatus}); its entries cannot be changed.`);
}

function readEntryFilter(query: Query): (entry: Entry, report: Report) => boolean {
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
    isOrAny(paymentTypeId, entry.paymentType.id) &&
    isOrAny(batchId, report.batchId) &&
    isOrAny(typeCode, entry.type.code) &&
    isOrAny(isBillable, entry.isBillable) &&
    isOrAny(hasAttendees, entry.attendees.length > 0) &&
    isOrAny(hasVat, entry.hasVat) &&
    (attendeeType === undefined || entry.attendees.some((attendee) => attendee.typeCode === attendeeType)) &&
    (attendeeId === undefined || entry.attendees.some((attendee) => attendee.id === attendeeId));
}
