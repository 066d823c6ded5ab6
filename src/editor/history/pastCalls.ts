import { commands, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { Exchange } from '../../http/exchange.js';
import { type Repeatable, toRepeatable } from '../../http/repeatable.js';
import { nameExchange } from '../../response/summary.js';
import type { HistoryService } from '../requests/historyService.js';
import type { Job } from '../requests/job.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { chooseIgnored, compare } from '../responses/compareResponses.js';
import { toHttpText } from '../responses/httpText.js';
import { openResponse } from '../responses/openResponse.js';
import type { ResponseStore } from '../responses/responseStore.js';

/** What dealing with past calls needs. */
export interface PastCallsNeeds {
  readonly history: HistoryService;
  readonly responses: ResponseStore;
  readonly catalog: Catalog;
  readonly runner: RequestRunner;
}

/** Opens, repeats, compares and keeps calls of the past. */
export class PastCalls {
  readonly #needs: PastCallsNeeds;

  constructor(needs: PastCallsNeeds) {
    this.#needs = needs;
  }

  /** Shows the response again in a tab, from which it can be sent again as well. */
  async open(id: string): Promise<void> {
    const exchange = await this.#read(id);
    if (!exchange) return;
    const { runner, responses } = this.#needs;
    runner.remember(exchange.id, this.#jobOf(exchange));
    await openResponse(responses, exchange, false);
  }

  async resend(id: string): Promise<void> {
    const exchange = await this.#read(id);
    if (!exchange) return;
    if (toRepeatable(exchange.request).lacksSecret) {
      const edit = l10n.t('Open as Request File');
      const what = l10n.t('Not sent: this request held a secret, which history never keeps. Write it in, then send.');
      if ((await window.showWarningMessage(what, edit)) === edit) await this.#openAsFile(exchange);
      return;
    }
    await this.#needs.runner.run(this.#jobOf(exchange));
  }

  async openInBuilder(id: string): Promise<void> {
    const exchange = await this.#read(id);
    if (!exchange) return;
    const { request } = toRepeatable(exchange.request);
    await commands.executeCommand('concur.openBuilder', { request, operationId: exchange.operationId });
  }

  /** Asks for a file and writes the request into it as `.http` text, then opens it. */
  async saveAsHttp(id: string): Promise<void> {
    const exchange = await this.#read(id);
    if (!exchange) return;
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const name = `${nameExchange(exchange).replace(/ \d+$/, '')}.http`;
    const target = await window.showSaveDialog({
      title: l10n.t('Save as .http'),
      filters: { [l10n.t('Request file')]: ['http', 'rest'] },
      ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
    });
    if (!target) return;
    await workspace.fs.writeFile(target, Buffer.from(await toHttpText(exchange)));
    await window.showTextDocument(target, { viewColumn: ViewColumn.Active });
  }

  /** Compares two answers, the older one at the left. */
  async compareTwo(ids: readonly string[]): Promise<void> {
    const found = (await Promise.all(ids.map((id) => this.#read(id)))).filter((exchange) => exchange !== undefined);
    const [left, right] = found.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
    if (!left || !right || found.length !== 2) {
      void window.showInformationMessage(l10n.t('Select two calls of the history, then compare them.'));
      return;
    }
    const ignored = await chooseIgnored();
    if (ignored) await compare(this.#needs.responses, left, right, ignored);
  }

  async #openAsFile(exchange: Exchange): Promise<void> {
    const content = await toHttpText(exchange);
    await window.showTextDocument(await workspace.openTextDocument({ language: 'http', content }));
  }

  async #read(id: string): Promise<Exchange | undefined> {
    const remembered = await this.#needs.history.read(id);
    if (!remembered) {
      void window.showInformationMessage(l10n.t('This call is not in the history any more.'));
      return undefined;
    }
    if (!remembered.isBodyWhole) {
      void window.showInformationMessage(
        l10n.t(
          'History keeps the first megabyte of a body; this one was longer. Send the request again to see all of it.',
        ),
      );
    }
    return remembered.exchange;
  }

  #jobOf(exchange: Exchange): Job {
    const { catalog } = this.#needs;
    const { request }: Repeatable = toRepeatable(exchange.request);
    return {
      title: nameExchange(exchange).replace(/ \d+$/, ''),
      isBeside: false,
      showRequest: () => this.#openAsFile(exchange),
      prepare: async () => {
        const found = exchange.operationId === undefined ? undefined : await catalog.find(exchange.operationId);
        if (!found) return { request };
        const { needsToken } = await catalog.operation(found.operation.id);
        return { request, operation: found.operation, needsToken };
      },
    };
  }
}
