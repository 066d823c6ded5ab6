import type { CalledOperation, Evidence, SentRequest } from './evidence.js';
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
import { compareScopes } from './scopes.js';

const STATUS_CODES = '/api-reference/http-status-codes.html';
/** Concur's own hosts, as far as a request file names them in clear. */
const CONCUR_HOST = /^https?:\/\/[\w.-]*concur(solutions|cdc)?\.(com|cn)\b/i;

/** What is called, and how answers are treated. */
export const CALL_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'call-retired',
    area: 'Calls',
    title: 'No API is used that Concur has switched off',
    page: '/api-reference/deprecated.html',
    judge: (evidence) => judgeStatus(evidence, 'retired', 'Move to what replaced it.'),
  },
  {
    id: 'call-deprecated',
    area: 'Calls',
    title: 'No API is used that Concur is about to switch off',
    page: '/api-reference/deprecated.html',
    judge: (evidence) => judgeStatus(evidence, 'deprecated', 'Plan the move now; reviewers ask for it.'),
  },
  {
    id: 'call-geolocation',
    area: 'Calls',
    title: 'Calls go to the geolocation that came with the token, not to a fixed host',
    page: '/platform/base-uris.html',
    judge: ({ written, sent }) => {
      const fixed = written.filter(({ url }) => CONCUR_HOST.test(url)).map(({ file, line }) => `${file}:${line}`);
      if (fixed.length > 0) {
        return failed(some(fixed), 'Write the path alone, or {{$concur.geolocation}} before it.');
      }
      if (written.length + sent.length === 0) return notSeen('Send a request.');
      return passed('No request file names a host of Concur.');
    },
  },
  {
    id: 'call-tls',
    area: 'Calls',
    title: 'Everything goes by https',
    page: '/platform/transport-layer-security.html',
    judge: ({ written, sent }) => {
      const plain = [
        ...written.filter(({ url }) => isPlain(url)).map(({ file, line, url }) => `${file}:${line} (${originOf(url)})`),
        ...sent.filter(({ url }) => isPlain(url)).map(({ url }) => originOf(url)),
      ];
      if (plain.length > 0) return failed(some(plain), 'Write https:// instead of http://.');
      if (sent.length + written.length === 0) return notSeen('Send a request.');
      return passed('No call goes over plain http, but to this computer.');
    },
  },
  {
    id: 'call-scopes',
    area: 'Calls',
    title: 'The scopes are those that the calls need, and no more',
    page: '/api-reference/authentication/scopes.html',
    judge: judgeScopes,
  },
  {
    id: 'call-paging',
    area: 'Calls',
    title: 'Lists are read to their end, by the addresses of the answers',
    page: REVIEW,
    judge: judgePaging,
  },
  {
    id: 'log-correlation',
    area: 'Logging',
    title: 'The correlation id of each answer is logged',
    page: '/platform/correlation-id.html',
    judge: ({ sent }) => {
      const answered = sent.filter(({ status }) => status !== undefined);
      if (answered.length === 0) return notSeen('Send a request.');
      const without = answered.filter(({ isCorrelated }) => !isCorrelated).length;
      return passed(
        `${answered.length - without} of ${answered.length} answers in the history carry one and keep it; show the same in your own log.`,
      );
    },
  },
  {
    id: 'errors-tried',
    area: 'Errors and limits',
    title: 'Refusals were tried: what a person gets to see of a 4xx',
    page: STATUS_CODES,
    judge: ({ sent }) => judgeStatuses(sent, (status) => status >= 400 && status < 500 && status !== 429, '4xx'),
  },
  {
    id: 'errors-server',
    area: 'Errors and limits',
    title: 'Time-outs and 500 or 503 were tried, and are repeated later',
    page: STATUS_CODES,
    judge: ({ sent }) => judgeStatuses(sent, (status) => status >= 500, '5xx'),
  },
  {
    id: 'errors-rate',
    area: 'Errors and limits',
    title: 'A 429 is honoured: nothing is sent again before its Retry-After is over',
    page: STATUS_CODES,
    judge: judgeRateLimit,
  },
  {
    id: 'review-apis',
    area: 'Readiness',
    title: 'The exact APIs, versions and verbs are written down',
    page: REVIEW,
    judge: (evidence) => {
      const used = operationsOf(evidence);
      return used.length > 0
        ? passed(`${used.length} operations, listed at the end of this report.`)
        : notSeen('Write or send the requests of your application.');
    },
  },
  {
    id: 'log-uuid',
    area: 'Logging',
    title: 'The UUID of the user, read from the token, is logged with each call',
    page: CHECKLIST,
    judge: manual('Show a line of your log with the UUID beside the correlation id.'),
  },
];

