import { principalOf } from '../../auth/inspectToken.js';
import { describePrincipal } from '../../auth/scopeCheck.js';
import type { Draft } from '../../builder/draft.js';
import type { ConnectionView } from '../../builder/messages.js';
import type { Operation } from '../../catalog/model.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import { describeStanding } from '../connections/standing.js';

/** The connections to pick from, with the state of their tokens. */
export function connectionsOf(connections: ConnectionBook): ConnectionView[] {
  const now = new Date();
  return connections.states.map((state) => ({
    id: state.connection.id,
    name: state.connection.name,
    state: describeStanding(state, now),
    isActive: state.isActive,
    isUsable: state.tokenSet !== undefined,
  }));
}

/** Where calls of a draft go, and what its token may do as far as that is known. */
export interface KnownToken {
  readonly base: string;
  readonly scopes: readonly string[] | undefined;
  /** One sentence when the token is of the wrong kind for an operation. */
  readonly principal: (operation: Operation) => string | undefined;
}

/** @param base of the connection in use */
export function tokenOf({ auth }: Draft, connections: ConnectionBook, base: string): KnownToken {
  const none = { scopes: undefined, principal: () => undefined };
  if (auth.kind !== 'connection') return { base, ...none };
  const chosen = auth.id === undefined ? undefined : connections.find(auth.id);
  const state = chosen ?? connections.states.find(({ isActive }) => isActive);
  const tokenSet = state?.tokenSet;
  const own = chosen ? (tokenSet?.geolocation ?? chosen.connection.geolocation) : base;
  if (!tokenSet) return { base: own, ...none };
  return {
    base: own,
    scopes: tokenSet.scopes.length === 0 ? undefined : tokenSet.scopes,
    principal: (operation) => describePrincipal(operation, principalOf(tokenSet)),
  };
}
