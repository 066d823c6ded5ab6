import type { TextDocument } from 'vscode';
import { httpFences } from '../../../httpfile/fences.js';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import { parseHttpFile } from '../../../httpfile/parse.js';
import type { ParsedDocuments } from '../language/parsedDocuments.js';

/** Finds the requests of a document: a request file, or the `http` blocks of a Markdown file. */
export class RequestSource {
  readonly #documents: ParsedDocuments;
  readonly #markdown = new WeakMap<TextDocument, { readonly version: number; readonly file: HttpFile }>();

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
  }

  read(document: TextDocument): HttpFile {
    if (document.languageId !== 'markdown') return this.#documents.parse(document);
    const known = this.#markdown.get(document);
    if (known?.version === document.version) return known.file;
    const file = parseHttpFile(keepFences(document.getText()));
    this.#markdown.set(document, { version: document.version, file });
    return file;
  }
}

/**
 * The `http` blocks of a Markdown text as one request file, each line where it stands in the Markdown: so blocks share
 * variables and refer to each other's answers.
 */
export function keepFences(markdown: string): string {
  const kept: string[] = [];
  for (const { text, line } of httpFences(markdown)) {
    while (kept.length < line - 1) kept.push('');
    if (kept.length < line) kept.push('###'); // in place of the line that opens the block
    kept.push(...text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/));
  }
  return kept.join('\n');
}

/** What tells the requests of a file apart while it is edited: the name, else request line and title, and their count. */
export function keysOf(requests: readonly HttpFileRequest[]): readonly string[] {
  const seen = new Map<string, number>();
  return requests.map(({ name, title = '', method, url }) => {
    const key = name === undefined ? `${method} ${url}\n${title}` : `@${name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key}\n${count}`;
  });
}

/** See {@link keysOf}. */
export function keyOf({ requests }: HttpFile, request: HttpFileRequest): string {
  return keysOf(requests)[requests.indexOf(request)] ?? '';
}
