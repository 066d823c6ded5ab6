/** One departure of a connector from what Concur expects. */
export interface CalloutFinding {
  /** `error`: Concur would not use the answer; `warning`: it works and is risky. */
  readonly severity: 'error' | 'warning';
  /** Where in the exchange, such as `status`, `Attendee 2 > LastName`, `Content-Type`. */
  readonly where: string;
  /** One sentence: what is there, what is expected, what to do. */
  readonly what: string;
}

export function errorAt(where: string, what: string): CalloutFinding {
  return { severity: 'error', where, what };
}

export function warningAt(where: string, what: string): CalloutFinding {
  return { severity: 'warning', where, what };
}
