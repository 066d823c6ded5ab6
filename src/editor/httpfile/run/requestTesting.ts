import {
  Location,
  l10n,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  type TextDocument,
  tests,
  Uri,
  workspace,
} from 'vscode';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import { isFailure, labelOf, type RunEvent, type RunResult } from '../../../httpfile/run/events.js';
import { type Disposable, DisposableStore } from '../../../kernel/disposable.js';
import { toRange } from '../positions.js';
import type { RunExchange } from './editorPorts.js';
import { describeOutcome } from './requestOutcomes.js';
import { keysOf, type RequestSource } from './requestSource.js';

/** Requests of one file to be sent. */
export interface Batch {
  readonly document: TextDocument;
  readonly file: HttpFile;
  readonly requests: readonly HttpFileRequest[];
}

/** Sends batches for the Testing view and reports into its run. */
export type SendBatches = (batches: readonly Batch[], reports: TestReports, signal: AbortSignal) => Promise<void>;

/** Request files in VS Code's Testing view. Made when the first of them is opened or sent. */
export class RequestTesting implements Disposable {
  readonly #store = new DisposableStore();
  readonly #controller: TestController;
  readonly #source: RequestSource;

  constructor(source: RequestSource, send: SendBatches) {
    this.#source = source;
    this.#controller = this.#store.add(tests.createTestController('concur.requests', l10n.t('Concur Requests')));
    this.#controller.resolveHandler = (item) => (item ? this.#resolveFile(item) : this.#findFiles());
    this.#controller.refreshHandler = () => this.#findFiles();
    this.#controller.createRunProfile(
      l10n.t('Send'),
      TestRunProfileKind.Run,
      async (request, token) => {
        const batches = await this.#batchesOf(request);
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        await send(batches, this.open(batches, request), abort.signal);
      },
      true,
    );
    this.#store.add(workspace.onDidSaveTextDocument((document) => this.#refresh(document)));
    this.#store.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === 'untitled') this.#controller.items.delete(uri.toString());
      }),
    );
    this.#store.add(
      workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.#controller.items.delete(uri.toString());
      }),
    );
  }

  /** Starts a run of these requests. @param request that of the view, when it asked for it */
  open(batches: readonly Batch[], request?: TestRunRequest): TestReports {
    const items = new Map(batches.map((batch) => [batch, this.#itemsOf(batch.document, batch.file)]));
    const wanted = batches.flatMap((batch) => batch.requests.flatMap((one) => items.get(batch)?.get(one) ?? []));
    return new TestReports(this.#controller.createTestRun(request ?? new TestRunRequest(wanted)), items, wanted);
  }

  /** Shows a file with its requests in the view; one that was never saved only once it is sent. */
  add({ uri }: TextDocument): void {
    if (uri.scheme !== 'untitled') this.#fileItem(uri);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #findFiles(): Promise<void> {
    for (const uri of await workspace.findFiles('**/*.{http,rest}', '**/node_modules/**')) this.#fileItem(uri);
  }

  #fileItem(uri: Uri): TestItem {
    const id = uri.toString();
    const known = this.#controller.items.get(id);
    if (known) return known;
    const item = this.#controller.createTestItem(id, workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  async #resolveFile(item: TestItem): Promise<void> {
    // Opening an untitled document that was closed would bring it back.
    if (!item.uri || item.parent || item.uri.scheme === 'untitled') return;
    const document = await workspace.openTextDocument(item.uri);
    this.#itemsOf(document, this.#source.read(document));
  }

  #refresh(document: TextDocument): void {
    const item = this.#controller.items.get(document.uri.toString());
    if (item && item.children.size > 0) this.#itemsOf(document, this.#source.read(document));
  }

  /** Makes the rows below a file those of its text, and tells which is whose. */
  #itemsOf(document: TextDocument, file: HttpFile): ReadonlyMap<HttpFileRequest, TestItem> {
    const parent = this.#fileItem(document.uri);
    const keys = keysOf(file.requests);
    const items = new Map(
      file.requests.map((request, index): [HttpFileRequest, TestItem] => {
        const id = `${parent.id}#${keys[index]}`;
        const item = parent.children.get(id) ?? this.#controller.createTestItem(id, labelOf(request), document.uri);
        item.range = toRange(request.requestLine);
        item.description = item.label === `${request.method} ${request.url}` ? '' : `${request.method} ${request.url}`;
        item.sortText = String(index).padStart(6, '0');
        return [request, item];
      }),
    );
    parent.children.replace([...items.values()]);
    return items;
  }

  async #batchesOf({ include, exclude = [] }: TestRunRequest): Promise<readonly Batch[]> {
    if (!include) await this.#findFiles();
    const roots = include ?? [...this.#controller.items].map(([, item]) => item);
    const wanted = new Map<string, Set<string> | undefined>();
    for (const item of roots) {
      const uri = item.uri?.toString() ?? '';
      if (!item.parent) wanted.set(uri, undefined);
      else if (!wanted.has(uri)) wanted.set(uri, new Set([item.id]));
      else wanted.get(uri)?.add(item.id);
    }
    const left = new Set(exclude.map(({ id }) => id));
    const batches: Batch[] = [];
    for (const [uri, ids] of wanted) {
      if (left.has(uri)) continue;
      const document = await workspace.openTextDocument(Uri.parse(uri));
      const file = this.#source.read(document);
      const items = this.#itemsOf(document, file);
      const requests = file.requests.filter((request) => {
        const id = items.get(request)?.id ?? '';
        return (!ids || ids.has(id)) && !left.has(id);
      });
      batches.push({ document, file, requests });
    }
    return batches;
  }
}

