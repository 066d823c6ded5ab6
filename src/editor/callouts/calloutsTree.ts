import {
  type Event,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import type { Callout } from '../../callouts/callout.js';
import { CALLOUTS } from '../../callouts/catalog.js';
import { type CalloutOutcome, isAccepted } from '../../callouts/outcome.js';
import type { Arrival } from '../../callouts/receiver/arrival.js';
import type { Disposable } from '../../kernel/disposable.js';
import type { ConnectorBook, KnownConnector } from './connectorBook.js';
import type { ReceiverService } from './receiverService.js';

/** A row of the Callouts view. */
export type CalloutsNode =
  | { readonly kind: 'connector'; readonly connector: KnownConnector }
  | { readonly kind: 'callout'; readonly connector: KnownConnector; readonly callout: Callout }
  | { readonly kind: 'receiver' }
  | { readonly kind: 'arrival'; readonly arrival: Arrival };

/** Connectors under test with the calls that Concur makes to them, and what arrived at the receiver. */
export class CalloutsTree implements TreeDataProvider<CalloutsNode>, Disposable {
  readonly #book: ConnectorBook;
  readonly #receiver: ReceiverService;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  constructor(book: ConnectorBook, receiver: ReceiverService) {
    this.#book = book;
    this.#receiver = receiver;
    const draw = (): void => this.#changed.fire();
    this.#subscriptions = [book.onDidChange(draw), receiver.onDidChange(draw)];
  }

  getChildren(node?: CalloutsNode): CalloutsNode[] {
    if (!node) {
      const connectors = this.#book.connectors.map((connector) => ({ kind: 'connector' as const, connector }));
      return this.#receiver.url === undefined ? connectors : [{ kind: 'receiver' }, ...connectors];
    }
    if (node.kind === 'connector') {
      return CALLOUTS.map((callout) => ({ kind: 'callout', connector: node.connector, callout }));
    }
    if (node.kind === 'receiver') return this.#receiver.arrivals.map((arrival) => ({ kind: 'arrival', arrival }));
    return [];
  }

  getTreeItem(node: CalloutsNode): TreeItem {
    switch (node.kind) {
      case 'connector':
        return connectorItem(node.connector);
      case 'callout':
        return calloutItem(node, this.#book.outcome(node.connector.id, node.callout.name));
      case 'receiver':
        return receiverItem(this.#receiver.url ?? '', this.#receiver.arrivals.length);
      case 'arrival':
        return arrivalItem(node.arrival);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

function connectorItem({ id, name, url }: KnownConnector): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = url;
  item.iconPath = new ThemeIcon('plug');
  item.contextValue = 'connector';
  item.accessibilityInformation = { label: `${name}, ${url}` };
  item.tooltip = l10n.t('Connector under test at {0}. Its user and password are kept as secrets.', url);
  return item;
}

function calloutItem(node: CalloutsNode & { kind: 'callout' }, outcome: CalloutOutcome | undefined): TreeItem {
  const { callout, connector } = node;
  const item = new TreeItem(callout.title);
  item.id = `${connector.id} ${callout.name}`;
  item.contextValue = outcome ? 'callout.called' : 'callout';
  item.description = outcome ? describeOutcome(outcome) : `${callout.method} ${callout.path}`;
  item.iconPath = outcome
    ? isAccepted(outcome)
      ? new ThemeIcon('pass', new ThemeColor('testing.iconPassed'))
      : new ThemeIcon('error', new ThemeColor('testing.iconFailed'))
    : new ThemeIcon('call-incoming');
  const tooltip = new MarkdownString(callout.summary);
  if (callout.retired !== undefined) {
    tooltip.appendMarkdown('\n\n').appendText(l10n.t('No longer made by Concur: {0} replaced it.', callout.retired));
  }
  item.tooltip = tooltip;
  item.command = { title: l10n.t('Send Callout'), command: 'concur.callouts.send', arguments: [node] };
  item.accessibilityInformation = { label: `${callout.title}, ${item.description}` };
  return item;
}

function describeOutcome(outcome: CalloutOutcome): string {
  const { response, findings } = outcome;
  if (!response) return l10n.t('no answer');
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const time = l10n.t('{0} ms', response.durationMs);
  if (errors === 0) return `${response.status}, ${time}`;
  const departures = errors === 1 ? l10n.t('1 departure') : l10n.t('{0} departures', errors);
  return `${response.status}, ${time}, ${departures}`;
}

function receiverItem(url: string, count: number): TreeItem {
  const item = new TreeItem(l10n.t('Receiver'), TreeItemCollapsibleState.Expanded);
  item.id = 'receiver';
  item.description = count === 0 ? l10n.t('{0}, nothing arrived yet', url) : url;
  item.iconPath = new ThemeIcon('radio-tower', new ThemeColor('testing.iconPassed'));
  item.contextValue = 'receiver';
  item.accessibilityInformation = { label: `${l10n.t('Receiver')}, ${item.description}` };
  item.tooltip = l10n.t('Takes callouts and events at {0} and answers as documented.', url);
  return item;
}

function arrivalItem(arrival: Arrival): TreeItem {
  const item = new TreeItem(arrival.kind ?? `${arrival.method} ${arrival.path}`);
  item.id = `arrival ${arrival.id}`;
  item.description = `${arrival.status} · ${arrival.at.toLocaleTimeString()}`;
  item.contextValue = 'arrival';
  item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
  item.iconPath = new ThemeIcon(arrival.findings.length > 0 ? 'warning' : 'arrow-small-left');
  item.command = { title: l10n.t('Open'), command: 'concur.callouts.open', arguments: [{ kind: 'arrival', arrival }] };
  return item;
}
