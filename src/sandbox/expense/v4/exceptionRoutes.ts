import * as z from 'zod/mini';
import { findExceptionType } from '../../company/exceptionTypes.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { exceptionsOf, type ReportException } from '../exceptions.js';
import type { ExceptionMark, Report, Visibility } from '../report.js';
import { oneOf, readFields, required, text, wrongField } from '../wireFields.js';
import { toHex, toUuid } from './ids.js';
import type { ContextType, ReportAccess } from './reportAccess.js';

const REPORT = '/expensereports/v4/users/:userId/context/:contextType/reports/:reportId';
const AS_SYSTEM = '/expensereports/v4/reports/:reportId';
const LEVELS = ['', '/expenses/:expenseId', '/expenses/:expenseId/allocations/:allocationId'];
const READERS: readonly ContextType[] = ['TRAVELER', 'MANAGER', 'PROXY'];

const exceptionBody = z.object({
  exceptionCode: text(8),
  exceptionVisibility: oneOf(['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR']),
});

/** Exceptions in Expense v4 (/api-reference/expense/expense-report/v4.exceptions.html), at each of three levels. */
export function registerExceptionsV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const book = context.books.reports;
  const reads = context.allow('expense.report.read', 'expense.report.readwrite');
  const writes = context.allow('expense.report.readwrite');

  /** What of a report a path is about; UUIDs, undefined above the level. */
  const targetOf = (call: SandboxCall, report: Report): Pick<ExceptionMark, 'expenseId' | 'allocationId'> => {
    if (!call.req.param('expenseId')) return { expenseId: undefined, allocationId: undefined };
    const { entry, part } = access.expense(call, report);
    const { expenseId, allocations } = part ?? entry;
    const wanted = call.req.param('allocationId');
    if (!wanted) return { expenseId, allocationId: undefined };
    const allocation = allocations.find(({ uuid }) => uuid === toUuid(wanted));
    if (!allocation) throw new Refusal(404, `The expense has no allocation with the id ${wanted}.`);
    return { expenseId, allocationId: allocation.uuid };
  };

  const list = (call: SandboxCall, report: Report, seen: readonly Visibility[]): Response => {
    const target = targetOf(call, report);
    const query = new Query(new URL(call.req.url).searchParams);
    const isTop = target.expenseId === undefined;
    const onlyTop = (query.flag(isTop ? 'excludeExpenses' : 'excludeItemizations') ?? false) === true;
    const belongs = (one: ReportException): boolean => {
      if (target.allocationId !== undefined) return one.allocationId === target.allocationId;
      if (isTop) return !onlyTop || one.expenseId === undefined;
      return one.expenseId === target.expenseId || (!onlyTop && one.entry?.expenseId === target.expenseId);
    };
    const found = exceptionsOf(report, book.entriesOf(report.id)).filter(
      (one) => seen.includes(one.visibility) && belongs(one),
    );
    return answerJson(call, found.map(viewException));
  };

  for (const level of LEVELS) {
    app.get(`${REPORT}${level}/exceptions`, reads, (call) => {
      const { report } = access.inContext(call, 'user', READERS);
      const isManager = call.req.param('contextType')?.toUpperCase() === 'MANAGER';
      return list(call, report, isManager ? ['ALL', 'APPROVER_PROCESSOR'] : ['ALL']);
    });

    app.get(`${AS_SYSTEM}${level}/exceptions`, reads, (call) => {
      const { report } = access.asSystem(call, 'company');
      return list(call, report, ['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR']);
    });

    app.put(`${AS_SYSTEM}${level}/exceptions`, writes, async (call) => {
      const given = readFields(exceptionBody, await readJsonBody(call));
      const { report } = access.asSystem(call, 'company');
      const code = required('exceptionCode', given.exceptionCode).toUpperCase();
      const visibility = required('exceptionVisibility', given.exceptionVisibility);
      if (!findExceptionType(code))
        throw wrongField('exceptionCode', `is ${code}, which no exception of the company has`);
      const mark: ExceptionMark = { code, visibility, ...targetOf(call, report) };
      const others = report.exceptions.filter((one) => !isSame(one, mark));
      book.saveReport({ ...report, exceptions: [...others, mark], modifiedAt: context.now() });
      return call.body(null, 200);
    });

    app.delete(`${AS_SYSTEM}${level}/exceptions/:exceptionCode`, writes, (call) => {
      const { report } = access.asSystem(call, 'company');
      const code = call.req.param('exceptionCode')?.toUpperCase() ?? '';
      const mark: ExceptionMark = { code, visibility: 'ALL', ...targetOf(call, report) };
      const exceptions = report.exceptions.filter((one) => !isSame(one, mark));
      if (exceptions.length === report.exceptions.length) {
        throw new Refusal(404, `No exception with the code ${code} was added here.`);
      }
      book.saveReport({ ...report, exceptions, modifiedAt: context.now() });
      return call.body(null, 204);
    });
  }
}

function isSame(a: ExceptionMark, b: ExceptionMark): boolean {
  return a.code === b.code && a.expenseId === b.expenseId && a.allocationId === b.allocationId;
}

function viewException({ type, visibility, entry, expenseId, allocationId }: ReportException): WireRecord {
  const isPart = expenseId !== undefined && expenseId !== entry?.expenseId;
  return {
    exceptionCode: type.code,
    exceptionVisibility: visibility,
    isBlocking: type.isBlocking,
    message: type.message,
    allocationId: allocationId === undefined ? null : toHex(allocationId),
    expenseId: expenseId === undefined ? null : toHex(expenseId),
    parentExpenseId: isPart && entry ? toHex(entry.expenseId) : null,
  };
}
