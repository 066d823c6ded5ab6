import { l10n, ProgressLocation, window } from 'vscode';
import type { RetryReason } from '../../http/exchange.js';
import type { RetryWatcher } from '../../http/retry.js';

/**
 * Shows a wait before a request is sent again: a countdown with Cancel in a progress notification, and beside it one
 * with the button Send Now, since a progress notification has no room for a button of its own.
 * @param title of the request
 */
export function watchRetries(title: string): RetryWatcher {
  return {
    onWait: ({ reason, untilDate, attempt, over }, { sendNow, cancel }) => {
      void window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        async (progress, token) => {
          token.onCancellationRequested(cancel);
          const tick = (): void => {
            const seconds = Math.max(0, Math.ceil((untilDate.getTime() - Date.now()) / 1000));
            progress.report({ message: l10n.t('{0} Sending again in {1} s.', describeReason(reason), seconds) });
          };
          tick();
          const timer = setInterval(tick, 1_000);
          await over.finally(() => clearInterval(timer));
        },
      );
      const now = l10n.t('Send Now');
      const question = l10n.t('{0}: waiting before repetition {1}.', title, attempt);
      void window.showInformationMessage(question, now).then((choice) => {
        if (choice === now) sendNow();
      });
    },
  };
}

function describeReason(reason: RetryReason): string {
  return reason.kind === 'status' ? l10n.t('The server answered {0}.', reason.status) : l10n.t('The connection broke.');
}
