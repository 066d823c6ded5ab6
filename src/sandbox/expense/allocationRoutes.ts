import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage, type Place } from '../protocol/stablePaging.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import type { Allocation, Entry } from './entry.js';
import { allocationsAfter } from './expenseLists.js';

const LIST = '/api/v3.0/expense/allocations';
const CUSTOM_FIELDS = 20;

/** Allocations v3, which can only be read (/api-reference/expense/allocations/allocations.html). */
export function registerAllocations(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const [entryId, partId] = [query.text('entryID'), query.text('itemizationID')];
    const expenseId = partId ?? entryId;
    const only = query.text('reportID') ?? (expenseId && (book.findExpense(expenseId)?.report.id ?? ''));
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      *itemsAfter(place: Place | undefined) {
        for (const item of allocationsAfter(book, only, place)) {
          const isAsked =
            (entryId === undefined || item.entry.id === entryId) && (partId === undefined || item.part?.id === partId);
          if (isAsked && isListed(item.report.owner)) yield item;
        }
      },
      placeOf: ({ place }) => place,
    });
    const views = items.map(({ allocation, entry }) => viewAllocation(allocation, entry, context.url));
    return answerPage(call, { plural: 'Allocations', singular: 'Allocation' }, { items: views, nextPage });
  });

  app.get(`${LIST}/:id`, allowed, (call) => {
    const owner = soleOwner(call.get('caller'), queryOf(call).text('user'), context.company);
    const id = call.req.param('id') ?? '';
    const found = book.findAllocation(id);
    if (found?.report.owner !== owner) throw new Refusal(404, `${owner.login} has no allocation with the ID ${id}.`);
    return answerObject(call, 'Allocation', viewAllocation(found.allocation, found.entry, context.url));
  });
}

function viewAllocation(allocation: Allocation, entry: Entry, base: string): WireRecord {
  const custom: Record<string, WireValue> = {};
  for (let number = 1; number <= CUSTOM_FIELDS; number++) {
    const field = allocation.fields.get(`Custom${number}`);
    custom[`Custom${number}`] = field
      ? { ...field, Label: number === 1 ? 'Department' : null, Sequence: number }
      : null;
  }
  return {
    EntryID: entry.id,
    Percentage: allocation.percentage.toFixed(8),
    IsPercentEdited: allocation.isPercentEdited,
    IsHidden: allocation.isSystem,
    AccountCode1: allocation.accountCode,
    AccountCode2: null,
    ...custom,
    ID: allocation.id,
    URI: `${base}${LIST}/${encodeURIComponent(allocation.id)}`,
  };
}
