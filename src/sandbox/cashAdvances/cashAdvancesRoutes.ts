import { exchangeRate } from '../company/money.js';
import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { mayActFor } from '../expense/actor.js';
import { isAdministrator } from '../identity/caller.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { writeErrorLists } from '../protocol/errorLists.js';
import { Refusal } from '../protocol/refusal.js';
import type { CashAdvance, CashAdvanceStatus } from './cashAdvance.js';
import { readIssue, readNewAdvance } from './cashAdvanceBody.js';
import { viewAdvance, viewStatus } from './cashAdvanceView.js';
import { seedCashAdvances } from './seedCashAdvances.js';

/**
 * What can be handed out. No call submits or approves an advance, and the flow of the page leads from creating to
 * issuing; so, besides approved ones, those can be issued that nobody has submitted yet.
 */
const ISSUABLE: readonly CashAdvanceStatus[] = ['C_NOTF', 'C_PECA', 'C_APPR', 'C_NISU'];

/** Cash Advances v4 and v4.1 (/api-reference/cash-advance/v4-1.cash-advance.html). */
export function registerCashAdvances(app: SandboxApp, context: SandboxContext): void {
  const { cashAdvances: book } = context.books;
  seedCashAdvances(book, context.company, context.random.fork('cashAdvances'), context.now());
  context.state.keep('cashAdvances', book);
  app.use(
    '/cashadvance/*',
    writeErrorLists(({ status }) => status),
  );
  registerVersion(app, context, '/cashadvance/v4/cashadvances', false);
  registerVersion(app, context, '/cashadvance/v4.1/cashadvances', true);
}

function registerVersion(app: SandboxApp, context: SandboxContext, list: string, asText: boolean): void {
  const { company, books, now } = context;
  const book = books.cashAdvances;
  const writes = context.allow('cashadvance.write');

  const find = (call: SandboxCall): CashAdvance => {
    const id = call.req.param('cashadvanceId') ?? '';
    const advance = book.find(id.toUpperCase());
    const owner = advance && company.findPerson(advance.ownerId);
    if (!advance || !mayHandle(call, owner)) throw new Refusal(404, `You can see no cash advance with the id ${id}.`);
    return advance;
  };

  app.post(list, writes, async (call) => {
    const { userId, accountCode, ...asked } = readNewAdvance(await readJsonBody(call));
    const owner = company.findPerson(userId);
    if (!owner || owner.isDeleted) throw new Refusal(400, `No user has the id ${userId}.`);
    if (!mayHandle(call, owner)) throw new Refusal(403, 'Only an administrator may ask for the money of others.');
    const { id } = book.put({
      id: context.newUuid().replaceAll('-', '').toUpperCase(),
      ownerId: owner.id,
      ...asked,
      accountCode: accountCode ?? owner.cashAdvanceAccount,
      exchangeRate: exchangeRate(asked.currency, owner.home.currency),
      status: 'C_NOTF',
      requestedAt: now(),
      modifiedAt: now(),
    });
    return answerJson(call, { cashAdvanceId: id }, 201);
  });

  app.get(`${list}/:cashadvanceId`, context.allow('cashadvance.read', 'cashadvance.write'), (call) => {
    const advance = find(call);
    return answerJson(call, viewAdvance(advance, company.findPerson(advance.ownerId), asText));
  });

  app.post(`${list}/:cashadvanceId/issue`, writes, async (call) => {
    const advance = find(call);
    const text = await call.req.text();
    const given = readIssue(text.trim() === '' ? {} : await readJsonBody(call));
    const { principal } = call.get('caller');
    if (!isAdministrator({ principal })) {
      throw new Refusal(403, 'Only an administrator or a company token may issue cash advances.');
    }
    if (!ISSUABLE.includes(advance.status)) {
      throw new Refusal(400, `The cash advance stands at ${advance.status} and cannot be issued.`);
    }
    const issued = book.put<CashAdvance>({
      ...advance,
      ...given,
      status: 'C_ISSU',
      issuedAt: now(),
      modifiedAt: now(),
    });
    return answerJson(call, { issuedDate: now().toISOString().slice(0, 10), status: viewStatus(issued) });
  });
}

/** Whether a call may see and ask for the money of somebody: their own, as a delegate or as an administrator. */
function mayHandle(call: SandboxCall, owner: Person | undefined): boolean {
  const { principal } = call.get('caller');
  if (isAdministrator({ principal })) return true;
  return owner !== undefined && principal.kind === 'user' && mayActFor(principal.person, owner);
}
