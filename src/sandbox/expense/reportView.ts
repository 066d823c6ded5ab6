import { displayName } from '../company/people.js';
import { formatDateTime } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import { REPORT_CUSTOM_FIELDS, viewCustomFields } from './customFields.js';
import { addUp, type Entry, hasException, type Report } from './report.js';
import { approvalStatusName, isWaiting, paymentStatusName } from './statuses.js';

/** The expense policy of everybody; the v3 API always uses a user's default one. */
const POLICY_ID = 'gWpZ3qLr8$pTk2mXvB7nQ4sJd9hC6wF1yA';

/** The address of a report; `base` is the URL of the sandbox. */
export function reportUri(base: string, id: string): string {
  return `${base}/api/v3.0/expense/reports/${encodeURIComponent(id)}`;
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
    LastComment: report.lastComment,
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
    LedgerName: 'DEFAULT',
    PolicyID: POLICY_ID,
    EverSentBack: report.everSentBack,
    HasException: entries.some(hasException),
    WorkflowActionUrl: isWaiting(report.approvalStatus) ? `${reportUri(base, report.id)}/workflowaction` : '',
    ...viewCustomFields(report.fields, REPORT_CUSTOM_FIELDS),
    ID: report.id,
    URI: reportUri(base, report.id),
  };
}

function formatOptional(moment: Date | undefined): string | null {
  return moment ? formatDateTime(moment) : null;
}
