import type { AttendeeBook } from '../../attendees/attendeeBook.js';
import { currencyName } from '../../company/money.js';
import { displayName } from '../../company/people.js';
import { formatSeconds } from '../../protocol/moments.js';
import type { WireRecord, WireValue } from '../../protocol/xml.js';
import { type CustomFields, ENTRY_CUSTOM_FIELDS, fieldNames, REPORT_CUSTOM_FIELDS } from '../customFields.js';
import { type Allocation, type Entry, type EntryAttendee, type Itemization, postedAmount, shareOf } from '../entry.js';
import { allocationTypeOf, hasComments } from '../entryView.js';
import { hasAnyException, hasException } from '../exceptions.js';
import type { Report } from '../report.js';
import type { FiledReport } from '../reportBook.js';
import { workflowActionUrl } from '../reportView.js';
import { approvalStatusName, paymentStatusName } from '../statuses.js';
import { addUp } from '../totals.js';
import { amountText, keyOf, yesNo } from './keys.js';

/** What is shown for a moment that has not come yet. */
export const NEVER = '0001-01-01T00:00:00';

/** A report with everything in it as v1.1 shows it (/api-reference/expense/expense-report/v1dot1.report-full-details.html). */
export function viewFullDetails({ report, entries }: FiledReport, attendees: AttendeeBook, base: string): WireRecord {
  const totals = addUp(entries, report.currency);
  const parts = entries.reduce((sum, { itemizations }) => sum + itemizations.length, 0);
  return {
    X_UserID: report.owner.login,
    ReportId: report.id,
    ReportName: report.name,
    Purpose: report.purpose,
    CrnCode: report.currency,
    ApsKey: report.approvalStatus,
    ReportDate: formatSeconds(report.userDefinedDate),
    CreationDate: formatSeconds(report.createdAt),
    ReceiptImageUrl: '',
    HasException: yesNo(hasAnyException(report, entries)),
    EverSentBack: yesNo(report.everSentBack),
    EmployeeName: displayName(report.owner),
    ApvStatusName: approvalStatusName(report.approvalStatus),
    PayKey: report.paymentStatus,
    PayStatusName: paymentStatusName(report.paymentStatus),
    PaidDate: report.paidAt ? formatSeconds(report.paidAt) : null,
    SubmitDate: report.submittedAt ? formatSeconds(report.submittedAt) : NEVER,
    EntryCount: entries.length + parts,
    LedgerName: 'DEFAULT',
    ...customTexts(report.fields, REPORT_CUSTOM_FIELDS),
    PolKey: report.policy.id,
    RptKey: keyOf(report),
    ReportTotal: amountText(totals.total),
    PersonalExpenses: amountText(totals.personal),
    AmountDueEmployee: amountText(totals.dueEmployee),
    AmountDueCompanyCard: amountText(totals.dueCompanyCard),
    TotalClaimedAmount: amountText(totals.claimed),
    TotalApprovedAmount: amountText(totals.approved),
    WorkflowActionURL: workflowActionUrl(base, report),
    Entries: { '@Count': entries.length, ExpenseEntry: entries.map((entry) => viewEntry(entry, report, attendees)) },
  };
}

