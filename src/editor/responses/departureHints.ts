import {
  Diagnostic,
  DiagnosticSeverity,
  type LogOutputChannel,
  languages,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import { readResponseSettings } from '../host/settings.js';
import type { ResponseStore } from './responseStore.js';
import { MOST_BYTES, operationOf, responseSchema } from './understanding.js';

/** Longer texts are checked in another thread. */
const INLINE_CHARACTERS = 128 * 1024;

/** What checking needs. */
export interface HintNeeds {
  readonly responses: ResponseStore;
  readonly catalog: Catalog;
  readonly work: BackgroundWork;
  readonly log: LogOutputChannel;
}

/** Marks where an open response departs from its documentation, as hints. */
export class DepartureHints implements Disposable {
  readonly #store = new DisposableStore();
  readonly #hints = this.#store.add(languages.createDiagnosticCollection('concur.response'));
  readonly #needs: HintNeeds;

  constructor(needs: HintNeeds) {
    this.#needs = needs;
    const check = (document: TextDocument): void => {
      this.#check(document).catch((error: unknown) => needs.log.error(String(error)));
    };
    this.#store.add(workspace.onDidOpenTextDocument(check));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.#hints.delete(uri)));
    this.#store.add(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('concur.response.checkAgainstCatalogue')) workspace.textDocuments.forEach(check);
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #check(document: TextDocument): Promise<void> {
    const { responses, catalog, work } = this.#needs;
    const exchange = responses.findBody(document.uri);
    if (!exchange || document.languageId !== 'json') return;
    if (!readResponseSettings().checkAgainstCatalogue) {
      this.#hints.delete(document.uri);
      return;
    }
    if (exchange.response.bodySize > MOST_BYTES) return;
    const operation = await operationOf(exchange, catalog);
    const schema = operation && responseSchema(operation, exchange);
    if (!schema || document.isClosed) return;
    const text = document.getText();
    const isShort = text.length <= INLINE_CHARACTERS;
    const found = isShort
      ? (await import('../../response/departures.js')).findDepartures({ text, schema })
      : await work.run('findDepartures', { body: { text }, schema });
    if (document.isClosed) return;
    const toHint = ({ offset, length, what, kind }: (typeof found)[number]): Diagnostic => {
      const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
      const hint = new Diagnostic(range, what, DiagnosticSeverity.Hint);
      hint.source = 'Concur';
      hint.code = kind;
      return hint;
    };
    this.#set(document.uri, found.map(toHint));
  }

  #set(uri: Uri, hints: readonly Diagnostic[]): void {
    this.#hints.set(uri, hints);
  }
}
