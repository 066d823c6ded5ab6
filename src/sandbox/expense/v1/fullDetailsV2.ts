import type { AttendeeBook } from '../../attendees/attendeeBook.js';
import { expenseGroup } from '../../company/expenseGroup.js';
import { currencyName } from '../../company/money.js';
import { displayName } from '../../company/people.js';
import { formatSeconds } from '../../protocol/moments.js';
import type { WireRecord, WireValue } from '../../protocol/xml.js';
import { type CustomFields, ENTRY_CUSTOM_FIELDS, fieldNames, REPORT_CUSTOM_FIELDS } from '../customFields.js';
import { type Entry, type EntryAttendee, type Itemization, postedAmount, shareOf } from '../entry.js';
import { allocationTypeOf, hasComments } from '../entryView.js';
import { hasAnyException, hasException } from '../exceptions.js';
import type { Report } from '../report.js';
import type { FiledReport } from '../reportBook.js';
import { workflowActionUrl } from '../reportView.js';
import { approvalStatusName, paymentStatusName } from '../statuses.js';
import { addUp } from '../totals.js';
import { NEVER } from './fullDetails.js';
import { amountText, yesNo } from './keys.js';

/** How lists are written: in XML every item is an element inside the list, in JSON the list is bare. */
export type ListWriter = (singular: string, items: readonly WireRecord[]) => WireValue;

/** A report with everything in it as v2 shows it (/api-reference/expense/expense-report/expense-report-get.html). */
export function viewDetailsV2(
  { report, entries }: FiledReport,
  attendees: AttendeeBook,
  base: string,
  list: ListWriter,
): WireRecord {
  const totals = addUp(entries, report.currency);
  const { owner } = report;
  return {
    UserLoginID: owner.login,
    EmployeeName: displayName(owner),
    ReportID: report.id,
    ReportKey: report.number,
    ReportName: report.name,
    Purpose: report.purpose,
    ReportDate: formatSeconds(report.userDefinedDate),
    CreationDate: formatSeconds(report.createdAt),
    SubmitDate: report.submittedAt ? formatSeconds(report.submittedAt) : NEVER,
    PaidDate: report.paidAt ? formatSeconds(report.paidAt) : null,
    CurrencyCode: report.currency,
    ReportTotal: amountText(totals.total),
    PersonalExpenses: amountText(totals.personal),
    AmountDueEmployee: amountText(totals.dueEmployee),
    AmountDueCompanyCard: amountText(totals.dueCompanyCard),
    TotalClaimedAmount: amountText(totals.claimed),
    TotalApprovedAmount: amountText(totals.approved),
    ApprovalStatusCode: report.approvalStatus,
    ApprovalStatusName: approvalStatusName(report.approvalStatus),
    PaymentStatusCode: report.paymentStatus,
    PaymentStatusName: paymentStatusName(report.paymentStatus),
    ...customValues(report.fields, REPORT_CUSTOM_FIELDS),
    LedgerName: expenseGroup.ledger,
    PolicyID: report.policy.id,
    EverSentBack: yesNo(report.everSentBack),
    HasException: yesNo(hasAnyException(report, entries)),
    WorkflowActionURL: workflowActionUrl(base, report),
    ExpenseEntriesList: list(
      'ExpenseEntry',
      entries.map((entry) => viewEntry(entry, report, attendees, list)),
    ),
    ReportImageURL: '',
    Country: report.country,
    CountrySubdivision: report.countrySubdivision ?? '',
    ProcessingPaymentDate: report.processingPaymentAt?.toISOString().slice(0, 10) ?? '',
    ReceiptsReceived: yesNo(report.receiptsReceived),
    ReportOwner: {
      EmployeeID: owner.employeeNumber,
      LastName: owner.lastName,
      FirstName: owner.firstName,
      MiddleInitial: owner.middleName.slice(0, 1),
      EmployeeCustom21: expenseGroup.name,
      EmployeeOrgUnit1: owner.formFields.orgUnit1 ?? '',
      ReimbursementMethodCode: owner.reimbursementMethod,
    },
  };
}

