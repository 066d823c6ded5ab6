import { commands, l10n, StatusBarAlignment, window } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';

/** A request that is over sooner draws no progress: it would only flicker, and drawing costs the response time. */
const UNNOTICED_MS = 150;

/** What is on its way: a spinner in the status bar that cancels, and the means to cancel all of it. */
export class SendingStatus implements Disposable {
  readonly #item = window.createStatusBarItem('concur.sending', StatusBarAlignment.Left, 49);
  readonly #running = new Map<AbortController, string>();
  #drawing: NodeJS.Timeout | undefined;
  #isDrawn = false;

  constructor() {
    this.#item.name = l10n.t('Concur Request');
    this.#item.command = 'concur.cancelRequest';
    this.#item.tooltip = l10n.t('Click to cancel');
  }

  begin(controller: AbortController, title: string): void {
    this.#running.set(controller, title);
    if (this.#isDrawn) this.#draw();
    else this.#drawing ??= setTimeout(() => this.#draw(), UNNOTICED_MS);
  }

  end(controller: AbortController): void {
    this.#running.delete(controller);
    if (this.#isDrawn) this.#draw();
  }

  /** Ends every request that is on its way. */
  cancel(): void {
    for (const controller of this.#running.keys()) controller.abort();
  }

  dispose(): void {
    clearTimeout(this.#drawing);
    this.cancel();
    this.#item.dispose();
  }

  #draw(): void {
    this.#drawing = undefined;
    const [title] = this.#running.values();
    if (title === undefined && !this.#isDrawn) return;
    this.#isDrawn = title !== undefined;
    void commands.executeCommand('setContext', 'concur.isSending', title !== undefined);
    if (title === undefined) {
      this.#item.hide();
      return;
    }
    const others = this.#running.size - 1;
    this.#item.text = others > 0 ? `$(loading~spin) ${title} +${others}` : `$(loading~spin) ${title}`;
    this.#item.show();
  }
}
