import { l10n, StatusBarAlignment, type TextEditor, window } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { summarizeExchange } from '../../response/summary.js';
import type { ResponseStore } from './responseStore.js';

/** Status, time and size of the response in the active editor, in the status bar. */
export class ResponseStatus implements Disposable {
  readonly #store = new DisposableStore();
  readonly #item = this.#store.add(window.createStatusBarItem('concur.response', StatusBarAlignment.Right, 200));
  readonly #responses: ResponseStore;

  constructor(responses: ResponseStore) {
    this.#responses = responses;
    this.#item.name = l10n.t('Concur Response');
    this.#item.command = 'concur.response.showHeaders';
    this.#item.tooltip = l10n.t('Status, time and size of this response. Click for its headers.');
    this.#store.add(window.onDidChangeActiveTextEditor((editor) => this.#show(editor)));
  }

  #show(editor: TextEditor | undefined): void {
    const exchange = editor ? this.#responses.find(editor.document.uri) : undefined;
    if (!exchange) {
      this.#item.hide();
      return;
    }
    this.#item.text = `${exchange.response.status < 400 ? '$(pass)' : '$(warning)'} ${summarizeExchange(exchange)}`;
    this.#item.show();
  }

  dispose(): void {
    this.#store.dispose();
  }
}
