/** A field of the form behind a callout, by its name on the wire. */
export interface CalloutField {
  readonly name: string;
  readonly description: string;
  readonly maxLength?: number;
  /** The only values there are. */
  readonly values?: readonly string[];
  /** What stands there unless the person says otherwise; empty when absent. */
  readonly usual?: string;
}

/** Names of the callouts, as the terminal and the sandbox spell them. */
export type CalloutName =
  | 'test-connection'
  | 'fetch-attendee'
  | 'fetch-list'
  | 'event-notification'
  | 'request-validation'
  | 'launch-external-url'
  | 'launch-external-url-request'
  | 'launch-external-url-v1';

/** One call that Concur makes to a customer's or partner's connector. */
export interface Callout {
  readonly name: CalloutName;
  readonly title: string;
  /** One sentence: who triggers it, and what the connector has to do. */
  readonly summary: string;
  readonly method: 'GET' | 'POST';
  /** The usual path; at Concur it is a setting of the company. */
  readonly path: string;
  /** How the connector knows that Concur calls: HTTP Basic, or a signature among the query parameters. */
  readonly proof: 'basic' | 'signature';
  readonly fields: readonly CalloutField[];
  /** The operation of the catalogue that holds schema and examples. */
  readonly operationId: string;
  /** The page that describes it, below developer.concur.com. */
  readonly page: string;
  /** What replaced it, for those that Concur no longer makes. */
  readonly retired?: string;
}

/** How long an answer may take: not published for callouts, 60 seconds is Concur's rule elsewhere (/api-reference/http-status-codes.html). */
export const TIME_BUDGET_MS = 60_000;

/** An answer to a search that takes longer keeps a person waiting at the form, so it is worth a word. */
export const PATIENCE_MS = 5_000;

/** The most records that Concur shows of a search (/api-reference/callouts/fetch-attendee.html, fetch-list.html). */
export const MOST_SHOWN = 100;
