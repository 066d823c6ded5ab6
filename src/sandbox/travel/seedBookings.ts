import { exchangeRate, roundMoney } from '../company/money.js';
import type { Person } from '../company/people.js';
import type { Place } from '../company/places.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import type { BOOKING_TYPES } from './trip.js';

export type SegmentKind = (typeof BOOKING_TYPES)[number];

/** Who goes from where to where, when. Moments are in the time of the place, written as if they were UTC. */
export interface Route {
  readonly traveller: Person;
  readonly from: Place;
  readonly to: Place;
  readonly start: Date;
  readonly end: Date;
  readonly nights: number;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

const HOUR_MS = 3_600_000;

/** One booking for each kind of segment; elements as /api-reference/travel/itinerary/trip/trip-resource.html names them. */
export function planBookings(kinds: readonly SegmentKind[], route: Route, random: SeededRandom): readonly WireRecord[] {
  return kinds.map((kind) => {
    const locator = random.recordLocator();
    return {
      Segments: { [kind]: planSegments(kind, route, locator, random) },
      Passengers: { Passenger: { NameFirst: route.traveller.firstName, NameLast: route.traveller.lastName } },
      RecordLocator: locator,
      BookingSource: 'Example Agency',
      DateModifiedUtc: formatSeconds(route.modifiedAt),
      DateBookedLocal: formatSeconds(route.createdAt),
      ItinSourceName: 'TravelSupplier',
      PassengerCount: 1,
    };
  });
}

function planSegments(kind: SegmentKind, route: Route, locator: string, random: SeededRandom): readonly WireRecord[] {
  const { from, to, start, end, nights } = route;
  const shared = { Status: 'HK', ConfirmationNumber: locator, DateModifiedUtc: formatSeconds(route.modifiedAt) };
  const between = (first: Date, last: Date): WireRecord => ({
    StartDateLocal: formatSeconds(first),
    EndDateLocal: formatSeconds(last),
  });
  const after = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * HOUR_MS);
  const arrival = after(start, 4);
  const leaving = after(end, -4);
  const price = (least: number, most: number): number =>
    roundMoney(random.integer(least, most) * exchangeRate('USD', to.currency), to.currency);
  switch (kind) {
    case 'Air':
      return [
        { ...flight(from, to, random), ...shared, ...between(start, arrival) },
        { ...flight(to, from, random), ...shared, ...between(leaving, end) },
      ];
    case 'Hotel':
      return [
        {
          Vendor: '$$',
          VendorName: 'Lakeside Hotels',
          Name: `Lakeside ${to.city}`,
          ...shared,
          ...between(after(arrival, 1), leaving),
          StartCity: to.city,
          StartCityCode: to.airport,
          ...rates(price(95, 260), nights, to.currency),
          NumPersons: 1,
          NumRooms: 1,
        },
      ];
    case 'Car':
      return [
        {
          Vendor: '$$',
          VendorName: 'Green Lane Rentals',
          ...shared,
          ...between(arrival, leaving),
          StartCityCode: to.airport,
          EndCityCode: to.airport,
          Class: 'E',
          Body: 'C',
          Transmission: 'A',
          AirCondition: 'R',
          NumCars: 1,
          ...rates(price(35, 80), nights, to.currency),
          RateType: 'D',
        },
      ];
    case 'Rail':
      return [
        {
          Vendor: '$$',
          VendorName: 'Valley Rail',
          ...shared,
          TrainNumber: String(random.integer(1000, 9999)),
          ...between(after(arrival, 1), after(arrival, 3)),
          StartRailStationName: `${to.city} Airport`,
          EndRailStationName: `${to.city} Central`,
          Duration: 120,
        },
      ];
    case 'Ride':
      return [
        {
          Vendor: '$$',
          VendorName: 'Harbour Taxi',
          ...shared,
          ...between(arrival, after(arrival, 1)),
          StartCity: to.city,
          StartLocationName: `${to.city} Airport`,
          EndLocationName: `Lakeside ${to.city}`,
          Currency: to.currency,
          TotalRate: price(20, 70).toFixed(4),
          NumPersons: 1,
        },
      ];
    case 'Dining':
      return [
        {
          Vendor: '$$',
          Name: 'The Copper Spoon',
          ...shared,
          ...between(after(arrival, 6), after(arrival, 8)),
          StartCity: to.city,
          NumPersons: 4,
        },
      ];
    case 'Parking':
      return [
        {
          Vendor: '$$',
          Name: 'Station Garage',
          ...shared,
          ...between(start, end),
          StartCity: from.city,
          StartCityCode: from.airport,
          Currency: to.currency,
          TotalRate: price(20, 90).toFixed(4),
        },
      ];
  }
}

function flight(from: Place, to: Place, random: SeededRandom): WireRecord {
  return {
    Vendor: 'XX',
    VendorName: 'Lakeside Air',
    FlightNumber: String(random.integer(100, 2999)),
    StartCityCode: from.airport,
    EndCityCode: to.airport,
    ClassOfService: random.pick(['Y', 'M', 'J']),
    Cabin: 'Y',
    NumStops: 0,
  };
}

/** Amounts have four digits on the wire. */
function rates(daily: number, days: number, currency: string): WireRecord {
  return { Currency: currency, DailyRate: daily.toFixed(4), TotalRate: (daily * days).toFixed(4) };
}
