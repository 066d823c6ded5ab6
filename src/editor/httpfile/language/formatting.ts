import {
  type CancellationToken,
  type DocumentFormattingEditProvider,
  type DocumentRangeFormattingEditProvider,
  type FormattingOptions,
  type Range,
  type TextDocument,
  TextEdit,
} from 'vscode';
import type { TextChange } from '../../../httpassist/finding.js';
import { toRange } from '../positions.js';
import type { ParsedDocuments } from './parsedDocuments.js';

/** Tidies request files; what is sent stays the same. */
export class RequestFormatting implements DocumentFormattingEditProvider, DocumentRangeFormattingEditProvider {
  readonly #documents: ParsedDocuments;

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
  }

  async provideDocumentFormattingEdits(
    document: TextDocument,
    _: FormattingOptions,
    token: CancellationToken,
  ): Promise<TextEdit[]> {
    return this.#format(document, 0, document.lineCount, token);
  }

  async provideDocumentRangeFormattingEdits(
    document: TextDocument,
    { start, end }: Range,
    _: FormattingOptions,
    token: CancellationToken,
  ): Promise<TextEdit[]> {
    return this.#format(document, start.line, end.line, token);
  }

  async #format(document: TextDocument, from: number, to: number, token: CancellationToken): Promise<TextEdit[]> {
    const { formatFile } = await import('../../../httpassist/formatRequest.js');
    const changes: readonly TextChange[] = await formatFile(this.#documents.parse(document), from, to);
    if (token.isCancellationRequested) return [];
    return changes.map(({ range, newText }) => TextEdit.replace(toRange(range), newText));
  }
}
