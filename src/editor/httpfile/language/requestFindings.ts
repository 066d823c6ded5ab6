import { Diagnostic, DiagnosticSeverity, languages, type TextDocument, workspace } from 'vscode';
import type { Disposable } from '../../../kernel/disposable.js';
import { DisposableStore } from '../../../kernel/disposable.js';
import type { ParsedDocuments } from './parsedDocuments.js';
import { toRange } from '../positions.js';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const;

/** A pause in typing after which a file is looked at again. */
const PAUSE_MS = 200;

/** Shows what the parser found in open request files, at its place and in the Problems view. */
export class RequestFindings implements Disposable {
  readonly #store = new DisposableStore();
  readonly #diagnostics = this.#store.add(languages.createDiagnosticCollection('concur'));
  readonly #documents: ParsedDocuments;
  readonly #pending = new Map<TextDocument, NodeJS.Timeout>();

  constructor(documents: ParsedDocuments) {
    this.#documents = documents;
    this.#store.add(workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)));
    this.#store.add(
      workspace.onDidCloseTextDocument((document) => {
        clearTimeout(this.#pending.get(document));
        this.#pending.delete(document);
        this.#diagnostics.delete(document.uri);
      }),
    );
    for (const document of workspace.textDocuments) this.#check(document);
  }

  dispose(): void {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#store.dispose();
  }

  #checkSoon(document: TextDocument): void {
    if (document.languageId !== 'http') return;
    clearTimeout(this.#pending.get(document));
    this.#pending.set(
      document,
      setTimeout(() => {
        this.#pending.delete(document);
        this.#check(document);
      }, PAUSE_MS),
    );
  }

  #check(document: TextDocument): void {
    if (document.languageId !== 'http' || document.isClosed) return;
    const diagnostics = this.#documents.parse(document).findings.map(({ range, message, severity, code }) => {
      const diagnostic = new Diagnostic(toRange(range), message, SEVERITIES[severity]);
      diagnostic.source = 'Concur';
      diagnostic.code = code;
      return diagnostic;
    });
    this.#diagnostics.set(document.uri, diagnostics);
  }
}
