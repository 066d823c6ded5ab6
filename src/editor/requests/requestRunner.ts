import { rmSync } from 'node:fs';
import path from 'node:path';
import { commands, EventEmitter, type LogOutputChannel, type Uri } from 'vscode';
import type { Operation } from '../../catalog/model.js';
import type { Exchange } from '../../http/exchange.js';
import { SendError } from '../../http/failure.js';
import { maskToken } from '../../http/maskToken.js';
import { headerValue } from '../../http/request.js';
import type { Disposable } from '../../kernel/disposable.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { redactUrl } from '../../kernel/redaction.js';
import { adviseOnRefusal } from '../../response/refusal.js';
import { summarizeExchange } from '../../response/summary.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import type { SandboxService } from '../connections/sandboxService.js';
import { adviseOnError, type StepActions, showAdvice } from '../host/advice.js';
import { requireTrust } from '../host/trust.js';
import { openResponse } from '../responses/openResponse.js';
import type { ResponseStore } from '../responses/responseStore.js';
import type { HistoryService } from './historyService.js';
import type { Job, Performed, PreparedRequest, TransmitOptions } from './job.js';
import { RetryNotices } from './retryNotice.js';
import { SendingStatus } from './sendingStatus.js';

/** Stands in addresses that are only shown, where no connection says better. */
const ANY_GEOLOCATION = 'https://us2.api.concursolutions.com';

/** How many sent jobs can be sent again by the response they brought. */
const KEPT_JOBS = 100;

/** The shared end of all doors: token, sending with progress and cancel, response tab, one sentence on failure. */
export class RequestRunner implements Disposable {
  readonly #store = new DisposableStore();
  readonly #status = this.#store.add(new SendingStatus());
  readonly #exchanged = this.#store.add(new EventEmitter<Exchange>());
  readonly #sent = new Map<string, Job>();
  readonly #connections: ConnectionBook;
  readonly #sandbox: SandboxService;
  readonly #responses: ResponseStore;
  readonly #log: LogOutputChannel;
  readonly #history: HistoryService;
  readonly #lists: string;
  readonly #retries = new RetryNotices();
  #last: Job | undefined;

  /** Tells of every answer, whatever its status. */
  readonly onDidExchange = this.#exchanged.event;

  constructor(parts: {
    readonly connections: ConnectionBook;
    readonly sandbox: SandboxService;
    readonly responses: ResponseStore;
    readonly history: HistoryService;
    /** Absolute path below which fetched lists are kept while this window is open. */
    readonly lists: string;
    readonly log: LogOutputChannel;
  }) {
    this.#history = parts.history;
    this.#lists = path.join(parts.lists, `lists-${process.pid}-${Date.now()}`);
    this.#connections = parts.connections;
    this.#sandbox = parts.sandbox;
    this.#responses = parts.responses;
    this.#log = parts.log;
  }

  /** Base of the calls of the connection in use; undefined when there is none. */
  async geolocation(signal: AbortSignal): Promise<string | undefined> {
    await this.#sandbox.joinOffered();
    return this.#connections.geolocation(signal);
  }

  /** Base of the calls as far as it is known without asking anybody; Concur's first one when there is no connection. */
  knownGeolocation(): string {
    const active = this.#connections.active;
    return active?.keeper.known?.geolocation ?? active?.connection.geolocation ?? ANY_GEOLOCATION;
  }

  /** What the token of the connection in use lacks for an operation, in sentences; none while it is not known. */
  async fitOf(operation: Operation): Promise<readonly string[]> {
    const tokenSet = operation.needsToken ? this.#connections.active?.keeper.known : undefined;
    if (!tokenSet) return [];
    const { describeMisfit } = await import('../../auth/scopeCheck.js');
    return describeMisfit(operation, tokenSet);
  }

  /** Loads ahead what sending needs, so that the first request of a window is as quick as the others. */
  async warmUp(): Promise<void> {
    await this.#connections.network();
  }

  /** Whether this URL is one of the server that the connection in use talks to. */
  isAtConnection(url: string): boolean {
    return this.#connections.active !== undefined && new URL(url).origin === this.knownGeolocation();
  }

