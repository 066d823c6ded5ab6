import { FileType, type LogOutputChannel, l10n, ProgressLocation, Range, Uri, window, workspace } from 'vscode';
import type { DescriptionError } from '../../catalog/import/descriptionError.js';
import type { DescriptionFiles } from '../../catalog/import/descriptionFile.js';
import type { ImportResult } from '../../catalog/import/importDescription.js';
import type { OwnApiStore } from '../../catalog/import/ownApiStore.js';
import type { ApiEntry } from '../../catalog/model.js';

/** What importing needs. */
export interface OwnApisNeeds {
  readonly ownApis: OwnApiStore;
  readonly log: LogOutputChannel;
}

/** Asks for a file or folder and imports the APIs that it describes. @param given what to import, when a caller knows */
export async function importApis({ ownApis, log }: OwnApisNeeds, given?: Uri): Promise<readonly ApiEntry[]> {
  const source = given ?? (await askSource());
  return source ? read(source, { ownApis, log }) : [];
}

/** Reads the source of an imported API again, with all that came from it. A source that is bad by now changes nothing. */
export async function refreshApi(api: ApiEntry, needs: OwnApisNeeds): Promise<void> {
  if (api.own) await read(Uri.parse(api.own.source), needs);
}

/** Takes an imported API out of the catalogue, when the person says so. */
export async function removeApi(api: ApiEntry, { ownApis }: OwnApisNeeds): Promise<void> {
  const remove = l10n.t('Remove');
  const clicked = await window.showWarningMessage(
    l10n.t('Remove {0} v{1} from your own APIs? Its file stays where it is.', api.title, api.version),
    { modal: true },
    remove,
  );
  if (clicked === remove) await ownApis.remove(api.id);
}

async function askSource(): Promise<Uri | undefined> {
  const file = { label: l10n.t('File...'), description: l10n.t('JSON or YAML'), isFolder: false };
  const folder = { label: l10n.t('Folder...'), description: l10n.t('every description in it'), isFolder: true };
  const picked = await window.showQuickPick([file, folder], {
    title: l10n.t('Import API Description'),
    placeHolder: l10n.t('OpenAPI 3.0 or 3.1, Swagger 2.0 or a Postman collection 2.1'),
  });
  if (!picked) return undefined;
  const [chosen] =
    (await window.showOpenDialog({
      canSelectFiles: !picked.isFolder,
      canSelectFolders: picked.isFolder,
      openLabel: l10n.t('Import'),
      title: l10n.t('Import API Description'),
      ...(picked.isFolder ? {} : { filters: { [l10n.t('API descriptions')]: ['json', 'yaml', 'yml'] } }),
    })) ?? [];
  return chosen;
}

async function read(source: Uri, { ownApis, log }: OwnApisNeeds): Promise<readonly ApiEntry[]> {
  const result = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Importing {0}', workspace.asRelativePath(source)) },
    async () => {
      const { importDescriptions } = await import('../../catalog/import/importDescription.js');
      return importDescriptions(source.toString(), workspaceFiles);
    },
  );
  for (const problem of [...result.problems, ...result.warnings]) log.warn(problem.message);
  const added = result.apis.length > 0 ? await ownApis.replace(source.toString(), result.apis, result.unread) : [];
  void tell(result, added);
  return added;
}

/** One message for whatever came of it, the worst first. */
async function tell({ problems, warnings }: ImportResult, added: readonly ApiEntry[]): Promise<void> {
  const [worst] = problems;
  const operations = added.reduce((count, api) => count + api.operations.length, 0);
  const apis = added.length === 1 ? l10n.t('1 API') : l10n.t('{0} APIs', added.length);
  const calls = operations === 1 ? l10n.t('1 operation') : l10n.t('{0} operations', operations);
  const done = added.length === 0 ? '' : l10n.t('Imported {0} with {1}.', apis, calls);
  if (!worst) {
    const [warning] = warnings;
    if (warning)
      await offerFile(l10n.t('{0} To be mended: {1}', done, sentence(warning, warnings.length)), warning, false);
    else void window.showInformationMessage(done);
    return;
  }
  await offerFile(l10n.t('Not imported: {0} {1}', sentence(worst, problems.length), done).trim(), worst, true);
}

function sentence({ message }: DescriptionError, count: number): string {
  return count > 1 ? l10n.t('{0} {1} more are in the log.', message, count - 1) : message;
}

async function offerFile(text: string, { file, line }: DescriptionError, isFailure: boolean): Promise<void> {
  const open = l10n.t('Open File');
  const clicked = await (isFailure ? window.showErrorMessage(text, open) : window.showWarningMessage(text, open));
  if (clicked !== open) return;
  const at = Math.max(0, (line ?? 1) - 1);
  await window.showTextDocument(Uri.parse(file), { selection: new Range(at, 0, at, 0) });
}

/** The files of the editor, local or remote; paths are URIs in text. */
const workspaceFiles: DescriptionFiles = {
  read: async (path) => new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(path))),
  list: async (path) => {
    const found: string[] = [];
    const walk = async (folder: Uri): Promise<void> => {
      for (const [name, type] of await workspace.fs.readDirectory(folder)) {
        const child = Uri.joinPath(folder, name);
        if (type === FileType.Directory && name !== 'node_modules' && name !== '.git') await walk(child);
        else if (type === FileType.File) found.push(child.toString());
      }
    };
    const root = Uri.parse(path);
    const stat = await workspace.fs.stat(root).then(
      ({ type }) => type,
      () => FileType.Unknown, // reading it will say that it is not there
    );
    if (!(stat & FileType.Directory)) return undefined;
    await walk(root);
    return found.sort();
  },
  resolve: (from, reference) => Uri.joinPath(Uri.parse(from), '..', reference).toString(),
};
