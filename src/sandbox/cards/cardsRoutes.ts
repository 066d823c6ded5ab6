import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { dayAfter, monthsAfter } from '../protocol/moments.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { assignedTo, type CardTransaction, seedUnassigned } from './cardTransaction.js';

/** No transaction that is older can be read. */
const MONTHS = 24;

/**
 * Card transactions of a user (/api-reference/cards/v4.cards-get-started.html): those on reports are the entries that
 * were paid with the company card. What banks send in bulk is answered from the document.
 */
export function registerCards(app: SandboxApp, context: SandboxContext): void {
  const unassigned = seedUnassigned(context, context.random.fork('cards'));

  app.use('/cards/v4/users/*', async (call, next) => {
    await next();
    const { error } = call;
    if (!(error instanceof Refusal)) return;
    for (const [name, value] of Object.entries(error.headers)) call.header(name, value);
    const errorCode = error.status === 400 ? 'invalidRequest' : 'notAllowed';
    call.res = answerJson(call, { errorCode, errorMessage: error.message }, error.status);
  });

  app.get('/cards/v4/users/:userId/transactions', context.allow('cards.transaction.read'), (call) => {
    const { principal } = call.get('caller');
    const id = call.req.param('userId').toLowerCase();
    if (principal.kind !== 'user' || principal.id !== id)
      throw new Refusal(403, 'Card transactions are read with the access token of their holder.');
    const query = new Query(new URL(call.req.url).searchParams);
    const from = query.moment('transactionDateFrom') ?? dayAfter(monthsAfter(context.now(), -MONTHS), 0);
    if (from < dayAfter(monthsAfter(context.now(), -MONTHS), 0))
      throw new Refusal(400, `transactionDateFrom lies more than ${MONTHS} months back.`);
    const to = query.moment('transactionDateTo') ?? context.now();
    const statuses = readStatuses(call);
    const sort = oneOf(query, 'sort', ['transactionDate', 'lastModified']);
    const sign = oneOf(query, 'order', ['DESC', 'ASC']) === 'ASC' ? 1 : -1;
    const at = ({ date, modifiedAt }: CardTransaction): number =>
      (sort === 'lastModified' ? modifiedAt : date).getTime();
    const all = [...unassigned.filter(({ holder }) => holder.id === id), ...assignedTo(principal.person, context)]
      .filter(({ date, status }) => date >= from && date < dayAfter(to, 1) && statuses.includes(status))
      .sort((a, b) => sign * (at(a) - at(b) || (a.id < b.id ? -1 : 1)));
    const pageSize = query.integer('pageSize', 1, 100) ?? 100;
    const page = readPage(query.text('pageToken'));
    const totalPages = Math.max(1, Math.ceil(all.length / pageSize));
    return answerJson(call, {
      transactions: all.slice((page - 1) * pageSize, page * pageSize).map((one) => view(one, context.company.id)),
      paging: {
        page,
        pageSize,
        totalElements: all.length,
        totalPages,
        nextPageToken: page < totalPages ? Buffer.from(`page:${page + 1}`).toString('base64url') : null,
      },
    });
  });
}

function readStatuses(call: SandboxCall): readonly string[] {
  const given = (call.req.queries('status') ?? []).flatMap((one) => one.split(',')).map((one) => one.trim());
  const wrong = given.find((one) => one !== 'UN' && one !== 'AS');
  if (wrong !== undefined) throw new Refusal(400, `status is "${wrong}", but has to be UN or AS.`);
  return given.length > 0 ? given : ['UN', 'AS'];
}

/** One of some words, the first when none is given. */
function oneOf(query: Query, name: string, words: readonly [string, ...string[]]): string {
  const given = query.text(name) ?? words[0];
  if (words.includes(given)) return given;
  throw new Refusal(400, `${name} is "${given}", but has to be ${words.join(' or ')}.`);
}

function readPage(token: string | undefined): number {
  if (token === undefined) return 1;
  const page = /^page:(\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (page === undefined) throw new Refusal(400, 'pageToken is unknown; copy it from nextPageToken.');
  return Number(page);
}

function view(transaction: CardTransaction, companyId: string) {
  const { holder, currency, amount, posted, merchant, status } = transaction;
  const billed = { value: posted, currencyCode: holder.home.currency };
  return {
    id: transaction.id,
    companyId,
    type: 'RPE',
    account: {
      id: holder.id.replaceAll('-', '').toUpperCase(),
      lastSegment: holder.employeeNumber.padStart(4, '0').slice(-4),
      cardProductType: 'CORP',
      paymentType: { id: 'IBCP' },
    },
    billingAccount: null,
    transactionDate: day(transaction.date),
    postedDate: day(dayAfter(transaction.date, 1)),
    transactionAmount: { value: amount, currencyCode: currency },
    postedAmount: billed,
    billedAmount: billed,
    description: merchant.toUpperCase(),
    description2: null,
    totalTaxAmount: null,
    taxes: [],
    merchant: {
      name: merchant,
      doingBusinessAs: merchant,
      address: { city: transaction.city, countryCode: transaction.countryCode },
    },
    administrativeData: {
      status,
      processType: 'REG',
      integrationPartner: 'API',
      hasRichData: false,
      isDeletable: false,
      receiptImageId: null,
      lastModified: transaction.modifiedAt.toISOString().replace('Z', '+00:00'),
    },
  };
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
