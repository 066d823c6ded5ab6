import { l10n } from 'vscode';
import type { ConnectionState } from './connectionBook.js';
import { describeLife, tokenLife } from './tokenLife.js';

/** Minutes before its end at which a token that cannot be renewed is warned about. */
const WARNING_MINUTES = 5;

/** How a connection stands, as its icon, its colour and its menu tell it. */
export type Standing = 'stopped' | 'signedOut' | 'ended' | 'ending' | 'signedIn';

/** @see Standing */
export function standingOf(state: ConnectionState, now: Date): Standing {
  if (!state.isReachable) return 'stopped';
  if (!state.tokenSet) return 'signedOut';
  if (isRenewable(state)) return 'signedIn';
  const minutes = tokenLife(state.tokenSet, now);
  if (minutes === 0) return 'ended';
  return minutes < WARNING_MINUTES ? 'ending' : 'signedIn';
}

/** Whether a token that ended is had anew without asking the person. */
export function isRenewable({ connection, tokenSet }: ConnectionState): boolean {
  const { kind } = connection.grant;
  return tokenSet?.refreshToken !== undefined || kind === 'password' || kind === 'clientCredentials';
}

/** In a few words, for rows and the status bar: `signed out`, `52 min`. */
export function describeStanding(state: ConnectionState, now: Date): string {
  switch (standingOf(state, now)) {
    case 'stopped':
      return state.connection.kind === 'sandbox' ? l10n.t('not running') : l10n.t('not reachable');
    case 'signedOut':
      return l10n.t('signed out');
    default:
      return state.tokenSet ? describeLife(tokenLife(state.tokenSet, now), isRenewable(state)) : '';
  }
}
