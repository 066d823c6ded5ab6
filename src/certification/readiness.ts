import { AUTHENTICATION_REQUIREMENTS } from './authentication.js';
import { MANUAL_REQUIREMENTS } from './byHand.js';
import { CALL_REQUIREMENTS, operationsOf } from './calls.js';
import type { CalledOperation, Evidence } from './evidence.js';
import { AREAS, type Requirement, type Verdict } from './requirement.js';

/** A requirement with its verdict. */
export type Judged = Omit<Requirement, 'judge'> & { readonly verdict: Verdict };

/** What a reviewer would find today. */
export interface Readiness {
  /** In the order of the report. */
  readonly judged: readonly Judged[];
  readonly operations: readonly CalledOperation[];
}

/** Every requirement, in the order of the report. */
export const REQUIREMENTS: readonly Requirement[] = AREAS.flatMap((area) =>
  [...AUTHENTICATION_REQUIREMENTS, ...CALL_REQUIREMENTS, ...MANUAL_REQUIREMENTS].filter((one) => one.area === area),
);

/** Judges the evidence by every requirement that Concur's review has. */
export function judgeReadiness(evidence: Evidence): Readiness {
  return {
    judged: REQUIREMENTS.map(({ judge, ...requirement }) => ({ ...requirement, verdict: judge(evidence) })),
    operations: operationsOf(evidence),
  };
}
