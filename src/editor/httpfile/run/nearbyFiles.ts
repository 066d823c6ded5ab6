import path from 'node:path';
import { l10n, type TextDocument, workspace } from 'vscode';
import type { RunPorts } from '../../../httpfile/run/ports.js';
import { RequestFiles } from '../../../httpfile/run/requestFiles.js';
import { type Environments, readEnvironments } from '../../../httpfile/variables/environments.js';

/** What a run gets of the files around a request file. */
export interface NearbyFiles extends Pick<RunPorts<unknown>, 'readFile' | 'writeFile'> {
  /** Read anew with each call. */
  environments(): Promise<Environments>;
}

/**
 * The files of the workspace folder that holds a document; of its own folder where it lies in none; of the first
 * workspace folder where it was never saved.
 */
export async function filesAround({ uri }: TextDocument): Promise<NearbyFiles> {
  const folder =
    workspace.getWorkspaceFolder(uri) ?? (uri.scheme === 'file' ? undefined : workspace.workspaceFolders?.[0]);
  const more = workspace.getConfiguration('concur.http', uri).get<readonly string[]>('environmentFiles', []);
  const restClient = workspace.getConfiguration('rest-client', uri).get<unknown>('environmentVariables') ?? {};
  const own = uri.scheme === 'file' ? path.dirname(uri.fsPath) : folder?.uri.fsPath;
  const isOnDisk = uri.scheme === 'file' || folder?.uri.scheme === 'file';
  if (own === undefined || !isOnDisk) return withoutFiles(restClient);
  const hint = l10n.t('Open a folder that holds both.');
  const files = await RequestFiles.around(own, folder?.uri.fsPath ?? own, hint);
  return {
    readFile: (written) => files.read(written),
    writeFile: (written, bytes, overwrites) => files.write(written, bytes, overwrites),
    environments: () => files.environments(more, restClient),
  };
}

/** For documents that lie on no disk: settings are all that is around them. */
function withoutFiles(restClient: unknown): NearbyFiles {
  const problem = l10n.t(
    'Files are read and written beside request files on disk only. Save this one into a folder first.',
  );
  return {
    readFile: async () => ({ problem }),
    writeFile: async () => ({ problem }),
    environments: async () => readEnvironments({ folders: [], restClient }),
  };
}
