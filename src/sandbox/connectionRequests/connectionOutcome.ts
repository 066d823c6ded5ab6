import type { ConnectionRequest } from './connectionRequest.js';

const HOUR_MS = 3_600_000;
const MAX_RETRIES = 48;
const MAX_FAILURES = 4;

/** What a supplier can say of a request (/api-reference/common/connection-requests/connection-requests-resource.html). */
export const OUTCOMES = ['CRSUC', 'CRRET', 'CREU1', 'CREU2', 'CREU3'] as const;

/** Two more of versions 3.0 and 3.1: the request token had ended, or the network failed. */
export const OLDER_OUTCOMES = [...OUTCOMES, 'CRPA1', 'CRPA2'] as const;

export type Outcome = (typeof OLDER_OUTCOMES)[number];

/**
 * The request after its supplier said how it went. A wrong account comes back after a day, four times at most; another
 * try after an hour, 48 times at most. The two older codes are no fault of the person, so they count as another try.
 */
export function afterOutcome(request: ConnectionRequest, outcome: Outcome, now: Date): ConnectionRequest {
  const { againFrom: _, ...rest } = request;
  const changed = { ...rest, modifiedAt: now };
  if (outcome === 'CRSUC') return { ...changed, state: 'Connected' };
  const isAccount = outcome.startsWith('CREU');
  const retries = request.retries + (isAccount ? 0 : 1);
  const failures = request.failures + (isAccount ? 1 : 0);
  if (retries > MAX_RETRIES || failures > MAX_FAILURES) return { ...changed, retries, failures, state: 'Failed' };
  const againFrom = new Date(now.getTime() + (isAccount ? 24 : 1) * HOUR_MS);
  return { ...changed, retries, failures, state: 'Retry', againFrom };
}
