import {
  type AuthenticationProvider,
  type AuthenticationProviderAuthenticationSessionsChangeEvent,
  type AuthenticationProviderSessionOptions,
  type AuthenticationSession,
  EventEmitter,
} from 'vscode';
import type { TokenSet } from '../../auth/tokenSet.js';
import type { Disposable } from '../../kernel/disposable.js';
import type { ConnectionBook, ConnectionState } from '../connections/connectionBook.js';
import { describePrincipal } from '../connections/principal.js';

/** The id by which other extensions ask for a sign-in: `authentication.getSession('concur', scopes)`. */
export const PROVIDER_ID = 'concur';
export const PROVIDER_LABEL = 'SAP Concur';

/** What the provider needs of the rest. */
export interface AuthenticationNeeds {
  readonly connections: ConnectionBook;
  /** Lets the person choose or add a connection and signs it in; undefined when they gave up. */
  readonly chooseAndSignIn: (accountId: string | undefined) => Promise<ConnectionState | undefined>;
}

/**
 * Lists the sign-ins of all connections in the Accounts menu, and gives other extensions the one that the person
 * consents to. One connection is one account and one session, and its id is the id of both.
 */
export class ConcurAuthentication implements AuthenticationProvider, Disposable {
  readonly #needs: AuthenticationNeeds;
  readonly #changed = new EventEmitter<AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #subscription: Disposable;
  #known = new Map<string, AuthenticationSession>();

  readonly onDidChangeSessions = this.#changed.event;

  constructor(needs: AuthenticationNeeds) {
    this.#needs = needs;
    this.#subscription = needs.connections.onDidChange(() => this.#compare());
  }

  /** @param scopes all of which a session must have; any session when there are none */
  async getSessions(
    scopes?: readonly string[],
    { account }: AuthenticationProviderSessionOptions = {},
  ): Promise<AuthenticationSession[]> {
    const { connections } = this.#needs;
    await connections.load();
    const fitting = connections.states.filter(
      ({ connection, tokenSet }) =>
        tokenSet && (account === undefined || account.id === connection.id) && hasAll(tokenSet, scopes),
    );
    // The Accounts menu asks for all without scopes, and often: no token is renewed only to be listed.
    if (!scopes?.length) return fitting.flatMap((state) => toSession(state) ?? []);
    const current = fitting.map(async ({ connection }) => {
      await connections.renewIfEnding(connection.id);
      return connections.find(connection.id);
    });
    const settled = await Promise.allSettled(current);
    return settled.flatMap(
      (result) => (result.status === 'fulfilled' && result.value && toSession(result.value)) || [],
    );
  }

  /** @throws {SignInGivenUpError} when the person gave up or the token lacks a scope */
  async createSession(
    scopes: readonly string[],
    { account }: AuthenticationProviderSessionOptions = {},
  ): Promise<AuthenticationSession> {
    const state = await this.#needs.chooseAndSignIn(account?.id);
    const session = state && toSession(state);
    if (!session) throw new SignInGivenUpError('No sign-in to SAP Concur.');
    const lacking = scopes.filter((scope) => !session.scopes.includes(scope));
    if (lacking.length > 0) {
      throw new SignInGivenUpError(
        `"${state.connection.name}" has no scope ${lacking.join(', ')}. Add it to the app and sign in again.`,
      );
    }
    return session;
  }

  async removeSession(sessionId: string): Promise<void> {
    await this.#needs.connections.signOut(sessionId);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #compare(): void {
    const now = new Map(
      this.#needs.connections.states.flatMap((state) => {
        const session = toSession(state);
        return session ? [[session.id, session] as const] : [];
      }),
    );
    const before = this.#known;
    this.#known = now;
    const added = [...now.values()].filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !now.has(id));
    const changed = [...now.values()].filter(
      (session) => before.has(session.id) && before.get(session.id)?.accessToken !== session.accessToken,
    );
    if (added.length + removed.length + changed.length > 0) this.#changed.fire({ added, removed, changed });
  }
}

/** There is no session to give; the message is for the person. */
export class SignInGivenUpError extends Error {
  override readonly name = 'SignInGivenUpError';
}

function toSession({ connection, tokenSet }: ConnectionState): AuthenticationSession | undefined {
  if (!tokenSet) return undefined;
  const label = `${describePrincipal(connection)} (${connection.name})`;
  return {
    id: connection.id,
    accessToken: tokenSet.accessToken,
    account: { id: connection.id, label },
    scopes: tokenSet.scopes,
  };
}

function hasAll(tokenSet: TokenSet, scopes: readonly string[] = []): boolean {
  return scopes.every((scope) => tokenSet.scopes.includes(scope));
}
