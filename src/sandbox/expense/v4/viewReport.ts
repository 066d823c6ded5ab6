import { expenseGroup } from '../../company/expenseGroup.js';
import { currencyName } from '../../company/money.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { Entry } from '../entry.js';
import { exceptionsOf } from '../exceptions.js';
import type { Report } from '../report.js';
import { approvalStatusName, isPaid, isWithOwner, paymentStatusName } from '../statuses.js';
import { addUp } from '../totals.js';
import { canRecall } from '../workflow.js';
import { viewCustomData } from './customData.js';
import { day, employee, link, money } from './wire.js';

/** Forms of the company, by id; see the form fields. */
export const REPORT_FORM_ID = 'C3A80E57D94B4F12A6F5B1D07E29C846';
export const ALLOCATION_FORM_ID = '94B7E1D05F2C4A83B0D6C5E87A13F962';
const ANALYTICS_GROUP_ID = 'D5A2E94C70B84F13963EC8D1A0F7B524';

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** The name of a country in the way of reports; undefined when the code is none. */
export function countryName(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? countries.of(code)?.toUpperCase() : undefined;
}

/** The header of a report as Expense v4 shows it; `address` is its own. */
export function viewReportForm(
  report: Report,
  entries: readonly Entry[],
  address: string,
  baseUrl: string,
): WireRecord {
  const { currency } = report;
  const totals = addUp(entries, currency);
  const isOpen = isWithOwner(report.approvalStatus);
  const isDone = isPaid(report.paymentStatus);
  const needsImages = entries.some(({ type }) => type.needsImage);
  const lacksImages = entries.some(({ type, hasImage }) => type.needsImage && !hasImage);
  const imageStatus = needsImages ? (lacksImages ? 'NOT_RECEIVED' : 'RECEIVED') : 'NOT_REQUIRED';
  const amount = (value: number): WireRecord => money(value, currency);
  return {
    reportId: report.id,
    reportNumber: report.number,
    name: report.name,
    businessPurpose: report.purpose || null,
    reportDate: day(report.userDefinedDate),
    startDate: report.startDate ? day(report.startDate) : null,
    endDate: report.endDate ? day(report.endDate) : null,
    policy: report.policy.name,
    policyId: report.policy.uuid,
    country: countryName(report.country) ?? null,
    countryCode: report.country,
    countrySubDivisionCode: report.countrySubdivision ?? null,
    currency: currencyName(currency),
    currencyCode: currency,
    ledger: expenseGroup.ledger,
    ledgerId: expenseGroup.ledgerId,
    approvalStatus: approvalStatusName(report.approvalStatus),
    approvalStatusId: report.approvalStatus,
    paymentStatus: paymentStatusName(report.paymentStatus),
    paymentStatusId: report.paymentStatus,
    concurAuditStatus: 'NOTR',
    isSubmitted: !isOpen,
    isSentBack: report.approvalStatus === 'A_RESU',
    isReportEverSentBack: report.everSentBack,
    isReopened: false,
    canReopen: false,
    canRecall: canRecall(report),
    canAddExpense: isOpen,
    isPendingDelegatorReview: false,
    submitDate: report.submittedAt?.toISOString() ?? null,
    creationDate: report.createdAt.toISOString(),
    reportVersion: report.version,
    reportType: 'Regular',
    reportTotal: amount(totals.total),
    claimedAmount: amount(totals.claimed),
    approvedAmount: amount(totals.approved),
    amountNotApproved: amount(Math.round((totals.claimed - totals.approved) * 100) / 100),
    personalAmount: amount(totals.personal),
    amountDueEmployee: amount(totals.dueEmployee),
    amountDueCompanyCard: amount(totals.dueCompanyCard),
    amountDueCompany: amount(0),
    amountCompanyPaid: amount(isDone ? totals.approved : 0),
    paymentConfirmedAmount: amount(report.paymentStatus === 'P_PAYC' ? totals.approved : 0),
    totalAmountPaidEmployee: amount(isDone ? totals.dueEmployee : 0),
    customData: viewCustomData(report.fields, baseUrl),
    employee: employee(report.owner),
    userId: report.owner.id,
    submitterId: report.submitter?.id ?? null,
    sponsorId: null,
    isReceiptImageAvailable: entries.some(({ hasImage }) => hasImage),
    isReceiptImageRequired: needsImages,
    imageStatus,
    receiptStatus: report.receiptsReceived ? 'RECEIVED_NOT_REQUIRED' : 'NOT_REQUIRED',
    isPaperReceiptRequired: false,
    isPaperReceiptsReceived: report.receiptsReceived,
    receiptContainerId: null,
    isFinancialIntegrationEnabled: false,
    isFundsAndGrantsIntegrationEligible: false,
    hasReceivedCashAdvanceReturns: false,
    hasBlockingExceptions: exceptionsOf(report, entries).some(({ type }) => type.isBlocking),
    redirectFund: null,
    cardProgramStatementPeriodId: null,
    taxConfigId: null,
    defaultFieldAccess: isOpen ? 'RW' : 'RO',
    reportFormId: REPORT_FORM_ID,
    allocationFormId: ALLOCATION_FORM_ID,
    hierarchyNodeId: expenseGroup.hierarchyNodeId,
    analyticsGroupId: ANALYTICS_GROUP_ID,
    links: [
      link('self', address),
      ...['expenses', 'comments', 'exceptions'].map((rel) => link(rel, `${address}/${rel}`)),
    ],
  };
}
