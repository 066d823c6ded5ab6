import type { Evidence, TokenEvent } from './evidence.js';
import {
  CHECKLIST,
  failed,
  manual,
  notSeen,
  passed,
  REVIEW,
  type Requirement,
  some,
  type Verdict,
} from './requirement.js';

const LEGACY_PATH = /\/net2\/oauth2\//i;
const AUTHENTICATION = '/api-reference/authentication/apidoc.html';

/** How tokens are obtained, kept, renewed and given back. */
export const AUTHENTICATION_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'auth-current',
    area: 'Authentication',
    title: 'Only OAuth 2.0 is used, nothing of the authentication from before 2017',
    page: AUTHENTICATION,
    judge: judgeCurrentAuth,
  },
  {
    id: 'auth-web',
    area: 'Authentication',
    title: 'The Web flow was gone through: a person signs in from your application',
    page: AUTHENTICATION,
    judge: ({ tokens }) =>
      judgeFlow(tokens, 'web', 'Add a connection with the Web flow and sign in once; the sandbox will do.'),
  },
  {
    id: 'auth-app-center',
    area: 'Authentication',
    title: 'The App Center flow was gone through: id and request token of the redirect were exchanged',
    page: '/api-reference/authentication/getting-started.html',
    judge: ({ tokens }) =>
      judgeFlow(
        tokens,
        'appCenter',
        'Add a connection with the App Center flow and connect once; the sandbox will do.',
      ),
  },
  {
    id: 'auth-data-centres',
    area: 'Authentication',
    title: 'Companies of a US and of an EU data centre can sign in',
    page: CHECKLIST,
    judge: judgeDataCentres,
  },
  {
    id: 'auth-order',
    area: 'Landing page',
    title: 'No token is obtained before the person has finished the landing page',
    page: CHECKLIST,
    judge: manual(
      'Walk through the landing page and show in your log that the token request comes after its last step.',
    ),
  },
  {
    id: 'token-storage',
    area: 'Tokens',
    title: 'Tokens and secrets are stored securely, nowhere in clear',
    page: CHECKLIST,
    judge: ({ secretsInClear, written }) => {
      if (secretsInClear.length > 0) {
        const fix = 'Move each to the secret store, write a variable in its place, and let Concur issue a new one.';
        return failed(some(secretsInClear), fix);
      }
      if (written.length === 0) return notSeen('Open the folder with your request files and run the check again.');
      return passed(`No secret stands in clear in ${count(written.length, 'request')} of your files.`);
    },
  },
  {
    id: 'token-refresh',
    area: 'Tokens',
    title: 'Access tokens are renewed by the refresh token, and the newest refresh token is kept with its end',
    page: CHECKLIST,
    judge: ({ tokens }) => {
      const renewals = tokens.filter(({ kind, wasGranted }) => kind === 'refresh' && wasGranted);
      if (renewals.length === 0) return notSeen('Refresh the token of a connection once.');
      return passed(`${count(renewals.length, 'renewal')}, the last on ${day(renewals.at(-1))}.`);
    },
  },
  {
    id: 'token-job',
    area: 'Tokens',
    title: 'A job renews refresh tokens before their six months are over',
    page: CHECKLIST,
    judge: manual('Show the schedule of the job and a row of your store with the end of a refresh token.'),
  },
  {
    id: 'token-revoke',
    area: 'Tokens',
    title: 'Tokens of people who left or disconnected are revoked',
    page: CHECKLIST,
    judge: ({ tokens }) =>
      tokens.some(({ kind, wasGranted }) => kind === 'revoke' && wasGranted)
        ? passed('A token was revoked.')
        : notSeen('Revoke the token of a connection once.'),
  },
  {
    id: 'token-disconnect',
    area: 'Tokens',
    title: 'A disconnected customer is noticed: a refused refresh ends the sign-in and asks for a new one',
    page: REVIEW,
    judge: ({ tokens }) => {
      const revokedAt = tokens.find(({ kind, wasGranted }) => kind === 'revoke' && wasGranted)?.at;
      const isRefused = tokens.some(
        ({ kind, wasGranted, at }) => kind === 'refresh' && !wasGranted && revokedAt !== undefined && at >= revokedAt,
      );
      return isRefused
        ? passed('A refresh after a revocation was refused, and the sign-in ended.')
        : notSeen('Revoke a token, then send with the same connection: the refusal has to end the sign-in.');
    },
  },
];

function judgeCurrentAuth({ written, sent, connections, tokens }: Evidence): Verdict {
  const signs = [
    ...written
      .filter(
        ({ url, headers }) =>
          LEGACY_PATH.test(url) ||
          headers.some(
            ([name, value]) =>
              name.toLowerCase() === 'x-consumerkey' || (/^authorization$/i.test(name) && /^oauth\s/i.test(value)),
          ),
      )
      .map(({ file, line }) => `${file}:${line}`),
    ...sent
      .filter(({ url, authorization }) => LEGACY_PATH.test(url) || authorization === 'legacy')
      .map(({ method, url }) => `${method} ${pathOf(url)} in the history`),
    ...connections.filter(({ isLegacy }) => isLegacy).map(({ name }) => `connection "${name}"`),
  ];
  if (signs.length > 0) return failed(some(signs), 'Move to OAuth 2.0: /oauth2/v0/token and Authorization: Bearer.');
  const granted = tokens.filter(({ wasGranted }) => wasGranted).length;
  if (granted > 0) return passed(`${count(granted, 'token exchange')}, all by OAuth 2.0.`);
  return written.length + sent.length > 0
    ? passed('No request uses the old authentication.')
    : notSeen('Sign in and send a request.');
}

function judgeFlow(tokens: readonly TokenEvent[], flow: TokenEvent['kind'], todo: string): Verdict {
  const granted = tokens.filter(({ kind, wasGranted }) => kind === flow && wasGranted);
  return granted.length > 0 ? passed(`Granted on ${day(granted.at(-1))}.`) : notSeen(todo);
}

function judgeDataCentres({ tokens, sent, connections }: Evidence): Verdict {
  const hosts = [
    ...tokens.map(({ geolocation }) => geolocation ?? ''),
    ...connections.filter(({ scopes }) => scopes !== undefined).map(({ geolocation }) => geolocation),
    ...sent.map(({ url }) => url),
  ];
  const seen = (region: RegExp): boolean => hosts.some((text) => region.test(text));
  const [us, eu] = [seen(/^https:\/\/(www-)?us/i), seen(/^https:\/\/(www-)?(eu|emea)/i)];
  if (us && eu) return passed('Calls went to a US and to an EU data centre.');
  const missing = [...(us ? [] : ['US']), ...(eu ? [] : ['EU'])].join(' and ');
  return notSeen(`Sign in and post with a company of the ${missing} data centre; sandboxes are given out for both.`);
}

function day(event: TokenEvent | undefined): string {
  return event?.at.toISOString().slice(0, 10) ?? '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
