import { copyFile } from 'node:fs/promises';
import { l10n, Uri, window, workspace } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { binaryExtension, textFormatOf } from '../../response/format.js';
import { nameExchange } from '../../response/summary.js';

/** Asks for a file and writes the body into it, byte for byte as it came (but for secrets, which are masked). */
export async function saveResponse(exchange: Exchange): Promise<void> {
  const { response } = exchange;
  const extension = binaryExtension(response) ?? textFormatOf(response);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `${nameExchange(exchange)}.${extension}`;
  const target = await window.showSaveDialog({
    title: l10n.t('Save Response As'),
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
  });
  if (!target) return;
  if (response.bodyFile !== undefined && target.scheme === 'file') await copyFile(response.bodyFile, target.fsPath);
  else if (response.bodyFile !== undefined)
    await workspace.fs.copy(Uri.file(response.bodyFile), target, { overwrite: true });
  else await workspace.fs.writeFile(target, response.body);
}
