import { env, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import { type TableToHost, type TableToPanel, tableToHostSchema } from '../../builder/table/messages.js';
import type { Exchange } from '../../http/exchange.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import { type BackgroundWork, WorkError } from '../../response/background/backgroundWork.js';
import { nameExchange } from '../../response/summary.js';
import { panelPage } from '../builder/panelPage.js';
import { bodyOf } from './target.js';

/** What a table needs. */
export interface TableNeeds {
  readonly work: BackgroundWork;
  readonly extensionUri: Uri;
}

const anyRequest = z.object({ id: z.int() });

/**
 * Shows the arrays of a response as a table beside it. The rows stay in another thread; the page asks for those it draws.
 * @returns ends the conversation
 */
export async function openTable(exchange: Exchange, { work, extensionUri }: TableNeeds): Promise<Disposable> {
  const title = l10n.t('{0} table', nameExchange(exchange));
  const panel = window.createWebviewPanel('concur.table', title, ViewColumn.Active);
  const session = new TableSession(exchange, work);
  const store = new DisposableStore();
  store.add(session);
  store.add(
    panel.webview.onDidReceiveMessage(async (data: unknown) => {
      const answer = await session.answer(data);
      if (answer) await panel.webview.postMessage(answer);
    }),
  );
  store.add(panel.onDidDispose(() => store.dispose()));
  const folder = Uri.joinPath(extensionUri, 'dist', 'webview', 'table');
  panel.webview.options = { enableScripts: true, localResourceRoots: [folder, Uri.joinPath(folder, '..')] };
  panel.webview.html = panelPage(panel.webview, Uri.joinPath(folder, 'main.js'), 'concur-table');
  return store;
}

/** Answers what the page of one response asks. */
export class TableSession implements Disposable {
  readonly #exchange: Exchange;
  readonly #work: BackgroundWork;
  readonly #kept: Disposable;
  #table: number | undefined;

  constructor(exchange: Exchange, work: BackgroundWork) {
    this.#exchange = exchange;
    this.#work = work;
    this.#kept = work.keep();
  }

  async answer(data: unknown): Promise<TableToPanel | undefined> {
    const parsed = tableToHostSchema.safeParse(data);
    if (!parsed.success) {
      const request = anyRequest.safeParse(data);
      return request.success
        ? { type: 'failed', id: request.data.id, what: l10n.t('The table asked for something unknown.') }
        : undefined;
    }
    try {
      return await this.#handle(parsed.data);
    } catch (error) {
      if (!(error instanceof WorkError)) throw error;
      const what = l10n.t('The table cannot be shown: {0}. Look whether the body is complete JSON.', error.message);
      return { type: 'failed', id: parsed.data.id, what };
    }
  }

  dispose(): void {
    if (this.#table !== undefined) void this.#work.run('closeTable', { table: this.#table }).catch(() => undefined); // gone already
    this.#kept.dispose();
  }

  async #handle(message: TableToHost): Promise<TableToPanel> {
    const { id } = message;
    switch (message.type) {
      case 'open': {
        if (this.#table !== undefined) await this.#work.run('closeTable', { table: this.#table });
        const opened = await this.#work.run('openTable', { body: bodyOf(this.#exchange), path: message.path });
        this.#table = opened.table;
        return {
          type: 'table',
          id,
          choice: opened.choice,
          choices: [...opened.others],
          columns: [...opened.columns],
          words: words(),
        };
      }
      case 'page': {
        const { rowCount, from, rows } = await this.#work.run('tablePage', {
          ...message,
          view: viewOf(message.view),
          table: this.#open(),
        });
        return { type: 'page', id, rowCount, from, rows: rows.map((row) => [...row]) };
      }
      case 'export': {
        const csv = await this.#work.run('tableCsv', { ...message, view: viewOf(message.view), table: this.#open() });
        await save(nameExchange(this.#exchange), csv);
        return { type: 'done', id };
      }
      case 'copy':
        await env.clipboard.writeText(message.text);
        return { type: 'done', id };
    }
  }

  #open(): number {
    if (this.#table === undefined) throw new WorkError('it is not open yet');
    return this.#table;
  }
}

function viewOf({ sortBy, descending, filter }: { sortBy?: string | undefined; descending: boolean; filter: string }) {
  return { sortBy, descending, filter };
}

async function save(name: string, csv: string): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    title: l10n.t('Export as CSV'),
    filters: { CSV: ['csv'] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, `${name}.csv`) } : {}),
  });
  if (target) await workspace.fs.writeFile(target, Buffer.from(csv));
}

function words() {
  return {
    filter: l10n.t('Filter rows'),
    export: l10n.t('Export as CSV'),
    columns: l10n.t('Columns'),
    array: l10n.t('Array'),
    empty: l10n.t('No row fits. Change the filter.'),
    rows: l10n.t('{0} of {1} rows', '{0}', '{1}'),
    grid: l10n.t('Rows of the response'),
  };
}
