import type { Person } from '../../company/people.js';
import type { SandboxCall } from '../../context.js';
import { Query } from '../../protocol/query.js';
import type { WireRecord } from '../../protocol/xml.js';
import { hasAnyException } from '../exceptions.js';
import type { FiledReport, ReportBook } from '../reportBook.js';
import { isWaiting } from '../statuses.js';
import { addUp } from '../totals.js';
import { wrongField } from '../wireFields.js';
import { day, employee, money } from './wire.js';

const SORTS: Readonly<Record<string, (filed: FiledReport) => string | number>> = {
  amountDueEmployee: ({ report, entries }) => addUp(entries, report.currency).dueEmployee,
  claimedAmount: ({ report, entries }) => addUp(entries, report.currency).claimed,
  employeeFirstName: ({ report }) => report.owner.firstName,
  employeeLastName: ({ report }) => report.owner.lastName,
  name: ({ report }) => report.name,
  reportDate: ({ report }) => report.userDefinedDate.getTime(),
  submitDate: ({ report }) => report.submittedAt?.getTime() ?? 0,
};

/** The reports that wait for somebody, sorted as the query says. @throws {Refusal} 400 when the query is wrong */
export function listToApprove(call: SandboxCall, user: Person, book: ReportBook): readonly WireRecord[] {
  const query = new Query(new URL(call.req.url).searchParams);
  const withDelegators = query.flag('includeDelegateApprovals');
  if (withDelegators === undefined) throw wrongField('includeDelegateApprovals', 'is required');
  const sort = query.text('sort') ?? 'reportDate';
  const sortValue = SORTS[sort];
  if (!sortValue || !Object.hasOwn(SORTS, sort)) throw wrongField('sort', `is "${sort}", which is no field to sort by`);
  const order = query.text('order')?.toLowerCase() ?? 'desc';
  if (order !== 'asc' && order !== 'desc') throw wrongField('order', `is "${order}", but has to be asc or desc`);
  const found = [...book.after()].filter(({ report: { approver, approvalStatus } }) => {
    if (!approver || !isWaiting(approvalStatus)) return false;
    return approver === user || (withDelegators && approver.delegateLogins.includes(user.login));
  });
  const direction = order === 'asc' ? 1 : -1;
  const compare = (a: FiledReport, b: FiledReport): number => {
    const [first, second] = [sortValue(a), sortValue(b)];
    return first === second ? 0 : first < second ? -direction : direction;
  };
  return found.sort(compare).map(viewToApprove);
}

function viewToApprove({ report, entries }: FiledReport): WireRecord {
  const { currency } = report;
  const totals = addUp(entries, currency);
  return {
    name: report.name,
    reportId: report.id,
    reportNumber: report.number,
    reportDate: day(report.userDefinedDate),
    submitDate: day(report.submittedAt ?? report.createdAt),
    reportType: 'Regular',
    hasExceptions: hasAnyException(report, entries),
    employee: employee(report.owner),
    approver: employee(report.approver),
    claimedAmount: money(totals.claimed, currency),
    totalApprovedAmount: money(totals.approved, currency),
    amountDueEmployee: money(totals.dueEmployee, currency),
  };
}
