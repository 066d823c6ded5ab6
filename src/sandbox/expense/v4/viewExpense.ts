import { roundMoney } from '../../company/money.js';
import type { WireRecord } from '../../protocol/xml.js';
import { type Itemization, postedAmount } from '../entry.js';
import { allocationTypeOf } from '../entryView.js';
import { exceptionsOf } from '../exceptions.js';
import type { FoundExpense } from '../reportBook.js';
import { isWithOwner } from '../statuses.js';
import { claimedAmount } from '../totals.js';
import { viewCustomData } from './customData.js';
import { toHex } from './ids.js';
import { day, link, money } from './wire.js';

const ALLOCATION_STATES = { F: 'FULLY_ALLOCATED', P: 'PARTIALLY_ALLOCATED', N: 'NOT_ALLOCATED' } as const;
const RECEIPTS = { T: 'Tax Receipt', R: 'Receipt', N: 'No Receipt' } as const;

/** An expense or itemization in brief as Expense v4 shows it; `address` is that of its report. */
export function viewExpenseSummary({ report, entry, part }: FoundExpense, address: string): WireRecord {
  const expense: Itemization = part ?? entry;
  const { currency } = report;
  const posted = postedAmount(entry, currency, expense.amount);
  const claimed = part ? (part.isPersonal ? 0 : posted) : claimedAmount(entry, currency);
  const approved = entry.isRejected ? 0 : claimed;
  const exceptions = exceptionsOf(report, [entry]).filter(
    (one) => one.entry && (!part || one.expenseId === part.expenseId),
  );
  const id = toHex(expense.expenseId);
  const own = `${address}/expenses/${id}`;
  return {
    expenseId: id,
    parentExpenseId: part ? toHex(entry.expenseId) : null,
    expenseType: {
      id: expense.type.code,
      name: expense.type.name,
      code: expense.type.categoryCode,
      isDeleted: false,
      listItemId: null,
    },
    transactionDate: day(expense.transactionDate),
    transactionAmount: money(expense.amount, entry.currency),
    postedAmount: money(posted, currency),
    claimedAmount: money(claimed, currency),
    approvedAmount: money(approved, currency),
    approverAdjustedAmount: money(approved, currency),
    exchangeRate: { value: entry.exchangeRate, operation: 'MULTIPLY' },
    paymentType: { id: entry.paymentType.code, name: entry.paymentType.name, code: entry.paymentType.code },
    businessPurpose: expense.description ?? null,
    vendor: { id: null, name: null, description: entry.vendor ?? null },
    location: viewLocation(entry.place),
    attendeeCount: part ? 0 : entry.attendees.reduce((sum, { count }) => sum + (count ?? 1), 0),
    allocationState: ALLOCATION_STATES[allocationTypeOf(expense)],
    allocationSetId:
      allocationTypeOf(expense) === 'N' ? null : toHex(expense.expenseId).split('').toReversed().join(''),
    hasExceptions: exceptions.length > 0,
    hasBlockingExceptions: exceptions.some(({ type }) => type.isBlocking),
    canDelete: isWithOwner(report.approvalStatus),
    isAutoCreated: false,
    isPersonalExpense: expense.isPersonal,
    isImageRequired: !part && expense.type.needsImage,
    isPaperReceiptRequired: false,
    hasMissingReceiptDeclaration: false,
    receiptImageId: null,
    ereceiptImageId: null,
    imageCertificationStatus: null,
    expenseSourceIdentifiers: viewSources(entry.companyCardTransactionId),
    ticketNumber: null,
    jptRouteId: null,
    fuelTypeListItem: null,
    travelAllowance: {
      dailyLimitAmount: null,
      dailyTravelAllowanceId: null,
      isExpensePartOfTravelAllowance: false,
    },
    links: [
      link('self', own),
      ...(entry.itemizations.length > 0 && !part ? [link('itemizations', `${own}/itemizations`)] : []),
      link('comments', `${own}/comments`),
      ...(entry.attendees.length > 0 && !part ? [link('attendees', `${own}/attendees`)] : []),
      ...(allocationTypeOf(expense) === 'N' ? [] : [link('allocations', `${own}/allocations`)]),
    ],
  };
}

