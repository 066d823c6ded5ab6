import {
  type Event,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
} from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import { describeLife, tokenLife } from './tokenLife.js';

/** Lists the connections of this window with what each stands for now. */
export class ConnectionsTree implements TreeDataProvider<ConnectionState>, Disposable {
  readonly #book: ConnectionBook;
  readonly #prepare: () => Promise<void>;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  /** @param prepare run before the first look: joins a sandbox that was started for this window */
  constructor(book: ConnectionBook, prepare: () => Promise<void>) {
    this.#book = book;
    this.#prepare = prepare;
    this.#subscription = book.onDidChange(() => this.refresh());
  }

  /** Draws anew: time has passed. */
  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(parent?: ConnectionState): Promise<ConnectionState[]> {
    if (parent) return [];
    await this.#prepare();
    return [...this.#book.states];
  }

  getTreeItem(state: ConnectionState): TreeItem {
    const { connection } = state;
    const item = new TreeItem(connection.name);
    item.id = connection.id;
    item.description = describe(state);
    item.iconPath = icon(state);
    item.tooltip = tooltip(state);
    item.contextValue = `connection.${connection.kind}.${state.isReachable ? (state.tokenSet ? 'signedIn' : 'signedOut') : 'stopped'}`;
    item.accessibilityInformation = { label: `${connection.name}, ${describe(state)}` };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function describe({ isReachable, tokenSet }: ConnectionState): string {
  if (!isReachable) return l10n.t('not running');
  if (!tokenSet) return l10n.t('signed out');
  return l10n.t('signed in · {0}', describeLife(tokenLife(tokenSet, new Date())));
}

function icon({ isReachable, tokenSet }: ConnectionState): ThemeIcon {
  if (!isReachable) return new ThemeIcon('debug-disconnect', new ThemeColor('disabledForeground'));
  if (!tokenSet) return new ThemeIcon('circle-slash', new ThemeColor('list.warningForeground'));
  return new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed'));
}

function tooltip({ connection, isReachable, tokenSet }: ConnectionState): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown(`**`).appendText(connection.name).appendMarkdown(`**\n\n`);
  const line = (name: string, value: string): void => {
    text.appendMarkdown(`- ${name}: `).appendText(value).appendMarkdown('\n');
  };
  line(l10n.t('Geolocation'), tokenSet?.geolocation ?? connection.geolocation);
  if (connection.grant.kind === 'password') line(l10n.t('User'), connection.grant.username);
  if (!isReachable) line(l10n.t('State'), l10n.t('the sandbox is not running'));
  if (tokenSet) {
    line(l10n.t('Token ends'), tokenSet.expiresAt.toLocaleTimeString());
    line(l10n.t('Scopes'), tokenSet.scopes.join(' '));
  }
  return text;
}
