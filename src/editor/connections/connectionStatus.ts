import { l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';
import type { ConnectionBook } from './connectionBook.js';
import { describeLife, tokenLife } from './tokenLife.js';

const WARNING_MINUTES = 5;

/** The one status bar item: which connection is in use, and how long its token lives. */
export class ConnectionStatus implements Disposable {
  readonly #item = window.createStatusBarItem('concur.connection', StatusBarAlignment.Left, 50);
  readonly #book: ConnectionBook;
  readonly #subscription: Disposable;

  constructor(book: ConnectionBook) {
    this.#book = book;
    this.#item.name = l10n.t('Concur Connection');
    this.#item.command = 'concur.connections.focus';
    this.#subscription = book.onDidChange(() => this.refresh());
  }

  /** Draws anew; nothing is shown before there is a connection. */
  refresh(): void {
    const [state] = this.#book.states;
    if (!state) {
      this.#item.hide();
      return;
    }
    const { connection, tokenSet, isReachable } = state;
    const minutes = tokenSet ? tokenLife(tokenSet, new Date()) : undefined;
    const isEnding = minutes !== undefined && minutes < WARNING_MINUTES && tokenSet?.refreshToken === undefined;
    const life = isReachable
      ? minutes === undefined
        ? l10n.t('signed out')
        : describeLife(minutes)
      : l10n.t('not running');
    this.#item.text = `$(plug) ${connection.name} · ${life}`;
    this.#item.tooltip = l10n.t('Concur connection at {0}. Click to see all connections.', connection.geolocation);
    this.#item.backgroundColor =
      minutes === undefined
        ? new ThemeColor('statusBarItem.errorBackground')
        : isEnding
          ? new ThemeColor('statusBarItem.warningBackground')
          : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }
}
