import { l10n } from 'vscode';
import type { TokenSet } from '../../auth/tokenSet.js';

/** Whole minutes that an access token still has, rounded up; 0 once it has ended. */
export function tokenLife({ expiresAt }: TokenSet, now: Date): number {
  return Math.max(0, Math.ceil((expiresAt.getTime() - now.getTime()) / 60_000));
}

/** `52 min`, or that the next request renews the token. */
export function describeLife(minutes: number): string {
  return minutes > 0 ? l10n.t('{0} min', minutes) : l10n.t('renewed on next use');
}
