import type { HttpRequest } from '../http/request.js';
import type { CalloutFinding } from './finding.js';

/** A call to a connector and what Concur would make of its answer. Holds no secret. */
export interface CalloutOutcome {
  readonly callout: string;
  readonly request: HttpRequest;
  /** Absent when no answer came; `failure` says why then. */
  readonly response?: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    /** As UTF-8, secrets masked. */
    readonly body: string;
    readonly durationMs: number;
  };
  readonly failure?: string;
  readonly findings: readonly CalloutFinding[];
}

/** Whether Concur would be content: an answer without an `error` among the findings. */
export function isAccepted({ response, findings }: CalloutOutcome): boolean {
  return response !== undefined && findings.every(({ severity }) => severity !== 'error');
}
