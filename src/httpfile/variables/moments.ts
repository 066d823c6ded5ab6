/** Moments in the formats that request files ask for: `{{$datetime 'YYYY-MM-DD' 1 d}}` and its like. */
import dayjs, { type Dayjs } from 'dayjs';
import quarterOfYear from 'dayjs/plugin/quarterOfYear.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(quarterOfYear);

/** The units that offsets are written in, by the letters of day.js: case tells months from minutes. */
const UNITS = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
  ms: 'millisecond',
} as const;

/**
 * Moves a moment by an offset such as `-1 d`; '' moves nothing. `Q` is a quarter.
 * @returns undefined for what is no offset
 */
export function shiftMoment(moment: Date, offset: string, isLocal: boolean): Date | undefined {
  if (offset === '') return moment;
  const [, amount, unit = ''] = /^(-?\d+)\s+(\w+)$/.exec(offset) ?? [];
  if (amount === undefined) return undefined;
  const start = isLocal ? dayjs(moment) : dayjs.utc(moment);
  const moved = isUnit(unit)
    ? start.add(Number(amount), UNITS[unit])
    : unit === 'Q'
      ? start.add(Number(amount), 'quarter')
      : undefined;
  return moved?.isValid() ? moved.toDate() : undefined;
}

function isUnit(text: string): text is keyof typeof UNITS {
  return Object.hasOwn(UNITS, text);
}

/**
 * Writes a moment as `rfc1123`, `iso8601`, or in a format between quotes.
 * @returns undefined for any other format
 */
export function formatMoment(moment: Date, format: string, isLocal: boolean): string | undefined {
  const at = isLocal ? dayjs(moment) : dayjs.utc(moment);
  switch (format) {
    case 'rfc1123':
      return isLocal ? at.format('ddd, DD MMM YYYY HH:mm:ss ZZ') : moment.toUTCString();
    case 'iso8601':
      return isLocal ? at.format() : moment.toISOString();
    default:
      return formatByPattern(at, format);
  }
}

function formatByPattern(at: Dayjs, quoted: string): string | undefined {
  const [, , pattern] = /^(['"])(.+)\1$/.exec(quoted) ?? [];
  return pattern === undefined ? undefined : at.format(toDayjsPattern(pattern));
}

/** Visual Studio writes .NET patterns, in which years and days are in small letters: `dd-MM-yyyy`. */
function toDayjsPattern(pattern: string): string {
  return /y{2,4}/.test(pattern) && !/[YD]/.test(pattern)
    ? pattern.replace(/y+/g, (years) => (years.length > 2 ? 'YYYY' : 'YY')).replace(/d{1,2}(?!d)/g, toDays)
    : pattern;
}

function toDays(days: string): string {
  return days.toUpperCase();
}
