import type { TextDocument } from 'vscode';
import type { HttpFile } from '../../httpfile/nodes.js';
import { parseHttpFile } from '../../httpfile/parse.js';

/** Parses each version of a document once, however many providers ask for it. */
export class ParsedDocuments {
  readonly #parsed = new WeakMap<TextDocument, { readonly version: number; readonly file: HttpFile }>();

  parse(document: TextDocument): HttpFile {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known.file;
    const file = parseHttpFile(document.getText());
    this.#parsed.set(document, { version: document.version, file });
    return file;
  }
}
