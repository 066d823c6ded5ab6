import { exchangeRate, roundMoney } from '../company/money.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import { completeBooking } from './bookings.js';
import { planSegments, type Route } from './seedSegments.js';
import type { SegmentKind } from './trip.js';

/** One booking for each kind of segment; elements as /api-reference/travel/itinerary/trip/trip-resource.html names them. */
export function planBookings(kinds: readonly SegmentKind[], route: Route, random: SeededRandom): readonly WireRecord[] {
  return kinds.map((kind) => {
    const locator = random.recordLocator();
    const { traveller } = route;
    const booking: WireRecord = {
      Segments: { [kind]: planSegments(kind, route, locator, random) },
      Passengers: { Passenger: { NameFirst: traveller.firstName, NameLast: traveller.lastName } },
      ...planPayments(kind, route, locator, random),
      RecordLocator: locator,
      BookingSource: 'Example Agency',
      DateBookedLocal: formatSeconds(route.createdAt),
      ItinSourceName: 'TravelSupplier',
      PassengerCount: 1,
    };
    return completeBooking(booking, { createdAt: route.createdAt, modifiedAt: route.modifiedAt });
  });
}

/** Fare and ticket of a flight, payment of a train; nothing for what is paid on the spot. */
function planPayments(kind: SegmentKind, route: Route, locator: string, random: SeededRandom): WireRecord {
  if (kind !== 'Air' && kind !== 'Rail') return {};
  const { currency } = route.from;
  const dollars = kind === 'Air' ? random.integer(160, 900) : random.integer(20, 90);
  const base = roundMoney(dollars * exchangeRate('USD', currency), currency);
  const tax = roundMoney(base * 0.12, currency);
  const total = roundMoney(base + tax, currency);
  const issuedAt = formatSeconds(route.modifiedAt);
  const fare = {
    BaseFare: base.toFixed(4),
    BaseFareCurrency: currency,
    TotalFare: total.toFixed(4),
    TotalFareCurrency: currency,
  };
  const taxes = { Taxes: { Tax: [{ TaxAmount: tax.toFixed(4), TaxType: 'XT', TaxName: 'Travel tax' }] } };
  if (kind === 'Rail') {
    return { RailPayments: { RailPayment: [{ ...fare, IncludesVAT: true, IssueDateTime: issuedAt, ...taxes }] } };
  }
  const { firstName, lastName } = route.traveller;
  const ticket = {
    ...fare,
    IssueDateTime: issuedAt,
    PassengerName: `${lastName}/${firstName}`,
    PlatingCarrierNumericCode: '999',
    PlatingControlNumber: String(random.integer(5_550_000_000, 5_559_999_999)),
    RecordLocator: locator,
    Ticketless: false,
    ...taxes,
  };
  return { AirfareQuotes: { Quote: [{ ...fare, ...taxes }] }, AirlineTickets: { AirlineTicket: [ticket] } };
}