  /** Sends, opens the response, and tells in one sentence what went wrong. Never throws for expected failures. */
  async run(job: Job): Promise<void> {
    this.#last = job;
    const controller = new AbortController();
    this.#status.begin(controller, job.title);
    job.watcher?.began(() => controller.abort());
    try {
      requireTrust();
      await this.#connections.load();
      const performed = await (job.perform?.(controller.signal) ?? this.#perform(job, controller.signal));
      this.#status.end(controller);
      if (!performed) {
        job.watcher?.ended({ kind: 'failed', what: undefined });
        return;
      }
      job.watcher?.ended({ kind: 'answered', exchange: performed.exchange });
      await this.#show(job, performed);
    } catch (error) {
      this.#status.end(controller);
      if (controller.signal.aborted) {
        this.#log.info(`${job.title}: cancelled`);
        job.watcher?.ended({ kind: 'cancelled' });
        return;
      }
      const advice = adviseOnError(error);
      job.watcher?.ended({ kind: 'failed', what: advice?.what });
      if (!advice) throw error;
      if (this.#isRefusedByConnection(error)) this.#markReachable(false);
      this.#log.info(`${job.title}: ${advice.what}`);
      void showAdvice(advice, this.#actions(job));
    }
  }

  /** Sends one request, tells whoever follows exchanges and remembers it; opens nothing. @throws what sending throws */
  async transmit(
    { request, operation, needsToken, secretHeader }: PreparedRequest,
    options: TransmitOptions,
  ): Promise<Exchange> {
    const { title, signal, connection, settings, isLogged = true, token, onReceived } = options;
    const own = secretHeader === undefined ? undefined : headerValue(request.headers, secretHeader);
    const network = await this.#connections.network();
    const sender = connection ? network.senderFor(connection) : network.sender;
    const sent = await sender.send(request, {
      signal,
      watcher: this.#retries.watch(title),
      ...(operation ? { operationId: operation.id } : {}),
      ...(needsToken === undefined ? {} : { needsToken }),
      // Only the usual headers are dropped where a redirect leads elsewhere.
      ...(own === undefined ? (settings ? { settings } : {}) : { settings: { ...settings, followRedirects: false } }),
      ...(onReceived ? { onReceived } : {}),
    });
    const secret = token ?? own?.slice(own.indexOf(' ') + 1);
    const exchange = secret === undefined ? sent : maskToken(sent, secret);
    this.#exchanged.fire(exchange);
    if (!connection && this.isAtConnection(exchange.response.url)) this.#markReachable(true);
    if (!isLogged) return exchange;
    this.#log.info(`${exchange.request.method} ${redactUrl(exchange.request.url)} -> ${summarizeExchange(exchange)}`);
    void this.#history
      .add(exchange)
      .catch((error: unknown) => this.#log.warn(`The exchange was not remembered: ${String(error)}`));
    return exchange;
  }

  /** Opens a response as the settings say. */
  async showExchange(exchange: Exchange, isBeside: boolean): Promise<void> {
    await openResponse(this.#responses, exchange, isBeside);
  }

  /** Takes in how a response can be sent again, of one that is shown without having been sent just now. */
  remember(exchangeId: string, job: Job): void {
    this.#sent.set(exchangeId, job);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > KEPT_JOBS && oldest !== undefined) this.#sent.delete(oldest);
  }

  /** Sends again what brought this response, or what was sent last. */
  async resend(exchangeId?: string): Promise<void> {
    const job = (exchangeId === undefined ? undefined : this.#sent.get(exchangeId)) ?? this.#last;
    if (job) await this.run(job);
    else await commands.executeCommand('concur.sendRequest');
  }

  /** Fetches the whole list that this response is the beginning of, or what was sent last. */
  async fetchAllPages(document?: Uri): Promise<void> {
    const exchangeId = document && this.#responses.find(document)?.id;
    const job = (exchangeId === undefined ? undefined : this.#sent.get(exchangeId)) ?? this.#last;
    if (!job) {
      await commands.executeCommand('concur.sendRequest');
      return;
    }
    requireTrust();
    const { request, operation, needsToken } = await job.prepare(new AbortController().signal);
    const { sender } = await this.#connections.network();
    const { PageWalk } = await import('../../http/paging/pageWalk.js');
    const { fetchAllPages } = await import('./allPages.js');
    const walk = new PageWalk(request, (page, signal) =>
      sender.send(page, {
        ...(signal ? { signal } : {}),
        watcher: this.#retries.watch(job.title),
        ...(operation ? { operationId: operation.id } : {}),
        ...(needsToken === undefined ? {} : { needsToken }),
      }),
    );
    await fetchAllPages(walk, job.title, this.#lists);
  }

  /** Sends what waits to be sent again: the one with this number, or all. */
  sendNow(id?: number): void {
    this.#retries.sendNow(id);
  }

  /** Ends every request that is on its way. */
  cancel(): void {
    this.#status.cancel();
  }

  dispose(): void {
    this.#store.dispose();
    rmSync(this.#lists, { recursive: true, force: true }); // the window ends: nothing waits for a promise
  }

  /** Whether nothing listens any more where the connection in use leads. */
  #isRefusedByConnection(error: unknown): boolean {
    if (!(error instanceof SendError) || error.failure.kind !== 'refused') return false;
    const geolocation = this.#connections.active?.connection.geolocation;
    return geolocation !== undefined && new URL(geolocation).host === error.failure.host;
  }

  #markReachable(isReachable: boolean): void {
    const id = this.#connections.active?.connection.id;
    if (id !== undefined) this.#connections.markReachable(id, isReachable);
  }

  async #perform(job: Job, signal: AbortSignal): Promise<Performed> {
    const prepared = await job.prepare(signal);
    return { exchange: await this.transmit(prepared, { title: job.title, signal }), operation: prepared.operation };
  }

  async #show(job: Job, { exchange, operation }: Performed): Promise<void> {
    this.remember(exchange.id, job);
    if (job.opensResponse !== false) await openResponse(this.#responses, exchange, job.isBeside);
    const tokenSet = exchange.connection === undefined ? undefined : this.#connections.active?.keeper.known;
    const { refusalContext } = await import('../../auth/scopeCheck.js');
    const advice = adviseOnRefusal(exchange, refusalContext(operation, tokenSet));
    if (advice) void showAdvice(advice, this.#actions(job));
  }

  #actions(job: Job): StepActions {
    const again = (): Promise<void> => this.run(job);
    return {
      startSandbox: async () => {
        await commands.executeCommand('concur.sandbox.start');
        if (this.#connections.active) await again();
      },
      signIn: async () => {
        await commands.executeCommand('concur.connections.signIn');
        if (this.#connections.active) await again();
      },
      sendAgain: again,
      searchOperations: () => commands.executeCommand('concur.sendRequest'),
      changeTimeout: () => commands.executeCommand('workbench.action.openSettings', 'concur.request.timeoutSeconds'),
      trustWorkspace: () => commands.executeCommand('workbench.trust.manage'),
      ...(job.showRequest ? { showRequest: job.showRequest } : {}),
      ...(job.openDocs ? { openDocs: job.openDocs } : {}),
    };
  }
}
