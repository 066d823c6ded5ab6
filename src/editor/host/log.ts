import type { LogOutputChannel } from 'vscode';
import { l10n, window } from 'vscode';

/** Runs a command's work; a bug is logged with its cause and shown as one plain sentence, never as a stack trace. */
export async function guard(log: LogOutputChannel, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    const show = l10n.t('Show Log');
    const clicked = await window.showErrorMessage(
      l10n.t('Something went wrong inside Concur API Explorer. Its log says more.'),
      show,
    );
    if (clicked === show) log.show();
  }
}
