import type { CalloutFinding } from '../finding.js';

/** One call that came in, as it is shown: credentials and secret fields are masked. */
export interface Arrival {
  readonly id: number;
  readonly at: Date;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** Title of the callout, or of the event; undefined when nothing known answers to it. */
  readonly kind?: string;
  readonly status: number;
  readonly answer: string;
  /** What Concur itself would not have sent so. */
  readonly findings: readonly CalloutFinding[];
}

/** A call before it is answered. */
export interface IncomingCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** What the receiver answers. */
export interface ReceiverAnswer {
  readonly kind?: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly findings: readonly CalloutFinding[];
}
