import { commands, l10n, window, workspace } from 'vscode';
import { SendError } from '../../http/failure.js';

/** @throws {SendError} `untrustedWorkspace`: from such a window nothing goes out, neither requests nor sign-ins */
export function requireTrust(): void {
  if (!workspace.isTrusted) throw new SendError({ kind: 'untrustedWorkspace' });
}

/** Whether the window is trusted; if not, says why that matters and offers to change it. */
export async function offerTrust(why: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  const clicked = await window.showWarningMessage(why, manage);
  if (clicked === manage) await commands.executeCommand('workbench.trust.manage');
  return workspace.isTrusted;
}
