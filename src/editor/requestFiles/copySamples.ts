import { FileSystemError, FileType, l10n, Uri, window, workspace } from 'vscode';

const FOLDER = 'concur-samples';

/**
 * Copies the samples that come with the extension into the workspace, or a folder that the person picks, and opens the
 * first. Files that are there already stay as they are.
 */
export async function copySamples(extensionUri: Uri): Promise<void> {
  const root = await pickRoot();
  if (!root) return;
  const target = Uri.joinPath(root, FOLDER);
  const kept = await copyFolder(Uri.joinPath(extensionUri, 'media', 'samples'), target);
  await window.showTextDocument(Uri.joinPath(target, 'first-calls.http'));
  if (kept > 0) {
    window.setStatusBarMessage(l10n.t('{0} samples were there already and stayed as they are.', kept), 8000);
  }
}

async function pickRoot(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  if (folders.length > 1) return (await window.showWorkspaceFolderPick())?.uri;
  const picked = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: l10n.t('Copy the Samples Here'),
  });
  return picked?.[0];
}

/** @returns how many files were there already */
async function copyFolder(from: Uri, to: Uri): Promise<number> {
  await workspace.fs.createDirectory(to);
  let kept = 0;
  for (const [name, type] of await workspace.fs.readDirectory(from)) {
    const [source, target] = [Uri.joinPath(from, name), Uri.joinPath(to, name)];
    if (type === FileType.Directory) kept += await copyFolder(source, target);
    else if (!(await copyFile(source, target))) kept += 1;
  }
  return kept;
}

async function copyFile(from: Uri, to: Uri): Promise<boolean> {
  try {
    await workspace.fs.copy(from, to, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileExists') return false;
    throw error;
  }
}
