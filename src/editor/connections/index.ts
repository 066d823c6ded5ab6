import { commands, type Disposable, type LogOutputChannel, l10n, window, workspace } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { adviseOnError, showAdvice } from '../host/advice.js';
import { guard } from '../host/log.js';
import { readSandboxAutoStart } from '../host/settings.js';
import type { ConnectionBook } from './connectionBook.js';
import { ConnectionStatus } from './connectionStatus.js';
import { ConnectionsTree } from './connectionsTree.js';
import { NoSandboxError, SandboxActionError, SandboxCommands } from './sandboxCommands.js';
import type { SandboxService } from './sandboxService.js';

/** What the Connections view needs. */
export interface ConnectionsNeeds {
  readonly connections: ConnectionBook;
  readonly sandbox: SandboxService;
  readonly log: LogOutputChannel;
}

/** How often the remaining life of a token is drawn anew while somebody looks. */
const REFRESH_MS = 30_000;

/** The Connections view, the status bar item, and the commands that start, stop, sign in and sign out. */
export function registerConnections({ connections, sandbox, log }: ConnectionsNeeds): Disposable {
  const store = new DisposableStore();
  let isPrepared = false;
  const tree = store.add(
    new ConnectionsTree(connections, async () => {
      if (isPrepared || !workspace.isTrusted) return;
      isPrepared = true;
      await sandbox.joinOffered();
      if (connections.states.length === 0 && readSandboxAutoStart()) await sandbox.start();
    }),
  );
  store.add(workspace.onDidGrantWorkspaceTrust(() => tree.refresh()));
  const view = store.add(window.createTreeView('concur.connections', { treeDataProvider: tree }));
  const status = store.add(new ConnectionStatus(connections));
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    clearInterval(timer);
    timer = connections.active
      ? setInterval(() => {
          status.refresh();
          if (view.visible) tree.refresh();
        }, REFRESH_MS)
      : undefined;
  };
  store.add(connections.onDidChange(tick));
  store.add({ dispose: () => clearInterval(timer) });

  const register = (id: string, work: () => Promise<unknown>): void => {
    store.add(
      commands.registerCommand(id, () =>
        guard(log, async () => {
          try {
            await work();
          } catch (error) {
            const advice = adviseOnError(error);
            if (!advice) throw error;
            await showAdvice(advice, {
              startSandbox: () => commands.executeCommand('concur.sandbox.start'),
              signIn: () => commands.executeCommand('concur.connections.signIn'),
              trustWorkspace: () => commands.executeCommand('workbench.trust.manage'),
            });
          }
        }),
      ),
    );
  };
  register('concur.sandbox.start', () => withProgress(l10n.t('Starting the local sandbox'), () => sandbox.start()));
  register('concur.sandbox.stop', () => sandbox.stop());
  const actions = new SandboxCommands(connections);
  const onSandbox = (id: string, work: () => Promise<unknown>): void =>
    register(id, async () => {
      try {
        await work();
      } catch (error) {
        if (error instanceof SandboxActionError) {
          void window.showErrorMessage(l10n.t('The sandbox did not do it. {0}', error.message));
          return;
        }
        if (!(error instanceof NoSandboxError)) throw error;
        const start = l10n.t('Start Local Sandbox');
        const clicked = await window.showInformationMessage(l10n.t('The sandbox does not run in this window.'), start);
        if (clicked === start) await commands.executeCommand('concur.sandbox.start');
      }
    });
  onSandbox('concur.sandbox.reset', () => actions.reset());
  onSandbox('concur.sandbox.openAdmin', () => actions.openAdmin());
  onSandbox('concur.sandbox.showAdmin', () => actions.showAdmin());
  onSandbox('concur.sandbox.faults', () => actions.chooseFault());
  onSandbox('concur.sandbox.save', () => actions.save());
  onSandbox('concur.sandbox.load', () => actions.load());
  register('concur.connections.signIn', async () => {
    if (connections.active && connections.states.every(({ isReachable }) => isReachable)) await connections.signIn();
    else await withProgress(l10n.t('Starting the local sandbox'), () => sandbox.start());
  });
  register('concur.connections.signOut', () => connections.signOut());
  return store;
}

async function withProgress(title: string, work: () => Promise<void>): Promise<void> {
  await window.withProgress({ location: { viewId: 'concur.connections' }, title }, work);
}
