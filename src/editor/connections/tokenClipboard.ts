import { env, l10n, window } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';

/** How long a copied token stays in the clipboard. */
const CLEARED_AFTER_MS = 60_000;

/** Puts tokens into the clipboard and takes them out again, unless something else was copied meanwhile. */
export class TokenClipboard implements Disposable {
  readonly #clearAfterMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(clearAfterMs = CLEARED_AFTER_MS) {
    this.#clearAfterMs = clearAfterMs;
  }

  /** Copies the token when the person says so. */
  async offer(name: string, token: () => Promise<string>): Promise<void> {
    const copy = l10n.t('Copy Token');
    const answer = await window.showWarningMessage(
      l10n.t('Copy the access token of "{0}"?', name),
      {
        modal: true,
        detail: l10n.t('Whoever has it can act as you until it ends. It leaves the clipboard after a minute.'),
      },
      copy,
    );
    if (answer === copy) await this.copy(await token());
  }

  /** Copies without a question. */
  async copy(token: string): Promise<void> {
    await env.clipboard.writeText(token);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#clear(token), this.#clearAfterMs);
    window.setStatusBarMessage(l10n.t('Token copied. It leaves the clipboard in a minute.'), 5000);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #clear(token: string): Promise<void> {
    if ((await env.clipboard.readText()) === token) await env.clipboard.writeText('');
  }
}
