import { CodeLens, type CodeLensProvider, EventEmitter, extensions, l10n, type TextDocument, workspace } from 'vscode';
import { isMeantForConcur } from '../../catalog/concurHost.js';
import type { HttpFile, HttpFileRequest } from '../../httpfile/nodes.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import { toRange } from './positions.js';
import type { RequestOutcomes } from './run/requestOutcomes.js';
import { keysOf, type RequestSource } from './run/requestSource.js';

/** Extensions with buttons of their own above requests. */
const PEERS = ['humao.rest-client', 'anweber.vscode-httpyac'];

/** In a file with more requests than this, each has the button to send it and no other: drawing them all would take long. */
const MANY_REQUESTS = 1000;

/** Buttons above each request of a file, and how it was doing when it was last sent. */
export class RequestLens implements CodeLensProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<void>());
  readonly #source: RequestSource;
  readonly #outcomes: RequestOutcomes;
  #onFirstLens: ((document: TextDocument) => void) | undefined;

  readonly onDidChangeCodeLenses = this.#changed.event;

  /** @param onFirstLens called once, when somebody is about to see a button for sending */
  constructor(source: RequestSource, outcomes: RequestOutcomes, onFirstLens: (document: TextDocument) => void) {
    this.#source = source;
    this.#outcomes = outcomes;
    this.#onFirstLens = onFirstLens;
    this.#store.add(outcomes.onDidChange(() => this.#changed.fire()));
    this.#store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('concur.http.codeLens')) this.#changed.fire();
      }),
    );
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const file = this.#source.read(document);
    const { requests } = file;
    if (requests.length === 0) return [];
    if (this.#onFirstLens) {
      const warmUp = this.#onFirstLens;
      setImmediate(() => warmUp(document));
      this.#onFirstLens = undefined;
    }
    const isWanted = filterFor(file, document);
    if (!isWanted) return [];
    const outcomes = this.#outcomes.of(document.uri);
    const keys = outcomes && keysOf(requests);
    const isShort = requests.length <= MANY_REQUESTS;
    const words = {
      send: `$(play) ${l10n.t('Send Request')}`,
      all: l10n.t('Send All'),
      builder: l10n.t('Open in Builder'),
      open: l10n.t('Opens the last response'),
    };
    const lenses: CodeLens[] = [];
    requests.forEach((request, index) => {
      if (!isWanted(request)) return;
      const range = toRange(request.requestLine);
      const { line } = range.start;
      const add = (title: string, command: string, place: unknown[] = [document.uri, line], tooltip?: string): void => {
        lenses.push(new CodeLens(range, { title, command, arguments: place, ...(tooltip ? { tooltip } : {}) }));
      };
      add(words.send, 'concur.http.send');
      if (index === 0 && requests.length > 1) add(words.all, 'concur.http.sendAll', [document.uri]);
      if (isShort && isOfConcur(file, request)) add(words.builder, 'concur.http.openInBuilder');
      const outcome = outcomes?.get(keys?.[index] ?? '');
      if (!outcome) return;
      add(`$(${outcome.icon}) ${outcome.text}`, 'concur.http.openResponse', [document.uri, line], words.open);
    });
    return lenses;
  }

  /** Has the buttons drawn anew. */
  redraw(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** Whether a request gets buttons, as `concur.http.codeLens` says; undefined: none does. */
function filterFor(file: HttpFile, { uri }: TextDocument): ((request: HttpFileRequest) => boolean) | undefined {
  const wish = workspace.getConfiguration('concur.http', uri).get<string>('codeLens', 'auto');
  if (wish === 'never') return undefined;
  const hasPeer = wish === 'auto' && PEERS.some((id) => extensions.getExtension(id)?.isActive === true);
  return hasPeer ? (request) => isOfConcur(file, request) : () => true;
}

/** Whether a request goes to Concur or the sandbox, as far as the file says. */
function isOfConcur({ variables }: HttpFile, { url }: HttpFileRequest): boolean {
  let start = url;
  for (let depth = 0; depth < 5; depth++) {
    const [reference, name] = /^\{\{\s*([^{}]*?)\s*\}\}/.exec(start) ?? [];
    if (reference === undefined) return isMeantForConcur(start);
    if (name?.startsWith('$concur.')) return true;
    const value = variables.findLast((variable) => variable.name === name)?.value;
    if (value === undefined) return false; // of an environment, which only sending reads
    start = value + start.slice(reference.length);
  }
  return false;
}
