import { CodeLens, type CodeLensProvider, l10n, type TextDocument } from 'vscode';
import type { ParsedDocuments } from './parsedDocuments.js';
import { toRange } from './positions.js';

/** "Send Request" above each request of a file. */
export class RequestLens implements CodeLensProvider {
  readonly #documents: ParsedDocuments;

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const title = l10n.t('Send Request');
    return this.#documents.parse(document).requests.map(
      ({ requestLine }) =>
        new CodeLens(toRange(requestLine), {
          title: `$(play) ${title}`,
          command: 'concur.http.send',
          arguments: [document.uri, requestLine.start.line],
        }),
    );
  }
}