/** The operations of the catalogue that the evidence calls, each once, sorted by API and path. */
export function operationsOf({ written, sent }: Evidence): readonly CalledOperation[] {
  const byId = new Map<string, CalledOperation>();
  for (const { operation } of [...written, ...sent]) if (operation) byId.set(operation.id, operation);
  return [...byId.values()].sort(
    (a, b) => a.apiTitle.localeCompare(b.apiTitle) || a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
  );
}

function judgeStatus(evidence: Evidence, status: 'retired' | 'deprecated', fix: string): Verdict {
  const used = operationsOf(evidence);
  if (used.length === 0) return notSeen('Write or send the requests of your application.');
  const bad = used.filter((operation) => operation.status === status);
  if (bad.length === 0) return passed(`None of the ${used.length} operations used is ${status}.`);
  return failed(
    some(
      bad.map(
        ({ method, path, replacement }) =>
          `${method} ${path}${replacement === undefined ? '' : ` (now ${replacement})`}`,
      ),
    ),
    fix,
  );
}

function judgeScopes(evidence: Evidence): Verdict {
  const operations = operationsOf(evidence);
  const granted = evidence.connections.flatMap(({ scopes }) => scopes ?? []);
  if (granted.length === 0) return notSeen('Sign in, so that the scopes of the token are known.');
  if (operations.length === 0) return notSeen('Write or send the requests of your application.');
  const { unneeded, locked } = compareScopes(granted, operations);
  if (unneeded.length === 0 && locked.length === 0) return passed(`${new Set(granted).size} scopes, each of use.`);
  const fixes = [
    ...(unneeded.length > 0 ? ['Give up the scopes that nothing here needs.'] : []),
    ...(locked.length > 0 ? ['Ask for the scopes that are lacking.'] : []),
  ];
  return failed(
    [
      ...some(unneeded.map((scope) => `unneeded: ${scope}`)),
      ...some(locked.map(({ method, path, scopes }) => `lacking for ${method} ${path}: ${scopes.join(' or ')}`)),
    ],
    fixes.join(' '),
  );
}

function judgePaging({ sent }: Evidence): Verdict {
  const named = sent.flatMap((one) => (one.nextPage === undefined ? [] : [{ ...one, nextPage: one.nextPage }]));
  if (named.length === 0) return notSeen('Read a list of more than one page with Fetch All Pages.');
  const asked = new Set(sent.map(({ url }) => url));
  const followed = named.filter(({ nextPage }) => asked.has(nextPage));
  if (followed.length > 0) return passed(`${followed.length} of ${named.length} next pages were fetched.`);
  const lists = named.map(({ method, operation, url }) => `${method} ${operation?.path ?? url}`);
  return failed(some(lists), 'Go on with the address of the next page until there is none.');
}

function judgeStatuses(sent: readonly SentRequest[], fits: (status: number) => boolean, name: string): Verdict {
  const statuses = sent.flatMap(({ status }) => (status !== undefined && fits(status) ? [String(status)] : []));
  if (statuses.length > 0) return passed(`Seen: ${[...new Set(statuses)].sort().join(', ')}.`);
  return notSeen(`Let the sandbox answer with a ${name} (Sandbox Faults) and show what your application makes of it.`);
}

function judgeRateLimit({ sent }: Evidence): Verdict {
  const limited = sent.filter(({ status }) => status === 429);
  if (limited.length === 0) {
    return notSeen('Let the sandbox answer with 429 (Sandbox Faults) and show that your application waits.');
  }
  const early = limited.filter((one) => {
    const until = one.at.getTime() + (one.retryAfterSeconds ?? 0) * 1000;
    return sent.some(
      ({ at, url, method }) => at > one.at && at.getTime() < until && url === one.url && method === one.method,
    );
  });
  if (early.length === 0) return passed(`${limited.length} times limited; nothing was sent again too early.`);
  return failed(some(early.map(({ method, url }) => `${method} ${url}`)), 'Wait for the seconds of Retry-After.');
}

function isPlain(url: string): boolean {
  return /^http:\/\//i.test(url) && !/^http:\/\/(localhost|127(\.\d+){3}|\[::1\]|\{\{)/i.test(url);
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
