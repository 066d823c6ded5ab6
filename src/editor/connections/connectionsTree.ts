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
import { isLegacy } from '../../auth/connection.js';
import type { Disposable } from '../../kernel/disposable.js';
import { SANDBOX_ID } from './activeChoice.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import { describePrincipal } from './principal.js';
import { describeStanding, isRenewable, type Standing, standingOf } from './standing.js';

/** Lists the connections with what each stands for now. */
export class ConnectionsTree implements TreeDataProvider<ConnectionState>, Disposable {
  readonly #book: ConnectionBook;
  readonly #prepare: () => Promise<void>;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  /** @param prepare run before the first look: reads what is stored, joins a sandbox that was started for this window */
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
    const standing = standingOf(state, new Date());
    const item = new TreeItem(connection.name);
    item.id = connection.id;
    item.description = describe(state, standing);
    item.iconPath = ICONS[standing]();
    item.tooltip = tooltip(state);
    item.contextValue = contextValue(state, standing);
    item.accessibilityInformation = { label: `${connection.name}, ${item.description}` };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

const ICONS: Readonly<Record<Standing, () => ThemeIcon>> = {
  stopped: () => new ThemeIcon('debug-disconnect', new ThemeColor('disabledForeground')),
  signedOut: () => new ThemeIcon('circle-slash', new ThemeColor('list.warningForeground')),
  ended: () => new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  ending: () => new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  signedIn: () => new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed')),
};

/** What menus go by: `connection.own.signedIn.active.renewable.legacy`. */
function contextValue(state: ConnectionState, standing: Standing): string {
  const session = standing === 'stopped' ? 'stopped' : state.tokenSet ? 'signedIn' : 'signedOut';
  return [
    'connection',
    state.connection.id === SANDBOX_ID ? 'sandbox' : 'own',
    session,
    ...(state.isActive ? ['active'] : []),
    ...(isRenewable(state) ? ['renewable'] : []),
    ...(isLegacy(state.connection.grant) ? ['legacy'] : []),
  ].join('.');
}

function describe(state: ConnectionState, standing: Standing): string {
  const life = describeStanding(state, new Date());
  const text = standing === 'signedIn' || standing === 'ending' ? l10n.t('signed in · {0}', life) : life;
  const inUse = state.isActive && state.connection.id !== SANDBOX_ID ? ` · ${l10n.t('in use')}` : '';
  return state.connection.isProduction ? `${text}${inUse} · ${l10n.t('production')}` : `${text}${inUse}`;
}

function tooltip(state: ConnectionState): MarkdownString {
  const { connection, isReachable, tokenSet } = state;
  const text = new MarkdownString();
  text.appendMarkdown(`**`).appendText(connection.name).appendMarkdown(`**\n\n`);
  const line = (name: string, value: string): void => {
    text.appendMarkdown(`- ${name}: `).appendText(value).appendMarkdown('\n');
  };
  line(l10n.t('Geolocation'), tokenSet?.geolocation ?? connection.geolocation);
  line(l10n.t('Stands for'), describePrincipal(connection));
  if (!isReachable) {
    line(
      l10n.t('State'),
      connection.kind === 'sandbox' ? l10n.t('the sandbox is not running') : l10n.t('nothing answers there'),
    );
  }
  if (tokenSet) {
    line(l10n.t('Token ends'), tokenSet.expiresAt.toLocaleString());
    if (tokenSet.refreshExpiresAt) line(l10n.t('Sign-in ends'), tokenSet.refreshExpiresAt.toLocaleString());
    line(l10n.t('Scopes'), tokenSet.scopes.join(' '));
  }
  return text;
}
