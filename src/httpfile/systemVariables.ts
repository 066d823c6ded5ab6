/** Built-in variables: `{{$guid}}`, `{{$timestamp}}` and so on. */
import type { TextRange } from '../kernel/text.js';
import { badArgument, unknownSystemVariable, unsetEnvironment } from './findings.js';
import type { HttpFinding } from './nodes.js';

/** Where built-in variables get their values from. */
export interface SystemSources {
  readonly now: () => Date;
  readonly randomUuid: () => string;
  /** A whole number from `min` up to, but not including, `max`; asked only with whole numbers and `min` < `max`. */
  readonly randomInt: (min: number, max: number) => number;
  /** A variable of the environment of the process; undefined when it is not set. */
  readonly environment: (name: string) => string | undefined;
}

/** A value, or what keeps it from being one. */
export type SystemValue =
  | { readonly value: string }
  | { readonly value?: undefined; readonly finding: (range: TextRange) => HttpFinding };

/** The widest span that sources of random numbers commonly offer (Node's `randomInt`: below 2^48). */
const MAX_RANDOM_SPAN = 2 ** 48 - 1;

/**
 * - `$guid`, `$uuid`: a random UUID
 * - `$timestamp`: seconds since 1970
 * - `$randomInt min max`: as `randomInt` of the sources; 0 and 1000 when left out
 * - `$datetime iso8601` or `rfc1123`: now, in UTC
 * - `$processEnv NAME`: a variable of the environment
 * @param expression what stands between the braces, starting with `$`
 */
export function readSystemVariable(expression: string, sources: SystemSources): SystemValue {
  const [name = '', ...words] = expression.split(/\s+/);
  switch (name) {
    case '$guid':
    case '$uuid':
      return words.length === 0 ? { value: sources.randomUuid() } : misused(`{{${name}}}`);
    case '$timestamp':
      return words.length === 0
        ? { value: String(Math.floor(sources.now().getTime() / 1000)) }
        : misused('{{$timestamp}}');
    case '$randomInt':
      return readRandomInt(words, sources);
    case '$datetime':
      return readDatetime(words, sources);
    case '$processEnv':
      return readEnvironment(words, sources);
    default:
      return { finding: (range) => unknownSystemVariable(name, range) };
  }
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

function readDatetime(words: readonly string[], { now }: SystemSources): SystemValue {
  switch (words.join(' ')) {
    case 'iso8601':
      return { value: now().toISOString() };
    case 'rfc1123':
      return { value: now().toUTCString() };
    default:
      return misused('{{$datetime iso8601}} or {{$datetime rfc1123}}');
  }
}

function readEnvironment([name, ...more]: readonly string[], { environment }: SystemSources): SystemValue {
  if (name === undefined || more.length > 0) return misused('{{$processEnv NAME}}, with the name of one variable');
  const value = environment(name);
  return value === undefined ? { finding: (range) => unsetEnvironment(name, range) } : { value };
}

function misused(usage: string): SystemValue {
  return { finding: (range) => badArgument(usage, range) };
}
