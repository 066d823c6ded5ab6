import {
  type Event,
  EventEmitter,
  l10n,
  MarkdownString,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { ApiEntry, OperationEntry } from '../../catalog/model.js';
import type { Disposable } from '../../kernel/disposable.js';
import { groupIcon, methodIcon } from './icons.js';

/** A row of the APIs view. */
export type ApisNode =
  | { readonly kind: 'group'; readonly name: string; readonly apis: readonly ApiEntry[] }
  | { readonly kind: 'api'; readonly api: ApiEntry }
  | { readonly kind: 'resource'; readonly api: ApiEntry; readonly name: string }
  | { readonly kind: 'operation'; readonly api: ApiEntry; readonly operation: OperationEntry };

/** Groups > APIs > resources > operations. Reads the catalogue's index when it is first looked at. */
export class ApisTree implements TreeDataProvider<ApisNode>, Disposable {
  readonly #catalog: Catalog;
  readonly #changed = new EventEmitter<void>();

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  async getChildren(parent?: ApisNode): Promise<ApisNode[]> {
    if (!parent) return toGroups(await this.#catalog.apis());
    switch (parent.kind) {
      case 'group':
        return parent.apis.map((api) => ({ kind: 'api', api }));
      case 'api':
        return [...new Set(parent.api.operations.map(({ resource }) => resource))].map((name) => ({
          kind: 'resource',
          api: parent.api,
          name,
        }));
      case 'resource':
        return parent.api.operations
          .filter(({ resource }) => resource === parent.name)
          .map((operation) => ({ kind: 'operation', api: parent.api, operation }));
      case 'operation':
        return [];
    }
  }

  getTreeItem(node: ApisNode): TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node.name, node.apis);
      case 'api':
        return apiItem(node.api);
      case 'resource':
        return resourceItem(node.api, node.name);
      case 'operation':
        return operationItem(node.api, node.operation);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function toGroups(apis: readonly ApiEntry[]): ApisNode[] {
  const groups = new Map<string, ApiEntry[]>();
  for (const api of apis) groups.set(api.group, [...(groups.get(api.group) ?? []), api]);
  return [...groups].map(([name, members]) => ({ kind: 'group', name, apis: members }));
}

function groupItem(name: string, apis: readonly ApiEntry[]): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `group:${name}`;
  item.iconPath = groupIcon(name);
  item.tooltip = apis.length === 1 ? l10n.t('1 API') : l10n.t('{0} APIs', apis.length);
  item.contextValue = 'group';
  return item;
}

function apiItem(api: ApiEntry): TreeItem {
  const item = new TreeItem(api.title, TreeItemCollapsibleState.Collapsed);
  item.id = `api:${api.id}`;
  item.description = `v${api.version}${api.status === 'current' ? '' : ` · ${api.status}`}`;
  item.contextValue = 'api';
  const text = new MarkdownString();
  text.appendMarkdown('**').appendText(`${api.title} v${api.version}`).appendMarkdown('**\n\n').appendText(api.summary);
  if (api.replacedBy) text.appendMarkdown('\n\n').appendText(l10n.t('Newer: {0}', api.replacedBy));
  text.appendMarkdown(`\n\n[${l10n.t('Documentation')}](${api.docs})`);
  item.tooltip = text;
  return item;
}

function resourceItem(api: ApiEntry, name: string): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `resource:${api.id}:${name}`;
  item.contextValue = 'resource';
  return item;
}

function operationItem(api: ApiEntry, operation: OperationEntry): TreeItem {
  const { id, method, path, title, scopes, deprecated } = operation;
  const item = new TreeItem(`${method} ${path}`);
  item.id = `operation:${id}`;
  item.description = deprecated ? l10n.t('{0} (deprecated)', title) : title;
  item.iconPath = methodIcon(method);
  item.contextValue = 'operation';
  item.command = { command: 'concur.sendOperation', title: l10n.t('Send Request'), arguments: [id] };
  item.accessibilityInformation = { label: `${method} ${path}, ${title}` };
  const text = new MarkdownString();
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n').appendCodeblock(`${method} ${path}`, 'http');
  text.appendText(l10n.t('Scopes: {0}', scopes.join(' ') || l10n.t('none')));
  text.appendMarkdown(`\n\n[${l10n.t('Documentation')}](${api.docs})`);
  item.tooltip = text;
  return item;
}
