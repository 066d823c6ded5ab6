import * as z from 'zod/mini';
import { roundMoney } from '../../company/money.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { REPORT_CUSTOM_FIELDS } from '../customFields.js';
import { type Allocation, type Itemization, postedAmount } from '../entry.js';
import type { Report } from '../report.js';
import type { FoundExpense } from '../reportBook.js';
import { isWithOwner } from '../statuses.js';
import { readFields, wrongField } from '../wireFields.js';
import { customDataBody, viewCustomData, writeCustomData } from './customData.js';
import { toHex, toUuid } from './ids.js';
import type { ReportAccess } from './reportAccess.js';
import { money } from './wire.js';

const REPORT = '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId';
const ONE = `${REPORT}/allocations/:allocationId`;

const changeBody = z.object({
  expenseIds: z.array(z.string(), { error: 'has to be a list of ids' }),
  allocation: z.object({ customData: customDataBody }, { error: 'has to be an object' }),
});

/** Allocations in Expense v4 (/api-reference/expense/expense-report/v4.allocations.html). */
export function registerAllocationsV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const book = context.books.reports;
  const reads = context.allow('expense.report.read');
  const writes = context.allow('expense.report.readwrite');

  const findAllocation = (call: SandboxCall, report: Report) => {
    const id = call.req.param('allocationId') ?? '';
    const found = book.findAllocation(toUuid(id));
    if (found?.report.id !== report.id) throw new Refusal(404, `The report ${report.id} has no allocation ${id}.`);
    return found;
  };

  app.get(`${REPORT}/expenses/:expenseId/allocations`, reads, (call) => {
    const { report } = access.inContext(call, 'any', ['TRAVELER', 'MANAGER', 'PROXY']);
    const found = access.expense(call, report);
    const { allocations } = found.part ?? found.entry;
    return answerJson(
      call,
      allocations.map((allocation) => viewAllocation(found, allocation, context.url)),
    );
  });

  app.get(ONE, reads, (call) => {
    const { report } = access.inContext(call, 'any', ['TRAVELER', 'PROXY']);
    const found = findAllocation(call, report);
    return answerJson(call, viewAllocation(found, found.allocation, context.url));
  });

  app.patch(ONE, writes, async (call) => {
    const given = readFields(changeBody, await readJsonBody(call));
    const { report } = access.inContext(call, 'any', ['TRAVELER', 'PROXY']);
    const { entry, part, allocation } = findAllocation(call, report);
    if (!isWithOwner(report.approvalStatus)) throw new Refusal(400, `The report ${report.id} was submitted already.`);
    const expense: Itemization = part ?? entry;
    if (!given.expenseIds.map(toUuid).includes(expense.expenseId)) {
      throw wrongField('expenseIds', `lacks ${toHex(expense.expenseId)}, which the allocation belongs to`);
    }
    const fields = writeCustomData(allocation.fields, given.allocation.customData, REPORT_CUSTOM_FIELDS);
    const swap = <T extends Itemization>(owner: T): T => ({
      ...owner,
      allocations: owner.allocations.map((one) => (one.uuid === allocation.uuid ? { ...one, fields } : one)),
    });
    const itemizations = entry.itemizations.map((one) => (one === part ? swap(one) : one));
    book.saveEntry({ ...(part ? entry : swap(entry)), itemizations, modifiedAt: context.now() });
    return call.body(null, 204);
  });
}

function viewAllocation({ report, entry, part }: FoundExpense, allocation: Allocation, baseUrl: string): WireRecord {
  const expense: Itemization = part ?? entry;
  const posted = postedAmount(entry, report.currency, expense.amount);
  const share = (amount: number): WireRecord =>
    money(roundMoney((amount * allocation.percentage) / 100, report.currency), report.currency);
  const claimed = expense.isPersonal ? 0 : posted;
  return {
    allocationId: toHex(allocation.uuid),
    expenseId: toHex(expense.expenseId),
    percentage: allocation.percentage,
    isPercentEdited: allocation.isPercentEdited,
    isSystemAllocation: allocation.isSystem,
    accountCode: allocation.accountCode,
    overLimitAccountCode: null,
    allocationAmount: share(posted),
    claimedAmount: share(claimed),
    approvedAmount: share(entry.isRejected ? 0 : claimed),
    customData: viewCustomData(allocation.fields, baseUrl),
  };
}
