/** Something a person can do next; each surface (editor, terminal) turns it into a button or a hint. */
export type NextStep =
  | 'startSandbox'
  | 'signIn'
  | 'sendAgain'
  | 'showRequest'
  | 'openDocs'
  | 'searchOperations'
  | 'changeTimeout'
  | 'trustWorkspace';

/** What to tell a person: one or two sentences without a stack trace, and the steps that help, best first. */
export interface Advice {
  readonly what: string;
  readonly next: readonly NextStep[];
}
