import type { ExpenseType } from '../company/expenseTypes.js';
import { roundMoney } from '../company/money.js';
import type { PaymentType } from '../company/paymentTypes.js';
import type { Place } from '../company/places.js';
import type { CustomFields } from './customFields.js';

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

/** Who bears a part of an expense. */
export interface Allocation {
  /** Id for v1 to v3 APIs. */
  readonly id: string;
  /** UUID for v4 APIs. */
  readonly uuid: string;
  readonly percentage: number;
  readonly isPercentEdited: boolean;
  /** Concur made it, because nobody split the expense. */
  readonly isSystem: boolean;
  readonly accountCode: string;
  readonly fields: CustomFields;
}

/** A tax in an expense; amounts in the currency of the transaction. */
export interface Tax {
  /** 32 hexadecimal digits; marks the tax within its expense. */
  readonly authorityId: string;
  readonly authorityName: string;
  readonly label: string;
  readonly code: string;
  readonly amount: number;
  readonly reclaimCode: string;
  readonly reclaimAmount: number;
  readonly fields: CustomFields;
}

/** Somebody who took part in an expense, with a share of the amount. */
export interface EntryAttendee {
  /** Id for v1 to v3 APIs. */
  readonly id: string;
  readonly typeCode: string;
  /** In the currency of the transaction; an equal share when undefined. */
  readonly amount?: number | undefined;
  /** People that it stands for, 1 unless given; the rest are unnamed. */
  readonly count?: number | undefined;
  /** Whether a person set the amount. */
  readonly isAmountEdited?: boolean | undefined;
  readonly isTraveling?: boolean | undefined;
  readonly versionNumber?: number | undefined;
  /** Fields of the association by number, `1` to `5`. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** What entries and their itemizations have in common. */
interface Expense {
  /** Id for v1 to v3 APIs. */
  readonly id: string;
  /** UUID for v4 APIs. */
  readonly expenseId: string;
  readonly type: ExpenseType;
  readonly transactionDate: Date;
  /** In the currency of the entry. */
  readonly amount: number;
  readonly description: string | undefined;
  readonly isPersonal: boolean;
  readonly isBillable: boolean;
  readonly modifiedAt: Date;
  readonly fields: CustomFields;
  /** Who bears the cost; none when nobody split it. */
  readonly allocations: readonly Allocation[];
}

/** A part of an entry. */
export interface Itemization extends Expense {}

/** One expense of a report. */
export interface Entry extends Expense {
  readonly reportId: string;
  readonly paymentType: PaymentType;
  readonly currency: string;
  /** From `currency` to that of the report. */
  readonly exchangeRate: number;
  readonly vendor: string | undefined;
  readonly place: Place | undefined;
  readonly hasImage: boolean;
  readonly hasVat: boolean;
  readonly taxes: readonly Tax[];
  readonly attendees: readonly EntryAttendee[];
  /** People who were expected and did not come. */
  readonly noShowCount: number;
  readonly taxReceiptType: TaxReceiptType;
  readonly journey: Journey | undefined;
  readonly companyCardTransactionId: string | undefined;
  /** The approver does not pay it. */
  readonly isRejected: boolean;
  readonly isReceiptReceived: boolean;
  readonly itemizations: readonly Itemization[];
}

/** An amount of an entry or of a part of it, in the currency of the report. */
export function postedAmount(
  entry: Pick<Entry, 'amount' | 'exchangeRate'>,
  reportCurrency: string,
  part = entry.amount,
): number {
  return roundMoney(part * entry.exchangeRate, reportCurrency);
}

/** What of an entry is private, in its currency. */
export function personalPart({ isPersonal, amount, currency, itemizations }: Entry): number {
  if (isPersonal) return amount;
  const personal = itemizations.reduce((sum, part) => sum + (part.isPersonal ? part.amount : 0), 0);
  return roundMoney(personal, currency);
}

/** What an attendee bears of an entry, in its currency. */
export function shareOf(entry: Entry, attendee: EntryAttendee): number {
  if (attendee.amount !== undefined) return attendee.amount;
  const people = entry.noShowCount + entry.attendees.reduce((sum, { count }) => sum + (count ?? 1), 0);
  return roundMoney((entry.amount * (attendee.count ?? 1)) / people, entry.currency);
}