/** An expense or itemization in full. */
export function viewExpenseDetail(found: FoundExpense, address: string, baseUrl: string): WireRecord {
  const { report, entry, part } = found;
  const expense: Itemization = part ?? entry;
  return {
    ...viewExpenseSummary(found, address),
    canAllocate: isWithOwner(report.approvalStatus),
    budgetAccrualDate: null,
    authorizationRequestExpenseId: null,
    customData: viewCustomData(expense.fields, baseUrl),
    expenseTaxSummary: viewTaxSummary(found),
    isExcludedFromCashAdvanceByUser: false,
    isExpenseBillable: expense.isBillable,
    isExpenseRejected: entry.isRejected,
    isPaperReceiptReceived: entry.isReceiptReceived,
    merchantTaxId: null,
    mileage: viewMileage(found),
    receiptType: { id: entry.taxReceiptType, status: RECEIPTS[entry.taxReceiptType] },
    taxRateLocation: entry.currency === report.currency ? 'HOME' : 'FOREIGN',
    travel: viewTravel(found),
    xmlReceiptId: null,
    lastModifiedDate: expense.modifiedAt.toISOString(),
    invoiceId: null,
    governmentInvoiceId: null,
  };
}

function viewLocation(place: FoundExpense['entry']['place']): WireRecord | null {
  if (!place) return null;
  const { locationId, city, subdivision, country } = place;
  return {
    id: locationId,
    name: city,
    city,
    countrySubDivisionCode: subdivision ?? null,
    countryCode: country,
  };
}

function viewSources(creditCardTransactionId: string | undefined): WireRecord | null {
  if (creditCardTransactionId === undefined) return null;
  return {
    creditCardTransactionId,
    receiptImageId: null,
    expenseCaptureImageId: null,
    quickExpenseId: null,
    personalCardTransactionId: null,
    segmentId: null,
    tripId: null,
    segmentTypeId: null,
    jptRouteId: null,
    receipts: null,
    ereceiptId: null,
    ereceiptURL: null,
  };
}

function viewTaxSummary({ report, entry, part }: FoundExpense): WireRecord {
  const { currency } = report;
  const posted = postedAmount(entry, currency, (part ?? entry).amount);
  const sum = (amounts: readonly number[]): number =>
    postedAmount(
      entry,
      currency,
      amounts.reduce((total, amount) => total + amount, 0),
    );
  const taxes = part ? [] : entry.taxes;
  const tax = sum(taxes.map(({ amount }) => amount));
  const reclaim = sum(taxes.map(({ reclaimAmount }) => reclaimAmount));
  const net = (less: number): WireRecord => money(roundMoney(posted - less, currency), currency);
  return {
    totalTaxPostedAmount: money(tax, currency),
    totalTaxAdjustedAmount: money(tax, currency),
    totalReclaimPostedAmount: money(reclaim, currency),
    totalReclaimAdjustedAmount: money(reclaim, currency),
    netTaxAmount: net(tax),
    netAdjustedTaxAmount: net(tax),
    netReclaimAmount: net(reclaim),
    netReclaimAdjustedAmount: net(reclaim),
    vatTaxTotal: taxes.length > 0 ? money(tax, currency) : null,
  };
}

function viewMileage({ entry, part }: FoundExpense): WireRecord | null {
  const { journey } = entry;
  if (!journey || part) return null;
  return {
    odometerStart: journey.odometerStart ?? null,
    odometerEnd: journey.odometerEnd ?? null,
    passengerCount: journey.passengers ?? null,
    personalDistance: journey.personalDistance ?? 0,
    routeId: null,
    totalDistance: (journey.businessDistance ?? 0) + (journey.personalDistance ?? 0),
    vehicleId: journey.vehicleId ?? '',
  };
}

function viewTravel({ entry }: FoundExpense): WireRecord | null {
  if (!entry.journey) return null;
  const { startLocation, endLocation } = entry.journey;
  return { startLocation, endLocation };
}
