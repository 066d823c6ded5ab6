import { EventEmitter, RelativePattern, type Uri, workspace } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import type { Callers } from './operationMarks.js';

/** Request files beyond this many are not looked into, nor is a larger one. */
const MOST_FILES = 500;
const MOST_BYTES = 1_000_000;
const REQUEST_FILES = '**/*.{http,rest}';
const PASSED_OVER = '**/{node_modules,.git,dist,out}/**';

/** Which operations the request files of this workspace call; looks when it is started and follows changes. */
export class WorkspaceCalls implements Callers, Disposable {
  readonly #catalog: Catalog;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<void>());
  /** Operations by file. */
  readonly #called = new Map<string, { readonly name: string; readonly ids: readonly string[] }>();
  #callers = new Map<string, string[]>();
  #started: Promise<void> | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Looks into the files of the workspace, once. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  callersOf(operationId: string): readonly string[] {
    return this.#callers.get(operationId) ?? [];
  }

  /** Reads all known files again, for a catalogue that has other operations than before. */
  async reread(): Promise<void> {
    if (this.#started === undefined) return;
    await this.#started;
    await this.#readAll();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #start(): Promise<void> {
    for (const folder of workspace.workspaceFolders ?? []) {
      const watcher = this.#store.add(workspace.createFileSystemWatcher(new RelativePattern(folder, REQUEST_FILES)));
      const look = (uri: Uri): void => void this.#read(uri).then(() => this.#tell());
      this.#store.add(watcher.onDidCreate(look));
      this.#store.add(watcher.onDidChange(look));
      this.#store.add(
        watcher.onDidDelete((uri) => {
          this.#called.delete(uri.toString());
          this.#tell();
        }),
      );
    }
    await this.#readAll();
  }

  async #readAll(): Promise<void> {
    const files = await workspace.findFiles(REQUEST_FILES, PASSED_OVER, MOST_FILES);
    for (const uri of files) await this.#read(uri);
    this.#tell();
  }

  async #read(uri: Uri): Promise<void> {
    const key = uri.toString();
    try {
      const { size } = await workspace.fs.stat(uri);
      if (size > MOST_BYTES) return;
      const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
      const { calledOperations } = await import('./calledOperations.js');
      const ids = calledOperations(text, await this.#catalog.paths());
      this.#called.set(key, { name: workspace.asRelativePath(uri), ids });
    } catch {
      this.#called.delete(key); // gone or unreadable meanwhile: then it calls nothing
    }
  }

  #tell(): void {
    const callers = new Map<string, string[]>();
    for (const { name, ids } of this.#called.values()) {
      for (const id of ids) callers.set(id, [...(callers.get(id) ?? []), name]);
    }
    this.#callers = callers;
    this.#changed.fire();
  }
}
