import { l10n, window } from 'vscode';

/** Says, in one sentence, that a renewal was cut off before its answer was kept; what is kept is tried once more. */
export function tellInterrupted(name: string, startedAt: Date): void {
  void window.showWarningMessage(
    l10n.t(
      'A renewal of the token of "{0}" was cut off at {1}, before the answer was kept. The token from before is tried once more; if Concur refuses it, sign in again.',
      name,
      startedAt.toLocaleTimeString(),
    ),
  );
}
