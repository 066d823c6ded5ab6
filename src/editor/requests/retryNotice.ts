import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { RetryReason } from '../../http/exchange.js';
import type { RetryControls, RetryWatcher } from '../../http/retry.js';

/**
 * Shows waits before requests are sent again: one notification each, that counts down, goes by itself, and has Cancel
 * and Send Now. The latter is a link to a command, for a progress notification has no room for a second button; the
 * command is in the palette as well, as long as something waits.
 */
export class RetryNotices {
  readonly #waiting = new Map<number, RetryControls['sendNow']>();
  #lastId = 0;

  /** @param title of the request */
  watch(title: string): RetryWatcher {
    return { onWait: ({ reason, untilDate, over }, controls) => this.#show(title, reason, untilDate, over, controls) };
  }

  /** Ends one wait, or all that there are. */
  sendNow(id?: number): void {
    if (id !== undefined) this.#waiting.get(id)?.();
    else for (const send of [...this.#waiting.values()]) send();
  }

  #show(
    title: string,
    reason: RetryReason,
    until: Date,
    over: Promise<void>,
    { sendNow, cancel }: RetryControls,
  ): void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#waiting.set(id, sendNow);
    this.#tellContext();
    const link = `[${l10n.t('Send Now')}](command:concur.sendNow?${encodeURIComponent(JSON.stringify([id]))})`;
    void window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(cancel);
        const tick = (): void => {
          const seconds = Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000));
          progress.report({
            message: `${l10n.t('{0} Sending again in {1} s.', describeReason(reason), seconds)} ${link}`,
          });
        };
        tick();
        const timer = setInterval(tick, 1_000);
        await over;
        clearInterval(timer);
        this.#waiting.delete(id);
        this.#tellContext();
      },
    );
  }

  #tellContext(): void {
    void commands.executeCommand('setContext', 'concur.isWaiting', this.#waiting.size > 0);
  }
}

function describeReason(reason: RetryReason): string {
  return reason.kind === 'status' ? l10n.t('The server answered {0}.', reason.status) : l10n.t('The connection broke.');
}
