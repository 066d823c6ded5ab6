import {
  ConfigurationTarget,
  commands,
  type Disposable,
  env,
  type LogOutputChannel,
  l10n,
  type Memento,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { ApisNode, BrowseView } from '../../catalog/browse.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { OwnApiStore } from '../../catalog/import/ownApiStore.js';
import type { ApiEntry, Operation } from '../../catalog/model.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import { readApisSettings } from '../host/settings.js';
import { offerTrust } from '../host/trust.js';
import { pickOperation } from '../requests/pickOperation.js';
import { ApisTree } from './apisTree.js';
import { showFilterBox } from './filterBox.js';
import { OperationDrag } from './operationDrag.js';
import { OperationMarks } from './operationMarks.js';
import { PinnedOperations } from './pinnedOperations.js';
import { CHANGES_SCHEME, ChangesDocuments, showChanges } from './showChanges.js';
import { WorkspaceCalls } from './workspaceCalls.js';

/** What the APIs view needs. */
export interface ApisNeeds {
  readonly catalog: Catalog;
  readonly ownApis: OwnApiStore;
  /** Fires when APIs were imported, refreshed or removed. */
  readonly onDidChangeOwnApis: (listener: () => void) => Disposable;
  /** Remembers what is pinned, for all windows. */
  readonly globalMemory: Memento;
  /** The base of calls, as far as it is known without asking anybody. */
  readonly runner: { knownGeolocation(): string };
  readonly log: LogOutputChannel;
}

/** The APIs view with its filter, marks and own APIs, and what can be done to a row; sending is the business of `requests/`. */
export function registerApis(needs: ApisNeeds): Disposable {
  const { catalog, log } = needs;
  const store = new DisposableStore();
  const pins = store.add(new PinnedOperations(needs.globalMemory));
  const tree = store.add(new ApisTree(catalog, pins));
  const calls = store.add(new WorkspaceCalls(catalog));
  const view = store.add(
    window.createTreeView('concur.apis', {
      treeDataProvider: tree,
      showCollapseAll: true,
      dragAndDropController: new OperationDrag(),
    }),
  );
  store.add(window.registerFileDecorationProvider(store.add(new OperationMarks(calls))));
  store.add(workspace.registerTextDocumentContentProvider(CHANGES_SCHEME, new ChangesDocuments(catalog)));
  store.add(tree.onDidView((shown) => describe(view, tree.filter, shown)));
  store.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void guard(log, () => calls.start());
    }),
  );
  store.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('concur.apis')) tree.refresh();
    }),
  );
  store.add(
    needs.onDidChangeOwnApis(() => {
      tree.reload();
      void guard(log, () => calls.reread());
    }),
  );

  const register = (id: string, work: (node: ApisNode | undefined) => unknown): void => {
    store.add(commands.registerCommand(id, (node: ApisNode | undefined) => guard(log, async () => work(node))));
  };
  const onApi = (id: string, work: (api: ApiEntry) => unknown): void =>
    register(id, (node) => (node && 'api' in node ? work(node.api) : undefined));
  const onOperation = (id: string, work: (operation: Operation) => unknown): void =>
    register(id, async (node) =>
      node?.kind === 'operation' ? work(await catalog.operation(node.operation.id)) : undefined,
    );

  const reveal = async (find: () => Promise<ApisNode | undefined>, api: ApiEntry): Promise<void> => {
    let node = await find();
    if (!node) {
      tree.filter = '';
      node = await find();
    }
    if (!node) {
      await set(api.status === 'retired' ? 'showRetired' : 'showDeprecated', true);
      tree.refresh();
      node = await find();
    }
    if (node) await view.reveal(node, { select: true, focus: true, expand: true });
  };

  register('concur.apis.filter', () => showFilterBox(tree));
  register('concur.apis.clearFilter', () => {
    tree.filter = '';
  });
  register('concur.apis.toggleDeprecated', () => set('showDeprecated', !readApisSettings().showDeprecated));
  register('concur.apis.toggleRetired', () => set('showRetired', !readApisSettings().showRetired));
  register('concur.apis.toggleSort', () => set('sort', readApisSettings().sort === 'area' ? 'version' : 'area'));
  register('concur.apis.search', async () => {
    const picked = await pickOperation(catalog, l10n.t('Find Operation'));
    const found = picked && (await catalog.find(picked.id));
    if (found) await reveal(() => tree.findOperation(found.operation.id), found.api);
  });
  register('concur.apis.pin', (node) => (node?.kind === 'operation' ? pins.pin(node.operation.id) : undefined));
  register('concur.apis.unpin', (node) => (node?.kind === 'operation' ? pins.unpin(node.operation.id) : undefined));
  onApi('concur.apis.openDocs', ({ docs }) => (docs === undefined ? undefined : env.openExternal(Uri.parse(docs))));
  onApi('concur.apis.showReplacement', async ({ replacedBy }) => {
    const replacement = (await catalog.apis()).find(({ id }) => id === replacedBy);
    if (replacement) await reveal(() => tree.findApi(replacement.id), replacement);
  });
  onApi('concur.apis.showChanges', (api) => showChanges(api, catalog));
  onOperation('concur.apis.copyPath', ({ path }) => env.clipboard.writeText(path));
  onOperation('concur.apis.copyUrl', async (operation) => {
    const { toUrlTemplate } = await import('../../http/assemble.js');
    await env.clipboard.writeText(toUrlTemplate(operation, needs.runner.knownGeolocation()));
  });
  onOperation('concur.apis.copyCurl', async (operation) => {
    const { toCurl } = await import('../../http/curl.js');
    await env.clipboard.writeText(toCurl(operation, needs.runner.knownGeolocation()));
  });

  store.add(
    commands.registerCommand('concur.apis.import', (source: unknown) =>
      guard(log, async () => {
        if (!(await offerTrust(l10n.t('Files outside this workspace are read only when it is trusted.')))) return;
        const { importApis } = await import('./ownApis.js');
        const [first] = await importApis(needs, source instanceof Uri ? source : undefined);
        if (first) await reveal(() => tree.findApi(first.id), first);
      }),
    ),
  );
  onApi('concur.apis.refreshImport', async (api) => (await import('./ownApis.js')).refreshApi(api, needs));
  onApi('concur.apis.removeImport', async (api) => (await import('./ownApis.js')).removeApi(api, needs));
  return store;
}

/** For the person, whatever the workspace: it is a way of looking, not a property of a project. */
function set(setting: string, value: unknown): Thenable<void> {
  return workspace.getConfiguration('concur.apis').update(setting, value, ConfigurationTarget.Global);
}

/** Says above the tree what the filter left over. */
function describe(
  view: { message?: string | undefined; description?: string | undefined },
  filter: string,
  { shown, hiddenDeprecated, hiddenRetired }: BrowseView,
): void {
  void commands.executeCommand('setContext', 'concur.apis.isFiltered', filter !== '');
  view.description = filter;
  if (filter === '') {
    view.message = undefined;
    return;
  }
  const hidden = [
    ...(hiddenDeprecated > 0 ? [l10n.t('{0} deprecated', hiddenDeprecated)] : []),
    ...(hiddenRetired > 0 ? [l10n.t('{0} retired', hiddenRetired)] : []),
  ].join(', ');
  const found = shown === 1 ? l10n.t('1 operation fits.') : l10n.t('{0} operations fit.', shown);
  view.message = hidden === '' ? found : l10n.t('{0} Hidden: {1}.', found, hidden);
}
