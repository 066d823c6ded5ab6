import { formatDateTime } from '../protocol/moments.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { ENTRY_CUSTOM_FIELDS, viewCustomFields } from './customFields.js';
import { type Allocation, type Entry, type Itemization, type Journey, postedAmount } from './entry.js';
import { hasException } from './exceptions.js';
import type { Report } from './report.js';

const FORM_ID = 'gWu2$fD7kSw4zCn9vRm5T';

/** The address of an entry; `base` is the URL of the sandbox. */
export function entryUri(base: string, id: string): string {
  return `${base}/api/v3.0/expense/entries/${encodeURIComponent(id)}`;
}

/** An entry as the v3 API shows it, with all fields (/api-reference/expense/expense-report/expense-entry.html). */
export function viewEntry(entry: Entry, report: Report, base: string): WireRecord {
  return {
    ID: entry.id,
    URI: entryUri(base, entry.id),
    ExpenseID: entry.expenseId,
    ReportID: entry.reportId,
    ReportOwnerID: report.owner.login,
    ExpenseTypeCode: entry.type.code,
    ExpenseTypeName: entry.type.name,
    SpendCategoryCode: entry.type.categoryCode,
    SpendCategoryName: entry.type.categoryName,
    PaymentTypeID: entry.paymentType.id,
    PaymentTypeName: entry.paymentType.name,
    TransactionDate: formatDateTime(entry.transactionDate),
    TransactionCurrencyCode: entry.currency,
    TransactionAmount: entry.amount,
    ExchangeRate: entry.exchangeRate,
    PostedAmount: postedAmount(entry, report.currency),
    ApprovedAmount: entry.isRejected ? 0 : postedAmount(entry, report.currency),
    VendorDescription: entry.vendor ?? null,
    VendorListItemID: null,
    VendorListItemName: null,
    Description: entry.description ?? null,
    Comment: null,
    LocationID: entry.place?.locationId ?? null,
    LocationName: entry.place?.city ?? null,
    LocationSubdivision: entry.place?.subdivision ?? null,
    LocationCountry: entry.place?.country ?? null,
    IsPersonal: entry.isPersonal,
    IsBillable: entry.isBillable,
    IsPersonalCardCharge: false,
    HasImage: entry.hasImage,
    IsImageRequired: entry.type.needsImage,
    ReceiptReceived: entry.isReceiptReceived || report.receiptsReceived,
    TaxReceiptType: entry.taxReceiptType,
    ElectronicReceiptID: null,
    CompanyCardTransactionID: entry.companyCardTransactionId ?? null,
    TripID: null,
    HasItemizations: entry.itemizations.length > 0,
    AllocationType: allocationTypeOf(entry),
    HasAttendees: entry.attendees.length > 0,
    HasVAT: entry.hasVat,
    HasAppliedCashAdvance: report.cashAdvanceIds.length > 0,
    HasComments: hasComments(entry, report),
    HasExceptions: hasException(entry, report),
    IsPaidByExpensePay: report.processingPaymentAt ? report.owner.reimbursementMethod === 'CNQRPAY' : null,
    EmployeeBankAccountID: null,
    Journey: entry.journey ? viewJourney(entry.journey) : null,
    LastModified: formatDateTime(entry.modifiedAt),
    FormID: FORM_ID,
    ...viewCustomFields(entry.fields, ENTRY_CUSTOM_FIELDS),
  };
}

/** Whether there are comments on an entry or itemization. */
export function hasComments({ expenseId }: Itemization, report: Report): boolean {
  return report.remarks.some((remark) => remark.expenseId === expenseId);
}

/** F when shares make up the whole of an expense, P when they make up a part, N when nobody split it. */
export function allocationTypeOf({ allocations }: { readonly allocations: readonly Allocation[] }): 'F' | 'P' | 'N' {
  const shares = allocations.filter(({ isSystem }) => !isSystem);
  if (shares.length === 0) return 'N';
  return shares.reduce((sum, { percentage }) => sum + percentage, 0) >= 100 ? 'F' : 'P';
}

/** Only what is known: the schema has no null inside a journey. */
function viewJourney(journey: Journey): WireRecord {
  const all: readonly (readonly [string, WireValue | undefined])[] = [
    ['StartLocation', journey.startLocation],
    ['EndLocation', journey.endLocation],
    ['UnitOfMeasure', journey.unit],
    ['BusinessDistance', journey.businessDistance],
    ['PersonalDistance', journey.personalDistance],
    ['OdometerStart', journey.odometerStart],
    ['OdometerEnd', journey.odometerEnd],
    ['NumberOfPassengers', journey.passengers],
    ['VehicleID', journey.vehicleId],
  ];
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