/** Carries what happens in a run into the Testing view. */
export class TestReports {
  readonly #run: TestRun;
  readonly #items: ReadonlyMap<Batch, ReadonlyMap<HttpFileRequest, TestItem>>;
  readonly #failed = new Set<TestItem>();

  constructor(
    run: TestRun,
    items: ReadonlyMap<Batch, ReadonlyMap<HttpFileRequest, TestItem>>,
    wanted: readonly TestItem[],
  ) {
    this.#run = run;
    this.#items = items;
    for (const item of wanted) run.enqueued(item);
  }

  tell(batch: Batch, event: RunEvent<RunExchange>): void {
    const items = this.#items.get(batch);
    if (event.kind === 'started') {
      const item = items?.get(event.request);
      if (item) this.#run.started(item);
      return;
    }
    const item = items?.get(event.result.request);
    if (item) this.#finish(item, event.result, batch.document.uri);
  }

  end(): void {
    this.#run.end();
  }

  #finish(item: TestItem, result: RunResult<RunExchange>, uri: Uri): void {
    const { outcome, notes, request } = result;
    const lines = [`${labelOf(request)} -> ${describeOutcome(result)}`, ...notes.map((note) => `  ${note}`)];
    this.#run.appendOutput(`${lines.join('\r\n')}\r\n`, undefined, item);
    if (outcome.kind === 'skipped' || outcome.kind === 'cancelled') {
      if (!this.#failed.has(item)) this.#run.skipped(item);
      return;
    }
    const requestLine = toRange(request.requestLine);
    const at = (message: string, range = requestLine): TestMessage => {
      const test = new TestMessage(message);
      test.location = new Location(uri, range);
      return test;
    };
    if (outcome.kind === 'failed') {
      this.#failed.add(item);
      this.#run.errored(item, at(outcome.message, outcome.range && toRange(outcome.range)));
      return;
    }
    // Of several passes one that failed counts.
    if (!isFailure(result)) {
      if (!this.#failed.has(item)) this.#run.passed(item, outcome.durationMs);
      return;
    }
    const messages = outcome.assertions.flatMap(({ result: checked, range }) =>
      checked.kind === 'failed' ? [at(checked.message, toRange(range))] : [],
    );
    if (messages.length === 0) messages.push(at(outcome.refusal ?? describeOutcome(result)));
    this.#failed.add(item);
    this.#run.failed(item, messages, outcome.durationMs);
  }
}
