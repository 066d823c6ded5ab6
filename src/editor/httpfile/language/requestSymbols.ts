import { DocumentSymbol, type DocumentSymbolProvider, SymbolKind, type TextDocument } from 'vscode';
import { toRange } from '../positions.js';
import type { ParsedDocuments } from './parsedDocuments.js';

/** The requests of a file for outline, breadcrumbs and "go to symbol". */
export class RequestSymbols implements DocumentSymbolProvider {
  readonly #documents: ParsedDocuments;

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
  }

  provideDocumentSymbols(document: TextDocument): DocumentSymbol[] {
    return this.#documents
      .parse(document)
      .requests.map(
        ({ name, title, method, url, range, requestLine }) =>
          new DocumentSymbol(
            name || title || `${method} ${url}`,
            name || title ? `${method} ${url}` : '',
            SymbolKind.Method,
            toRange(range),
            toRange(requestLine),
          ),
      );
  }
}
