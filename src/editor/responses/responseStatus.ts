import { commands, l10n, StatusBarAlignment, window } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { summarizeExchange } from '../../response/summary.js';
import type { ResponseStore } from './responseStore.js';
import { activeUri } from './target.js';

/**
 * Status, time and size of the response in the active tab, in the status bar; offers to format one that is shown as it
 * came. Goes by tabs, because documents above 50 MB are editors to nobody but VS Code itself.
 */
export class ResponseStatus implements Disposable {
  readonly #store = new DisposableStore();
  readonly #item = this.#store.add(window.createStatusBarItem('concur.response', StatusBarAlignment.Right, 200));
  readonly #format = this.#store.add(
    window.createStatusBarItem('concur.response.format', StatusBarAlignment.Right, 199),
  );
  readonly #responses: ResponseStore;
  #isResponse = false;

  constructor(responses: ResponseStore) {
    this.#responses = responses;
    this.#item.name = l10n.t('Concur Response');
    this.#item.command = 'concur.response.showHeaders';
    this.#item.tooltip = l10n.t('Status, time and size of this response. Click for its headers.');
    this.#format.name = l10n.t('Concur Response: Format');
    this.#format.text = `$(list-flat) ${l10n.t('Shown as it came')}`;
    this.#format.command = 'concur.response.format';
    this.#format.tooltip = l10n.t('This body is large and was opened at once. Click to format it in the background.');
    this.#store.add(window.tabGroups.onDidChangeTabs(() => this.#show()));
    this.#store.add(window.tabGroups.onDidChangeTabGroups(() => this.#show()));
    this.#store.add(window.onDidChangeActiveTextEditor(() => this.#show()));
  }

  #show(): void {
    const uri = activeUri();
    const exchange = uri && this.#responses.findBody(uri);
    if ((exchange !== undefined) !== this.#isResponse) {
      this.#isResponse = exchange !== undefined;
      void commands.executeCommand('setContext', 'concur.isResponse', this.#isResponse);
    }
    if (!uri || !exchange) {
      this.#item.hide();
      this.#format.hide();
      return;
    }
    this.#item.text = `${exchange.response.status < 400 ? '$(pass)' : '$(warning)'} ${summarizeExchange(exchange)}`;
    this.#item.show();
    if (this.#responses.isRaw(uri)) this.#format.show();
    else this.#format.hide();
  }

  dispose(): void {
    this.#store.dispose();
  }
}
