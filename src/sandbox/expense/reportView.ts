import { expenseGroup } from '../company/expenseGroup.js';
import { displayName } from '../company/people.js';
import { formatDateTime } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import { REPORT_CUSTOM_FIELDS, viewCustomFields } from './customFields.js';
import type { Entry } from './entry.js';
import { hasAnyException } from './exceptions.js';
import { lastComment, type Report } from './report.js';
import { approvalStatusName, paymentStatusName } from './statuses.js';
import { addUp } from './totals.js';

/** The address of a report; `base` is the URL of the sandbox. */
export function reportUri(base: string, id: string): string {
  return `${base}/api/v3.0/expense/reports/${encodeURIComponent(id)}`;
}

/** Where to post a workflow action for the present step of a report; empty when none is possible. */
export function workflowActionUrl(base: string, { stepId }: Report): string {
  if (stepId === undefined) return '';
  return `${base}/api/expense/expensereport/v1.1/report/${encodeURIComponent(stepId)}/workflowaction`;
}

/** A report as the v3 API shows it, with all fields (/api-reference/expense/expense-report/v3.reports.html). */
export function viewReport(report: Report, entries: readonly Entry[], base: string): WireRecord {
  const totals = addUp(entries, report.currency);
  return {
    Name: report.name,
    Total: totals.total,
    CurrencyCode: report.currency,
    Country: report.country,
    CountrySubdivision: report.countrySubdivision ?? null,
    CreateDate: formatDateTime(report.createdAt),
    SubmitDate: formatOptional(report.submittedAt),
    ProcessingPaymentDate: formatOptional(report.processingPaymentAt),
    PaidDate: formatOptional(report.paidAt),
    ReceiptsReceived: report.receiptsReceived,
    UserDefinedDate: formatDateTime(report.userDefinedDate),
    LastComment: lastComment(report),
    OwnerLoginID: report.owner.login,
    OwnerName: displayName(report.owner),
    ApproverLoginID: report.approver?.login ?? null,
    ApproverName: report.approver ? displayName(report.approver) : null,
    ApprovalStatusName: approvalStatusName(report.approvalStatus),
    ApprovalStatusCode: report.approvalStatus,
    PaymentStatusName: paymentStatusName(report.paymentStatus),
    PaymentStatusCode: report.paymentStatus,
    LastModifiedDate: formatDateTime(report.modifiedAt),
    PersonalAmount: totals.personal,
    AmountDueEmployee: totals.dueEmployee,
    AmountDueCompanyCard: totals.dueCompanyCard,
    TotalClaimedAmount: totals.claimed,
    TotalApprovedAmount: totals.approved,
    LedgerName: expenseGroup.ledger,
    PolicyID: report.policy.id,
    EverSentBack: report.everSentBack,
    HasException: hasAnyException(report, entries),
    WorkflowActionUrl: workflowActionUrl(base, report),
    ...viewCustomFields(report.fields, REPORT_CUSTOM_FIELDS),
    ID: report.id,
    URI: reportUri(base, report.id),
  };
}

function formatOptional(moment: Date | undefined): string | null {
  return moment ? formatDateTime(moment) : null;
}
