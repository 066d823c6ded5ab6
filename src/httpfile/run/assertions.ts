/** `?? status == 200`: what is expected of an answer, in the form of httpYac. */

import { createHash } from 'node:crypto';
import type { JSONValue } from 'json-p3';
import { redactNamed } from '../../kernel/redaction.js';
import { type Found, type KeptExchange, readBodyOf, readHeaderOf, toText } from './answer.js';

/** What an answer is checked by. Operators are as {@link OPERATORS} has them. */
export interface Assertion {
  /** `status`, `header`, `body`, `duration`, `xpath`, or a word that is not known. */
  readonly subject: string;
  /** Name of the header, path in the body, phase of the duration; '' for all of it. */
  readonly path: string;
  readonly operator: Operator;
  /** As written; may hold variables. '' where the operator needs nothing. */
  readonly expected: string;
}

export type AssertionResult =
  | { readonly kind: 'passed' }
  /** `message`: one sentence that says what was found. */
  | { readonly kind: 'failed'; readonly message: string };

/** Milliseconds of the phases of a call. */
export interface Durations {
  readonly total: number;
  readonly firstByte?: number;
  readonly download?: number;
}

type Check = (value: JSONValue | undefined, expected: string) => boolean;

const EQUALS: Check = (value, expected) => isEqual(value, expected);
const GREATER = compare((a, b) => a > b);
const LESS = compare((a, b) => a < b);

/** Longer ones stand before those that they start with. */
const OPERATORS = {
  '===': EQUALS,
  '==': EQUALS,
  '!==': (value, expected) => !isEqual(value, expected),
  '!=': (value, expected) => !isEqual(value, expected),
  '>=': compare((a, b) => a >= b),
  '<=': compare((a, b) => a <= b),
  '>': GREATER,
  '<': LESS,
  equals: EQUALS,
  startsWith: (value, expected) => textOf(value).startsWith(expected),
  endsWith: (value, expected) => textOf(value).endsWith(expected),
  includes: (value, expected) => includes(value, expected),
  contains: (value, expected) => includes(value, expected),
  exists: (value) => isTruthy(value),
  isTrue: (value) => isTruthy(value),
  isFalse: (value) => !isTruthy(value),
  matches: (value, expected) => matches(textOf(value), expected),
  isNumber: (value) => typeof value === 'number',
  isString: (value) => typeof value === 'string',
  isBoolean: (value) => typeof value === 'boolean',
  isArray: (value) => Array.isArray(value),
  sha256: (value, expected) => hash('sha256', value) === expected,
  sha512: (value, expected) => hash('sha512', value) === expected,
  md5: (value, expected) => hash('md5', value) === expected,
} satisfies Readonly<Record<string, Check>>;

export type Operator = keyof typeof OPERATORS;

const NAMES = Object.keys(OPERATORS).filter((name) => /^\w/.test(name));
/** The last operator with a space before it counts, for a path may hold others, as in `$.Items[?(@.ID == 'a')]`. */
const SPACED = new RegExp(`^(\\S+)(?:\\s+(.*))?\\s(?:([=!]==?|[<>]=?)|(${NAMES.join('|')})(?=\\s|$))\\s*(.*)$`);
const TIGHT = /^(\w+)()([=!]==?|[<>]=?)()\s*(.*)$/;

/** Reads what follows `??`; undefined where it is no assertion. */
export function readAssertion(text: string): Assertion | undefined {
  const line = text.trim();
  const [, subject, path = '', sign, word, expected = ''] = SPACED.exec(line) ?? TIGHT.exec(line) ?? [];
  const operator = sign || word;
  if (subject === undefined || !operator || !isOperator(operator)) return undefined;
  return { subject, path: path.trim(), operator, expected: expected.trim() };
}

/** @param assertion with variables put in */
export function checkAssertion(
  { subject, path, operator, expected }: Assertion,
  exchange: KeptExchange,
  durations: Durations,
): AssertionResult {
  const found = find(subject, path, exchange, durations);
  const what = path === '' ? subject : `${subject} ${path}`;
  if (found === undefined) {
    return failed(`${subject} is nothing that can be checked. Write status, header NAME, body PATH or duration.`);
  }
  if (found.kind === 'bad') {
    return failed(
      `${path} is no path that can be read here. Write JSONPath such as $.Items[0].ID, or XPath such as //ID.`,
    );
  }
  const value = found.kind === 'found' ? found.value : undefined;
  if (operator === 'matches' && !isPattern(expected))
    return failed(`${expected} is no regular expression. Correct it.`);
  const check: Check = OPERATORS[operator];
  if (check(value, expected)) return { kind: 'passed' };
  const name = lastName(path);
  const wanted = expected === '' ? '' : ` ${redactNamed(name, expected)}`;
  return failed(`${what} ${operator}${wanted} does not hold: ${describe(found, name)}.`);
}

/** `access_token` of `$.access_token`, `$['access_token']` or `//login/access_token`; the name of a header. */
function lastName(path: string): string {
  return /([\w-]+)\W*$/.exec(path)?.[1] ?? '';
}

function failed(message: string): AssertionResult {
  return { kind: 'failed', message };
}

function find(subject: string, path: string, exchange: KeptExchange, durations: Durations): Found | undefined {
  const { response } = exchange;
  switch (subject) {
    case 'status':
      return { kind: 'found', value: response.status };
    case 'header':
      return readHeaderOf(response, path);
    case 'body':
      return readBodyOf(response, path);
    case 'xpath':
      return readBodyOf(response, `asXml.${path}`);
    case 'jsonpath':
      return readBodyOf(response, `asJson.${path}`);
    case 'duration': {
      const value =
        path === 'firstByte' ? durations.firstByte : path === 'download' ? durations.download : durations.total;
      return value === undefined ? { kind: 'missing' } : { kind: 'found', value };
    }
    default:
      return undefined;
  }
}

/** What was found stands in reports, so no secret may. */
function describe(found: Found, name: string): string {
  if (found.kind !== 'found') return 'there is nothing';
  const text = redactNamed(name, toText(found.value));
  return `it is ${text.length > 200 ? `${text.slice(0, 200)}...` : text}`;
}

/** As httpYac has it: the expected text becomes what the value is, a number beside a number. */
function isEqual(value: JSONValue | undefined, expected: string): boolean {
  switch (typeof value) {
    case 'undefined':
      return expected === 'undefined';
    case 'string':
      return value === expected || JSON.stringify(value) === expected;
    case 'number':
      return expected !== '' && value === Number(expected);
    case 'boolean':
      return String(value) === expected;
    default:
      return value === null ? expected === 'null' : toText(value) === compact(expected);
  }
}

function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

function compare(holds: (value: number, expected: number) => boolean): Check {
  return (value, expected) => {
    const [a, b] = [toNumber(value), toNumber(expected)];
    return a !== undefined && b !== undefined && holds(a, b);
  };
}

function toNumber(value: JSONValue | undefined): number | undefined {
  const isFilled = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const number = isFilled ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

function includes(value: JSONValue | undefined, expected: string): boolean {
  return Array.isArray(value)
    ? value.some((item) => isEqual(item, expected))
    : value !== undefined && textOf(value).includes(expected);
}

function isTruthy(value: JSONValue | undefined): boolean {
  return Boolean(value);
}

function textOf(value: JSONValue | undefined): string {
  return value === undefined ? '' : toText(value);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

function matches(text: string, pattern: string): boolean {
  return new RegExp(pattern, 'u').test(text);
}

function hash(algorithm: string, value: JSONValue | undefined): string {
  return createHash(algorithm).update(textOf(value)).digest('base64');
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(OPERATORS, text);
}
