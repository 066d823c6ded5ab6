import { commands, type Disposable, type LogOutputChannel, l10n, window } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import { type HistoryNode, HistoryTree } from './historyTree.js';
import type { PastCalls, PastCallsNeeds } from './pastCalls.js';
import { showSearchBox } from './searchBox.js';

/** What the History view needs: past exchanges to show, and a way to send one again. */
export interface HistoryNeeds extends PastCallsNeeds {
  readonly log: LogOutputChannel;
}

/** The History view: past calls by day and operation, to be opened, sent again, compared, kept and deleted. */
export function registerHistory(needs: HistoryNeeds): Disposable {
  const { history, log } = needs;
  const store = new DisposableStore();
  const tree = store.add(new HistoryTree(history));
  const view = store.add(
    window.createTreeView('concur.history', { treeDataProvider: tree, canSelectMany: true, showCollapseAll: true }),
  );
  const register = (id: string, work: (...args: unknown[]) => Promise<unknown>): void => {
    store.add(commands.registerCommand(id, (...args: unknown[]) => guard(log, () => work(...args))));
  };
  let calls: Promise<PastCalls> | undefined;
  const pastCalls = (): Promise<PastCalls> => {
    calls ??= import('./pastCalls.js').then(({ PastCalls: Loaded }) => new Loaded(needs));
    return calls;
  };
  /** For a command about one call: of its row, else of the one that is selected. */
  const onOne = (id: string, work: (past: PastCalls, exchangeId: string) => Promise<unknown>): void =>
    register(id, async (argument) => {
      const [exchangeId] = idsOf(argument, undefined, view.selection);
      if (exchangeId === undefined) void window.showInformationMessage(l10n.t('Select a call in the history first.'));
      else await work(await pastCalls(), exchangeId);
    });
  const showState = (): void => {
    void commands.executeCommand('setContext', 'concur.history.isFiltered', tree.query !== '');
    view.description = tree.query === '' ? '' : `"${tree.query}"`;
  };

  onOne('concur.history.open', (past, id) => past.open(id));
  onOne('concur.history.resend', (past, id) => past.resend(id));
  onOne('concur.history.openInBuilder', (past, id) => past.openInBuilder(id));
  onOne('concur.history.saveAsHttp', (past, id) => past.saveAsHttp(id));
  register('concur.history.compare', async (argument, selected) =>
    (await pastCalls()).compareTwo(idsOf(argument, selected, view.selection)),
  );
  register('concur.history.delete', async (argument, selected) => {
    const ids = idsOf(argument, selected, view.selection);
    if (ids.length > 1 && !(await confirm(l10n.t('Delete {0} calls from the history?', ids.length), l10n.t('Delete'))))
      return;
    await history.delete(ids);
  });
  register('concur.history.clear', async () => {
    const question = l10n.t('Delete the whole history of calls? Open tabs and files stay.');
    if (await confirm(question, l10n.t('Clear History'))) await history.clear();
  });
  register('concur.history.search', async () => {
    await commands.executeCommand('concur.history.focus');
    showSearchBox(tree, showState);
  });
  register('concur.history.clearSearch', async () => {
    tree.query = '';
    showState();
  });
  register('concur.history.showMore', async (node) => tree.showMore(node as HistoryNode & { kind: 'more' })); // its own row
  return store;
}

async function confirm(question: string, yes: string): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

/**
 * The calls that a command is about: all that are selected when its row is one of them, else its row, whatever lies
 * below that row included; without a row, the selection. A row's own click and other commands give an id.
 */
function idsOf(argument: unknown, selected: unknown, selection: readonly HistoryNode[]): readonly string[] {
  if (typeof argument === 'string') return [argument];
  const row = argument as HistoryNode | undefined; // the view gives its own rows
  const rows = Array.isArray(selected) ? (selected as readonly HistoryNode[]) : row ? [row] : selection;
  const ids = rows.flatMap((node) => {
    if (node.kind === 'exchange') return [node.entry.id];
    return node.kind === 'more' ? [] : node.entries.map(({ id }) => id);
  });
  return [...new Set(ids)];
}