function viewEntry(entry: Entry, report: Report, attendees: AttendeeBook, list: ListWriter): WireRecord {
  const posted = postedAmount(entry, report.currency);
  const comments = report.remarks.filter(({ expenseId }) => expenseId === entry.expenseId).length;
  const parts: readonly Itemization[] = entry.itemizations.length > 0 ? entry.itemizations : [entry];
  return {
    ReportEntryID: entry.id,
    ExpenseTypeID: entry.type.code,
    ExpenseTypeName: entry.type.name,
    SpendCategory: entry.type.categoryName,
    PaymentTypeCode: entry.paymentType.code,
    PaymentTypeName: entry.paymentType.name,
    TransactionDate: formatSeconds(entry.transactionDate),
    TransactionCurrencyName: currencyName(entry.currency),
    ExchangeRate: entry.exchangeRate.toFixed(14),
    TransactionAmount: amountText(entry.amount),
    PostedAmount: amountText(posted),
    ApprovedAmount: amountText(entry.isRejected ? 0 : posted),
    BusinessPurpose: entry.description ?? '',
    VendorDescription: entry.vendor ?? '',
    LocationName: entry.place?.city ?? '',
    LocationSubdivision: entry.place?.subdivision ?? '',
    LocationCountry: entry.place?.country ?? '',
    ...customValues(entry.fields, ENTRY_CUSTOM_FIELDS),
    FormID: 'gWu2$fD7kSw4zCn9vRm5T',
    EntryImageID: '',
    HasVat: yesNo(entry.hasVat),
    HasComments: yesNo(comments > 0),
    CommentCount: String(comments),
    IsItemized: yesNo(entry.itemizations.length > 0),
    HasExceptions: yesNo(hasException(entry, report)),
    IsPersonal: yesNo(entry.isPersonal),
    HasAttendees: yesNo(entry.attendees.length > 0),
    HasAllocation: allocationTypeOf(entry),
    IsCreditCardCharge: yesNo(entry.companyCardTransactionId !== undefined),
    IsPersonalCardCharge: 'N',
    ReceiptRequired: 'N',
    ImageRequired: yesNo(entry.type.needsImage),
    'E-ReceiptID': '',
    LastModified: formatSeconds(entry.modifiedAt),
    ItemizationsList: list(
      'Itemization',
      parts.map((part) => viewPart(part, entry, report, attendees, list)),
    ),
    ReportEntryReceiptReceived: yesNo(entry.isReceiptReceived),
    ReportEntryReceiptType: entry.taxReceiptType,
    ExpensePay: report.owner.reimbursementMethod === 'CNQRPAY' ? 'Yes' : 'No',
    UserLoginID: report.owner.login,
  };
}

function viewPart(
  part: Itemization,
  entry: Entry,
  report: Report,
  attendees: AttendeeBook,
  list: ListWriter,
): WireRecord {
  const posted = postedAmount(entry, report.currency, part.amount);
  const isEntry = part.id === entry.id;
  const taxes = isEntry ? entry.taxes : [];
  const vat = taxes.map((tax) => ({
    TaxName: tax.authorityName,
    TaxAuthorityLabel: tax.label,
    TaxTransactionAmount: amountText(tax.amount),
    TaxPostedAmount: amountText(postedAmount(entry, report.currency, tax.amount)),
    Source: 'SYST',
    TaxReclaimTransactionAmount: amountText(tax.reclaimAmount),
    TaxReclaimPostedAmount: amountText(postedAmount(entry, report.currency, tax.reclaimAmount)),
  }));
  const shares = part.allocations.map((share) => ({
    AllocationID: share.id,
    Percentage: `${share.percentage.toFixed(8)}%`,
    AccountCode1: share.accountCode,
    AccountCode2: '',
    ...customValues(share.fields, REPORT_CUSTOM_FIELDS, false),
    JournalEntriesList: list('JournalEntry', []),
    VATDataList: list('VATData', vat),
  }));
  return {
    ItemType: isEntry ? 'Regular' : 'Child',
    ItemizationID: part.id,
    ExpenseTypeID: part.type.code,
    ExpenseTypeName: part.type.name,
    TransactionDate: formatSeconds(part.transactionDate),
    TransactionAmount: amountText(part.amount),
    PostedAmount: amountText(posted),
    ApprovedAmount: amountText(entry.isRejected ? 0 : posted),
    BusinessPurpose: part.description ?? '',
    ...customValues(part.fields, ENTRY_CUSTOM_FIELDS),
    HasComments: yesNo(hasComments(part, report)),
    CommentCount: String(report.remarks.filter(({ expenseId }) => expenseId === part.expenseId).length),
    IsPersonal: yesNo(part.isPersonal),
    LastModified: formatSeconds(part.modifiedAt),
    AllocationsList: list('Allocation', shares),
    AttendeesList: list(
      'Attendee',
      entry.attendees.map((one) => viewAttendee(one, entry, attendees)),
    ),
  };
}

function viewAttendee(one: EntryAttendee, entry: Entry, book: AttendeeBook): WireRecord {
  const attendee = book.find(one.id);
  return {
    AttendeeType: expenseGroup.attendeeTypes.find(([code]) => code === one.typeCode)?.[1] ?? one.typeCode,
    FirstName: attendee?.firstName ?? '',
    LastName: attendee?.lastName ?? '',
    Company: attendee?.company ?? '',
    Title: attendee?.title ?? '',
    ExternalID: attendee?.externalId ?? '',
    HasExceptionsPrevYear: 'N',
    HasExceptionsYTD: 'N',
    IsDeleted: yesNo(attendee?.isDeleted ?? false),
    OwnerEmpName: attendee?.ownerLogin ?? '',
    TotalAmountPrevYear: amountText(0),
    TotalAmountYTD: amountText(shareOf(entry, one)),
    VersionNumber: String(one.versionNumber ?? attendee?.versionNumber ?? 1),
    AttendeeID: one.id,
    AttendeeTypeCode: one.typeCode,
    AttendeeOwnerID: attendee?.ownerLogin ?? '',
    CurrencyCode: entry.currency,
  };
}

/** Org units as text, custom fields as objects; null where there is none. */
function customValues(fields: CustomFields, count: number, withOrgUnits = true): WireRecord {
  const values: Record<string, WireValue> = {};
  for (const name of fieldNames(count)) {
    const isOrgUnit = name.startsWith('OrgUnit');
    if (isOrgUnit && !withOrgUnits) continue;
    const field = fields.get(name);
    values[name] = field
      ? isOrgUnit
        ? field.Value
        : { Type: field.Type, Value: field.Value, Code: field.Code }
      : null;
  }
  return values;
}
