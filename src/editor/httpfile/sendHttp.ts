import { l10n, Selection, type TextDocument, type Uri, ViewColumn, window, workspace } from 'vscode';
import { requestAt } from '../../httpfile/locate.js';
import type { HttpFile, HttpFileRequest, HttpFinding } from '../../httpfile/nodes.js';
import { labelOf, type RunResult } from '../../httpfile/run/events.js';
import type { TextRange } from '../../kernel/text.js';
import type { Performed, PreparedRequest } from '../requests/job.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { toRange } from './positions.js';
import type { RunExchange } from './run/editorPorts.js';
import type { RequestRuns } from './run/requestRuns.js';
import { keysOf, type RequestSource } from './run/requestSource.js';
import type { Batch, RequestTesting } from './run/requestTesting.js';

/** What sending from a file needs. */
export interface SendHttpNeeds {
  readonly runner: RequestRunner;
  readonly source: RequestSource;
  readonly runs: RequestRuns;
  /** Made when it is first needed. */
  readonly testing: () => RequestTesting;
}

/**
 * Sends a request of a file: the one at `line`, else the one at the cursor, else the only one, else one that is picked.
 * What it refers to is sent first.
 * @param uri the file; the active editor's when absent
 * @param line zero-based
 */
export async function sendFromFile(
  uri: Uri | undefined,
  line: number | undefined,
  needs: SendHttpNeeds,
): Promise<void> {
  const document = await documentAt(uri);
  if (!document) return;
  const file = needs.source.read(document);
  const request = await requestToUse(document, file, line);
  const finding = request ? findingIn(file, request) : file.findings.find(isError);
  if (finding) {
    await showProblem(document, finding.message, finding.range);
    return;
  }
  if (!request) {
    if (file.requests.length === 0) tellEmpty();
    return;
  }
  const sending = new Sending(document, file, request, needs);
  await needs.runner.run({
    title: `${request.method} ${request.name ?? request.url}`,
    isBeside: window.visibleTextEditors.some((editor) => editor.document === document),
    prepare: () => sending.prepare(),
    perform: (signal) => sending.perform(signal),
    showRequest: () => showRange(document, request.requestLine),
  });
}

/** The document of a command: that of `uri`, else that of the active editor, else none, which is said. */
export async function documentAt(uri: Uri | undefined): Promise<TextDocument | undefined> {
  if (uri) return workspace.openTextDocument(uri);
  const document = window.activeTextEditor?.document;
  if (!document) {
    void window.showInformationMessage(l10n.t('Open an .http file and place the cursor on a request to send it.'));
  }
  return document;
}

/** Says that a file has nothing to send. */
export function tellEmpty(): void {
  void window.showInformationMessage(
    l10n.t('There is no request in this file yet. Write one, such as: GET /api/v3.0/expense/reports'),
  );
}

/** The request at a line, at the cursor, the only one, or one that is picked. */
export async function requestToUse(
  document: TextDocument,
  file: HttpFile,
  line: number | undefined,
): Promise<HttpFileRequest | undefined> {
  const active = window.activeTextEditor;
  const at = line ?? (active?.document === document ? active.selection.active.line : undefined);
  return at === undefined ? pickRequest(file) : (requestAt(file, at) ?? pickRequest(file));
}

/** One request of a file, to be sent once or again. Reads it anew each time, for the file may have changed. */
class Sending {
  readonly #document: TextDocument;
  readonly #key: string;
  readonly #line: number;
  readonly #needs: SendHttpNeeds;
  #prepared: PreparedRequest | undefined;

  constructor(document: TextDocument, file: HttpFile, request: HttpFileRequest, needs: SendHttpNeeds) {
    this.#document = document;
    this.#key = keysOf(file.requests)[file.requests.indexOf(request)] ?? '';
    this.#line = request.requestLine.start.line;
    this.#needs = needs;
  }

