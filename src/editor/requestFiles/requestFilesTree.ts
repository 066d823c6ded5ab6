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
  type Uri,
  workspace,
} from 'vscode';
import { parseHttpFile } from '../../httpfile/parse.js';
import { labelOf } from '../../httpfile/run/events.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import { methodIcon } from '../apis/icons.js';
import type { LastOutcome, RequestOutcomes } from '../httpfile/run/requestOutcomes.js';
import { keysOf } from '../httpfile/run/requestSource.js';

/** A row of the Request Files view; commands of request files take it as it is. */
export type RequestFilesNode = FileNode | RequestNode;

interface FileNode {
  readonly kind: 'file';
  readonly uri: Uri;
}

interface RequestNode {
  readonly kind: 'request';
  readonly uri: Uri;
  /** Zero-based, of the request line. */
  readonly line: number;
  readonly key: string;
  readonly label: string;
  readonly method: string;
  /** As it is written. */
  readonly url: string;
}

const FILES = '**/*.{http,rest}';

/** A pause in typing after which a file's rows are drawn anew. */
const PAUSE_MS = 400;

/** The request files of the workspace with their requests and how these were doing. Looks for them when first asked. */
export class RequestFilesTree implements TreeDataProvider<RequestFilesNode>, Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<FileNode | undefined>());
  readonly #outcomes: RequestOutcomes;
  readonly #files = new Map<string, FileNode>();
  readonly #pending = new Map<string, NodeJS.Timeout>();
  #isWatching = false;

  readonly onDidChangeTreeData: Event<FileNode | undefined> = this.#changed.event;

  constructor(outcomes: RequestOutcomes) {
    this.#outcomes = outcomes;
    this.#store.add(outcomes.onDidChange((uri) => this.#redraw(uri)));
  }

  async getChildren(node?: RequestFilesNode): Promise<RequestFilesNode[]> {
    if (!node) return this.#findFiles();
    return node.kind === 'file' ? readRequests(node.uri) : [];
  }

  getTreeItem(node: RequestFilesNode): TreeItem {
    return node.kind === 'file' ? fileItem(node) : requestItem(node, this.#outcomes.of(node.uri)?.get(node.key));
  }

  getParent(node: RequestFilesNode): RequestFilesNode | undefined {
    return node.kind === 'file' ? undefined : this.#files.get(node.uri.toString());
  }

  dispose(): void {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#store.dispose();
  }

  async #findFiles(): Promise<RequestFilesNode[]> {
    this.#watch();
    const uris = await workspace.findFiles(FILES, '**/node_modules/**');
    const nodes = uris
      .map((uri): FileNode => this.#files.get(uri.toString()) ?? { kind: 'file', uri })
      .sort((a, b) => a.uri.path.localeCompare(b.uri.path));
    this.#files.clear();
    for (const node of nodes) this.#files.set(node.uri.toString(), node);
    return nodes;
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const watcher = this.#store.add(workspace.createFileSystemWatcher(FILES));
    this.#store.add(watcher.onDidCreate(() => this.#changed.fire(undefined)));
    this.#store.add(watcher.onDidDelete(() => this.#changed.fire(undefined)));
    this.#store.add(watcher.onDidChange((uri) => this.#redraw(uri)));
    this.#store.add(
      workspace.onDidChangeTextDocument(({ document: { languageId, uri } }) => {
        if (languageId === 'http') this.#redraw(uri);
      }),
    );
  }

  #redraw(uri: Uri): void {
    const key = uri.toString();
    if (!this.#files.has(key)) return;
    clearTimeout(this.#pending.get(key));
    this.#pending.set(
      key,
      setTimeout(() => {
        this.#pending.delete(key);
        const node = this.#files.get(key);
        if (node) this.#changed.fire(node);
      }, PAUSE_MS),
    );
  }
}

const COLORS = {
  pass: 'testing.iconPassed',
  error: 'testing.iconFailed',
  'circle-slash': 'testing.iconSkipped',
} as const satisfies Record<LastOutcome['icon'], string>;

/** What is typed counts, saved or not. */
async function readRequests(uri: Uri): Promise<RequestFilesNode[]> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const text = open?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
  const { requests } = parseHttpFile(text);
  const keys = keysOf(requests);
  return requests.map((request, index) => ({
    kind: 'request',
    uri,
    line: request.requestLine.start.line,
    key: keys[index] ?? '',
    label: labelOf(request),
    method: request.method,
    url: request.url,
  }));
}

function fileItem({ uri }: FileNode): TreeItem {
  const item = new TreeItem(uri, TreeItemCollapsibleState.Collapsed);
  const folder = workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
  item.id = uri.toString();
  item.iconPath = ThemeIcon.File;
  item.description = folder;
  item.contextValue = 'file';
  item.accessibilityInformation = { label: workspace.asRelativePath(uri) };
  return item;
}

function requestItem({ uri, line, key, label, method, url }: RequestNode, outcome: LastOutcome | undefined): TreeItem {
  const call = `${method} ${url}`;
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.id = `${uri}#${key}`;
  item.iconPath = outcome ? new ThemeIcon(outcome.icon, new ThemeColor(COLORS[outcome.icon])) : methodIcon(method);
  item.description = outcome?.text ?? (label === call ? '' : call);
  item.tooltip = new MarkdownString().appendText(call);
  if (outcome) item.tooltip.appendText(`\n${l10n.t('Last sent: {0}', outcome.text)}`);
  item.contextValue = outcome?.exchange ? 'request.answered' : 'request';
  item.accessibilityInformation = { label: [label, call, outcome?.text].filter((text) => text).join(', ') };
  item.command = { command: 'concur.requests.open', title: l10n.t('Open'), arguments: [{ uri, line }] };
  return item;
}
