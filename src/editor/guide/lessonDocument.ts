import { EventEmitter, type TextDocumentContentProvider, Uri } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { Exchange } from '../../http/exchange.js';
import type { Disposable } from '../../kernel/disposable.js';
import { EMPTY_LESSON, writeLesson } from './restLesson.js';

/** Scheme of the page that explains the last request. */
export const LESSON_SCHEME = 'concur-lesson';

/** Address of that page; there is one. */
export const LESSON_URI = Uri.from({ scheme: LESSON_SCHEME, path: '/REST basics.md' });

/** Explains the last request, and goes on with every request that is sent. */
export class LessonDocument implements TextDocumentContentProvider, Disposable {
  readonly #catalog: Catalog;
  readonly #changed = new EventEmitter<Uri>();
  #exchange: Exchange | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Whether there is a request to explain. */
  get hasRequest(): boolean {
    return this.#exchange !== undefined;
  }

  take(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#changed.fire(LESSON_URI);
  }

  async provideTextDocumentContent(): Promise<string> {
    if (!this.#exchange) return EMPTY_LESSON;
    const { operationId } = this.#exchange;
    const known = operationId === undefined ? undefined : await this.#catalog.find(operationId);
    return writeLesson(this.#exchange, known && (await this.#catalog.operation(known.operation.id)));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
