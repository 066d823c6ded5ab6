import { type EndOfLine, type TextDocument, type TextDocumentChangeEvent, workspace } from 'vscode';
import { type ParsedHttpFile, parseHttpFile, reparse } from '../../../httpfile/parse.js';
import type { Disposable } from '../../../kernel/disposable.js';

interface Parsed {
  readonly version: number;
  readonly endOfLine: EndOfLine;
  readonly file: ParsedHttpFile;
}

/** The request files that are open, each read once and then only where it changes, however many providers ask. */
export class ParsedDocuments implements Disposable {
  readonly #parsed = new WeakMap<TextDocument, Parsed>();
  readonly #subscription = workspace.onDidChangeTextDocument((change) => this.#follow(change));

  parse(document: TextDocument): ParsedHttpFile {
    const known = this.#parsed.get(document);
    return known?.version === document.version ? known.file : this.#keep(document, parseHttpFile(document.getText()));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const known = this.#parsed.get(document);
    if (!known || known.version === document.version) return;
    // Offsets are those before all of the changes, which come from the last to the first: one after the other they fit.
    const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      start: rangeOffset,
      end: rangeOffset + rangeLength,
      text,
    }));
    const file = reparse(known.file, edits);
    const isSame = known.endOfLine === document.eol && countLines(file) === document.lineCount;
    if (isSame) this.#keep(document, file);
    else this.#parsed.delete(document);
  }

  #keep(document: TextDocument, file: ParsedHttpFile): ParsedHttpFile {
    this.#parsed.set(document, { version: document.version, endOfLine: document.eol, file });
    return file;
  }
}

function countLines({ sections }: ParsedHttpFile): number {
  const last = sections.at(-1);
  return last ? last.line + last.section.lineEnds + 1 : 1;
}
