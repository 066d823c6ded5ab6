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
import { readSandboxAutoStart, readSandboxPort } from '../host/settings.js';
import { ConcurAuthentication, PROVIDER_ID, PROVIDER_LABEL } from '../signin/authentication.js';
import { UriRedirects } from '../signin/uriRedirects.js';
import type { ConnectionBook } from './connectionBook.js';
import { ConnectionStatus } from './connectionStatus.js';
import { ConnectionsTree } from './connectionsTree.js';
import { EditCommands } from './editCommands.js';
import { EndingNotices } from './endings.js';
import { PersonSignIn } from './personSignIn.js';
import { registerSandboxCommands } from './sandboxCommands.js';
import type { SandboxService } from './sandboxService.js';
import { SessionCommands } from './sessionCommands.js';
import { TokenInspector } from './tokenInspector.js';
import { TransferCommands } from './transferCommands.js';

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
  const inspector = new TokenInspector(connections, catalog);
  const signIn = new PersonSignIn(connections, redirects, inspector);
  const edit = new EditCommands({
    connections,
    signIn,
    scopes: async () => scopesOf(await catalog.apis()),
    editorRedirect: () => redirects.address(),
    sandboxUrl: () => `http://127.0.0.1:${readSandboxPort()}`,
  });
  const session = store.add(new SessionCommands(connections, signIn, inspector));
  const transfer = new TransferCommands(connections);
  register('concur.connections.add', () => edit.add());
  register('concur.connections.edit', (argument) => edit.edit(argument));
  register('concur.connections.duplicate', (argument) => edit.duplicate(argument));
  register('concur.connections.rename', (argument) => edit.rename(argument));
  register('concur.connections.remove', (argument) => edit.remove(argument));
  register('concur.connections.use', (argument) => edit.use(argument));
  register('concur.connections.refresh', (argument) => session.refresh(argument));
  register('concur.connections.revoke', (argument) => session.revoke(argument));
  register('concur.connections.inspectToken', (argument) => session.inspectToken(argument));
  register('concur.connections.copyToken', (argument) => session.copyToken(argument));
  register('concur.connections.showTokenLog', () => session.showTokenLog());
  register('concur.connections.import', () => transfer.import());
  register('concur.connections.export', (argument) => transfer.export(argument));
  register('concur.connections.signOut', (argument) => session.signOut(argument));
  register('concur.connections.signIn', async (argument) => {
    await connections.load();
    const target = argument ?? connections.active?.connection.id;
    if (await sandbox.revive(target)) return; // a sandbox that stopped, or none yet and nothing else to sign in to
    await session.signIn(target);
  });

  const accounts = store.add(
    new ConcurAuthentication({
      connections,
      chooseAndSignIn: async (accountId) => {
        await connections.load();
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

/** All scopes that operations need, by name. */
function scopesOf(apis: Awaited<ReturnType<Catalog['apis']>>): readonly string[] {
  const all = apis
    .filter(({ caller }) => caller === 'client')
    .flatMap(({ operations }) => operations.flatMap(({ scopes }) => scopes));
  return [...new Set(['openid', ...all])].sort((a, b) => a.localeCompare(b));
}
