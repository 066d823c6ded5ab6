import { commands, l10n, ProgressLocation, type Uri, window } from 'vscode';
import { WorkError } from '../../response/background/backgroundWork.js';
import type { ResponseStore } from './responseStore.js';

/** Formats a large body that is shown as it came, in another thread, and opens the result in its place. */
export async function formatLarge(responses: ResponseStore, uri: Uri): Promise<void> {
  if (!responses.isRaw(uri)) {
    void window.showInformationMessage(l10n.t('This response is formatted already.'));
    return;
  }
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Formatting the response'),
    cancellable: true,
  };
  await window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      const formatted = await responses.format(uri, controller.signal);
      if (formatted) await commands.executeCommand('vscode.open', formatted, { preview: false });
      else void window.showInformationMessage(l10n.t('This body is not well-formed, so it stays as it came.'));
    } catch (error) {
      if (!(error instanceof WorkError && controller.signal.aborted)) throw error;
    }
  });
}
