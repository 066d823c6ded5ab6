import type { Company } from '../company/company.js';
import { findExpenseType } from '../company/expenseTypes.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { formatDateTime } from '../protocol/moments.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage } from '../protocol/stablePaging.js';
import type { WireRecord } from '../protocol/xml.js';
import type { QuickExpense, QuickExpenseBook } from './quickExpense.js';
import { createQuickExpense, updateQuickExpense } from './quickExpenseV3Body.js';

const LIST = '/api/v3.0/expense/quickexpenses';
const ONE = `${LIST}/:id`;

/** Quick Expenses v3, which Concur shut down in 2020; clients of that time still work here. */
export function registerQuickExpensesV3(app: SandboxApp, context: SandboxContext, book: QuickExpenseBook): void {
  const allowed = context.allow('EXPRPT');
  const { company, url } = context;
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const ownerOf = (call: SandboxCall): string =>
    soleOwner(call.get('caller'), queryOf(call).text('user'), company).login;
  const findOwned = (call: SandboxCall): QuickExpense => {
    const [login, id] = [ownerOf(call), call.req.param('id') ?? ''];
    const expense = book.find(id);
    if (expense?.login !== login) throw new Refusal(404, `${login} has no quick expense with the ID ${id}.`);
    return expense;
  };
  const isImageOf = (login: string) => (id: string) => context.books.images.find(id)?.login === login;

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), company);
    const found = book.all.filter(({ login }) => {
      const owner = company.findPerson(login);
      return owner !== undefined && isListed(owner);
    });
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: url,
      itemsAfter: (place) => found.filter((expense) => book.rankOf(expense) > (place?.[0] ?? 0)),
      placeOf: (expense) => [book.rankOf(expense)],
    });
    const views = items.map((expense) => view(expense, company, url));
    return answerPage(call, { plural: 'QuickExpenses', singular: 'QuickExpense' }, { items: views, nextPage });
  });

  app.post(LIST, allowed, async (call) => {
    const login = ownerOf(call);
    const identity = {
      id: book.newId(context.random),
      key: context.newUuid().replaceAll('-', '').toUpperCase(),
      login,
    };
    const expense = createQuickExpense(await readObjectBody(call, 'QuickExpense'), identity, isImageOf(login));
    book.save(expense);
    return answerObject(call, 'Response', { ID: expense.id, URI: uriOf(expense, url) });
  });

  app.get(ONE, allowed, (call) => answerObject(call, 'QuickExpense', view(findOwned(call), company, url)));

  app.put(ONE, allowed, async (call) => {
    const body = await readObjectBody(call, 'QuickExpense');
    const expense = findOwned(call);
    book.save(updateQuickExpense(body, isImageOf(expense.login), expense));
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    book.remove(findOwned(call).id);
    return call.body(null, 204);
  });
}

function uriOf({ id }: QuickExpense, url: string): string {
  return `${url}${LIST}/${encodeURIComponent(id)}`;
}

function view(expense: QuickExpense, company: Company, url: string): WireRecord {
  const owner = company.findPerson(expense.login);
  return {
    ID: expense.id,
    URI: uriOf(expense, url),
    OwnerLoginID: expense.login,
    OwnerName: owner ? `${owner.firstName} ${owner.lastName}` : null,
    ExpenseTypeCode: expense.expenseTypeCode,
    ExpenseTypeName: findExpenseType(expense.expenseTypeCode)?.name ?? 'Undefined',
    PaymentTypeCode: expense.paymentType ?? null,
    TransactionDate: formatDateTime(expense.date),
    TransactionAmount: expense.amount,
    CurrencyCode: expense.currency,
    VendorDescription: expense.vendor ?? null,
    LocationName: expense.locationName ?? null,
    ReceiptImageID: expense.imageId ?? null,
    Comment: expense.comment ?? null,
  };
}
