import { l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import { describeStanding, type Standing, standingOf } from './standing.js';

const COLOURS: Readonly<Record<Standing, string | undefined>> = {
  stopped: 'statusBarItem.errorBackground',
  signedOut: 'statusBarItem.errorBackground',
  ended: 'statusBarItem.errorBackground',
  ending: 'statusBarItem.warningBackground',
  signedIn: undefined,
};

/** The one status bar item: which connection is in use, and how long its token lives; a click switches. */
export class ConnectionStatus implements Disposable {
  readonly #item = window.createStatusBarItem('concur.connection', StatusBarAlignment.Left, 50);
  readonly #book: ConnectionBook;
  readonly #subscription: Disposable;

  constructor(book: ConnectionBook) {
    this.#book = book;
    this.#item.name = l10n.t('Concur Connection');
    this.#item.command = 'concur.connections.use';
    this.#subscription = book.onDidChange(() => this.refresh());
  }

  /** Draws anew; nothing is shown before there is a connection. */
  refresh(): void {
    const { states } = this.#book;
    const active = states.find(({ isActive }) => isActive);
    if (states.length === 0) {
      this.#item.hide();
      return;
    }
    this.#item.text = active
      ? `$(plug) ${active.connection.name} · ${describeStanding(active, new Date())}`
      : `$(plug) ${l10n.t('Choose a Concur connection')}`;
    this.#item.tooltip = active
      ? tooltip(active)
      : l10n.t('No connection is in use in this window. Click to choose one.');
    const colour = active && COLOURS[standingOf(active, new Date())];
    this.#item.backgroundColor = colour === undefined ? undefined : new ThemeColor(colour);
    this.#item.show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }
}

function tooltip({ connection, tokenSet }: ConnectionState): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = {
    enabledCommands: ['concur.connections.use', 'concur.connections.signIn', 'concur.connections.inspectToken'],
  };
  text.appendMarkdown('**').appendText(connection.name).appendMarkdown('**\n\n');
  text.appendText(tokenSet?.geolocation ?? connection.geolocation).appendMarkdown('\n\n');
  if (tokenSet)
    text.appendText(l10n.t('Token ends at {0}', tokenSet.expiresAt.toLocaleTimeString())).appendMarkdown('\n\n');
  const argument = encodeURIComponent(JSON.stringify([connection.id]));
  const actions = [
    `[${l10n.t('Switch')}](command:concur.connections.use)`,
    `[${l10n.t('Sign In')}](command:concur.connections.signIn?${argument})`,
    ...(tokenSet ? [`[${l10n.t('Inspect Token')}](command:concur.connections.inspectToken?${argument})`] : []),
  ];
  return text.appendMarkdown(actions.join(' · '));
}
