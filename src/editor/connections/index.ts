import {
  authentication,
  commands,
  type Disposable,
  type LogOutputChannel,
  type Memento,
  window,
  workspace,
} from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { adviseOnError, showAdvice } from '../host/advice.js';
import { guard } from '../host/log.js';
import { readSandboxAutoStart } from '../host/settings.js';
import { ConcurAuthentication, PROVIDER_ID, PROVIDER_LABEL } from '../signin/authentication.js';
import { UriRedirects } from '../signin/uriRedirects.js';
import type { CommandSet } from './commandSet.js';
import type { ConnectionBook } from './connectionBook.js';
import { ConnectionStatus } from './connectionStatus.js';
import { ConnectionsTree } from './connectionsTree.js';
import { EndingNotices } from './endings.js';
import { registerSandboxCommands } from './sandboxCommands.js';
import type { SandboxService } from './sandboxService.js';

/** What the Connections view needs. */
export interface ConnectionsNeeds {
  readonly connections: ConnectionBook;
  readonly sandbox: SandboxService;
  readonly catalog: Catalog;
  readonly log: LogOutputChannel;
  /** Of all windows: what was told once is not told again. */
  readonly globalMemory: Memento;
  /** As the marketplace knows it: the editor's own addresses begin with it. */
  readonly extensionId: string;
}

/** How often the remaining life of a token is drawn anew while somebody looks. */
const REFRESH_MS = 30_000;

/** The Connections view, the status bar item, the Accounts menu's entries, and all commands about connections. */
export function registerConnections(needs: ConnectionsNeeds): Disposable {
  const { connections, sandbox, catalog, log, globalMemory, extensionId } = needs;
  const store = new DisposableStore();
  const register: Register = (id, work) => {
    store.add(
      commands.registerCommand(id, (argument: unknown) => guard(log, () => adviseInstead(() => work(argument)))),
    );
  };
  showConnections(store, needs);
  registerSandboxCommands(register, connections, sandbox);

  const redirects = store.add(new UriRedirects(extensionId));
  store.add(window.registerUriHandler(redirects));
  let loading: Promise<CommandSet> | undefined;
  const load = (): Promise<CommandSet> => {
    loading ??= import('./commandSet.js').then(({ createCommandSet }) => {
      const set = createCommandSet(connections, catalog, redirects);
      store.add(set.session);
      return set;
    });
    return loading;
  };
  const on = (name: string, work: (set: CommandSet, argument: unknown) => Promise<unknown>): void =>
    register(`concur.connections.${name}`, async (argument) => work(await load(), argument));
  on('add', ({ edit }, argument) => edit.add(argument));
  on('migrate', ({ edit }, argument) => edit.migrate(argument));
  on('edit', ({ edit }, argument) => edit.edit(argument));
  on('duplicate', ({ edit }, argument) => edit.duplicate(argument));
  on('rename', ({ edit }, argument) => edit.rename(argument));
  on('remove', ({ edit }, argument) => edit.remove(argument));
  on('use', ({ edit }, argument) => edit.use(argument));
  on('refresh', ({ session }, argument) => session.refresh(argument));
  on('revoke', ({ session }, argument) => session.revoke(argument));
  on('inspectToken', ({ session }, argument) => session.inspectToken(argument));
  on('copyToken', ({ session }, argument) => session.copyToken(argument));
  on('showTokenLog', ({ session }) => session.showTokenLog());
  on('import', ({ transfer }) => transfer.import());
  on('export', ({ transfer }, argument) => transfer.export(argument));
  on('signOut', ({ session }, argument) => session.signOut(argument));
  register('concur.connections.signIn', async (argument) => {
    await connections.load();
    const target = argument ?? connections.active?.connection.id;
    if (await sandbox.revive(target)) return; // a sandbox that stopped, or none yet and nothing else to sign in to
    await (await load()).session.signIn(target);
  });

  const accounts = store.add(
    new ConcurAuthentication({
      connections,
      chooseAndSignIn: async (accountId) => {
        await connections.load();
        const { edit, session } = await load();
        if (accountId !== undefined || connections.states.length > 0) return session.signIn(accountId);
        return edit.add();
      },
    }),
  );
  store.add(
    authentication.registerAuthenticationProvider(PROVIDER_ID, PROVIDER_LABEL, accounts, {
      supportsMultipleAccounts: true,
    }),
  );
  const endings = store.add(new EndingNotices(connections, globalMemory));
  // Stored connections show at once how they stand; without one, nothing is read before somebody looks.
  if (connections.hasStored && workspace.isTrusted)
    void guard(log, () => connections.load().then(() => endings.check()));
  return store;
}

/** Registers a command whose expected failures become a sentence with buttons. */
type Register = (id: string, work: (argument: unknown) => Promise<unknown>) => void;

async function adviseInstead(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const advice = adviseOnError(error);
    if (!advice) throw error;
    await showAdvice(advice, {
      startSandbox: () => commands.executeCommand('concur.sandbox.start'),
      signIn: () => commands.executeCommand('concur.connections.signIn'),
      trustWorkspace: () => commands.executeCommand('workbench.trust.manage'),
    });
    return undefined;
  }
}

/** The view and the status bar item, which count down while somebody looks. */
function showConnections(store: DisposableStore, { connections, sandbox }: ConnectionsNeeds): void {
  let isPrepared = false;
  const tree = store.add(
    new ConnectionsTree(connections, async () => {
      if (isPrepared || !workspace.isTrusted) return;
      isPrepared = true;
      await connections.load();
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
    timer = setInterval(() => {
      status.refresh();
      if (view.visible) tree.refresh();
    }, REFRESH_MS);
  };
  store.add(connections.onDidChange(tick));
  store.add({ dispose: () => clearInterval(timer) });
}
