import * as z from 'zod/mini';
import { findExpenseType } from '../company/expenseTypes.js';
import { exchangeRate, isCurrency } from '../company/money.js';
import { amount, flag, oneOf, readFields, text } from '../expense/wireFields.js';
import { parseDateTime } from '../protocol/moments.js';
import { type ExpectedExpense, type RequestAllocation, TRIP_TYPES, type TripLeg } from './expectedExpense.js';
import { day, placeBody, readCustom, readPlace, timeOfDay } from './requestBody.js';
import { expenseTypeOfSegment } from './requestPolicies.js';
import { RequestRefusal } from './requestRefusal.js';

const legBody = z.object(
  {
    id: text(32),
    returnLeg: flag,
    startDate: text(32),
    startTime: text(8),
    endDate: text(32),
    endTime: text(8),
    startLocation: placeBody,
    endLocation: placeBody,
    comment: text(2000),
    classOfService: text(8),
    vendorName: text(64),
    flightNumber: text(16),
  },
  { error: 'has to be an object' },
);

const expenseBody = z.object({
  id: text(64),
  transactionDate: text(32),
  transactionAmount: z.nullish(z.object({ value: amount, currency: text(3) }, { error: 'has to be an object' })),
  expenseType: z.nullish(z.object({ id: text(8) }, { error: 'has to be an object with an id' })),
  businessPurpose: text(500),
  location: placeBody,
  vendor: z.nullish(z.object({ name: text(64) }, { error: 'has to be an object' })),
  lastComment: text(2000),
  tripData: z.nullish(
    z.object(
      {
        agencyBooked: flag,
        tripType: oneOf(TRIP_TYPES),
        segmentType: z.nullish(z.object({ code: text(16), category: text(24) }, { error: 'has to be an object' })),
        legs: z.nullish(z.array(legBody, { error: 'has to be a list' })),
      },
      { error: 'has to be an object' },
    ),
  ),
  allocations: z.nullish(
    z.array(z.object({ allocationId: text(32), percentage: amount }, { error: 'has to be an object' }), {
      error: 'has to be a list',
    }),
  ),
});
type Given = z.output<typeof expenseBody>;

/** Everything of an expense that a body decides. */
export type ReadExpense = Omit<ExpectedExpense, 'id' | 'requestId' | 'comments' | 'modifiedAt'> & {
  readonly comment: string | undefined;
};

/**
 * Reads a whole expected expense; what a body leaves out of it is gone (/api-reference/request/v4.endpoints.expected-expense-resources.html).
 * @param old the expense that it replaces
 * @throws {Refusal} 400
 */
export function readExpense(
  body: Readonly<Record<string, unknown>>,
  ownCurrency: string,
  newId: () => string,
  old?: ExpectedExpense,
): ReadExpense {
  const given = readFields(expenseBody, body);
  if (given.id && given.id.toUpperCase() !== old?.id)
    throw new RequestRefusal(old ? 'badParam' : 'idNotAllowed', 'The id of an expected expense is given by Concur.');
  const value = given.transactionAmount?.value;
  const currency = given.transactionAmount?.currency?.toUpperCase();
  if (typeof value !== 'number' || !currency)
    throw new RequestRefusal('missingRequiredParam', 'transactionAmount needs a value and a currency.');
  if (value < 0) throw new RequestRefusal('badParam', 'transactionAmount.value is less than 0.');
  if (!isCurrency(currency)) throw new RequestRefusal('badParam', `"${currency}" is no currency.`);
  const date = given.transactionDate ? parseDateTime(given.transactionDate) : undefined;
  if (!given.transactionDate) throw new RequestRefusal('missingRequiredParam', 'transactionDate is required.');
  if (!date) throw new RequestRefusal('invalidDate', `transactionDate is "${given.transactionDate}".`);
  const trip = given.tripData ? readTrip(given.tripData, newId, old) : undefined;
  return {
    typeCode: typeCodeOf(given, trip?.segmentCode),
    date,
    amount: value,
    currency,
    exchangeRate: exchangeRate(currency, ownCurrency),
    purpose: given.businessPurpose || undefined,
    location: given.location ? readPlace(given.location) : undefined,
    vendorName: given.vendor?.name || undefined,
    trip,
    allocations: readShares(given, newId, old),
    custom: readCustom(body, {}, 40),
    comment: given.lastComment || undefined,
  };
}

