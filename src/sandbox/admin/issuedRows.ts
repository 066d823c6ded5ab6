import { MASK } from '../../kernel/redaction.js';
import type { PrincipalKey } from '../identity/caller.js';
import type { Identity } from '../identity/identity.js';
import type { TokenStore } from '../identity/tokenStore.js';

/** A token that the sandbox remembers, as people may see it. */
export interface IssuedRow {
  readonly kind: string;
  /** Its first characters. */
  readonly token: string;
  readonly app: string;
  readonly principal: string;
  readonly endsAt: Date;
}

/** The newest of each kind. */
const MAX_ROWS = 20;

/** Tokens that have not ended, newest first within each kind. Access tokens of today are not remembered. */
export function listIssued({ issued, apps, accounts }: Identity): readonly IssuedRow[] {
  const nameOf = ({ kind, id }: PrincipalKey): string => {
    const principal = accounts.principalOf({ kind, id });
    return principal?.kind === 'user' ? principal.person.login : kind;
  };
  const rows = (
    kind: string,
    store: TokenStore<{ readonly clientId: string; readonly principal: PrincipalKey }>,
  ): IssuedRow[] =>
    store
      .list()
      .slice(-MAX_ROWS)
      .reverse()
      .map(({ token, endsAt, value }) => ({
        kind,
        token: `${token.slice(0, 4)}${MASK}`,
        app: apps.find(value.clientId)?.name ?? value.clientId,
        principal: nameOf(value.principal),
        endsAt,
      }));
  return [
    ...rows('refresh', issued.refresh),
    ...rows('authorization code', issued.codes),
    ...rows('company request', issued.requests),
    ...rows('legacy access', issued.legacy),
    ...rows('legacy refresh', issued.legacyRefresh),
  ];
}
