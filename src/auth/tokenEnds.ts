import type { Connection } from './connection.js';
import type { Secrets } from './credentials.js';
import type { TokenSet } from './tokenSet.js';

/** Something of a sign-in that ends, and how soon. */
export interface TokenEnd {
  readonly what: 'accessToken' | 'refreshToken' | 'requestToken';
  readonly at: Date;
  /** Zero or less: it has ended. */
  readonly remainingMs: number;
  /** `soon`: somebody should do something; an access token that renews itself is never soon. */
  readonly urgency: 'fine' | 'soon' | 'over';
}

const DAY_MS = 86_400_000;
/** A request token lives for a day (/api-reference/authentication/company-auth.html). */
const REQUEST_TOKEN_LIFE_MS = DAY_MS;
const SOON_MS = { accessToken: 10 * 60_000, refreshToken: 14 * DAY_MS, requestToken: 4 * 3_600_000 } as const;

/**
 * What of a sign-in ends when, the first end first.
 * @param secrets only whether and since when there is a request token matters
 */
export function tokenEnds(
  connection: Connection,
  tokenSet: TokenSet | undefined,
  secrets: Pick<Secrets, 'requestToken' | 'requestTokenSince'>,
  now: Date,
): readonly TokenEnd[] {
  const ends: TokenEnd[] = [];
  const add = (what: TokenEnd['what'], at: Date, renewsItself: boolean): void => {
    const remainingMs = at.getTime() - now.getTime();
    const urgency = renewsItself ? 'fine' : remainingMs <= 0 ? 'over' : remainingMs <= SOON_MS[what] ? 'soon' : 'fine';
    ends.push({ what, at, remainingMs, urgency });
  };
  if (tokenSet) {
    const { kind } = connection.grant;
    const isSilent = kind === 'password' || kind === 'clientCredentials' || kind === 'legacyNative';
    add('accessToken', tokenSet.expiresAt, tokenSet.refreshToken !== undefined || isSilent);
    if (tokenSet.refreshToken !== undefined && tokenSet.refreshExpiresAt) {
      add('refreshToken', tokenSet.refreshExpiresAt, false);
    }
  }
  // Once it is exchanged, a refresh token does the work, and the request token may end in peace.
  if (secrets.requestToken !== undefined && secrets.requestTokenSince !== undefined) {
    const since = new Date(secrets.requestTokenSince).getTime();
    if (!Number.isNaN(since)) {
      add('requestToken', new Date(since + REQUEST_TOKEN_LIFE_MS), tokenSet?.refreshToken !== undefined);
    }
  }
  return ends.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** One sentence on an end that a person should know of; undefined while all is fine. */
export function describeEnd({ what, urgency, remainingMs, at }: TokenEnd, connectionName: string): string | undefined {
  if (urgency === 'fine') return undefined;
  const when = urgency === 'over' ? `ended on ${day(at)}` : `ends in ${span(remainingMs)}`;
  switch (what) {
    case 'accessToken':
      return `The access token of "${connectionName}" ${when} and cannot be renewed. Enter a new one, or sign in by another flow.`;
    case 'refreshToken':
      return `The refresh token of "${connectionName}" ${when}. ${urgency === 'over' ? 'Sign in again.' : 'Renew it now, or sign in again by then.'}`;
    case 'requestToken':
      return `The request token of "${connectionName}" ${when}. ${urgency === 'over' ? 'Make a new one under Company Request Token.' : 'Sign in before that, or make a new one.'}`;
  }
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function span(ms: number): string {
  const [amount, unit] =
    ms >= 2 * DAY_MS ? [ms / DAY_MS, 'day'] : ms >= 7_200_000 ? [ms / 3_600_000, 'hour'] : [ms / 60_000, 'minute'];
  const whole = Math.max(1, Math.floor(amount));
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
