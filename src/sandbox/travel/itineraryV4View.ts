import type { Schema } from '../../catalog/model.js';
import { typeOf } from '../../catalog/schema.js';
import { formatSeconds } from '../protocol/moments.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import { resolve } from './elements.js';
import { toUtc } from './localTime.js';
import { listOf, type Trip } from './trip.js';

/**
 * A trip as v4 shows it (/api-reference/travel/itinerary-v4/v4.itinerary.html): the elements of v1.1 that its schema
 * knows, as JSON values, without wrappers around lists and without what is empty.
 */
export function viewTripV4(trip: Trip, schema: Schema): WireRecord {
  const zone = trip.owner.home.timeZone;
  const [start, end] = [formatSeconds(trip.start), formatSeconds(trip.end)];
  const whole: WireRecord = {
    ...trip.details,
    id: trip.uuid,
    ItinLocator: trip.id,
    TripName: trip.name,
    TripStatus: String(trip.status),
    UserLoginId: trip.owner.login,
    StartDateLocal: start,
    StartDateUtc: toUtc(start, zone) ?? start,
    EndDateLocal: end,
    EndDateUtc: toUtc(end, zone) ?? end,
    DateCreatedUtc: formatSeconds(trip.createdAt),
    DateModifiedUtc: formatSeconds(trip.modifiedAt),
    Bookings: trip.bookings,
  };
  return shapeRecord(whole, schema, schema);
}

function shapeRecord(record: WireRecord, schema: Schema, root: Schema): WireRecord {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, WireValue][] => {
    const value = Object.hasOwn(record, name) ? shape(record[name], resolve(property, root), root) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** The value in JSON's types; undefined when it is empty or of another shape than v4 has. */
function shape(value: WireValue | undefined, schema: Schema, root: Schema): WireValue | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  switch (typeOf(schema)) {
    case 'array': {
      const items = unwrap(value).flatMap((item) => shape(item, resolve(schema.items ?? {}, root), root) ?? []);
      return items.length === 0 ? undefined : items;
    }
    case 'object': {
      const [first] = listOf(value);
      const record = isWireRecord(first) ? shapeRecord(first, schema, root) : {};
      return Object.keys(record).length === 0 ? undefined : record;
    }
    case 'integer':
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'boolean':
      return String(value).toLowerCase() === 'true';
    default:
      return typeof value === 'object' ? undefined : shapeText(String(value));
  }
}

/** Lists of v1.1 stand in a wrapper, such as Passengers around each Passenger. */
function unwrap(value: WireValue): readonly WireValue[] {
  if (!isWireRecord(value)) return listOf(value);
  const [inner, ...others] = Object.values(value);
  return others.length === 0 && inner !== undefined ? listOf(inner) : [value];
}

/** v4 writes an offset behind date-times, zero even for local ones. */
function shapeText(text: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text) ? `${text}.000+00:00` : text;
}
