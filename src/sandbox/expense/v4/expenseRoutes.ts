import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { dropItemization } from '../allocations.js';
import { ENTRY_CUSTOM_FIELDS } from '../customFields.js';
import type { Entry } from '../entry.js';
import type { FoundExpense } from '../reportBook.js';
import { isPaid, isWithOwner } from '../statuses.js';
import { flag, oneOf, readFields, required, text } from '../wireFields.js';
import { customDataBody, writeCustomData } from './customData.js';
import type { ReportAccess, Visit } from './reportAccess.js';
import { viewExpenseDetail, viewExpenseSummary } from './viewExpense.js';

const IN_CONTEXT = '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId/expenses';
const ONE = '/expensereports/v4/reports/:reportId/expenses/:expenseId';

const changeBody = z.object({
  expenseSource: oneOf(['EA', 'MOB', 'OTHER', 'SE', 'TA', 'TR', 'UI']),
  businessPurpose: text(64),
  customData: customDataBody,
  isExpenseRejected: flag,
  isPaperReceiptReceived: flag,
});

/** Expenses and itemizations in Expense v4 (/api-reference/expense/expense-report/v4.expenses.html). */
export function registerExpensesV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const book = context.books.reports;
  const reads = context.allow('expense.report.read');
  const writes = context.allow('expense.report.readwrite');
  const partsOf = ({ report }: Visit, entry: Entry): readonly FoundExpense[] =>
    entry.itemizations.map((part) => ({ report, entry, part }));

  app.get(IN_CONTEXT, reads, (call) => {
    const visit = access.inContext(call, 'any', ['TRAVELER', 'PROXY']);
    const withParts = new Query(new URL(call.req.url).searchParams).flag('includeItemizations') ?? false;
    const found = book
      .entriesOf(visit.report.id)
      .flatMap((entry) => [
        { report: visit.report, entry, part: undefined },
        ...(withParts ? partsOf(visit, entry) : []),
      ]);
    return answerJson(
      call,
      found.map((expense) => viewExpenseSummary(expense, visit.address)),
    );
  });

  app.get(`${IN_CONTEXT}/:expenseId`, reads, (call) => {
    const visit = access.inContext(call, 'any', ['TRAVELER', 'MANAGER', 'PROXY']);
    return answerJson(call, viewExpenseDetail(access.expense(call, visit.report), visit.address, context.url));
  });

  app.get(`${IN_CONTEXT}/:expenseId/itemizations`, reads, (call) => {
    const visit = access.inContext(call, 'any', ['TRAVELER', 'PROXY']);
    const { entry, part } = access.expense(call, visit.report);
    const parts = part ? [] : partsOf(visit, entry);
    return answerJson(
      call,
      parts.map((one) => viewExpenseSummary(one, visit.address)),
    );
  });

  app.delete(ONE, writes, (call) => {
    const { report } = access.asSystem(call, 'any');
    const { entry, part } = access.expense(call, report);
    if (!isWithOwner(report.approvalStatus)) throw new Refusal(409, `The report ${report.id} was submitted already.`);
    if (part) book.saveEntry({ ...dropItemization(entry, part), modifiedAt: context.now() });
    else book.removeEntry(entry, context.now());
    return call.body(null, 204);
  });

  app.patch(ONE, writes, async (call) => {
    const given = readFields(changeBody, await readJsonBody(call));
    const { report } = access.asSystem(call, 'company');
    const found = access.expense(call, report);
    required('expenseSource', given.expenseSource);
    if (isPaid(report.paymentStatus)) throw new Refusal(409, `The report ${report.id} is paid and cannot change.`);
    const { entry, part } = found;
    const changes = {
      description:
        given.businessPurpose === undefined ? (part ?? entry).description : given.businessPurpose || undefined,
      fields: writeCustomData((part ?? entry).fields, given.customData, ENTRY_CUSTOM_FIELDS),
      modifiedAt: context.now(),
    };
    const changed: Entry = {
      ...entry,
      ...(part ? {} : changes),
      itemizations: entry.itemizations.map((one) => (one === part ? { ...one, ...changes } : one)),
      isRejected: given.isExpenseRejected ?? entry.isRejected,
      isReceiptReceived: given.isPaperReceiptReceived ?? entry.isReceiptReceived,
      modifiedAt: context.now(),
    };
    book.saveEntry(changed);
    return call.body(null, 204);
  });
}
