import * as z from 'zod/mini';
import type { Person } from '../company/people.js';
import { parseDateTime } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i));
const moment = z.string().check(z.refine((text) => parseDateTime(text.replace(/[+-]\d{2}:\d{2}$/, '')) !== undefined));
const some = z.string().check(z.minLength(1), z.maxLength(2000));

const address = z.object({
  address1: some,
  address2: z.optional(z.string()),
  localityName: some,
  administrativeAreaName: z.optional(z.string()),
  postalCode: some,
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
});
const iataCode = z.string().check(z.regex(/^[A-Z]{3}$/));
const place = z.object({
  datetime: z.optional(moment),
  datetimeUtc: z.optional(moment),
  address: z.optional(address),
  iataCode: z.optional(iataCode),
  locationName: z.optional(z.string()),
  instructions: z.optional(z.string()),
});
type Place = z.infer<typeof place>;
const hasPlace = ({ address, iataCode }: Place): boolean => address !== undefined || iataCode !== undefined;
const stop = place.check(z.refine(hasPlace));

/** A partner's booking; the page describes rides (`ground`) only. */
export const bookingRequest = z.object({
  extRef: uuid,
  userId: uuid,
  initiator: z.enum(['user', 'agent', 'supplier']),
  booking: z.object({
    type: z.literal('ground'),
    metadata: z.object({ version: z.int().check(z.minimum(1)) }),
    partner: z.object({ name: z.string().check(z.minLength(1), z.maxLength(32)) }),
    vendor: z.optional(z.object({ name: some, phoneNumber: z.optional(z.string()) })),
    details: z.object({
      url: some,
      partnerConfirmation: z.string().check(z.minLength(1), z.maxLength(50)),
      vendorConfirmation: z.optional(z.string().check(z.maxLength(32))),
      vehicle: z.object({ model: some }),
      pickup: z.extend(place, { datetime: moment, datetimeUtc: moment }).check(z.refine(hasPlace)),
      dropoff: z.optional(stop),
      stops: z.optional(z.array(stop)),
      price: z.object({ totalAmount: z.number(), currency: z.string().check(z.regex(/^[A-Z]{3}$/)) }),
      cancellationPolicy: z.optional(z.string()),
      meetingInstructions: z.optional(z.string()),
    }),
  }),
});
export type BookingRequest = z.infer<typeof bookingRequest>;

export const cancelRequest = z.object({ userId: uuid, initiator: z.enum(['user', 'agent']) });

/** A partner's ride as a booking of v1.1. */
export function bookingOf({ booking }: BookingRequest, traveller: Person): WireRecord {
  const { partner, vendor, details } = booking;
  const { pickup, dropoff, price } = details;
  const ride = {
    Vendor: '$$',
    VendorName: vendor?.name,
    Status: 'HK',
    ConfirmationNumber: details.vendorConfirmation ?? details.partnerConfirmation.slice(0, 32),
    StartDateLocal: seconds(pickup.datetime),
    EndDateLocal: seconds(dropoff?.datetime),
    StartDateUtc: seconds(pickup.datetimeUtc),
    EndDateUtc: seconds(dropoff?.datetimeUtc),
    ...where('Start', pickup),
    ...(dropoff ? where('End', dropoff) : {}),
    Currency: price.currency,
    TotalRate: price.totalAmount.toFixed(4),
    CancellationPolicy: details.cancellationPolicy?.slice(0, 512),
    MeetingInstructions: details.meetingInstructions?.slice(0, 300),
    PickupInstructions: pickup.instructions?.slice(0, 300),
    PhoneNumber: vendor?.phoneNumber,
    NumPersons: 1,
  };
  return {
    Segments: { Ride: [present(ride)] },
    Passengers: { Passenger: [{ NameFirst: traveller.firstName, NameLast: traveller.lastName }] },
    RecordLocator: details.partnerConfirmation,
    BookingSource: partner.name,
    ItinSourceName: 'TravelSupplier',
    PassengerCount: 1,
  };
}

function where(side: 'Start' | 'End', { address, iataCode, locationName }: Place): Record<string, string | undefined> {
  return {
    [`${side}CityCode`]: iataCode,
    [`${side}LocationName`]: locationName?.slice(0, 60),
    [`${side}Address`]: address?.address1.slice(0, 60),
    [`${side}City`]: address?.localityName.slice(0, 50),
    [`${side}State`]: address?.administrativeAreaName?.slice(0, 50),
    [`${side}PostalCode`]: address?.postalCode.slice(0, 24),
    [`${side}Country`]: address?.country,
  };
}

function seconds(moment: string | undefined): string | undefined {
  return moment?.replace(/(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/, '');
}

function present(record: Readonly<Record<string, string | number | undefined>>): WireRecord {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
