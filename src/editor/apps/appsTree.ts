import {
  type Event,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import type { CalledOperation } from '../../certification/evidence.js';
import type { ScopeComparison } from '../../certification/scopes.js';
import type { Disposable } from '../../kernel/disposable.js';
import { type AppBook, type KnownApp, SECRET_AGE_LIMIT_DAYS } from './appBook.js';

/** A row of the Apps view. */
export type AppsNode =
  | { readonly kind: 'app'; readonly app: KnownApp }
  | { readonly kind: 'fact'; readonly id: string; readonly item: TreeItem; readonly app: KnownApp }
  | { readonly kind: 'scopes'; readonly app: KnownApp };

/** The person's applications with grants, environments, scopes asked and used, the secret's age, and what ends when. */
export class AppsTree implements TreeDataProvider<AppsNode>, Disposable {
  readonly #book: AppBook;
  readonly #compare: (app: KnownApp) => Promise<ScopeComparison>;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  /** @param compare asked when the scopes of an app are unfolded */
  constructor(book: AppBook, compare: (app: KnownApp) => Promise<ScopeComparison>) {
    this.#book = book;
    this.#compare = compare;
    this.#subscription = book.onDidChange(() => this.refresh());
  }

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(node?: AppsNode): Promise<AppsNode[]> {
    if (!node) {
      await this.#book.noteSeen();
      return this.#book.apps.map((app) => ({ kind: 'app', app }));
    }
    if (node.kind === 'app') return this.#factsOf(node.app);
    if (node.kind === 'scopes') return scopeRows(node.app, await this.#compare(node.app));
    return [];
  }

  getTreeItem(node: AppsNode): TreeItem {
    if (node.kind === 'app') return this.#appItem(node.app);
    if (node.kind === 'fact') return node.item;
    const item = new TreeItem(l10n.t('Scopes'), TreeItemCollapsibleState.Collapsed);
    item.id = `${node.app.clientId} scopes`;
    item.description = l10n.t('{0} granted', node.app.scopes.length);
    item.iconPath = new ThemeIcon('shield');
    item.contextValue = 'app.scopes';
    item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #appItem(app: KnownApp): TreeItem {
    const item = new TreeItem(app.name, TreeItemCollapsibleState.Expanded);
    item.id = app.clientId;
    item.description = app.clientId;
    item.iconPath = new ThemeIcon('package');
    item.contextValue = app.connections.some(({ connection }) => connection.kind === 'sandbox') ? 'app.sandbox' : 'app';
    item.accessibilityInformation = { label: `${app.name}, ${app.clientId}` };
    item.tooltip = l10n.t('Application with the client id {0}', app.clientId);
    return item;
  }

  #factsOf(app: KnownApp): AppsNode[] {
    const flows = [...new Set(app.connections.map(({ connection }) => connection.grant.kind))].join(', ');
    const places = [
      ...new Set(
        app.connections.map(
          ({ connection, tokenSet }) => new URL(tokenSet?.geolocation ?? connection.geolocation).host,
        ),
      ),
    ].join(', ');
    return [
      fact(app, 'grants', l10n.t('Grants'), flows, new ThemeIcon('key')),
      fact(app, 'environments', l10n.t('Environments'), places, new ThemeIcon('globe')),
      { kind: 'scopes', app },
      this.#secretRow(app),
      ...this.#book.calendarOf(app).map(({ connection, end }) => {
        const what = end.what === 'refreshToken' ? l10n.t('Refresh token') : l10n.t('Request token');
        const icon =
          end.urgency === 'fine'
            ? new ThemeIcon('calendar')
            : new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
        const when = l10n.t('{0}, until {1}', connection, end.at.toLocaleDateString());
        return fact(app, `${connection} ${end.what}`, what, when, icon);
      }),
    ];
  }

  #secretRow(app: KnownApp): AppsNode {
    const days = this.#book.secretAgeDays(app);
    const isOld = days > SECRET_AGE_LIMIT_DAYS;
    const age = app.isSecretDateGiven ? l10n.t('{0} days old', days) : l10n.t('seen for {0} days', days);
    const icon = isOld ? new ThemeIcon('warning', new ThemeColor('list.warningForeground')) : new ThemeIcon('lock');
    const text = isOld ? l10n.t('{0}, time to rotate', age) : age;
    return fact(app, 'secret', l10n.t('Client secret'), text, icon, 'app.secret');
  }
}

function scopeRows(app: KnownApp, { used, unneeded, locked }: ScopeComparison): AppsNode[] {
  const lacking = new Map<string, CalledOperation>();
  for (const operation of locked) lacking.set(operation.id, operation);
  return [
    ...used.map((scope) => fact(app, `used ${scope}`, scope, l10n.t('used'), new ThemeIcon('check'))),
    ...unneeded.map((scope) =>
      fact(app, `unneeded ${scope}`, scope, l10n.t('nothing needs it'), new ThemeIcon('circle-slash')),
    ),
    ...[...lacking.values()].map(({ id, method, path, scopes }) =>
      fact(
        app,
        `lacking ${id}`,
        scopes.join(l10n.t(' or ')),
        l10n.t('lacking for {0} {1}', method, path),
        new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
      ),
    ),
  ];
}

function fact(
  app: KnownApp,
  id: string,
  label: string,
  description: string,
  icon: ThemeIcon,
  contextValue = 'app.fact',
): AppsNode {
  const item = new TreeItem(label);
  item.id = `${app.clientId} ${id}`;
  item.description = description;
  item.iconPath = icon;
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: `${label}, ${description}` };
  return { kind: 'fact', id, item, app };
}
