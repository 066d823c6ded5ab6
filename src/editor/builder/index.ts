import { commands, type Disposable, type LogOutputChannel, l10n, type Uri, window } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { DisposableStore } from '../../kernel/disposable.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import { guard } from '../host/log.js';
import { operationOf } from '../requests/index.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { VIEW_TYPE } from './viewType.js';

/** What the request builder needs. */
export interface BuilderNeeds {
  readonly catalog: Catalog;
  /** Tells where calls go and what the token in use allows. */
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly log: LogOutputChannel;
  /** Where this extension lies: the page is loaded from below it. */
  readonly extensionUri: Uri;
}

/** The request builder: opens an operation in a panel of its own, and brings panels back after a reload. */
export function registerBuilder(needs: BuilderNeeds): Disposable {
  const { catalog, log } = needs;
  const store = new DisposableStore();
  store.add(
    commands.registerCommand('concur.openBuilder', (argument: unknown) =>
      guard(log, async () => {
        const picked = await operationOf(argument, catalog, l10n.t('Open in Builder'));
        if (!picked) return;
        const { openBuilder } = await import('./builderPanel.js');
        store.add(await openBuilder(picked, needs));
      }),
    ),
  );
  store.add(
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) =>
        guard(log, async () => {
          const { restoreBuilder } = await import('./builderPanel.js');
          store.add(restoreBuilder(panel, state, needs));
        }),
    }),
  );
  return store;
}
