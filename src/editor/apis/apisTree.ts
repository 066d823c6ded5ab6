import { type Event, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { ApiBrowser, type ApiNode, type ApisNode, type BrowseView, type OperationNode } from '../../catalog/browse.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { ApiEntry, Operation } from '../../catalog/model.js';
import type { Disposable } from '../../kernel/disposable.js';
import { readApisSettings } from '../host/settings.js';
import type { PinnedOperations } from './pinnedOperations.js';
import { toTreeItem } from './rows.js';
import { operationTooltip } from './tooltips.js';

/** Groups > APIs > resources > operations. Reads the catalogue's index when it is first looked at. */
export class ApisTree implements TreeDataProvider<ApisNode>, Disposable {
  readonly #catalog: Catalog;
  readonly #pins: PinnedOperations;
  readonly #changed = new EventEmitter<void>();
  readonly #viewed = new EventEmitter<BrowseView>();
  readonly #subscription: Disposable;
  #browser: Promise<ApiBrowser> | undefined;
  #view: BrowseView | undefined;
  #filter = '';

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;
  /** Fires with what is now to be seen. */
  readonly onDidView: Event<BrowseView> = this.#viewed.event;

  constructor(catalog: Catalog, pins: PinnedOperations) {
    this.#catalog = catalog;
    this.#pins = pins;
    this.#subscription = pins.onDidChange(() => this.refresh());
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    if (text === this.#filter) return;
    this.#filter = text;
    this.refresh();
  }

  /** Draws everything anew; settings are read again. */
  refresh(): void {
    this.#view = undefined;
    this.#changed.fire();
  }

  /** To be called when the catalogue has other APIs than before. */
  reload(): void {
    this.#browser = undefined;
    this.refresh();
  }

  async getChildren(parent?: ApisNode): Promise<ApisNode[]> {
    return [...(parent ? (parent.children ?? []) : (await this.view()).groups)];
  }

  getParent(node: ApisNode): ApisNode | undefined {
    return node.parent;
  }

  getTreeItem(node: ApisNode): TreeItem {
    return toTreeItem(node, { isFiltered: this.#filter !== '', shown: this.#view?.shown ?? 0 });
  }

  /** Parameters, which only the API's own file holds, are read when somebody points at an operation. */
  async resolveTreeItem(item: TreeItem, node: ApisNode): Promise<TreeItem> {
    if (node.kind !== 'operation') return item;
    const operation: Operation = await this.#catalog.operation(node.operation.id);
    item.tooltip = operationTooltip(node.api, operation, await this.#replacementOf(node.api));
    return item;
  }

  /** What is to be seen now. */
  async view(): Promise<BrowseView> {
    if (this.#view) return this.#view;
    this.#browser ??= this.#catalog.apis().then((apis) => new ApiBrowser(apis));
    const browser = await this.#browser;
    const options = { ...readApisSettings(), filter: this.#filter, pinned: this.#pins.ids };
    this.#view = browser.view(options);
    this.#viewed.fire(this.#view);
    return this.#view;
  }

  /** The row of an API, when it is to be seen. */
  async findApi(id: string): Promise<ApiNode | undefined> {
    const rows = (await this.view()).groups.flatMap(({ children }) => children);
    return rows.find((row): row is ApiNode => row.kind === 'api' && row.api.id === id);
  }

  /** The row of an operation within its API, when it is to be seen. */
  async findOperation(id: string): Promise<OperationNode | undefined> {
    const api = await this.findApi(id.slice(0, id.lastIndexOf('/')));
    return api?.children.flatMap(({ children }) => children).find(({ operation }) => operation.id === id);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#viewed.dispose();
    this.#changed.dispose();
  }

  async #replacementOf(api: ApiEntry): Promise<ApiEntry | undefined> {
    return api.replacedBy === undefined
      ? undefined
      : (await this.#catalog.apis()).find(({ id }) => id === api.replacedBy);
  }
}
