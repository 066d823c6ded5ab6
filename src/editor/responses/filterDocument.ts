import {
  commands,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import { filterBody } from '../../response/filter.js';
import { nameExchange } from '../../response/summary.js';
import { bodyOf, filterLanguageOf } from './target.js';

/** Scheme of the documents that show what a filter leaves. */
const FILTER_SCHEME = 'concur-filter';

/** Longer bodies are filtered in another thread. In bytes. */
const INLINE_BYTES = 128 * 1024;

/** Results that are shown; a longer one is told by its count. In UTF-16 units. */
const MOST_CHARACTERS = 5 * 1024 * 1024;

/** Shows the parts of a response that a JSONPath or XPath picks, beside it, as the expression is typed. */
export class FilterDocument implements TextDocumentContentProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<Uri>());
  readonly #texts = new Map<string, string>();
  readonly #expressions = new Map<string, string>();
  readonly #work: BackgroundWork;
  readonly onDidChange = this.#changed.event;

  constructor(work: BackgroundWork) {
    this.#work = work;
    this.#store.add(workspace.registerTextDocumentContentProvider(FILTER_SCHEME, this));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.path)));
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Opens the document beside the response and an input box for the expression; both live until the box is closed. */
  async open(exchange: Exchange): Promise<void> {
    const language = filterLanguageOf(exchange);
    if (!language) {
      void window.showInformationMessage(l10n.t('Only JSON and XML can be filtered. Search in the text with Find.'));
      return;
    }
    const path = `/${exchange.id.slice(0, 8)}/${nameExchange(exchange)} filtered.${language}`;
    const uri = Uri.from({ scheme: FILTER_SCHEME, path });
    const start = this.#expressions.get(path) ?? (language === 'json' ? '$' : '/*');
    await this.#update(uri, exchange, language, start);
    await commands.executeCommand('vscode.open', uri, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
    const store = new DisposableStore();
    const box = store.add(window.createInputBox());
    box.title = l10n.t('Filter {0}', nameExchange(exchange));
    box.prompt =
      language === 'json'
        ? l10n.t('JSONPath, such as $.Items[?@.Total > 100].Name or $..ID; Enter keeps the result')
        : l10n.t('XPath, such as //Booking[Total > 100]/Name; Enter keeps the result');
    box.value = start;
    box.ignoreFocusOut = true;
    let turn = 0;
    store.add(
      box.onDidChangeValue(async (expression) => {
        turn += 1;
        const own = turn;
        box.busy = true;
        const message = await this.#update(uri, exchange, language, expression, () => own === turn);
        if (own !== turn) return; // more was typed meanwhile
        box.busy = false;
        box.validationMessage = message;
      }),
    );
    store.add(box.onDidAccept(() => box.hide()));
    store.add(box.onDidHide(() => store.dispose()));
    box.show();
  }

  /** @returns why there is no result, or undefined */
  async #update(
    uri: Uri,
    exchange: Exchange,
    language: 'json' | 'xml',
    expression: string,
    isWanted: () => boolean = () => true,
  ): Promise<string | undefined> {
    const body = bodyOf(exchange);
    const isShort = 'text' in body && exchange.response.bodySize <= INLINE_BYTES;
    const task = { language, expression };
    const found = isShort
      ? await filterBody({ text: body.text, ...task })
      : await this.#work.run('filter', { body, ...task });
    if (!isWanted()) return undefined;
    if (found.kind === 'wrong') return found.what;
    this.#expressions.set(uri.path, expression);
    const isLong = found.text.length > MOST_CHARACTERS;
    this.#texts.set(
      uri.path,
      isLong ? l10n.t('{0} results, too long to be shown. Narrow the filter.', found.count) : found.text,
    );
    this.#changed.fire(uri);
    return found.count === 0 ? l10n.t('Nothing fits.') : undefined;
  }
}