  /** What was sent, for whoever wants the next pages of it. @throws {RequestGoneError} nothing was */
  async prepare(): Promise<PreparedRequest> {
    if (!this.#prepared) throw new RequestGoneError();
    return this.#prepared;
  }

  async perform(signal: AbortSignal): Promise<Performed | undefined> {
    const file = this.#needs.source.read(this.#document);
    const request = file.requests[keysOf(file.requests).indexOf(this.#key)] ?? requestAt(file, this.#line);
    if (!request) {
      void window.showInformationMessage(l10n.t('This request is no longer in its file.'));
      return undefined;
    }
    const batch: Batch = { document: this.#document, file, requests: [request] };
    const reports = request.assertions.length > 0 ? this.#needs.testing().open([batch]) : undefined;
    try {
      const { results, lastPrepared, lastError } = await this.#needs.runs.run({
        ...batch,
        keepsGoing: false,
        signal,
        onEvent: (event) => reports?.tell(batch, event),
      });
      signal.throwIfAborted();
      this.#prepared = lastPrepared;
      const own = results.findLast((result) => result.request === request);
      if (own?.outcome.kind === 'failed' && lastError !== undefined) throw lastError;
      return await this.#conclude(own, results);
    } finally {
      reports?.end();
    }
  }

  /** Says what is to be said beside the response. */
  async #conclude(
    own: RunResult<RunExchange> | undefined,
    results: readonly RunResult<RunExchange>[],
  ): Promise<Performed | undefined> {
    if (own && own.notes.length > 0) window.setStatusBarMessage(own.notes.join(' '), NOTE_MS);
    switch (own?.outcome.kind) {
      case 'answered':
        return own.outcome.exchange;
      case 'failed': {
        const needed = results.at(-2)?.outcome;
        if (needed?.kind === 'answered') await this.#needs.runner.showExchange(needed.exchange.exchange, true);
        void showProblem(this.#document, own.outcome.message, own.outcome.range ?? own.request.requestLine);
        return undefined;
      }
      case 'skipped':
        window.setStatusBarMessage(own.outcome.message, NOTE_MS);
        return undefined;
      default:
        return undefined;
    }
  }
}

/** Nothing was sent yet whose pages could be fetched. */
export class RequestGoneError extends Error {
  override readonly name = 'RequestGoneError';
}

const NOTE_MS = 8000;

function isError({ severity }: HttpFinding): boolean {
  return severity === 'error';
}

async function pickRequest({ requests }: HttpFile): Promise<HttpFileRequest | undefined> {
  if (requests.length < 2) return requests[0];
  const picked = await window.showQuickPick(
    requests.map((request) => ({
      label: labelOf(request),
      description: `${request.method} ${request.url}`,
      request,
    })),
    { placeHolder: l10n.t('Which request is to be used?') },
  );
  return picked?.request;
}

function findingIn(file: HttpFile, { range }: HttpFileRequest): HttpFinding | undefined {
  return file.findings.find(
    (finding) =>
      isError(finding) && finding.range.start.line >= range.start.line && finding.range.start.line <= range.end.line,
  );
}

async function showProblem(document: TextDocument, message: string, range: TextRange): Promise<void> {
  const show = l10n.t('Go to Line {0}', range.start.line + 1);
  const words = message.startsWith('Not sent') ? message : l10n.t('Not sent. {0}', message);
  const clicked = await window.showWarningMessage(words, show);
  if (clicked === show) await showRange(document, range);
}

/** Brings a place of a document to the front. */
export async function showRange(document: TextDocument, range: TextRange): Promise<void> {
  const start = toRange(range).start;
  const editor = await window.showTextDocument(document, { viewColumn: columnOf(document) });
  editor.selection = new Selection(start, start);
  editor.revealRange(toRange(range));
}

function columnOf(document: TextDocument): ViewColumn {
  return window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn ?? ViewColumn.Active;
}
