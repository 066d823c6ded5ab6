import { CHECKLIST, manual, REVIEW, type Requirement } from './requirement.js';

/** What only a person can show, with what the reviewer wants to see. */
export const MANUAL_REQUIREMENTS: readonly Requirement[] = (
  [
    [
      'landing-help',
      'Landing page',
      'Help and support are in sight on every page',
      'Open each page of the landing at 800 by 600 and point at help; go back and forward.',
    ],
    ['landing-brand', 'Landing page', 'Company and application are recognisable', 'Show both names or logos.'],
    [
      'landing-first',
      'Landing page',
      'The first page says that this connects with SAP Concur, links terms and privacy, and offers one way in',
      'Show the sentence, both links, and either sign-in and sign-up or the field for a verification code.',
    ],
    [
      'landing-progress',
      'Landing page',
      'Creating an account in several steps shows how far one is',
      'Create an account during the walkthrough.',
    ],
    [
      'landing-done',
      'Landing page',
      'The last page says that it worked, what comes next, and that the window can be closed',
      'Finish a connection and stay on the last page.',
    ],
    ['log-errors', 'Logging', 'Code and text of each error are logged', 'Provoke one and show the line.'],
    ['log-request', 'Logging', 'The whole request body is logged', 'Show a logged body beside what was sent.'],
    [
      'log-response',
      'Logging',
      'eReceipts: the headers link and location are logged; Quick Expense: the response body',
      'Show the lines of one call.',
    ],
    ['log-keep', 'Logging', 'Logs are kept for seven days or longer', 'Show the setting.'],
    [
      'ready-document',
      'Readiness',
      'A technical document describes architecture, calls with parameters, connection and token management',
      'Hand it in; the list at the end of this report is its table of calls.',
    ],
    [
      'ready-support',
      'Readiness',
      'Support contacts are registered, and one case was opened as a test',
      'Name the contacts and the number of the case.',
    ],
    [
      'ready-data-centres',
      'Readiness',
      'Data can be posted for a US and for an EU company',
      'Post once with each during the walkthrough.',
    ],
    [
      'ready-sensitive',
      'Readiness',
      'An application with sensitive data passes a second security review',
      'Say which data you store, where, and for how long.',
    ],
  ] as const
).map(([id, area, title, show]) => ({
  id,
  area,
  title,
  page: id === 'ready-sensitive' ? REVIEW : CHECKLIST,
  judge: manual(show),
}));
