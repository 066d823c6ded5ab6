import { findExceptionType } from '../../company/exceptionTypes.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { readXmlBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { isWireRecord, type WireRecord } from '../../protocol/xml.js';
import type { ExceptionMark, Report } from '../report.js';
import { V1 } from './keys.js';
import { answerV1, reportOf } from './v1Access.js';

/** Exceptions that others add in v1.1 (/api-reference/expense/expense-report/post-report-exceptions.html). */
export function registerExceptionsV1(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.reports;

  app.post(`${V1}/report/:reportId/Exceptions`, context.allow('EXPRPT'), async (call) => {
    const { Exception: given } = await readXmlBody(call, 'Exceptions');
    const report = reportOf(call, context);
    const list = (given === undefined ? [] : [given].flat()).filter(isWireRecord);
    if (list.length === 0) throw new Refusal(400, 'There is no Exception.');
    const marks: ExceptionMark[] = [];
    const [errors, done]: [WireRecord[], WireRecord[]] = [[], []];
    for (const [at, body] of list.entries()) {
      const Index = textOf(body.Index) || String(at + 1);
      const mark = readMark(body, report);
      if (typeof mark === 'string') errors.push({ Index, message: mark });
      else {
        marks.push(mark);
        done.push({ Index, Status: 'Success' });
      }
    }
    if (marks.length > 0) {
      book.saveReport({ ...report, exceptions: [...report.exceptions, ...marks], modifiedAt: context.now() });
    }
    return answerV1(call, 'exception-result', {
      'exceptions-succeeded': done.length,
      'exceptions-failed': errors.length,
      errors: errors.length > 0 ? { error: errors } : '',
      ExceptionDetails: done.length > 0 ? { ExceptionInfo: done } : '',
    });
  });

  /** The exception that an element asks for, or what is wrong with it. */
  function readMark(body: WireRecord, report: Report): ExceptionMark | string {
    const type = findExceptionType(textOf(body.ExceptionCode));
    if (!type) return `The company has no exception with the code "${textOf(body.ExceptionCode)}".`;
    const id = textOf(body.ObjectId);
    const mark = { code: type.code, visibility: 'ALL' } as const;
    switch (textOf(body.ObjectType).toLowerCase()) {
      case '':
      case 'report':
        return { ...mark, expenseId: undefined, allocationId: undefined };
      case 'entry': {
        const found = book.findExpense(id);
        if (found?.report.id !== report.id) return `The report has no entry ${id}.`;
        return { ...mark, expenseId: (found.part ?? found.entry).expenseId, allocationId: undefined };
      }
      case 'allocation': {
        const found = book.findAllocation(id);
        if (found?.report.id !== report.id) return `The report has no allocation ${id}.`;
        return { ...mark, expenseId: (found.part ?? found.entry).expenseId, allocationId: found.allocation.uuid };
      }
      default:
        return 'ObjectType has to be Report, Entry or Allocation.';
    }
  }
}

function textOf(value: WireRecord[string] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
