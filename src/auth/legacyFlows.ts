import { clientSecret, password, redirectUri, username } from './flowFields.js';
import type { Flow } from './flows.js';

const LEGACY = 'https://developer.concur.com/api-reference/authentication/authorization-pre-2017.html';

/** The four flows of before 2017, for those who still have such apps. */
export const LEGACY_FLOWS: readonly Flow[] = [
  {
    id: 'legacyNative',
    grant: 'legacyNative',
    title: 'Native, before 2017',
    explanation: 'Retired: login, password and consumer key give a token for a year.',
    docs: `${LEGACY}#native`,
    isRetired: true,
    isInteractive: false,
    fields: [username, password, { ...clientSecret, hint: 'Needed to renew the token', isOptional: true }],
    principal: 'user',
  },
  {
    id: 'legacyWeb',
    grant: 'legacyWeb',
    title: 'Web, before 2017',
    explanation: 'Retired: a person signs in in the browser, and the code that comes back gives a token for a year.',
    docs: `${LEGACY}#web`,
    isRetired: true,
    isInteractive: true,
    fields: [redirectUri, clientSecret],
    principal: 'user',
  },
  {
    id: 'legacyAppCenter',
    grant: 'legacyAppCenter',
    title: 'App Center, before 2017',
    explanation: "Retired: the App Center calls the app's listener with a code.",
    docs: `${LEGACY}#app-center`,
    isRetired: true,
    isInteractive: true,
    fields: [{ ...redirectUri, title: 'Listener', isOptional: true }, clientSecret],
    principal: undefined,
  },
  {
    id: 'legacyAutoConnect',
    grant: 'legacyAutoConnect',
    title: 'Auto-Connect, before 2017',
    explanation: 'Retired: travel suppliers exchange the request token of each connection request.',
    docs: `${LEGACY}#auto-connect`,
    isRetired: true,
    isInteractive: false,
    fields: [
      { name: 'requestToken', title: 'Request token', hint: 'Of one connection request', isSecret: true },
      clientSecret,
    ],
    principal: 'user',
  },
];
