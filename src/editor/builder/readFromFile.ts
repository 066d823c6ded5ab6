import { l10n, type Uri, window, workspace } from 'vscode';
import { requestAt } from '../../httpfile/locate.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { readDirectives } from '../../httpfile/run/directives.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import { fromHttpFile } from './httpText.js';
import type { GivenRequest } from './startDraft.js';

/**
 * The request of a file that is meant: at `line`, else at the cursor, else the first.
 * @param uri the active editor's when absent
 * @param line zero-based
 * @returns undefined when there is none; the person was told
 */
export async function readFromFile(
  uri: Uri | undefined,
  line: number | undefined,
  connections: ConnectionBook,
): Promise<GivenRequest | undefined> {
  const active = window.activeTextEditor;
  const document = uri ? await workspace.openTextDocument(uri) : active?.document;
  const file = document && parseHttpFile(document.getText());
  const at = line ?? (active && active.document === document ? active.selection.active.line : 0);
  const request = file && (requestAt(file, at) ?? file.requests[0]);
  if (!document || !request) {
    void window.showInformationMessage(
      l10n.t('There is no request here. Place the cursor on one to open it in the builder.'),
    );
    return undefined;
  }
  await connections.load();
  const wanted = readDirectives(request).connection;
  const chosen = connections.states.find(({ connection }) => connection.name === wanted);
  return {
    ...fromHttpFile(request),
    source: { uri: document.uri.toString(), line: request.requestLine.start.line },
    ...(chosen ? { connectionId: chosen.connection.id } : {}),
  };
}