function typeCodeOf({ expenseType }: Given, segmentCode: string | undefined): string {
  if (segmentCode !== undefined) {
    const code = expenseTypeOfSegment(segmentCode);
    if (code) return code;
    throw new RequestRefusal('segmentTypeNotMappedToPolicy', `No policy has a segment type ${segmentCode}.`);
  }
  if (!expenseType?.id) throw new RequestRefusal('missingRequiredParam', 'expenseType.id or tripData is required.');
  const type = findExpenseType(expenseType.id.toUpperCase());
  if (!type)
    throw new RequestRefusal('expenseTypeNotMappedToPolicy', `No policy has an expense type ${expenseType.id}.`);
  return type.code;
}

function readTrip(
  given: NonNullable<Given['tripData']>,
  newId: () => string,
  old: ExpectedExpense | undefined,
): NonNullable<ExpectedExpense['trip']> {
  const code = given.segmentType?.code || given.segmentType?.category?.replace(/^REQ_SEG_/, '');
  if (!code) throw new RequestRefusal('missingRequiredParam', 'tripData.segmentType.code is required.');
  const legs = given.legs ?? [];
  const isMarked = legs.some(({ returnLeg }) => returnLeg === true);
  const isThereAndBack = given.tripType === 'ROUND_TRIP' || (!given.tripType && isMarked);
  const worked = isThereAndBack ? 'ROUND_TRIP' : legs.length > 1 ? 'MULTI_STOPS' : 'ONE_WAY';
  const knownIds = new Set(old?.trip?.legs.map(({ id }) => id));
  return {
    agencyBooked: given.agencyBooked === true,
    selfBooked: false,
    tripType: given.tripType ?? worked,
    segmentCode: code.toUpperCase(),
    legs: legs.map((leg, at): TripLeg => {
      const id = leg.id?.toUpperCase();
      return {
        id: id && knownIds.has(id) ? id : newId(),
        returnLeg: isMarked ? leg.returnLeg === true : isThereAndBack && at === 1,
        startDate: day('startDate', leg.startDate ?? undefined),
        startTime: timeOfDay('startTime', leg.startTime ?? undefined),
        endDate: day('endDate', leg.endDate ?? undefined),
        endTime: timeOfDay('endTime', leg.endTime ?? undefined),
        startLocation: leg.startLocation ? readPlace(leg.startLocation) : undefined,
        endLocation: leg.endLocation ? readPlace(leg.endLocation) : undefined,
        comment: leg.comment || undefined,
        classOfService: leg.classOfService || undefined,
        vendorName: leg.vendorName || undefined,
        flightNumber: leg.flightNumber || undefined,
      };
    }),
  };
}

/** The shares of an expense: those that are sent, else one that the system makes. They have to add up to 100 per cent. */
function readShares(
  { allocations }: Given,
  newId: () => string,
  old: ExpectedExpense | undefined,
): RequestAllocation[] {
  if (!allocations || allocations.length === 0) {
    const [before] = old?.allocations ?? [];
    return [before ?? { id: newId(), percentage: 100, isEdited: false, isSystem: true, custom: {} }];
  }
  const shares = allocations.map(({ allocationId, percentage }): RequestAllocation => {
    const before = old?.allocations.find(({ id }) => id === allocationId?.toUpperCase());
    const share = percentage ?? before?.percentage ?? 100;
    const isSame = before?.percentage === share;
    return {
      id: before?.id ?? newId(),
      percentage: share,
      isEdited: isSame ? before.isEdited : true,
      isSystem: isSame ? before.isSystem : false,
      custom: before?.custom ?? {},
    };
  });
  requireWhole(shares);
  return shares;
}

/** @throws {RequestRefusal} when shares do not add up to the whole */
export function requireWhole(shares: readonly RequestAllocation[]): void {
  const sum = shares.reduce((total, { percentage }) => total + percentage, 0);
  const isWrong = shares.some(({ percentage }) => percentage < 0) || Math.abs(sum - 100) > 0.01;
  if (isWrong) throw new RequestRefusal('badParam', `The allocations add up to ${sum} per cent instead of 100.`);
}
