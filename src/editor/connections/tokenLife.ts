import { l10n } from 'vscode';
import type { TokenSet } from '../../auth/tokenSet.js';

const MINUTES_A_DAY = 24 * 60;

/** Whole minutes that an access token still has, rounded up; 0 once it has ended. */
export function tokenLife({ expiresAt }: TokenSet, now: Date): number {
  return Math.max(0, Math.ceil((expiresAt.getTime() - now.getTime()) / 60_000));
}

/** `52 min` or `300 days`; past the end, whether the next request renews the token. */
export function describeLife(minutes: number, isRenewable = true): string {
  if (minutes >= 2 * MINUTES_A_DAY) return l10n.t('{0} days', Math.floor(minutes / MINUTES_A_DAY));
  if (minutes > 0) return l10n.t('{0} min', minutes);
  return isRenewable ? l10n.t('renewed on next use') : l10n.t('ended');
}
