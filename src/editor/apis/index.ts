import { commands, type Disposable, env, type LogOutputChannel, Uri, window } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import { type ApisNode, ApisTree } from './apisTree.js';

/** What the APIs view needs. */
export interface ApisNeeds {
  readonly catalog: Catalog;
  readonly log: LogOutputChannel;
}

/** The APIs view with what can be done to a row; sending is the business of `requests/`. */
export function registerApis({ catalog, log }: ApisNeeds): Disposable {
  const store = new DisposableStore();
  const tree = store.add(new ApisTree(catalog));
  store.add(window.createTreeView('concur.apis', { treeDataProvider: tree, showCollapseAll: true }));
  store.add(
    commands.registerCommand('concur.apis.openDocs', (node: ApisNode | undefined) =>
      guard(log, async () => {
        if (node?.kind === 'api' || node?.kind === 'operation') await env.openExternal(Uri.parse(node.api.docs));
      }),
    ),
  );
  store.add(
    commands.registerCommand('concur.apis.copyPath', (node: ApisNode | undefined) =>
      guard(log, async () => {
        if (node?.kind === 'operation') await env.clipboard.writeText(node.operation.path);
      }),
    ),
  );
  return store;
}
