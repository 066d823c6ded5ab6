import { EventEmitter, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';

/** A read-only document that is written anew from what is known now. */
export interface LiveText {
  /** The whole text. */
  readonly render: () => string | Promise<string>;
  /** Has it rendered again while it is open; returns what ends that. */
  readonly watch: (changed: () => void) => Disposable;
}

/** Read-only documents of one scheme that follow what they show while they are open. */
export class VirtualTexts implements TextDocumentContentProvider, Disposable {
  readonly #scheme: string;
  readonly #texts = new Map<string, LiveText>();
  readonly #watches = new Map<string, Disposable>();
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<Uri>());

  readonly onDidChange = this.#changed.event;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#store.add(workspace.registerTextDocumentContentProvider(scheme, this));
    this.#store.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.#forget(uri.path);
      }),
    );
  }

  /** Opens a text in a tab, or shows the tab that has it. @param path starts with a slash; its last part names the tab */
  async open(path: string, text: LiveText): Promise<void> {
    const uri = Uri.from({ scheme: this.#scheme, path });
    this.#texts.set(path, text);
    this.#watches.get(path)?.dispose();
    this.#watches.set(
      path,
      text.watch(() => this.#changed.fire(uri)),
    );
    this.#changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Active, preview: true });
  }

  provideTextDocumentContent({ path }: Uri): string | Promise<string> {
    return this.#texts.get(path)?.render() ?? '';
  }

  dispose(): void {
    for (const path of [...this.#watches.keys()]) this.#forget(path);
    this.#store.dispose();
  }

  #forget(path: string): void {
    this.#watches.get(path)?.dispose();
    this.#watches.delete(path);
    this.#texts.delete(path);
  }
}
