import {
  type CancellationToken,
  type DataTransfer,
  DocumentDropEdit,
  type DocumentDropEditProvider,
  l10n,
  type Position,
  Range,
  type TextDocument,
  Position as VscodePosition,
  WorkspaceEdit,
  window,
} from 'vscode';
import type { Catalog } from '../../../catalog/catalog.js';
import type { Operation } from '../../../catalog/model.js';
import { OPERATION_MIME } from '../../apis/operationDrag.js';
import type { ParsedDocuments } from './parsedDocuments.js';

/** The request of an operation as text for a request file, its required values filled in. */
export async function writeOperation(operation: Operation): Promise<string> {
  const [{ sampleValues }, { assembleRequest }, { printHttpRequest }] = await Promise.all([
    import('../../../catalog/sample.js'),
    import('../../../http/assemble.js'),
    import('../../../httpfile/print.js'),
  ]);
  const base = 'https://geolocation.invalid';
  const { method, url, headers, body } = assembleRequest(operation, sampleValues(operation), base);
  return printHttpRequest({
    title: operation.title,
    method,
    url: url
      .replace(base, operation.caller === 'concur' ? '{{connector}}' : '')
      .replaceAll('%7B%7B', '{{')
      .replaceAll('%7D%7D', '}}'),
    headers,
    ...(body === undefined ? {} : { body: String(body) }),
  });
}

/** Where a request goes that is put in at a place: behind the section that the place is in, so that none is torn apart. */
function placeFor(
  document: TextDocument,
  documents: ParsedDocuments,
  { line }: Position,
): { readonly at: VscodePosition; readonly lead: string } {
  const { sections } = documents.parse(document);
  const index = sections.findLastIndex((placed) => placed.line <= line);
  const next = sections[index + 1];
  if (next) return { at: new VscodePosition(next.line, 0), lead: '' };
  const last = document.lineAt(document.lineCount - 1);
  const isEmpty = document.getText().trim() === '';
  return { at: last.range.end, lead: isEmpty ? '' : last.text === '' ? '\n' : '\n\n' };
}

/** Takes operations that are dragged from the APIs view into a request file. */
export class OperationDrop implements DocumentDropEditProvider {
  readonly #catalog: Catalog;
  readonly #documents: ParsedDocuments;

  constructor(catalog: Catalog, documents: ParsedDocuments) {
    this.#catalog = catalog;
    this.#documents = documents;
  }

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<DocumentDropEdit | undefined> {
    const id = await data.get(OPERATION_MIME)?.asString();
    if (id === undefined || !(await this.#catalog.find(id)) || token.isCancellationRequested) return undefined;
    const text = await writeOperation(await this.#catalog.operation(id));
    const { at, lead } = placeFor(document, this.#documents, position);
    const edit = new DocumentDropEdit('', l10n.t('Insert Request'));

    edit.additionalEdit = new WorkspaceEdit();
    edit.additionalEdit.insert(document.uri, at, `${lead}${text}\n`);
    return edit;
  }
}

/** Puts the request of an operation into the active request file, behind the request at the cursor. */
export async function insertOperation(operation: Operation, documents: ParsedDocuments): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'http') {
    void window.showInformationMessage(
      l10n.t('Open an .http file first: the request is put in behind the one at the cursor.'),
    );
    return;
  }
  const { at, lead } = placeFor(editor.document, documents, editor.selection.active);
  const text = await writeOperation(operation);
  await editor.edit((edit) => edit.insert(at, `${lead}${text}\n`));
  editor.revealRange(editor.document.validateRange(new Range(at, at)));
}
