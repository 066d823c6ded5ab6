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
import { groupByCall, groupByDay, nameCall } from '../../http/history/groupHistory.js';
import type { HistoryEntry } from '../../http/history/historyEntry.js';
import type { Disposable } from '../../kernel/disposable.js';
import { formatDuration, formatSize } from '../../response/summary.js';
import type { HistoryService } from '../requests/historyService.js';

/** A row of the History view. */
export type HistoryNode =
  | { readonly kind: 'day'; readonly day: Date; readonly entries: readonly HistoryEntry[]; readonly isFirst: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly day: Date; readonly entries: readonly HistoryEntry[] }
  | { readonly kind: 'exchange'; readonly entry: HistoryEntry; readonly isGrouped: boolean }
  | { readonly kind: 'more'; readonly key: string; readonly hidden: number };

/** Rows below one row; more would make the view slow, so they come on demand. */
const ROWS = 200;

/** Past calls by day and operation, the newest first. Nothing is read before the view is shown. */
export class HistoryTree implements TreeDataProvider<HistoryNode>, Disposable {
  readonly #history: HistoryService;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  readonly #shown = new Map<string, number>();
  #query = '';

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  constructor(history: HistoryService) {
    this.#history = history;
    this.#subscription = history.onDidChange(() => this.#changed.fire());
  }

  /** Words that all have to occur in a call; empty: all calls are shown. */
  get query(): string {
    return this.#query;
  }

  set query(text: string) {
    if (text === this.#query) return;
    this.#query = text;
    this.#changed.fire();
  }

  /** Shows more rows where there were too many. */
  showMore({ key }: HistoryNode & { kind: 'more' }): void {
    this.#shown.set(key, (this.#shown.get(key) ?? ROWS) + ROWS);
    this.#changed.fire();
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (!node) {
      const days = groupByDay(await this.#history.list(this.#query));
      return days.map(({ day, entries }, i) => ({ kind: 'day', day, entries, isFirst: i === 0 }));
    }
    if (node.kind === 'day') {
      const calls = groupByCall(node.entries).map(({ name, entries }): HistoryNode => {
        const [only] = entries;
        return entries.length === 1 && only
          ? { kind: 'exchange', entry: only, isGrouped: false }
          : { kind: 'call', name, day: node.day, entries };
      });
      return this.#limit(calls, idOf(node));
    }
    if (node.kind !== 'call') return [];
    const rows = node.entries.map((entry): HistoryNode => ({ kind: 'exchange', entry, isGrouped: true }));
    return this.#limit(rows, idOf(node));
  }

  getTreeItem(node: HistoryNode): TreeItem {
    const item = this.#draw(node);
    item.id = idOf(node);
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #limit(rows: HistoryNode[], key: string): HistoryNode[] {
    const most = this.#shown.get(key) ?? ROWS;
    if (rows.length <= most) return rows;
    return [...rows.slice(0, most), { kind: 'more', key, hidden: rows.length - most }];
  }

  #draw(node: HistoryNode): TreeItem {
    switch (node.kind) {
      case 'day':
        return drawDay(node);
      case 'call':
        return drawCall(node);
      case 'exchange':
        return drawExchange(node);
      case 'more': {
        const item = new TreeItem(l10n.t('Show more ({0} hidden)', node.hidden.toLocaleString()));
        item.command = { title: l10n.t('Show More'), command: 'concur.history.showMore', arguments: [node] };
        return item;
      }
    }
  }
}

function drawDay({ day, entries, isFirst }: HistoryNode & { kind: 'day' }): TreeItem {
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const item = new TreeItem(nameDay(day), isFirst ? Expanded : Collapsed);
  item.description = countCalls(entries.length);
  item.iconPath = new ThemeIcon('calendar');
  item.contextValue = 'day';
  item.accessibilityInformation = { label: `${nameDay(day)}, ${item.description}` };
  return item;
}

function drawCall({ name, entries }: HistoryNode & { kind: 'call' }): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
  item.description = countCalls(entries.length);
  item.iconPath = new ThemeIcon('symbol-method');
  item.contextValue = 'call';
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  return item;
}

function drawExchange({ entry, isGrouped }: HistoryNode & { kind: 'exchange' }): TreeItem {
  const time = new Date(entry.at).toLocaleTimeString();
  const name = nameCall(entry);
  const item = new TreeItem(isGrouped ? time : name);
  const { pathname, search } = URL.canParse(entry.url) ? new URL(entry.url) : { pathname: entry.url, search: '' };
  const facts = `${entry.status} · ${formatDuration(entry.durationMs)} · ${formatSize(entry.bodySize)}`;
  item.description = isGrouped ? `${facts}${search === '' ? '' : ` · ${search}`}` : `${facts} · ${time}`;
  item.iconPath =
    entry.status < 400
      ? new ThemeIcon('pass', new ThemeColor('testing.iconPassed'))
      : new ThemeIcon('warning', new ThemeColor('testing.iconFailed'));
  item.contextValue = 'exchange';
  item.tooltip = [
    `${entry.method} ${pathname}${search}`,
    `${facts} · ${new Date(entry.at).toLocaleString()}`,
    ...(entry.connection === undefined ? [] : [l10n.t('Connection: {0}', entry.connection)]),
  ].join('\n');
  item.accessibilityInformation = { label: l10n.t('{0}, status {1}, at {2}', name, entry.status, time) };
  item.command = { title: l10n.t('Open Response'), command: 'concur.history.open', arguments: [entry.id] };
  return item;
}

function idOf(node: HistoryNode): string {
  switch (node.kind) {
    case 'day':
      return `day ${node.day.toDateString()}`;
    case 'call':
      return `call ${node.day.toDateString()} ${node.name}`;
    case 'exchange':
      return `exchange ${node.entry.id}`;
    case 'more':
      return `more ${node.key}`;
  }
}

function countCalls(count: number): string {
  return count === 1 ? l10n.t('1 call') : l10n.t('{0} calls', count.toLocaleString());
}

function nameDay(day: Date): string {
  const today = new Date().setHours(0, 0, 0, 0);
  const yesterday = new Date(today - 1).setHours(0, 0, 0, 0);
  if (day.getTime() === today) return l10n.t('Today');
  if (day.getTime() === yesterday) return l10n.t('Yesterday');
  return day.toLocaleDateString(undefined, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}
