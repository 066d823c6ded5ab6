import { l10n, window } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { inspectionText } from '../tokens/inspectionText.js';
import { tokenLogText } from '../tokens/tokenLogText.js';
import { VirtualTexts } from '../tokens/virtualTexts.js';
import { SANDBOX_ID } from './activeChoice.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import type { PersonSignIn } from './personSignIn.js';
import { connectionOf } from './pickConnection.js';
import { TokenClipboard } from './tokenClipboard.js';
import type { TokenInspector } from './tokenInspector.js';

/** How often an open inspector counts down. */
const COUNTDOWN_MS = 1000;

/** What can be done with the sign-in of a connection and its token. */
export class SessionCommands {
  readonly #store = new DisposableStore();
  readonly #clipboard = this.#store.add(new TokenClipboard());
  readonly #texts = this.#store.add(new VirtualTexts('concur-token'));
  readonly #book: ConnectionBook;
  readonly #signIn: PersonSignIn;
  readonly #inspector: TokenInspector;

  constructor(book: ConnectionBook, signIn: PersonSignIn, inspector: TokenInspector) {
    this.#book = book;
    this.#signIn = signIn;
    this.#inspector = inspector;
  }

  /** @returns the connection when it is signed in now */
  async signIn(argument: unknown): Promise<ConnectionState | undefined> {
    const state = await connectionOf(argument, this.#book, l10n.t('Sign In'));
    return state && (await this.#signIn.signIn(state)) ? this.#book.find(state.connection.id) : undefined;
  }

  async signOut(argument: unknown): Promise<void> {
    const state = await connectionOf(argument, this.#book, l10n.t('Sign Out'), isSignedIn);
    if (!state) return;
    await this.#book.signOut(state.connection.id);
    window.setStatusBarMessage(
      state.connection.id === SANDBOX_ID
        ? l10n.t('Signed out of the sandbox.')
        : l10n.t('Signed out of "{0}"; all its secrets on this computer are deleted.', state.connection.name),
      5000,
    );
  }

  async refresh(argument: unknown): Promise<void> {
    const state = await connectionOf(argument, this.#book, l10n.t('Refresh Token'), isSignedIn);
    if (!state) return;
    await this.#book.renew(state.connection.id);
    window.setStatusBarMessage(l10n.t('"{0}" has a fresh token.', state.connection.name), 5000);
  }

  async revoke(argument: unknown): Promise<void> {
    const state = await connectionOf(argument, this.#book, l10n.t('Revoke Sign-In'), isSignedIn);
    if (state) await this.#signIn.revoke(state);
  }

  /** Opens what the token says in a read-only tab that counts down; never the token itself. */
  async inspectToken(argument: unknown): Promise<void> {
    const picked = await connectionOf(argument, this.#book, l10n.t('Inspect Token'), isSignedIn);
    if (!picked) return;
    const { id, name } = picked.connection;
    await this.#texts.open(`/${id}/${name.replaceAll('/', '-')} token.md`, {
      render: async () => {
        const tokenSet = this.#book.find(id)?.tokenSet;
        return inspectionText(tokenSet && (await this.#inspector.inspect(tokenSet)), name, new Date());
      },
      watch: (changed) => {
        const subscription = this.#book.onDidChange(changed);
        const timer = setInterval(changed, COUNTDOWN_MS);
        return {
          dispose: () => {
            subscription.dispose();
            clearInterval(timer);
          },
        };
      },
    });
  }

  async copyToken(argument: unknown): Promise<void> {
    const state = await connectionOf(argument, this.#book, l10n.t('Copy Token'), isSignedIn);
    if (!state) return;
    await this.#clipboard.offer(state.connection.name, () => this.#book.accessToken(state.connection.id));
  }

  /** Opens all exchanges with token services, without their secrets. */
  async showTokenLog(): Promise<void> {
    const { tokenLog } = await this.#book.network();
    const empty = l10n.t('No token was asked for in this window yet. Sign in, and look here again.');
    await this.#texts.open('/Concur Tokens.log', {
      render: () => tokenLogText(tokenLog.entries, empty),
      watch: (changed) => tokenLog.onDidChange(changed),
    });
  }

  dispose(): void {
    this.#store.dispose();
  }
}

const isSignedIn = ({ tokenSet }: ConnectionState): boolean => tokenSet !== undefined;
