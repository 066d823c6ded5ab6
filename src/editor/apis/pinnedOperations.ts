import { EventEmitter, type Memento } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';

const KEY = 'concur.apis.pinned';

/** The operations that a person keeps on top of the APIs view, in the order in which they were pinned. */
export class PinnedOperations implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get ids(): readonly string[] {
    return this.#memory.get<readonly string[]>(KEY, []);
  }

  async pin(id: string): Promise<void> {
    if (!this.ids.includes(id)) await this.#keep([...this.ids, id]);
  }

  async unpin(id: string): Promise<void> {
    await this.#keep(this.ids.filter((pinned) => pinned !== id));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #keep(ids: readonly string[]): Promise<void> {
    await this.#memory.update(KEY, ids);
    this.#changed.fire();
  }
}
