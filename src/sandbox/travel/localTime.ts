import { places } from '../company/places.js';
import { formatSeconds, parseDateTime } from '../protocol/moments.js';

const MINUTE_MS = 60_000;

/** Formats of zones that were asked for; made once, for making one is slow. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The time zone of an airport; undefined where the sandbox does not know it. */
export function zoneOf(airport: string | undefined): string | undefined {
  return airport === undefined ? undefined : places.get(airport.toUpperCase())?.timeZone;
}

/**
 * UTC, `yyyy-MM-ddTHH:mm:ss`, of a moment written in the time of a place.
 * @param zone an IANA name; undefined is answered for others
 */
export function toUtc(local: string | undefined, zone: string | undefined): string | undefined {
  const written = local === undefined ? undefined : parseDateTime(local);
  const format = zone === undefined ? undefined : formatOf(zone);
  if (!written || !format) return undefined;
  // What the clock there shows at the written moment, if that were UTC, is off by the offset; once more for the hours
  // around a change of the clocks.
  const guess = new Date(written.getTime() - offsetMs(written, format));
  return formatSeconds(new Date(written.getTime() - offsetMs(guess, format)));
}

function offsetMs(moment: Date, format: Intl.DateTimeFormat): number {
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    if (isOfPlace(zone)) formats.set(zone, format);
    return format;
  } catch {
    return undefined; // a Windows name, or none at all
  }
}

/** Only the few zones of places are kept, whatever bodies name. */
function isOfPlace(zone: string): boolean {
  return [...places.values()].some(({ timeZone }) => timeZone === zone);
}
