import {
  type CodeLensProvider,
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  languages,
  type Memento,
  type SecretStorage,
  type TextDocument,
  Uri,
  window,
} from 'vscode';
import type { Catalog } from '../../../catalog/catalog.js';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import { DisposableStore } from '../../../kernel/disposable.js';
import type { ConnectionBook } from '../../connections/connectionBook.js';
import { guard } from '../../host/log.js';
import type { RequestRunner } from '../../requests/requestRunner.js';
import type { ParsedDocuments } from '../language/parsedDocuments.js';
import { RequestLens } from '../requestLens.js';
import { EnvironmentChoice } from './environmentChoice.js';
import type { RequestOutcomes } from './requestOutcomes.js';
import { keyOf, RequestSource } from './requestSource.js';

/** What running request files needs. */
export interface RunningNeeds {
  readonly catalog: Catalog;
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly documents: ParsedDocuments;
  readonly outcomes: RequestOutcomes;
  /** Holds what files refer to as `{{$concur.secret NAME}}`. */
  readonly secrets: SecretStorage;
  /** Of the workspace: remembers the chosen environment. */
  readonly memory: Memento;
  readonly log: LogOutputChannel;
  readonly extensionUri: Uri;
}

/** A request of a file that a command was called on. */
interface Place {
  readonly document: TextDocument;
  readonly file: HttpFile;
  readonly request: HttpFileRequest;
}

/** Everything that sends from request files: buttons, commands, environments, the Testing view. */
export function registerRunning(needs: RunningNeeds): Disposable {
  const { catalog, connections, runner, documents, outcomes, memory, secrets, log } = needs;
  const store = new DisposableStore();
  const source = new RequestSource(documents);
  const environment = store.add(new EnvironmentChoice(memory));
  const load = once(async () => {
    const [{ RequestRuns }, { RequestTesting }, many, one] = await Promise.all([
      import('./requestRuns.js'),
      import('./requestTesting.js'),
      import('./sendMany.js'),
      import('../sendHttp.js'),
    ]);
    const { sendFromFile } = one;
    const runs = store.add(new RequestRuns({ catalog, connections, runner, environment, secrets, outcomes }));
    const testing = once(() =>
      store.add(
        new RequestTesting(source, (batches, reports, signal) => many.sendForTesting(batches, runs, reports, signal)),
      ),
    );
    return { runs, testing, ...many, ...one, sendFromFile };
  });
  const register = (id: string, work: (argument: unknown, line: unknown) => Promise<unknown>): void => {
    store.add(
      commands.registerCommand(id, (argument: unknown, line: unknown) => guard(log, () => work(argument, line))),
    );
  };
  /** The request meant by a CodeLens (file and line), a row, a menu (file) or the keyboard (nothing). */
  const placeOf = async (argument: unknown, line: unknown): Promise<Place | undefined> => {
    const { documentAt, requestToUse, tellEmpty } = await load();
    const target = toTarget(argument, line);
    const document = await documentAt(target.uri);
    if (!document) return undefined;
    const file = source.read(document);
    if (file.requests.length === 0) tellEmpty();
    const request = await requestToUse(document, file, target.line);
    return request && { document, file, request };
  };
  const sendMany = async (document: TextDocument, isWanted: (request: HttpFileRequest) => boolean): Promise<void> => {
    const { runs, testing, sendMany: send, tellEmpty } = await load();
    const file = source.read(document);
    const requests = file.requests.filter(isWanted);
    if (requests.length === 0) tellEmpty();
    else await send([{ document, file, requests }], runs, testing());
  };

  register('concur.http.send', async (argument, line) => {
    const { sendFromFile, runs, testing } = await load();
    const target = toTarget(argument, line);
    await sendFromFile(target.uri, target.line, { runner, source, runs, testing });
  });
  register('concur.http.sendAll', async (argument) => {
    const { documentAt } = await load();
    const document = await documentAt(toTarget(argument, undefined).uri);
    if (document) await sendMany(document, () => true);
  });
  register('concur.http.sendSelection', async () => {
    const editor = window.activeTextEditor;
    if (!editor) return;
    const { selections, document } = editor;
    await sendMany(document, ({ range: { start, end } }) =>
      selections.some((selection) => selection.start.line <= end.line && selection.end.line >= start.line),
    );
  });
  register('concur.http.openResponse', async (argument, line) => {
    const place = await placeOf(argument, line);
    const outcome = place && outcomes.of(place.document.uri)?.get(keyOf(place.file, place.request));
    if (outcome?.exchange) await runner.showExchange(outcome.exchange, true);
    else if (outcome) window.setStatusBarMessage(l10n.t('No answer came to this request. Send it again.'), 5000);
  });
  register('concur.http.selectEnvironment', async (argument) => {
    const { documentAt } = await load();
    const document = await documentAt(toTarget(argument, undefined).uri);
    if (document) await environment.choose(document);
  });
  const copy = async (argument: unknown, line: unknown, kind: string | undefined): Promise<void> => {
    const place = await placeOf(argument, line);
    if (!place) return;
    const { copyRequest } = await import('./copyRequest.js');
    const { mayCarryToken } = await import('../../../auth/connection.js');
    await connections.load();
    const connection = connections.active?.connection;
    await copyRequest(place, kind, runner.knownGeolocation(), environment, (url) =>
      connection ? mayCarryToken(connection, url) : false,
    );
  };
  register('concur.copyAs', (argument, line) => copy(argument, line, undefined));
  register('concur.copyAsCurl', (argument, line) => copy(argument, line, 'curl'));
  register('concur.pasteCurl', async () => {
    const { pasteCurl } = await import('./pasteCurl.js');
    await pasteCurl();
  });

  const warmUp = (document: TextDocument): void => {
    void guard(log, async () => {
      const [{ testing }] = await Promise.all([load(), runner.warmUp()]);
      testing().add(document);
    });
  };
  const lens = store.add(new RequestLens(source, outcomes, warmUp));
  store.add(languages.registerCodeLensProvider({ language: 'http' }, lens));
  const shown = new Set<string>();
  const inMarkdown = once(() =>
    store.add(languages.registerCodeLensProvider({ language: 'markdown' }, only(lens, shown))),
  );
  register('concur.http.showInMarkdown', async () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== 'markdown') return;
    if (source.read(document).requests.length === 0) {
      void window.showInformationMessage(
        l10n.t('There is no request in this file. Put one between ```http and ``` to send it from here.'),
      );
      return;
    }
    shown.add(document.uri.toString());
    inMarkdown();
    lens.redraw();
  });
  return store;
}

/** Buttons only in the files that somebody asked for. */
function only(lens: RequestLens, shown: ReadonlySet<string>): CodeLensProvider {
  return {
    onDidChangeCodeLenses: lens.onDidChangeCodeLenses,
    provideCodeLenses: (document) => (shown.has(document.uri.toString()) ? lens.provideCodeLenses(document) : []),
  };
}

/** A command gets file and line, a row of the Request Files view, or nothing. */
function toTarget(
  argument: unknown,
  line: unknown,
): { readonly uri: Uri | undefined; readonly line: number | undefined } {
  if (argument instanceof Uri) return { uri: argument, line: typeof line === 'number' ? line : undefined };
  if (typeof argument !== 'object' || argument === null || !('uri' in argument))
    return { uri: undefined, line: undefined };
  const { uri } = argument;
  const own = 'line' in argument ? argument.line : undefined;
  return { uri: uri instanceof Uri ? uri : undefined, line: typeof own === 'number' ? own : undefined };
}

/** Does its work with the first call, and gives the same to all. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
