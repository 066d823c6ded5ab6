/** Built-in variables: `{{$guid}}`, `{{$timestamp}}` and so on. */
import type { TextRange } from '../../kernel/text.js';
import { badArgument, unknownSystemVariable, unsetEnvironment } from '../findings.js';
import type { HttpFinding } from '../nodes.js';
import { formatMoment, shiftMoment } from './moments.js';
import { readRandom } from './randomText.js';
import { unsetDotenv } from './variableFindings.js';

/** Where built-in variables get their values from. */
export interface SystemSources {
  readonly now: () => Date;
  readonly randomUuid: () => string;
  /** A whole number from `min` up to, but not including, `max`; asked only with whole numbers and `min` < `max`. */
  readonly randomInt: (min: number, max: number) => number;
  /** A variable of the environment of the process; undefined when it is not set. */
  readonly environment: (name: string) => string | undefined;
  /** A variable of the `.env` files beside the request file; undefined when none sets it. */
  readonly dotenv?: (name: string) => string | undefined;
}

/** A value, or what keeps it from being one. */
export type SystemValue =
  | { readonly value: string }
  | { readonly value?: undefined; readonly finding: (range: TextRange) => HttpFinding };

/** The widest span that sources of random numbers commonly offer (Node's `randomInt`: below 2^48). */
const MAX_RANDOM_SPAN = 2 ** 48 - 1;

/**
 * - `$guid`, `$uuid`: a random UUID
 * - `$timestamp [offset]`: seconds since 1970
 * - `$isoTimestamp`: as `$datetime iso8601`
 * - `$randomInt min max`: as `randomInt` of the sources; 0 and 1000 when left out
 * - `$random.integer(1, 10)` and others: see {@link readRandom}
 * - `$datetime format [offset]`: now, in UTC; `$localDatetime`: in the time zone of this computer. The format is
 *   `iso8601`, `rfc1123`, or a pattern of day.js between quotes; the offset a number and a unit, as in `-1 d`
 * - `$processEnv NAME`: a variable of the environment; `$dotenv NAME`: of the `.env` files. With `%NAME` the variable
 *   NAME of the chosen environment (`lookUp`) holds the name that is meant
 * @param expression what stands between the braces, starting with `$`
 * @param lookUp the value of another variable
 */
export function readSystemVariable(
  expression: string,
  sources: SystemSources,
  lookUp: (name: string) => string | undefined = () => undefined,
): SystemValue {
  const [name = '', ...words] = expression.split(/\s+/);
  const rest = expression.slice(name.length).trim();
  switch (name) {
    case '$guid':
    case '$uuid':
      return words.length === 0 ? { value: sources.randomUuid() } : misused(`{{${name}}}`);
    case '$timestamp':
      return readTimestamp(rest, sources);
    case '$isoTimestamp':
      return words.length === 0 ? { value: sources.now().toISOString() } : misused('{{$isoTimestamp}}');
    case '$randomInt':
      return readRandomInt(words, sources);
    case '$datetime':
    case '$localDatetime':
      return readDatetime(name, rest, sources);
    case '$processEnv':
      return readNamed(words, sources.environment, lookUp, '$processEnv', unsetEnvironment);
    case '$dotenv':
      return readNamed(words, sources.dotenv ?? (() => undefined), lookUp, '$dotenv', unsetDotenv);
    default:
      return expression.startsWith('$random.')
        ? readRandomText(expression.slice('$random.'.length), sources)
        : { finding: (range) => unknownSystemVariable(name, range) };
  }
}

function readTimestamp(offset: string, { now }: SystemSources): SystemValue {
  const moment = shiftMoment(now(), offset, false);
  return moment
    ? { value: String(Math.floor(moment.getTime() / 1000)) }
    : misused('{{$timestamp}}, or with an offset: {{$timestamp -1 d}}');
}

function readDatetime(name: string, rest: string, { now }: SystemSources): SystemValue {
  const isLocal = name === '$localDatetime';
  const [, format = '', offset = ''] = /^(\w+|'[^']+'|"[^"]+")(?:\s+(.+))?$/.exec(rest) ?? [];
  const moment = shiftMoment(now(), offset.trim(), isLocal);
  const value = moment && formatMoment(moment, format, isLocal);
  return value === undefined
    ? misused(
        `{{${name} iso8601}}, {{${name} rfc1123}} or {{${name} "YYYY-MM-DD"}}, with an offset such as -1 d behind it`,
      )
    : { value };
}

function readRandomText(text: string, sources: SystemSources): SystemValue {
  const value = readRandom(text, sources);
  return value === undefined
    ? misused(
        '{{$random.uuid}}, {{$random.email}}, {{$random.integer(1, 10)}}, {{$random.float(0, 1)}}, {{$random.alphabetic(8)}}, {{$random.alphanumeric(8)}} or {{$random.hexadecimal(8)}}',
      )
    : { value };
}

function readRandomInt(words: readonly string[], { randomInt }: SystemSources): SystemValue {
  const bounds = words.length === 0 ? ['0', '1000'] : words;
  const [min = Number.NaN, max = Number.NaN] = bounds.map((word) => (/^-?\d+$/.test(word) ? Number(word) : Number.NaN));
  const isUsable =
    bounds.length === 2 &&
    Number.isSafeInteger(min) &&
    Number.isSafeInteger(max) &&
    min < max &&
    max - min <= MAX_RANDOM_SPAN;
  return isUsable
    ? { value: String(randomInt(min, max)) }
    : misused('{{$randomInt 1 100}}, with two whole numbers of which the second is larger');
}

function readNamed(
  [word, ...more]: readonly string[],
  read: (name: string) => string | undefined,
  lookUp: (name: string) => string | undefined,
  variable: '$processEnv' | '$dotenv',
  unset: (name: string, range: TextRange) => HttpFinding,
): SystemValue {
  const isIndirect = word?.startsWith('%') === true;
  const written = isIndirect ? word.slice(1) : word;
  if (!written || more.length > 0) return misused(`{{${variable} NAME}}, with the name of one variable`);
  const name = isIndirect ? (lookUp(written) ?? written) : written;
  const value = read(name);
  return value === undefined ? { finding: (range) => unset(name, range) } : { value };
}

function misused(usage: string): SystemValue {
  return { finding: (range) => badArgument(usage, range) };
}
