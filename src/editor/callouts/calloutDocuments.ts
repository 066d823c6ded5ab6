import { EventEmitter, type TextDocumentContentProvider, Uri } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';
import type { CalloutText } from './calloutTexts.js';

/** Scheme of the read-only documents that show calls and arrivals. */
export const CALLOUT_SCHEME = 'concur-callout';

/** How many documents are kept; the oldest goes. */
const MAX_KEPT = 100;

/** Texts of calls that were made and calls that came in, as Markdown. */
export class CalloutDocuments implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();

  readonly onDidChange = this.#changed.event;

  /** Takes in a text in place of an older one of its path, and gives the address of its document. */
  add({ path, text }: CalloutText): Uri {
    const uri = Uri.from({ scheme: CALLOUT_SCHEME, path: path.replaceAll(/[#?]/g, ' ') });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= MAX_KEPT) break;
      this.#texts.delete(oldest);
    }
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
