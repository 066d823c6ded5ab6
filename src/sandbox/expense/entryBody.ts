import * as z from 'zod/mini';
import { findExpenseType, MILEAGE } from '../company/expenseTypes.js';
import type { LoadedRates } from '../company/loadedRates.js';
import { exchangeRate, roundMoney } from '../company/money.js';
import { cash, findPaymentType } from '../company/paymentTypes.js';
import { placeWithId } from '../company/places.js';
import { Refusal } from '../protocol/refusal.js';
import { ENTRY_CUSTOM_FIELDS, NO_FIELDS, writeCustomFields } from './customFields.js';
import type { Entry, Journey } from './entry.js';
import type { Report } from './report.js';
import { amount, count, flag, moment, oneOf, readFields, required, rewrite, text } from './wireFields.js';

const journeyBody = z.object({
  StartLocation: text(100),
  EndLocation: text(100),
  UnitOfMeasure: oneOf(['M', 'K']),
  BusinessDistance: count,
  PersonalDistance: count,
  OdometerStart: count,
  OdometerEnd: count,
  NumberOfPassengers: count,
  VehicleID: text(64),
});

const entryBody = z.object({
  ReportID: text(64),
  ExpenseTypeCode: text(64),
  TransactionDate: moment,
  TransactionCurrencyCode: z.nullish(
    z.string({ error: 'has to be text' }).check(z.regex(/^[A-Z]{3}$/, 'has to be a currency such as USD')),
  ),
  TransactionAmount: amount,
  PaymentTypeID: text(64),
  ExchangeRate: amount,
  VendorDescription: text(64),
  Description: text(64),
  Comment: text(500),
  LocationID: text(64),
  IsPersonal: flag,
  IsBillable: flag,
  TaxReceiptType: oneOf(['T', 'R', 'N']),
  Journey: z.nullish(journeyBody),
});

/** What the sandbox company pays for a drive in a person's own car, in US dollars. */
const DOLLARS_PER_DISTANCE = { M: 0.7, K: 0.44 } as const;

const BLANK = {
  vendor: undefined,
  description: undefined,
  place: undefined,
  isPersonal: false,
  isBillable: false,
  hasImage: false,
  hasVat: false,
  taxes: [],
  attendees: [],
  noShowCount: 0,
  taxReceiptType: 'N',
  journey: undefined,
  companyCardTransactionId: undefined,
  isRejected: false,
  isReceiptReceived: false,
  itemizations: [],
  allocations: [],
  fields: NO_FIELDS,
} as const satisfies Partial<Entry>;

/** The comment that a body carries; undefined when there is none. */
export function readComment(body: unknown): string | undefined {
  return readFields(z.object({ Comment: text(500) }), body).Comment || undefined;
}

/** The id of the report that a body names. */
export function readReportId(body: unknown): string {
  return required('ReportID', readFields(entryBody, body).ReportID);
}

/**
 * Makes an entry of a body (/api-reference/expense/expense-report/expense-entry.html).
 * @throws {Refusal} 400 when a field is missing or wrong
 */
export function createEntry(
  body: Readonly<Record<string, unknown>>,
  report: Report,
  made: { readonly id: string; readonly expenseId: string; readonly now: Date; readonly rates: LoadedRates },
): Entry {
  const given = readFields(entryBody, body);
  const type = readType(required('ExpenseTypeCode', given.ExpenseTypeCode));
  const date = required('TransactionDate', given.TransactionDate);
  const isMileage = type.code === MILEAGE;
  const currency = isMileage ? report.currency : required('TransactionCurrencyCode', given.TransactionCurrencyCode);
  return writeEntry(body, report, made.now, {
    id: made.id,
    expenseId: made.expenseId,
    reportId: report.id,
    type,
    paymentType: isMileage ? cash : readPaymentType(required('PaymentTypeID', given.PaymentTypeID)),
    transactionDate: date,
    currency,
    amount: isMileage ? 0 : required('TransactionAmount', given.TransactionAmount),
    exchangeRate:
      made.rates.find(currency, report.currency, date.toISOString().slice(0, 10)) ??
      exchangeRate(currency, report.currency),
    ...BLANK,
    modifiedAt: made.now,
  });
}

