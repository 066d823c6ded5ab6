import { CodeLens, type CodeLensProvider, l10n, type TextDocument } from 'vscode';
import type { ParsedDocuments } from './parsedDocuments.js';
import { toRange } from './positions.js';

/** "Send Request" above each request of a file. */
export class RequestLens implements CodeLensProvider {
  readonly #documents: ParsedDocuments;
  #onFirstLens: (() => void) | undefined;

  /** @param onFirstLens called once, when somebody is about to see a button for sending */
  constructor(documents: ParsedDocuments, onFirstLens: () => void) {
    this.#documents = documents;
    this.#onFirstLens = onFirstLens;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const title = l10n.t('Send Request');
    const { requests } = this.#documents.parse(document);
    if (requests.length > 0 && this.#onFirstLens) {
      setImmediate(this.#onFirstLens);
      this.#onFirstLens = undefined;
    }
    const inBuilder = l10n.t('Open in Builder');
    return requests.flatMap(({ requestLine }) => {
      const range = toRange(requestLine);
      const given = [document.uri, requestLine.start.line];
      return [
        new CodeLens(range, { title: `$(play) ${title}`, command: 'concur.http.send', arguments: given }),
        new CodeLens(range, { title: inBuilder, command: 'concur.http.openInBuilder', arguments: given }),
      ];
    });
  }
}
