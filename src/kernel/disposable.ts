/** Anything that registers, listens, spawns or opens; structurally equal to VS Code's own. */
export interface Disposable {
  dispose(): void;
}

/** Disposes what was added, last in first out. A thing added after `dispose` is disposed at once. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #isDisposed = false;

  /** Takes charge of `item` and returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (let item = this.#items.pop(); item; item = this.#items.pop()) item.dispose();
  }
}