/**
 * The entry after a body was written over it. A new currency leaves the exchange rate as it is: callers send both.
 * @throws {Refusal} 400 when a field is wrong
 */
export function writeEntry(body: Readonly<Record<string, unknown>>, report: Report, now: Date, old: Entry): Entry {
  const given = readFields(entryBody, body);
  if (given.ReportID && given.ReportID !== report.id) throw new Refusal(400, 'An entry cannot move to another report.');
  const entry: Entry = {
    ...old,
    type: given.ExpenseTypeCode ? readType(given.ExpenseTypeCode) : old.type,
    paymentType: given.PaymentTypeID ? readPaymentType(given.PaymentTypeID) : old.paymentType,
    transactionDate: given.TransactionDate ?? old.transactionDate,
    currency: given.TransactionCurrencyCode ?? old.currency,
    amount: given.TransactionAmount ?? old.amount,
    exchangeRate: given.ExchangeRate ?? old.exchangeRate,
    vendor: rewrite(old.vendor, given.VendorDescription),
    description: rewrite(old.description, given.Description),
    place: given.LocationID ? readPlace(given.LocationID) : old.place,
    isPersonal: given.IsPersonal ?? old.isPersonal,
    isBillable: given.IsBillable ?? old.isBillable,
    taxReceiptType: given.TaxReceiptType ?? old.taxReceiptType,
    modifiedAt: now,
    fields: writeCustomFields(old.fields, body, ENTRY_CUSTOM_FIELDS),
  };
  if (entry.exchangeRate <= 0) throw new Refusal(400, 'ExchangeRate has to be more than 0.');
  if (entry.type.code === MILEAGE) return writeMileage(entry, report, given.Journey);
  if (given.Journey) throw new Refusal(400, `Journey is for mileage (${MILEAGE}), not for ${entry.type.code}.`);
  return { ...entry, amount: roundMoney(entry.amount, entry.currency), journey: undefined };
}

function writeMileage(entry: Entry, report: Report, given: z.output<typeof journeyBody> | null | undefined): Entry {
  const journey = given ? readJourney(given) : required('Journey', entry.journey);
  const dollars = (journey.businessDistance ?? 0) * DOLLARS_PER_DISTANCE[journey.unit];
  return {
    ...entry,
    journey,
    currency: report.currency,
    exchangeRate: 1,
    amount: roundMoney(dollars * exchangeRate('USD', report.currency), report.currency),
  };
}

function readJourney(given: z.output<typeof journeyBody>): Journey {
  const journey: Journey = {
    startLocation: required('Journey.StartLocation', given.StartLocation),
    endLocation: required('Journey.EndLocation', given.EndLocation),
    unit: required('Journey.UnitOfMeasure', given.UnitOfMeasure),
    businessDistance: given.BusinessDistance ?? undefined,
    personalDistance: given.PersonalDistance ?? undefined,
    odometerStart: given.OdometerStart ?? undefined,
    odometerEnd: given.OdometerEnd ?? undefined,
    passengers: given.NumberOfPassengers ?? undefined,
    vehicleId: given.VehicleID ?? undefined,
  };
  required('Journey.BusinessDistance', journey.businessDistance ?? journey.personalDistance);
  const { odometerStart, odometerEnd } = journey;
  if (odometerStart === undefined || odometerEnd === undefined) return journey;
  if (odometerEnd <= odometerStart) {
    throw new Refusal(400, 'Journey.OdometerEnd has to be greater than OdometerStart.');
  }
  if ((journey.businessDistance ?? 0) + (journey.personalDistance ?? 0) !== odometerEnd - odometerStart) {
    throw new Refusal(400, 'Journey.BusinessDistance and PersonalDistance have to add up to the odometer difference.');
  }
  return journey;
}

function readType(code: string) {
  const type = findExpenseType(code);
  if (!type) throw new Refusal(400, `ExpenseTypeCode is "${code}", which the company does not have.`);
  return type;
}

function readPaymentType(id: string) {
  const paymentType = findPaymentType(id);
  if (!paymentType) throw new Refusal(400, `PaymentTypeID is "${id}", which the company does not have.`);
  return paymentType;
}

function readPlace(locationId: string) {
  const place = placeWithId(locationId);
  if (!place) throw new Refusal(400, `LocationID is "${locationId}", which is unknown.`);
  return place;
}
