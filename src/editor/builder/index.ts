import {
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type Memento,
  type SecretStorage,
  Uri,
  window,
} from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { HttpRequest } from '../../http/request.js';
import { DisposableStore } from '../../kernel/disposable.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import { guard } from '../host/log.js';
import { operationOf } from '../requests/index.js';
import { pickOperation } from '../requests/pickOperation.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import type { ResponseStore } from '../responses/responseStore.js';
import { targetOf } from '../responses/target.js';
import { VIEW_TYPE } from './viewType.js';

/** What the request builder needs. */
export interface BuilderNeeds {
  readonly catalog: Catalog;
  /** Tells where calls go and what the token in use allows. */
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly responses: ResponseStore;
  readonly work: BackgroundWork;
  /** Remembers the values of parameters. */
  readonly memory: Memento;
  readonly secrets: SecretStorage;
  readonly log: LogOutputChannel;
  /** Where this extension lies: the page is loaded from below it. */
  readonly extensionUri: Uri;
}

/** The request builder: opens operations and requests in panels of their own, and brings panels back after a reload. */
export function registerBuilder(needs: BuilderNeeds): Disposable {
  const { catalog, log } = needs;
  const store = new DisposableStore();
  const register = (id: string, work: (...given: unknown[]) => Promise<unknown>): void => {
    store.add(commands.registerCommand(id, (...given: unknown[]) => guard(log, () => work(...given))));
  };
  register('concur.openBuilder', async (argument) => {
    const sent = readSentRequest(argument);
    if (sent) {
      store.add(await openSentRequest(sent, needs));
      return;
    }
    const blank = l10n.t('$(add) Blank request, for any address');
    const picked = argument
      ? await operationOf(argument, catalog, '')
      : await pickOperation(catalog, l10n.t('Open in Builder'), blank);
    if (!picked) return;
    const { openBlank, openBuilder } = await import('./builderPanel.js');
    store.add(picked.id === '' ? openBlank(needs) : await openBuilder(picked, needs));
  });
  register('concur.newRequest', async () => {
    const { openBlank } = await import('./builderPanel.js');
    store.add(openBlank(needs));
  });
  register('concur.http.openInBuilder', async (uri, line) => {
    const { readFromFile } = await import('./readFromFile.js');
    const request = await readFromFile(
      uri instanceof Uri ? uri : undefined,
      typeof line === 'number' ? line : undefined,
      needs.connections,
    );
    if (!request) return;
    const { openRequest } = await import('./builderPanel.js');
    store.add(await openRequest(request, needs));
  });
  register('concur.response.openInBuilder', async (uri) => {
    const target = targetOf(needs.responses, uri instanceof Uri ? uri : undefined);
    if (target) store.add(await openSentRequest(target.exchange.request, needs));
    else void window.showInformationMessage(l10n.t('No response is open. Send a request first.'));
  });
  store.add(
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) =>
        guard(log, async () => {
          const { restoreBuilder } = await import('./builderPanel.js');
          store.add(restoreBuilder(panel, state, needs));
        }),
    }),
  );
  return store;
}

/** The request of an argument `{ request }`, as the History view gives it. */
function readSentRequest(argument: unknown): HttpRequest | undefined {
  if (typeof argument !== 'object' || argument === null || !('request' in argument)) return undefined;
  return argument.request as HttpRequest;
}

/** Opens a request that was sent before, such as one of the history, in a panel of its own. What was masked is left out. */
export async function openSentRequest(request: HttpRequest, needs: BuilderNeeds): Promise<Disposable> {
  const [{ openRequest }, { describeBody }] = await Promise.all([
    import('./builderPanel.js'),
    import('../../http/requestBody.js'),
  ]);
  const { method, url, headers, body } = request;
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const text = body === undefined ? undefined : describeBody(body).replaceAll('\r\n', '\n').replace(/\n+$/, '');
  const readsFiles = typeof body === 'object' && 'kind' in body;
  return openRequest(
    {
      method,
      url,
      headers,
      ...(text === undefined ? {} : { body: { contentType, text, ...(readsFiles ? { readsFiles } : {}) } }),
    },
    needs,
  );
}
