import { commands, l10n } from 'vscode';
import type { Status } from '../../builder/messages.js';
import type { ResultView } from '../../builder/resultView.js';
import type { TableToHost, TableToPanel } from '../../builder/table/messages.js';
import type { Exchange } from '../../http/exchange.js';
import type { Disposable } from '../../kernel/disposable.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import { readBody } from '../../response/format.js';
import { formatDuration, nameExchange } from '../../response/summary.js';
import type { SendingOutcome } from '../requests/job.js';
import { openResponse } from '../responses/openResponse.js';
import type { ResponseStore } from '../responses/responseStore.js';
import { TableSession } from '../responses/tablePanel.js';
import { toResultView } from './resultViews.js';

/** Answers of one panel that are kept to step through, and bytes of them. */
const MOST = 20;
const MOST_BYTES = 32 * 1024 * 1024;

/** The answers that a panel got, the newest last. */
export class PanelResults implements Disposable {
  readonly #responses: ResponseStore;
  readonly #work: BackgroundWork;
  readonly #exchanges: Exchange[] = [];
  #table: { readonly exchangeId: string; readonly session: TableSession } | undefined;

  constructor(responses: ResponseStore, work: BackgroundWork) {
    this.#responses = responses;
    this.#work = work;
  }

  /** Takes an answer in and shows it. */
  async add(exchange: Exchange): Promise<ResultView> {
    this.#responses.recent.add(exchange);
    this.#exchanges.push(exchange);
    const bytes = (): number => this.#exchanges.reduce((sum, { response }) => sum + response.body.length, 0);
    while (this.#exchanges.length > 1 && (this.#exchanges.length > MOST || bytes() > MOST_BYTES))
      this.#exchanges.shift();
    const index = this.#exchanges.indexOf(exchange);
    return toResultView(exchange, index, this.#exchanges.length);
  }

  /** The newest; undefined before the first. */
  latest(): Promise<ResultView | undefined> {
    return this.view(this.#exchanges.length - 1);
  }

  async view(index: number): Promise<ResultView | undefined> {
    const exchange = this.#exchanges[index];
    return exchange && toResultView(exchange, index, this.#exchanges.length);
  }

  async open(index: number): Promise<void> {
    const exchange = this.#exchanges[index];
    if (exchange) await openResponse(this.#responses, exchange, true);
  }

  /** Shows what differs from the answer before. */
  async compare(index: number): Promise<void> {
    const [left, right] = [this.#exchanges[index - 1], this.#exchanges[index]];
    if (!left || !right) return;
    const title = `${nameExchange(left)} (${left.startedAt.toLocaleTimeString()}) ↔ ${nameExchange(right)} (${right.startedAt.toLocaleTimeString()})`;
    await commands.executeCommand('vscode.diff', await this.#side(left), await this.#side(right), title, {
      preview: true,
    });
  }

  /** Answers what the table of an answer asks. */
  async table(index: number, message: TableToHost): Promise<TableToPanel | undefined> {
    const exchange = this.#exchanges[index];
    if (!exchange) return undefined;
    if (this.#table?.exchangeId !== exchange.id) {
      this.#table?.session.dispose();
      this.#table = { exchangeId: exchange.id, session: new TableSession(exchange, this.#work) };
    }
    return this.#table.session.answer(message);
  }

  /** How a sending ended, for the page. */
  statusOf(outcome: SendingOutcome): Status {
    switch (outcome.kind) {
      case 'answered': {
        const { status, statusText } = outcome.exchange.response;
        const summary = `${`${status} ${statusText}`.trim()} · ${formatDuration(outcome.exchange.timings.totalMs)}`;
        return { kind: 'answered', summary, isRefused: status >= 400 };
      }
      case 'failed':
        return { kind: 'failed', what: outcome.what ?? l10n.t('Nothing was sent. The log says more.') };
      case 'cancelled':
        return { kind: 'cancelled' };
    }
  }

  dispose(): void {
    this.#table?.session.dispose();
  }

  async #side(exchange: Exchange) {
    if (exchange.response.bodyFile !== undefined) return this.#responses.add(exchange);
    const { text, extension } = await readBody(exchange.response);
    return this.#responses.addText(exchange, `${nameExchange(exchange)} ${exchange.id.slice(0, 8)}.${extension}`, text);
  }
}
