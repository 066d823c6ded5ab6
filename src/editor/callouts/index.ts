import {
  commands,
  type Disposable,
  env,
  type LogOutputChannel,
  l10n,
  type Memento,
  ProgressLocation,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { SecretStore } from '../../auth/credentials.js';
import type { Callout } from '../../callouts/callout.js';
import { CALLOUTS } from '../../callouts/catalog.js';
import type { CalloutValues } from '../../callouts/message.js';
import type { CalloutOutcome } from '../../callouts/outcome.js';
import type { Transport } from '../../http/transport.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import { offerTrust } from '../host/trust.js';
import type { AskedConnector } from './askConnector.js';
import { askValues } from './askValues.js';
import { CALLOUT_SCHEME, CalloutDocuments } from './calloutDocuments.js';
import { type CalloutsNode, CalloutsTree } from './calloutsTree.js';
import type { CalloutText } from './calloutTexts.js';
import { ConnectorBook, type KnownConnector } from './connectorBook.js';
import { ReceiverService } from './receiverService.js';

/** What the Callouts view needs. */
export interface CalloutsNeeds {
  /** Remembers connectors under test, for all windows. */
  readonly globalMemory: Memento;
  readonly secrets: SecretStore;
  /** What sends; loaded when first asked for. */
  readonly connections: { network(): Promise<{ readonly transport: Transport }> };
  readonly log: LogOutputChannel;
}

/** The Callouts view: connectors under test, the calls that Concur makes to them, and a receiver for what comes in. */
export function registerCallouts({ globalMemory, secrets, connections, log }: CalloutsNeeds): Disposable {
  const store = new DisposableStore();
  const book = store.add(new ConnectorBook(globalMemory, secrets));
  const receiver = store.add(new ReceiverService());
  const documents = store.add(new CalloutDocuments());
  const tree = store.add(new CalloutsTree(book, receiver));
  const lastValues = new Map<string, CalloutValues>();
  store.add(window.createTreeView('concur.callouts', { treeDataProvider: tree, showCollapseAll: true }));
  store.add(workspace.registerTextDocumentContentProvider(CALLOUT_SCHEME, documents));
  store.add(
    receiver.onDidChange(() => {
      void commands.executeCommand('setContext', 'concur.callouts.isReceiving', receiver.url !== undefined);
    }),
  );

  const register = (id: string, work: (node: CalloutsNode | undefined) => unknown): void => {
    store.add(commands.registerCommand(id, (node: CalloutsNode | undefined) => guard(log, async () => work(node))));
  };
  const show = async (text: CalloutText): Promise<void> => {
    await window.showTextDocument(documents.add(text), { preview: true, preserveFocus: true });
  };
  const onConnector = (id: string, work: (connector: KnownConnector) => unknown): void =>
    register(id, async (node) => {
      const connector = node?.kind === 'connector' ? node.connector : await pickConnector(book);
      if (connector) await work(connector);
    });

  register('concur.callouts.addConnector', async () => {
    if (await addConnector(book)) await showView();
  });
  onConnector('concur.callouts.editConnector', async (connector) => {
    const asked = await ask(connector);
    if (asked) await book.change({ id: connector.id, name: asked.name, url: asked.url }, asked.credentials);
  });
  onConnector('concur.callouts.removeConnector', async (connector) => {
    const remove = l10n.t('Remove');
    const question = l10n.t('Remove "{0}" and its user and password?', connector.name);
    if ((await window.showWarningMessage(question, { modal: true }, remove)) === remove) await book.remove(connector);
  });
  register('concur.callouts.send', async (node) => {
    if (!(await offerTrust(l10n.t('Nothing is sent from a workspace that is not trusted.')))) return;
    const connector =
      node?.kind === 'callout' || node?.kind === 'connector' ? node.connector : await pickConnector(book);
    const callout = node?.kind === 'callout' ? node.callout : connector && (await pickCallout());
    if (!connector || !callout) return;
    const opened = await openConnector(book, connector);
    if (!opened) return;
    const key = `${connector.id} ${callout.name}`;
    const values = await askValues(callout, lastValues.get(key) ?? {});
    if (!values) return;
    lastValues.set(key, values);
    const { transport } = await connections.network();
    const { callConnector } = await import('../../callouts/call.js');
    const outcome = await cancellable(l10n.t('{0} to {1}', callout.title, connector.name), (signal) =>
      callConnector(transport, callout, opened, values, signal),
    );
    if (!outcome) return;
    book.noteOutcome(connector.id, outcome);
    await show(await readOutcome(outcome, connector));
  });
  register('concur.callouts.open', async (node) => {
    if (node?.kind === 'arrival') await show(await (await import('./calloutTexts.js')).writeArrival(node.arrival));
    const outcome = node?.kind === 'callout' ? book.outcome(node.connector.id, node.callout.name) : undefined;
    if (node?.kind === 'callout' && outcome) await show(await readOutcome(outcome, node.connector));
  });
  register('concur.callouts.openDocs', async (node) => {
    const callout = node?.kind === 'callout' ? node.callout : await pickCallout();
    if (callout) await env.openExternal(Uri.parse(`https://developer.concur.com${callout.page}`));
  });
  register('concur.callouts.startReceiver', async () => {
    if (await startReceiver(book, receiver)) await showView();
  });
  register('concur.callouts.stopReceiver', () => receiver.stop());
  register('concur.callouts.copyReceiverUrl', () => env.clipboard.writeText(receiver.url ?? ''));
  register('concur.callouts.clearArrivals', () => receiver.clear());
  return store;
}

async function ask(known?: KnownConnector): Promise<AskedConnector | undefined> {
  return (await import('./askConnector.js')).askConnector(known);
}

async function addConnector(book: ConnectorBook): Promise<KnownConnector | undefined> {
  const asked = await ask();
  return asked?.credentials ? book.add(asked.name, asked.url, asked.credentials) : undefined;
}

async function pickConnector(book: ConnectorBook): Promise<KnownConnector | undefined> {
  const { connectors } = book;
  const [only, ...more] = connectors;
  if (!only) return addConnector(book);
  if (more.length === 0) return only;
  const items = connectors.map((connector) => ({ label: connector.name, description: connector.url, connector }));
  return (await window.showQuickPick(items, { title: l10n.t('Connector Under Test') }))?.connector;
}

async function pickCallout(): Promise<Callout | undefined> {
  const items = CALLOUTS.map((callout) => ({
    label: callout.title,
    description: `${callout.method} ${callout.path}`,
    detail: callout.summary,
    callout,
  }));
  const options = { title: l10n.t('Send Callout'), matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.callout;
}

/** Asks again when the secret store lost the credentials. */
async function openConnector(book: ConnectorBook, connector: KnownConnector): ReturnType<ConnectorBook['open']> {
  const opened = await book.open(connector);
  if (opened) return opened;
  const enter = l10n.t('Enter Credentials');
  const what = l10n.t('The user and password of "{0}" are no longer in the secret store.', connector.name);
  if ((await window.showWarningMessage(what, enter)) !== enter) return undefined;
  const asked = await ask(connector);
  if (!asked?.credentials) return undefined;
  const changed = { id: connector.id, name: asked.name, url: asked.url };
  await book.change(changed, asked.credentials);
  return book.open(changed);
}

/** With the credentials of a connector under test, so that one window can play both sides; without them it takes whoever comes. */
async function startReceiver(book: ConnectorBook, receiver: ReceiverService): Promise<boolean> {
  interface Choice extends QuickPickItem {
    readonly connector?: KnownConnector;
  }
  const none: Choice = {
    label: l10n.t('Take whoever comes'),
    description: l10n.t('neither credentials nor signatures are checked'),
  };
  const choices: Choice[] = book.connectors.map((connector) => ({
    label: connector.name,
    description: l10n.t('check with its user and password'),
    connector,
  }));
  const picked =
    choices.length === 0
      ? none
      : await window.showQuickPick([none, ...choices], { title: l10n.t('Whose Credentials Are Expected?') });
  if (!picked) return false;
  const opened = picked.connector ? await book.open(picked.connector) : undefined;
  const url = await receiver.start(0, opened);
  const copy = l10n.t('Copy Address');
  void window
    .showInformationMessage(l10n.t('Callouts and events are taken at {0}.', url), copy)
    .then((clicked) => (clicked === copy ? env.clipboard.writeText(url) : undefined));
  return true;
}

async function readOutcome(outcome: CalloutOutcome, { name }: KnownConnector): Promise<CalloutText> {
  return (await import('./calloutTexts.js')).writeOutcome(outcome, name);
}

/** Unfolds the view and moves there: what was just made is seen. */
async function showView(): Promise<void> {
  await commands.executeCommand('concur.callouts.focus');
}

/** Undefined when the person cancelled. */
async function cancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const aborter = new AbortController();
  try {
    return await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => aborter.abort());
        return work(aborter.signal);
      },
    );
  } catch (error) {
    if (aborter.signal.aborted) return undefined;
    throw error;
  }
}
