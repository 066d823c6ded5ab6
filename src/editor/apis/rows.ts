import { l10n, TreeItem, TreeItemCollapsibleState } from 'vscode';
import {
  type ApiNode,
  type ApisNode,
  type GroupNode,
  isDeprecated,
  type OperationNode,
  type ResourceNode,
} from '../../catalog/browse.js';
import { apiIcon, groupIcon, methodIcon } from './icons.js';
import { operationUri } from './operationMarks.js';
import { statusName } from './statusName.js';
import { apiTooltip } from './tooltips.js';

/** What a row needs to know of the view around it. */
export interface Surroundings {
  readonly isFiltered: boolean;
  /** Operations in the view. */
  readonly shown: number;
}

/** Unfolding more than this at once would take longer than a keystroke may. */
const MOST_UNFOLDED = 60;

/** A row as the tree draws it. */
export function toTreeItem(node: ApisNode, surroundings: Surroundings): TreeItem {
  const item = draw(node);
  if (!surroundings.isFiltered || node.kind === 'operation') return item;
  // A filter shows what it found. Rows under other ids, so that the editor does not fold them as they were before.
  const isUnfolded = surroundings.shown <= MOST_UNFOLDED || node.kind === 'group';
  item.id = `${isUnfolded ? 'found' : 'many'}:${item.id}`;
  item.collapsibleState = isUnfolded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  return item;
}

function draw(node: ApisNode): TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node);
    case 'api':
      return apiItem(node);
    case 'resource':
      return resourceItem(node);
    case 'operation':
      return operationItem(node);
  }
}

function groupItem({ of, name, children }: GroupNode): TreeItem {
  const label = of === 'pinned' ? l10n.t('Pinned') : of === 'version' ? l10n.t('Version {0}', name) : name;
  const item = new TreeItem(
    label,
    of === 'pinned' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  item.id = `group:${of}:${name}`;
  item.iconPath = groupIcon(of, name);
  const count = children.length;
  item.description = of === 'pinned' ? '' : String(count);
  item.tooltip =
    of === 'pinned'
      ? l10n.t('Operations that you keep on top')
      : count === 1
        ? l10n.t('1 API')
        : l10n.t('{0} APIs', count);
  item.contextValue = `group.${of}`;
  item.accessibilityInformation = { label: of === 'pinned' ? label : `${label}, ${item.tooltip}` };
  return item;
}

function apiItem({ api, parent }: ApiNode): TreeItem {
  const item = new TreeItem(isDeprecated(api) ? strike(api.title) : api.title, TreeItemCollapsibleState.Collapsed);
  item.id = `api:${api.id}`;
  item.description = [
    ...(parent.of === 'version' ? [api.group] : []),
    `v${api.version}`,
    ...(api.status === 'current' ? [] : [statusName(api.status)]),
    ...(api.caller === 'concur' ? [l10n.t('Concur calls you')] : []),
  ].join(' · ');
  item.iconPath = apiIcon(api);
  item.contextValue = [
    'api',
    ...(api.docs === undefined ? [] : ['docs']),
    ...(api.own ? ['own'] : []),
    ...(api.replacedBy === undefined ? [] : ['replaced']),
  ].join('.');
  item.accessibilityInformation = { label: [api.title, item.description].join(', ') };
  item.tooltip = apiTooltip(api);
  return item;
}

function resourceItem({ api, name }: ResourceNode): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `resource:${api.id}:${name}`;
  item.contextValue = 'resource';
  return item;
}

function operationItem({ api, operation, isPinned, parent }: OperationNode): TreeItem {
  const { id, method, path, title } = operation;
  const isOld = isDeprecated(api, operation);
  const label = `${method} ${path}`;
  const item = new TreeItem(isOld ? strike(label) : label);
  item.id = parent.kind === 'group' ? `pinned:${id}` : `operation:${id}`;
  item.description = parent.kind === 'group' ? `${title} · ${api.title} v${api.version}` : title;
  item.iconPath = methodIcon(method);
  item.resourceUri = operationUri(operation, isOld);
  item.contextValue = [
    'operation',
    ...(api.caller === 'concur' ? ['outbound'] : ['inbound']),
    ...(isPinned ? ['pinned'] : ['loose']),
    ...(api.docs === undefined ? [] : ['docs']),
    ...(api.replacedBy === undefined ? [] : ['replaced']),
  ].join('.');
  item.command = { command: 'concur.sendOperation', title: l10n.t('Send Request'), arguments: [id] };
  item.accessibilityInformation = {
    label: [label, title, ...(isOld ? [statusName(api.status === 'retired' ? 'retired' : 'deprecated')] : [])].join(
      ', ',
    ),
  };
  return item;
}

/** Struck through with combining strokes: a tree row of an extension has no other way. Screen readers get it in words. */
function strike(text: string): string {
  return [...text].map((character) => `${character}\u0336`).join('');
}
