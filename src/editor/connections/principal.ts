import { l10n } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import { flowOf, type Principal } from '../../auth/flows.js';

/** Whom a connection's token stands for, as far as the connection itself says: `user ann@example.com`. */
export function describePrincipal({ grant }: Connection): string {
  const flow = flowOf(grant);
  if (grant.kind === 'otp') return l10n.t('user {0}', grant.channelHandle);
  if (grant.kind === 'password' || grant.kind === 'legacyNative') {
    return `${namePrincipal(flow.principal)} ${grant.username}`;
  }
  return namePrincipal(flow.principal);
}

/** `user`, `company`, `application`, or that the token will tell. */
export function namePrincipal(principal: Principal | undefined): string {
  switch (principal) {
    case 'user':
      return l10n.t('user');
    case 'company':
      return l10n.t('company');
    case 'application':
      return l10n.t('application');
    case undefined:
      return l10n.t('whoever signs in');
  }
}
