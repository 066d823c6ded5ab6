import type { ExpenseType } from '../company/expenseTypes.js';
import { addMoney, roundMoney } from '../company/money.js';
import type { PaymentType } from '../company/paymentTypes.js';
import type { Person } from '../company/people.js';
import type { Place } from '../company/places.js';
import type { CustomFields } from './customFields.js';
import type { ApprovalStatus, PaymentStatus } from './statuses.js';

/** The header of an expense report; its totals follow from its entries. */
export interface Report {
  readonly id: string;
  readonly owner: Person;
  readonly name: string;
  readonly purpose: string;
  readonly lastComment: string;
  readonly currency: string;
  readonly country: string;
  readonly countrySubdivision: string | undefined;
  readonly createdAt: Date;
  readonly submittedAt: Date | undefined;
  readonly processingPaymentAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly modifiedAt: Date;
  /** The date that the owner gave it. */
  readonly userDefinedDate: Date;
  readonly approvalStatus: ApprovalStatus;
  readonly paymentStatus: PaymentStatus;
  /** Whose turn it is, while it waits for a manager. */
  readonly approver: Person | undefined;
  readonly receiptsReceived: boolean;
  readonly everSentBack: boolean;
  /** The payment batch that pays it. */
  readonly batchId: string | undefined;
  readonly fields: CustomFields;
}

/** A drive of a mileage entry; distances in its own unit. */
export interface Journey {
  readonly startLocation: string;
  readonly endLocation: string;
  /** M miles, K kilometres. */
  readonly unit: 'M' | 'K';
  readonly businessDistance: number | undefined;
  readonly personalDistance: number | undefined;
  readonly odometerStart: number | undefined;
  readonly odometerEnd: number | undefined;
  readonly passengers: number | undefined;
  readonly vehicleId: string | undefined;
}

/** T tax receipt, R receipt, N none. */
export type TaxReceiptType = 'T' | 'R' | 'N';

/** One expense of a report. */
export interface Entry {
  /** Id for v3 APIs. */
  readonly id: string;
  /** UUID for v4 APIs. */
  readonly expenseId: string;
  readonly reportId: string;
  readonly type: ExpenseType;
  readonly paymentType: PaymentType;
  readonly transactionDate: Date;
  readonly currency: string;
  /** In `currency`. */
  readonly amount: number;
  /** From `currency` to that of the report. */
  readonly exchangeRate: number;
  readonly vendor: string | undefined;
  readonly description: string | undefined;
  readonly comment: string | undefined;
  readonly place: Place | undefined;
  readonly isPersonal: boolean;
  readonly isBillable: boolean;
  readonly hasImage: boolean;
  readonly hasVat: boolean;
  readonly attendees: readonly { readonly id: string; readonly typeCode: string }[];
  readonly taxReceiptType: TaxReceiptType;
  readonly journey: Journey | undefined;
  readonly companyCardTransactionId: string | undefined;
  readonly modifiedAt: Date;
  readonly fields: CustomFields;
}

/** The amount of an entry in the currency of its report. */
export function postedAmount(entry: Entry, reportCurrency: string): number {
  return roundMoney(entry.amount * entry.exchangeRate, reportCurrency);
}

/** Whether an entry breaks a rule of the company: the picture of its receipt is missing. */
export function hasException(entry: Entry): boolean {
  return entry.type.needsImage && !entry.hasImage;
}

/** Amounts of a report in its currency. */
export interface ReportTotals {
  readonly total: number;
  readonly personal: number;
  /** All but the personal entries. */
  readonly claimed: number;
  readonly approved: number;
  readonly dueEmployee: number;
  readonly dueCompanyCard: number;
}

/** Adds the entries of a report up. */
export function addUp(entries: readonly Entry[], currency: string): ReportTotals {
  const sum = (isCounted: (entry: Entry) => boolean): number =>
    addMoney(
      entries.filter(isCounted).map((entry) => postedAmount(entry, currency)),
      currency,
    );
  const claimed = sum((entry) => !entry.isPersonal);
  return {
    total: sum(() => true),
    personal: sum((entry) => entry.isPersonal),
    claimed,
    approved: claimed,
    dueEmployee: sum((entry) => !entry.isPersonal && !entry.paymentType.isCompanyCard),
    dueCompanyCard: sum((entry) => !entry.isPersonal && entry.paymentType.isCompanyCard),
  };
}
