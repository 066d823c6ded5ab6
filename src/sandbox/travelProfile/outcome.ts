import type { WireRecord } from '../protocol/xml.js';

/** Codes of saving a profile (/api-reference/travel-profile/v2.profile-resource.html) that the sandbox gives. */
export type OutcomeCode =
  | 'S001'
  | 'E001'
  | 'E002'
  | 'E101'
  | 'E111'
  | 'W001'
  | 'W002'
  | 'W003'
  | 'W004'
  | 'W006'
  | 'W007'
  | 'W010'
  | 'W012'
  | 'W013'
  | 'W014'
  | 'W016'
  | 'W017'
  | 'W018'
  | 'W019'
  | 'W020'
  | 'W022'
  | 'W023'
  | 'W024'
  | 'W033';

/** One thing wrong with a body. Codes with E mean that nothing is stored, with W that the rest is. */
export interface Outcome {
  readonly code: OutcomeCode;
  readonly message: string;
  /** Element concerned, e.g. `General/JobTitle`. */
  readonly field: string;
}

/** Takes note of an outcome. */
export type Note = (code: OutcomeCode, field: string, message: string) => void;

export function isError({ code }: Outcome): boolean {
  return code.startsWith('E');
}

export function viewOutcome({ code, message, field }: Outcome): WireRecord {
  return { Code: code, Message: message, Field: field };
}

/** One message for all warnings: the page shows no list of them. */
export function viewWarnings(warnings: readonly Outcome[]): WireRecord {
  const [first] = warnings;
  if (!first) return { Code: 'S001', Message: 'The profile was stored.' };
  const others = warnings.slice(1).map(({ code, message }) => `${code}: ${message}`);
  return viewOutcome({ ...first, message: [first.message, ...others].join(' ') });
}
