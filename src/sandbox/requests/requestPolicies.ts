import type { RequestStep } from './request.js';

/** Rules that requests are filed under. */
export interface RequestPolicy {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  /** Whether its requests are budget requests, of which participants make children. */
  readonly allowParticipants: boolean;
  /** Type that its requests have. */
  readonly type: { readonly code: string; readonly label: string };
  /** Steps that a submitted request goes through, in order; BUDGET only where it costs more than usual. */
  readonly steps: readonly RequestStep[];
}

export const defaultRequestPolicy: RequestPolicy = {
  id: '2F6A8C01D4E7493BB5082C7F19E3A6D0',
  name: 'Business travel',
  allowParticipants: false,
  type: { code: 'TRAVEL', label: 'Travel' },
  steps: ['MANAGER', 'BUDGET'],
};

/** All policies of the company; the ids of the first two are those of the samples of the catalogue. */
export const requestPolicies: readonly RequestPolicy[] = [
  defaultRequestPolicy,
  {
    id: 'B81D5F0E6A2C47F9937E04C6D8A1B253',
    name: 'Event budget',
    allowParticipants: true,
    type: { code: 'AUTH', label: 'Authorization' },
    steps: ['MANAGER'],
  },
  {
    id: '74C0E95B1D3A4F86A2E7B8F06D19C3A4',
    name: 'Travel with security check',
    allowParticipants: false,
    type: { code: 'TRAVEL', label: 'Travel' },
    steps: ['MANAGER', 'EXTERNAL'],
  },
];

/** The policy with an id, in any letter case. */
export function findRequestPolicy(id: string): RequestPolicy | undefined {
  return requestPolicies.find((policy) => policy.id === id.toUpperCase());
}

/** Requests that cost more, in US dollars, also go to who answers for the budget. */
export const BUDGET_LIMIT_DOLLARS = 5000;

/** The travel agency office of the company. */
export const travelAgency = {
  id: '8D4F0B6A1E7C4953A2C8F5E9047B31D6',
  name: 'Example Travel Lisbon',
  emailAddress: 'bookings@example.com',
  proposalType: 'API',
  customerAccountCode: '5550147',
  customerAccountName: 'Example Instruments',
} as const;

/** Kinds of segments and the expense types that policies map them to; the company maps no miscellaneous ones. */
const SEGMENTS: Readonly<Record<string, string>> = {
  AIRFR: 'AIRFR',
  CARRT: 'CARRT',
  HOTEL: 'LODNG',
  LIMOF: 'TAXIX',
  RAILF: 'TRAIN',
  TAXIF: 'TAXIX',
  PARKG: 'PARKG',
  DININ: 'DINNR',
  EVENT: 'SEMNR',
};

/** The expense type of a kind of segment; undefined when policies map it to none. */
export function expenseTypeOfSegment(code: string): string | undefined {
  return Object.hasOwn(SEGMENTS, code) ? SEGMENTS[code] : undefined;
}
