import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage, type Place } from '../protocol/stablePaging.js';
import { actorOf } from './actor.js';
import { addItemization, dropItemization } from './allocations.js';
import { readComment } from './entryBody.js';
import { requireUnsubmitted } from './entryRoutes.js';
import { itemizationsAfter } from './expenseLists.js';
import { createItemization, readEntryId, writeItemization } from './itemizationBody.js';
import { type ItemizationFound, itemizationUri, viewItemization } from './itemizationView.js';
import type { ReportDesk } from './reportDesk.js';

const LIST = '/api/v3.0/expense/itemizations';
const ONE = `${LIST}/:id`;

/** Itemizations v3 (/api-reference/expense/expense-report/expense-itemization.html). */
export function registerItemizations(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const ownerOf = (call: SandboxCall) => soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
  const view = (found: ItemizationFound) => viewItemization(found, context.url);

  const findOwned = (call: SandboxCall): ItemizationFound => {
    const owner = ownerOf(call);
    const id = call.req.param('id') ?? '';
    const found = book.findExpense(id);
    if (!found?.part || found.report.owner !== owner) {
      throw new Refusal(404, `${owner.login} has no itemization with the ID ${id}.`);
    }
    return { ...found, part: found.part };
  };

  const addComment = (call: SandboxCall, reportId: string, expenseId: string, body: unknown): void => {
    const comment = readComment(body);
    const report = book.findReport(reportId);
    if (comment && report) desk.comment(report, comment, actorOf(call.get('caller'), report.owner), expenseId);
  };

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const [entryId, code] = [query.text('entryID'), query.text('expenseTypeCode')?.toUpperCase()];
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      *itemsAfter(place: Place | undefined) {
        const only =
          query.text('reportID') ?? (entryId === undefined ? undefined : (book.findEntry(entryId)?.report.id ?? ''));
        for (const item of itemizationsAfter(book, only, place)) {
          const isAsked = entryId === undefined || item.entry.id === entryId;
          if (isAsked && isListed(item.report.owner) && (!code || item.part.type.code === code)) yield item;
        }
      },
      placeOf: ({ place }) => place,
    });
    return answerPage(call, { plural: 'Itemizations', singular: 'Itemization' }, { items: items.map(view), nextPage });
  });

  app.get(ONE, allowed, (call) => answerObject(call, 'Itemization', view(findOwned(call))));

  app.post(LIST, allowed, async (call) => {
    const body = await readObjectBody(call, 'Itemization');
    const owner = ownerOf(call);
    const entryId = readEntryId(body);
    const found = book.findEntry(entryId);
    if (found?.report.owner !== owner) throw new Refusal(400, `${owner.login} has no entry with the ID ${entryId}.`);
    requireUnsubmitted(found.report);
    const part = createItemization(body, found.entry, {
      id: context.random.opaqueId('gWr', 35),
      expenseId: context.random.uuid(),
      now: context.now(),
    });
    book.saveEntry({ ...addItemization(found.entry, part, context.random), modifiedAt: context.now() });
    addComment(call, found.report.id, part.expenseId, body);
    return answerObject(call, 'Response', { ID: part.id, URI: itemizationUri(context.url, part.id) });
  });

  app.put(ONE, allowed, async (call) => {
    const body = await readObjectBody(call, 'Itemization');
    const { report, entry, part } = findOwned(call);
    requireUnsubmitted(report);
    const changed = writeItemization(body, entry, part, context.now());
    const itemizations = entry.itemizations.map((one) => (one === part ? changed : one));
    book.saveEntry({ ...entry, itemizations, modifiedAt: context.now() });
    addComment(call, report.id, part.expenseId, body);
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    const { report, entry, part } = findOwned(call);
    requireUnsubmitted(report);
    book.saveEntry({ ...dropItemization(entry, part), modifiedAt: context.now() });
    return call.body(null, 204);
  });
}
