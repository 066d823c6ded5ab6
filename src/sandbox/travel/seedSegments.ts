import { exchangeRate, roundMoney } from '../company/money.js';
import type { Person } from '../company/people.js';
import type { Place } from '../company/places.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import type { SegmentKind } from './trip.js';

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

/** The segments of one booking: there and back for flights and trains between cities, one for all else. */
export function planSegments(
  kind: SegmentKind,
  route: Route,
  locator: string,
  random: SeededRandom,
): readonly WireRecord[] {
  const { from, to, start, end, nights } = route;
  const shared = { Status: 'HK', ConfirmationNumber: locator };
  const arrival = after(start, 4);
  const leaving = after(end, -4);
  const place = { StartCity: to.city, StartCityCode: to.airport, StartCountry: to.country };
  const price = (least: number, most: number): number =>
    roundMoney(random.integer(least, most) * exchangeRate('USD', to.currency), to.currency);
  const total = (least: number, most: number): WireRecord => ({
    Currency: to.currency,
    TotalRate: price(least, most).toFixed(4),
  });
  switch (kind) {
    case 'Air':
      return [
        { ...flight(from, to, random), ...shared, ...between(start, arrival) },
        { ...flight(to, from, random), ...shared, ...between(leaving, end) },
      ];
    case 'Hotel': {
      const daily = price(95, 260);
      return [
        {
          Vendor: '$$',
          VendorName: 'Lakeside Hotels',
          Name: `Lakeside ${to.city}`,
          ...shared,
          ...between(after(arrival, 1), leaving),
          ...place,
          StartAddress: `${random.integer(1, 90)} Lakeside Avenue`,
          CheckinTime: '15:00',
          CheckoutTime: '11:00',
          ...rates(daily, nights, to.currency),
          NumPersons: 1,
          NumRooms: 1,
          RoomDescription: 'Queen bed, quiet side',
          Charges: { Rate: [charge(daily, nights, to.currency, 'ROOMRATE', 'H')] },
        },
      ];
    }
    case 'Car': {
      const daily = price(35, 80);
      return [
        {
          Vendor: '$$',
          VendorName: 'Green Lane Rentals',
          ...shared,
          ...between(arrival, leaving),
          StartCityCode: to.airport,
          EndCityCode: to.airport,
          StartLocation: to.airport,
          EndLocation: to.airport,
          Class: 'E',
          Body: 'C',
          Transmission: 'A',
          AirCondition: 'R',
          NumCars: 1,
          ...rates(daily, nights, to.currency),
          RateType: 'D',
          Charges: { Rate: [charge(daily, nights, to.currency, 'DAYS', 'C')] },
        },
      ];
    }
    case 'Rail':
      return [
        {
          Vendor: '$$',
          VendorName: 'Valley Rail',
          ...shared,
          TrainNumber: String(random.integer(1000, 9999)),
          ...between(after(arrival, 1), after(arrival, 3)),
          StartCityCode: to.airport,
          StartRailStationName: `${to.city} Airport`,
          EndRailStationName: `${to.city} Central`,
          Duration: 120,
          Seats: { RailSeat: [{ PassengerRph: 0, SeatNumber: String(random.integer(11, 96)), WagonNumber: '7' }] },
        },
      ];
    case 'Ride':
      return [
        {
          Vendor: '$$',
          VendorName: 'Harbour Taxi',
          ...shared,
          ...between(arrival, after(arrival, 1)),
          ...place,
          StartLocationName: `${to.city} Airport`,
          EndLocationName: `Lakeside ${to.city}`,
          ...total(20, 70),
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
          ...total(20, 90),
        },
      ];
    case 'Event':
      return [
        {
          Vendor: '$$',
          Name: `Instruments Expo ${to.city}`,
          ...shared,
          ...between(after(arrival, 18), after(arrival, 26)),
          StartCity: to.city,
          ...total(60, 240),
          NumPersons: 1,
        },
      ];
    case 'Travel':
      return [{ Vendor: '$$', ...shared, ...between(start, end), ...place, NumPersons: 1 }];
  }
}

function flight(from: Place, to: Place, random: SeededRandom): WireRecord {
  return {
    Vendor: 'XX',
    VendorName: 'Lakeside Air',
    FlightNumber: String(random.integer(100, 2999)),
    StartCityCode: from.airport,
    StartTerminal: String(random.integer(1, 4)),
    StartGate: `${random.pick(['A', 'B', 'C'])}${random.integer(1, 40)}`,
    EndCityCode: to.airport,
    EndTerminal: String(random.integer(1, 4)),
    ClassOfService: random.pick(['Y', 'M', 'J']),
    Cabin: 'Y',
    NumStops: 0,
    Duration: 240,
    Seats: { AirSeat: [{ PassengerRph: 0, SeatNumber: `${random.integer(4, 34)}${random.pick(['A', 'C', 'F'])}` }] },
  };
}

function after(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * HOUR_MS);
}

function between(first: Date, last: Date): WireRecord {
  return { StartDateLocal: formatSeconds(first), EndDateLocal: formatSeconds(last) };
}

/** Amounts have four digits on the wire. */
function rates(daily: number, days: number, currency: string): WireRecord {
  return { Currency: currency, DailyRate: daily.toFixed(4), TotalRate: (daily * days).toFixed(4) };
}

function charge(daily: number, days: number, currency: string, code: string, vendorType: string): WireRecord {
  return {
    Currency: currency,
    Amount: daily.toFixed(4),
    PerUnit: 'DAY',
    NumUnits: days.toFixed(4),
    IsPrimary: true,
    SemanticsCode: code,
    SemanticsVendorType: vendorType,
  };
}
