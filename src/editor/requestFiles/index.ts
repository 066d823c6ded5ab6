import { commands, type Disposable, type LogOutputChannel, Selection, type Uri, window } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import type { RequestOutcomes } from '../httpfile/run/requestOutcomes.js';
import { RequestFilesTree } from './requestFilesTree.js';

/** What the Request Files view needs. */
export interface RequestFilesNeeds {
  readonly outcomes: RequestOutcomes;
  readonly log: LogOutputChannel;
  /** Where this extension lies: its samples are below it. */
  readonly extensionUri: Uri;
}

/** The view of the workspace's request files, and the samples to start with. */
export function registerRequestFiles({ outcomes, log, extensionUri }: RequestFilesNeeds): Disposable {
  const store = new DisposableStore();
  const tree = store.add(new RequestFilesTree(outcomes));
  store.add(window.createTreeView('concur.requests', { treeDataProvider: tree, showCollapseAll: true }));
  store.add(
    commands.registerCommand('concur.requests.open', (node: { readonly uri: Uri; readonly line?: number }) =>
      guard(log, () => openAt(node.uri, node.line ?? 0)),
    ),
  );
  store.add(
    commands.registerCommand('concur.requests.copySamples', () =>
      guard(log, async () => {
        const { copySamples } = await import('./copySamples.js');
        await copySamples(extensionUri);
      }),
    ),
  );
  return store;
}

async function openAt(uri: Uri, line: number): Promise<void> {
  const selection = new Selection(line, 0, line, 0);
  await window.showTextDocument(uri, { selection, preview: true });
}
