import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal } from './refusal.js';

/** Something that goes wrong on order. */
export type Fault =
  | { readonly kind: 'latency'; readonly milliseconds: number }
  | { readonly kind: 'status'; readonly status: ContentfulStatusCode }
  | { readonly kind: 'retry-after'; readonly seconds: number }
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'clock-skew'; readonly seconds: number }
  | { readonly kind: 'cut'; readonly where: 'head' | 'body' }
  | BodyFault;

/** Something that goes wrong with the body of an answer. */
export type BodyFault =
  | { readonly kind: 'slow-body'; readonly bytesPerSecond: number }
  | { readonly kind: 'truncated-body' }
  | { readonly kind: 'malformed-body' }
  /** `Content-Length` says so many bytes more, or fewer when negative, than there are. */
  | { readonly kind: 'wrong-length'; readonly difference: number };

const MAX_LATENCY_MS = 600_000;
const MAX_SKEW_SECONDS = 366 * 86_400;
const MAX_BYTES = 100_000_000;

/** Each fault as it is written, and what it does. The order is that of the admin page. */
export const FAULT_FORMS: readonly (readonly [form: string, meaning: string])[] = [
  ['latency=MILLISECONDS', `waits before the answer (up to ${MAX_LATENCY_MS})`],
  ['status=CODE', 'answers this error (400 to 599) in the form of the API; 429 with Retry-After'],
  ['retry-after=SECONDS', 'what Retry-After says with a status or maintenance'],
  ['maintenance', 'answers 503 with a page in HTML'],
  ['expired-token', 'takes the access token of the call for an expired one'],
  ['clock-skew=SECONDS', 'answers as if the clock were fast, or slow when negative'],
  ['cut=head', 'closes the connection before the answer'],
  ['cut=body', 'closes the connection in the middle of the body'],
  ['slow-body=BYTES', 'sends so many bytes of the body a second'],
  ['truncated-body', 'leaves the second half of the body out'],
  ['malformed-body', 'breaks the JSON or XML of the body'],
  ['wrong-length=BYTES', 'Content-Length is so many bytes too large, or too small when negative'],
];

/**
 * Reads faults as people write them, separated by commas; they are played in this order.
 * @throws {Refusal} 400 for one that there is not
 */
export function parseFaults(text: string): readonly Fault[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(parseFault);
}

function parseFault(text: string): Fault {
  const [, name = '', value] = /^([\w-]+)(?:\s*=\s*(-?\w{1,9}))?$/.exec(text) ?? [];
  const fault = value === undefined ? withoutValue(name) : withValue(name, value);
  if (fault) return fault;
  const known = FAULT_FORMS.map(([form]) => form).join(', ');
  throw new Refusal(400, `"${text}" is no fault of the sandbox, or not with this value. There are: ${known}.`);
}

function withoutValue(name: string): Fault | undefined {
  switch (name) {
    case 'maintenance':
    case 'expired-token':
    case 'truncated-body':
    case 'malformed-body':
      return { kind: name };
    default:
      return undefined;
  }
}

function withValue(name: string, value: string): Fault | undefined {
  if (name === 'cut') return value === 'head' || value === 'body' ? { kind: 'cut', where: value } : undefined;
  const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  const isWithin = (minimum: number, maximum: number): boolean => number >= minimum && number <= maximum;
  switch (name) {
    case 'latency':
      return isWithin(0, MAX_LATENCY_MS) ? { kind: name, milliseconds: number } : undefined;
    case 'status':
      return isWithin(400, 599) ? { kind: name, status: number as ContentfulStatusCode } : undefined;
    case 'retry-after':
      return isWithin(0, MAX_SKEW_SECONDS) ? { kind: name, seconds: number } : undefined;
    case 'clock-skew':
      return isWithin(-MAX_SKEW_SECONDS, MAX_SKEW_SECONDS) ? { kind: name, seconds: number } : undefined;
    case 'slow-body':
      return isWithin(1, MAX_BYTES) ? { kind: name, bytesPerSecond: number } : undefined;
    case 'wrong-length':
      return isWithin(-MAX_BYTES, MAX_BYTES) ? { kind: name, difference: number } : undefined;
    default:
      return undefined;
  }
}
