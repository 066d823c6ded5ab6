import { commands, l10n, type QuickPickItem, type TextDocumentContentProvider, Uri, window } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { compareApis, describeChanges, otherVersions } from '../../catalog/changes.js';
import type { ApiEntry } from '../../catalog/model.js';
import { newestFirst } from '../../catalog/order.js';

/** Documents that tell how two versions of an API differ: `concur-changes:/lists-v3 to lists-v4.md`. */
export const CHANGES_SCHEME = 'concur-changes';

/** Writes the changes between two APIs when the editor opens their document. */
export class ChangesDocuments implements TextDocumentContentProvider {
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  async provideTextDocumentContent({ path }: Uri): Promise<string> {
    const [, from, to] = /^\/(.+) to (.+)\.md$/.exec(path) ?? [];
    const apis = await this.#catalog.apis();
    const older = apis.find(({ id }) => id === from);
    const newer = apis.find(({ id }) => id === to);
    if (!older || !newer) return l10n.t('One of these APIs is no longer in the catalogue.');
    return describeChanges(compareApis(older, newer), (id) => this.#catalog.operation(id));
  }
}

/** Shows what changed between this API and another version of it, which is asked for where there are several. */
export async function showChanges(api: ApiEntry, catalog: Catalog): Promise<void> {
  const versions = otherVersions(api, await catalog.apis());
  if (versions.length === 0) {
    void window.showInformationMessage(l10n.t('The catalogue has no other version of {0}.', api.title));
    return;
  }
  const [only] = versions;
  const other = versions.length === 1 ? only : await pickVersion(api, versions);
  if (!other) return;
  const isOlder = other.replacedBy === api.id || (api.replacedBy !== other.id && newestFirst(api, other) < 0);
  const [older, newer] = isOlder ? [other, api] : [api, other];
  const uri = Uri.from({ scheme: CHANGES_SCHEME, path: `/${older.id} to ${newer.id}.md` });
  await commands.executeCommand('markdown.showPreview', uri);
}

async function pickVersion(api: ApiEntry, versions: readonly ApiEntry[]): Promise<ApiEntry | undefined> {
  const picked = await window.showQuickPick(
    versions.map((version): QuickPickItem & { api: ApiEntry } => ({
      label: `${version.title} v${version.version}`,
      description: version.status,
      detail: version.summary,
      api: version,
    })),
    { placeHolder: l10n.t('Compare {0} v{1} with which version?', api.title, api.version) },
  );
  return picked?.api;
}
