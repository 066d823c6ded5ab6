import { l10n, Selection, type TextDocument, type Uri, ViewColumn, window, workspace } from 'vscode';
import { isConcurUrl } from '../../auth/geolocation.js';
import type { Catalog } from '../../catalog/catalog.js';
import { completeTarget } from '../../http/target.js';
import { requestAt } from '../../httpfile/locate.js';
import type { HttpFile, HttpFileRequest, HttpFinding } from '../../httpfile/nodes.js';
import type { PreparedRequest, RequestRunner } from '../requests/requestRunner.js';
import type { ParsedDocuments } from './language/parsedDocuments.js';
import { toRange } from './positions.js';

/** What sending from a file needs. */
export interface SendHttpNeeds {
  readonly catalog: Catalog;
  readonly runner: RequestRunner;
  readonly documents: ParsedDocuments;
}

/**
 * Sends a request of a file: the one at `line`, else the one at the cursor, else the only one, else one that is picked.
 * @param uri the file; the active editor's when absent
 * @param line zero-based
 */
export async function sendFromFile(
  uri: Uri | undefined,
  line: number | undefined,
  needs: SendHttpNeeds,
): Promise<void> {
  const active = window.activeTextEditor;
  const document = uri ? await workspace.openTextDocument(uri) : active?.document;
  if (!document) {
    void window.showInformationMessage(l10n.t('Open an .http file and place the cursor on a request to send it.'));
    return;
  }
  const file = needs.documents.parse(document);
  const at = line ?? (active?.document === document ? active.selection.active.line : undefined);
  const request = at === undefined ? await pickRequest(file) : (requestAt(file, at) ?? (await pickRequest(file)));
  const finding = request
    ? (findingIn(file, request) ?? (await resolve(file, request)).findings.find(isError))
    : file.findings.find(isError);
  if (finding) {
    await showFinding(document, finding);
    return;
  }
  if (!request) {
    if (file.requests.length === 0) {
      void window.showInformationMessage(
        l10n.t('There is no request in this file yet. Write one, such as: GET /api/v3.0/expense/reports'),
      );
    }
    return;
  }
  await needs.runner.run({
    title: `${request.method} ${request.name ?? request.url}`,
    isBeside: true,
    prepare: (signal) => prepare(document, request.requestLine.start.line, needs, signal),
    showRequest: () => showRange(document, request.requestLine),
  });
}

/** Reads the request anew from the file, which may have changed since, and completes it. */
async function prepare(
  document: TextDocument,
  line: number,
  { catalog, runner, documents }: SendHttpNeeds,
  signal: AbortSignal,
): Promise<PreparedRequest> {
  const file = documents.parse(document);
  const request = requestAt(file, line);
  if (!request) throw new RequestGoneError();
  const { request: resolved } = await resolve(file, request);
  const geolocation = resolved.url.startsWith('/') ? await runner.geolocation(signal) : undefined;
  const target = completeTarget(resolved, geolocation);
  if (!isConcurUrl(target.url) && !runner.isAtConnection(target.url)) return { request: target };
  const { origin, pathname } = new URL(target.url);
  const [match] = (await catalog.paths()).find(target.method, pathname, origin);
  if (!match) return { request: target };
  const { needsToken } = await catalog.operation(match.operation.id);
  return { request: target, operation: match.operation, needsToken };
}

/** Puts in the variables that the file and this computer give. */
async function resolve(
  file: HttpFile,
  request: HttpFileRequest,
): Promise<ReturnType<typeof import('../../httpfile/variables/resolve.js').resolveRequest>> {
  const { resolveRequest } = await import('../../httpfile/variables/resolve.js');
  const { randomInt, randomUUID } = await import('node:crypto');
  return resolveRequest(file, request, {
    values: {},
    now: () => new Date(),
    randomUuid: randomUUID,
    randomInt: (min, max) => randomInt(min, max),
    environment: (name) => process.env[name],
  });
}

function isError({ severity }: HttpFinding): boolean {
  return severity === 'error';
}

/** The request was deleted from its file before it was sent again. */
export class RequestGoneError extends Error {
  override readonly name = 'RequestGoneError';
}

async function pickRequest(file: HttpFile): Promise<HttpFileRequest | undefined> {
  if (file.requests.length < 2) return file.requests[0];
  const picked = await window.showQuickPick(
    file.requests.map((request) => ({
      label: request.name || request.title || `${request.method} ${request.url}`,
      description: `${request.method} ${request.url}`,
      request,
    })),
    { placeHolder: l10n.t('Which request is to be sent?') },
  );
  return picked?.request;
}

function findingIn(file: HttpFile, { range }: HttpFileRequest): HttpFinding | undefined {
  return file.findings.find(
    (finding) =>
      isError(finding) && finding.range.start.line >= range.start.line && finding.range.start.line <= range.end.line,
  );
}

async function showFinding(document: TextDocument, finding: HttpFinding): Promise<void> {
  const show = l10n.t('Go to Line {0}', finding.range.start.line + 1);
  const clicked = await window.showWarningMessage(l10n.t('Not sent. {0}', finding.message), show);
  if (clicked === show) await showRange(document, finding.range);
}

async function showRange(document: TextDocument, range: HttpFileRequest['range']): Promise<void> {
  const start = toRange(range).start;
  const editor = await window.showTextDocument(document, { viewColumn: columnOf(document) });
  editor.selection = new Selection(start, start);
  editor.revealRange(toRange(range));
}

function columnOf(document: TextDocument): ViewColumn {
  return window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn ?? ViewColumn.Active;
}
