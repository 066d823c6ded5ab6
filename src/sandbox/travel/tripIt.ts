import { formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import { isWireRecord } from '../protocol/xml.js';
import { listOf, segmentsOf, type Trip, textOf } from './trip.js';

/**
 * A trip in the shape that TripIt reads (/api-reference/travel/itinerary/trip/trip-resource.html, systemFormat). The page
 * shows flights; other kinds of segments are left out.
 */
export function viewForTripIt(trip: Trip, base: string): WireRecord {
  return {
    Trip: {
      id: trip.id,
      relative_url: `/api/travel/trip/v1.1/${encodeURIComponent(trip.id)}`,
      start_date: formatSeconds(trip.start).slice(0, 10),
      end_date: formatSeconds(trip.end).slice(0, 10),
      display_name: trip.name,
      is_private: true,
    },
    AirObject: trip.bookings.filter(hasFlights).map((booking) => viewAir(booking, base)),
  };
}

function hasFlights(booking: WireRecord): boolean {
  return segmentsOf(booking).some(([kind]) => kind === 'Air');
}

function viewAir(booking: WireRecord, base: string): WireRecord {
  const flights = segmentsOf(booking).flatMap(([kind, segment]) => (kind === 'Air' ? [segment] : []));
  const passengers = isWireRecord(booking.Passengers) ? listOf(booking.Passengers.Passenger) : [];
  const locator = textOf(booking, 'RecordLocator') ?? '';
  return {
    booking_site_conf_num: locator,
    booking_site_name: 'Concur Travel',
    booking_site_phone: '',
    booking_site_url: base,
    record_locator: locator,
    supplier_conf_num: textOf(flights[0] ?? {}, 'ConfirmationNumber') ?? '',
    supplier_contact: '',
    supplier_email_address: '',
    supplier_name: textOf(flights[0] ?? {}, 'VendorName') ?? '',
    supplier_phone: '',
    supplier_url: '',
    is_purchased: 1,
    notes: '',
    restrictions: '',
    total_cost: '',
    Segment: flights.map(viewFlight),
    Traveler: passengers.filter(isWireRecord).map((passenger) => ({
      first_name: textOf(passenger, 'NameFirst') ?? '',
      middle_name: textOf(passenger, 'NameMiddle') ?? '',
      last_name: textOf(passenger, 'NameLast') ?? '',
      frequent_traveler_num: '',
      frequent_traveler_supplier: '',
      ticket_num: '',
    })),
  };
}

function viewFlight(flight: WireRecord): WireRecord {
  const text = (element: string): string => String(flight[element] ?? '');
  const moment = (element: string): WireRecord => {
    const [date = '', time = ''] = text(element).split('T');
    return { date, time };
  };
  return {
    StartDateTime: moment('StartDateLocal'),
    EndDateTime: moment('EndDateLocal'),
    start_airport_code: text('StartCityCode'),
    start_gate: text('StartGate'),
    start_terminal: text('StartTerminal'),
    end_airport_code: text('EndCityCode'),
    end_gate: text('EndGate'),
    end_terminal: text('EndTerminal'),
    marketing_airline: text('Vendor'),
    marketing_flight_number: text('FlightNumber'),
    aircraft: text('AircraftCode'),
    duration: text('Duration'),
    distance: text('Miles'),
    notes: text('Notes'),
    seats: '',
    service_class: text('Cabin') === 'Y' ? 'Economy' : text('Cabin'),
    stops: text('NumStops') === '0' ? 'Nonstop' : text('NumStops'),
  };
}