function viewEntry(entry: Entry, report: Report, attendees: AttendeeBook): WireRecord {
  const comments = report.remarks.filter(({ expenseId }) => expenseId === entry.expenseId).length;
  const posted = postedAmount(entry, report.currency);
  const parts = entry.itemizations.map((part) => viewPart(part, entry, report));
  return {
    ReceiptRequired: 'N',
    ImageRequired: yesNo(entry.type.needsImage),
    EreceiptId: '',
    ...customTexts(entry.fields, ENTRY_CUSTOM_FIELDS),
    RpeKey: entry.id,
    RptKey: keyOf(report),
    X_UserID: report.owner.login,
    ExpKey: entry.type.code,
    FormKey: 'gWu2$fD7kSw4zCn9vRm5T',
    ReceiptImageId: '',
    ExpName: entry.type.name,
    SpendCategory: entry.type.categoryName,
    BusinessPurpose: entry.description ?? '',
    HasVat: yesNo(entry.hasVat),
    ExchangeRate: entry.exchangeRate.toFixed(14),
    TransactionAmount: amountText(entry.amount),
    PostedAmount: amountText(posted),
    ApprovedAmount: amountText(entry.isRejected ? 0 : posted),
    TransactionCurrencyName: currencyName(entry.currency),
    VendorDescription: entry.vendor ?? '',
    LocationName: entry.place?.city ?? '',
    LocationSubdivision: entry.place?.subdivision ?? '',
    LocationCountry: entry.place?.country ?? '',
    HasComments: yesNo(comments > 0),
    CommentCount: comments,
    PaymentTypeKey: entry.paymentType.code,
    IsItemized: yesNo(parts.length > 0),
    HasExceptions: yesNo(hasException(entry, report)),
    IsPersonal: yesNo(entry.isPersonal),
    HasAttendees: yesNo(entry.attendees.length > 0),
    HasAllocation: allocationTypeOf(entry),
    IsCreditCardCharge: yesNo(entry.companyCardTransactionId !== undefined),
    AttendeeCount: entry.attendees.length,
    IsPersonalCardCharge: 'N',
    TransactionDate: formatSeconds(entry.transactionDate),
    LastModifiedDate: formatSeconds(entry.modifiedAt),
    ItemizationsList: parts.length > 0 ? { ItemizationEntryDetails: parts } : '',
    Allocations: entry.allocations.length > 0 ? entry.allocations.map((one) => viewShare(one, 'allocKey')) : '',
    AttendeeDetails: entry.attendees.map((one) => viewAttendee(one, entry, attendees)),
  };
}

function viewPart(part: Itemization, entry: Entry, report: Report): WireRecord {
  const posted = postedAmount(entry, report.currency, part.amount);
  const shares = part.allocations.map((one) => viewShare(one, 'AllocationKey'));
  return {
    ...customTexts(part.fields, ENTRY_CUSTOM_FIELDS, false),
    ItemizationKey: part.id,
    ExpenseKey: part.type.code,
    ExpenseName: part.type.name,
    BusinessPurpose: part.description ?? '',
    TransactionAmount: amountText(part.amount),
    TransactionDate: formatSeconds(part.transactionDate),
    PostedAmount: amountText(posted),
    ApprovedAmount: amountText(entry.isRejected ? 0 : posted),
    HasComments: yesNo(hasComments(part, report)),
    CommentCount: report.remarks.filter(({ expenseId }) => expenseId === part.expenseId).length,
    IsPersonal: yesNo(part.isPersonal),
    LastModified: formatSeconds(part.modifiedAt),
    AllocationsList: shares.length > 0 ? { Allocations: shares } : '',
  };
}

function viewShare(share: Allocation, keyName: 'allocKey' | 'AllocationKey'): WireRecord {
  return {
    ...customTexts(share.fields, REPORT_CUSTOM_FIELDS, false),
    AccountCode1: share.accountCode,
    AccountCode2: '',
    [keyName]: share.id,
    Percentage: `${share.percentage.toFixed(8)}%`,
  };
}

function viewAttendee(one: EntryAttendee, entry: Entry, book: AttendeeBook): WireRecord {
  const attendee = book.find(one.id);
  return {
    AttendeeType: one.typeCode,
    FirstName: attendee?.firstName ?? '',
    LastName: attendee?.lastName ?? '',
    Company: attendee?.company ?? '',
    ExternalId: attendee?.externalId ?? '',
    HasExceptionsPrevYear: 'N',
    HasExceptionsYtd: 'N',
    IsDeleted: yesNo(attendee?.isDeleted ?? false),
    OwnerEmpName: attendee?.ownerLogin ?? '',
    Title: attendee?.title ?? '',
    TotalAmountPrevYear: amountText(0),
    TotalAmountYtd: amountText(shareOf(entry, one)),
    VersionNumber: one.versionNumber ?? attendee?.versionNumber ?? 1,
    AttendeeKey: one.id,
  };
}

/** Custom fields as text, empty where there is none; an item of a list comes as (code) name. */
function customTexts(fields: CustomFields, count: number, withOrgUnits = true): WireRecord {
  const texts: Record<string, WireValue> = {};
  for (const name of fieldNames(count)) {
    if (!withOrgUnits && name.startsWith('OrgUnit')) continue;
    const field = fields.get(name);
    texts[name] = field ? (field.Code === null ? field.Value : `(${field.Code}) ${field.Value}`) : '';
  }
  return texts;
}
