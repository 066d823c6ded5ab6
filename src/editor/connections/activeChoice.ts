import { EventEmitter, type Memento, window, workspace } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import type { Disposable } from '../../kernel/disposable.js';
import { DisposableStore } from '../../kernel/disposable.js';

const KEY = 'concur.activeConnection';
const DEFAULT = 'concur.defaultConnection';

/**
 * Which connection a window uses. A choice made in this window comes first; then the default of the folder that is
 * worked in, by name; then the sandbox, when it is there; then the only connection there is.
 */
export class ActiveChoice implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly #store = new DisposableStore();

  /** Tells that another connection may be in use: chosen, or by moving to another folder. */
  readonly onDidChange = this.#changed.event;

  /** @param memory of the workspace, so that a choice outlives the window */
  constructor(memory: Memento) {
    this.#memory = memory;
    this.#store.add(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(DEFAULT)) this.#changed.fire();
      }),
    );
    const folders = (): number => workspace.workspaceFolders?.length ?? 0;
    this.#store.add(
      window.onDidChangeActiveTextEditor(() => {
        if (folders() > 1) this.#changed.fire();
      }),
    );
  }

  /** The connection to use out of these; undefined when none stands out. */
  pick<T extends { readonly connection: Connection }>(all: readonly T[]): T | undefined {
    const chosen = this.#memory.get<string>(KEY);
    const name = defaultName();
    return (
      all.find(({ connection }) => connection.id === chosen) ??
      (name === '' ? undefined : all.find(({ connection }) => connection.name === name)) ??
      all.find(({ connection }) => connection.id === SANDBOX_ID) ??
      (all.length === 1 ? all[0] : undefined)
    );
  }

  async choose(id: string): Promise<void> {
    await this.#memory.update(KEY, id);
    this.#changed.fire();
  }

  dispose(): void {
    this.#store.dispose();
    this.#changed.dispose();
  }
}

/** The connection to the sandbox of this window, which comes and goes with it and stands in no setting. */
export const SANDBOX_ID = 'sandbox';

/** What `concur.defaultConnection` says for the folder of the file that is worked in; else for the first folder. */
function defaultName(): string {
  const uri = window.activeTextEditor?.document.uri;
  const folder = (uri && workspace.getWorkspaceFolder(uri)) ?? workspace.workspaceFolders?.[0];
  return workspace.getConfiguration('concur', folder?.uri).get<string>('defaultConnection', '');
}
