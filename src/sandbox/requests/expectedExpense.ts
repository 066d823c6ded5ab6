import * as z from 'zod/mini';
import { addMoney, roundMoney } from '../company/money.js';
import { KeyedBook, keptMoment } from '../keyedBook.js';
import { commentsSchema, customSchema, placeSchema } from './request.js';

export const TRIP_TYPES = ['ONE_WAY', 'ROUND_TRIP', 'MULTI_STOPS'] as const;

const legSchema = z.object({
  id: z.string(),
  returnLeg: z.boolean(),
  startDate: z.optional(z.string()),
  startTime: z.optional(z.string()),
  endDate: z.optional(z.string()),
  endTime: z.optional(z.string()),
  startLocation: z.optional(placeSchema),
  endLocation: z.optional(placeSchema),
  comment: z.optional(z.string()),
  classOfService: z.optional(z.string()),
  vendorName: z.optional(z.string()),
  flightNumber: z.optional(z.string()),
});
export type TripLeg = Readonly<z.output<typeof legSchema>>;

const tripSchema = z.object({
  agencyBooked: z.boolean(),
  /** Booked in Concur Travel, and changed only there. */
  selfBooked: z.boolean(),
  tripType: z.enum(TRIP_TYPES),
  /** Kind of segment, e.g. `AIRFR`. */
  segmentCode: z.string(),
  legs: z.array(legSchema),
});

const allocationSchema = z.object({
  id: z.string(),
  percentage: z.number(),
  isEdited: z.boolean(),
  /** Made because nobody split the expense. */
  isSystem: z.boolean(),
  custom: customSchema,
});
export type RequestAllocation = Readonly<z.output<typeof allocationSchema>>;

const expense = z.object({
  /** 32 hexadecimal digits, upper case. */
  id: z.string(),
  requestId: z.string(),
  typeCode: z.string(),
  date: keptMoment,
  amount: z.number(),
  currency: z.string(),
  /** From `currency` to that of the owner. */
  exchangeRate: z.number(),
  purpose: z.optional(z.string()),
  location: z.optional(placeSchema),
  vendorName: z.optional(z.string()),
  trip: z.optional(tripSchema),
  allocations: z.array(allocationSchema),
  custom: customSchema,
  comments: commentsSchema,
  modifiedAt: keptMoment,
});

/** What a request expects to cost; with `trip` a segment of a trip. */
export type ExpectedExpense = Readonly<z.output<typeof expense>>;

/** Expected expenses of all requests, in memory. */
export class ExpectedExpenseBook extends KeyedBook<ExpectedExpense> {
  constructor() {
    super(expense);
  }

  ofRequest(requestId: string): readonly ExpectedExpense[] {
    return [...this.all].filter((one) => one.requestId === requestId);
  }
}

/** Its amount in the currency of the owner. */
export function postedAmountOf({ amount, exchangeRate }: ExpectedExpense, ownCurrency: string): number {
  return roundMoney(amount * exchangeRate, ownCurrency);
}

/** What all of them cost, in the currency of the owner. */
export function totalOf(expenses: readonly ExpectedExpense[], ownCurrency: string): number {
  return addMoney(
    expenses.map((one) => postedAmountOf(one, ownCurrency)),
    ownCurrency,
  );
}
