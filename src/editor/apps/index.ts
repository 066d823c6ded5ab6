import { commands, type Disposable, env, type LogOutputChannel, l10n, type Memento, Uri, window } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import type { EvidenceService } from '../certification/evidenceService.js';
import { guard } from '../host/log.js';
import { AppBook, type ConnectionOfApp } from './appBook.js';
import { type AppsNode, AppsTree } from './appsTree.js';

/** What the Apps view needs. */
export interface AppsNeeds {
  readonly connections: {
    readonly states: readonly ConnectionOfApp[];
    readonly onDidChange: (listener: () => void) => Disposable;
    load(): Promise<void>;
  };
  readonly evidence: EvidenceService;
  /** Remembers names and dates of apps, for all windows. */
  readonly globalMemory: Memento;
  readonly log: LogOutputChannel;
}

const TOOL_PAGE = 'https://developer.concur.com/api-reference/authentication/oauth2-app-mgmt-tool.html';
const ROTATION_PAGE = 'https://developer.concur.com/api-reference/authentication/rotating-secrets.html';

/** The Apps view: the person's registered applications, their scopes asked and used, and the age of their secrets. */
export function registerApps({ connections, evidence, globalMemory, log }: AppsNeeds): Disposable {
  const store = new DisposableStore();
  const book = store.add(
    new AppBook(
      globalMemory,
      () => connections.states,
      () => new Date(),
    ),
  );
  const tree = store.add(
    new AppsTree(book, async ({ scopes }) => {
      const [{ operationsOf }, { compareScopes }] = await Promise.all([
        import('../../certification/calls.js'),
        import('../../certification/scopes.js'),
      ]);
      return compareScopes(scopes, operationsOf(await evidence.gather(new AbortController().signal)));
    }),
  );
  const view = store.add(window.createTreeView('concur.apps', { treeDataProvider: tree }));
  store.add(connections.onDidChange(() => tree.refresh()));
  store.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void guard(log, () => connections.load());
    }),
  );
  const register = (id: string, work: (app: AppsNode | undefined) => unknown): void => {
    store.add(commands.registerCommand(id, (node: AppsNode | undefined) => guard(log, async () => work(node))));
  };
  register('concur.apps.refresh', () => tree.refresh());
  register('concur.apps.rename', async (node) => {
    if (!node) return;
    const name = await window.showInputBox({ title: l10n.t('Name of This App'), value: node.app.name });
    if (name?.trim()) await book.change(node.app.clientId, { name: name.trim() });
  });
  register('concur.apps.setSecretDate', async (node) => {
    if (!node) return;
    const text = await window.showInputBox({
      title: l10n.t('When Was the Secret Made?'),
      prompt: l10n.t('As YYYY-MM-DD. Its age counts from then.'),
      value: node.app.secretSince.toISOString().slice(0, 10),
      validateInput: (value) => (readDay(value) ? undefined : l10n.t('Write a day of the past as YYYY-MM-DD.')),
    });
    const day = text === undefined ? undefined : readDay(text);
    if (day) await book.change(node.app.clientId, { secretSince: day });
  });
  register('concur.apps.copyClientId', (node) => (node ? env.clipboard.writeText(node.app.clientId) : undefined));
  register('concur.apps.openTool', (node) => env.openExternal(Uri.parse(toolOf(node))));
  register('concur.apps.howToRotate', async (node) => {
    const steps = l10n.t(
      'Make a second secret, switch it to active, give it to your application and to the connection here, switch the old one to inactive, and delete it once nothing uses it any more.',
    );
    const open = l10n.t('Open Management Tool');
    const page = l10n.t('Open Documentation');
    const clicked = await window.showInformationMessage(
      l10n.t('Rotate the client secret'),
      { modal: true, detail: steps },
      open,
      page,
    );
    if (clicked === open) await env.openExternal(Uri.parse(toolOf(node)));
    if (clicked === page) await env.openExternal(Uri.parse(ROTATION_PAGE));
  });
  return store;
}

/** The sandbox has a tool of its own; at Concur it is a page behind the administrator's sign-in. */
function toolOf(node: AppsNode | undefined): string {
  const sandbox = node?.app.connections.find(({ connection }) => connection.kind === 'sandbox');
  if (sandbox && node) return `${sandbox.connection.geolocation}/sandbox/apps/${encodeURIComponent(node.app.clientId)}`;
  return TOOL_PAGE;
}

function readDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00`);
  return Number.isNaN(day.getTime()) || day > new Date() ? undefined : day;
}
