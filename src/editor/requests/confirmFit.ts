import { commands, l10n, window } from 'vscode';
import type { OperationEntry } from '../../catalog/model.js';

/**
 * Says before anything is asked or sent what the token lacks for an operation, and lets the person decide.
 * @param misfits sentences about scopes and about whom the token stands for; nothing is asked when there are none
 * @returns whether to go on
 */
export async function confirmFit(operation: OperationEntry, misfits: readonly string[]): Promise<boolean> {
  if (misfits.length === 0) return true;
  const go = l10n.t('Send Anyway');
  const inspect = l10n.t('Inspect Token');
  const message = `${operation.title}: ${misfits.join(' ')}`;
  const answer = await window.showWarningMessage(message, go, inspect);
  if (answer === inspect) await commands.executeCommand('concur.connections.inspectToken', undefined);
  return answer === go;
}
