import {
  commands,
  type Disposable,
  env,
  type LogOutputChannel,
  l10n,
  languages,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { CORRELATION_HEADER } from '../../http/correlation.js';
import type { Exchange } from '../../http/exchange.js';
import { headerValue } from '../../http/request.js';
import { DisposableStore } from '../../kernel/disposable.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import { decodeEnds } from '../../response/format.js';
import { nextPageOf } from '../../response/links.js';
import { nameExchange } from '../../response/summary.js';
import { guard } from '../host/log.js';
import type { HistoryService } from '../requests/historyService.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { compareWithAny, compareWithPrevious } from './compareResponses.js';
import { copyAs } from './copyResponse.js';
import { DepartureHints } from './departureHints.js';
import { describeHeaders } from './describeHeaders.js';
import { FieldHover } from './fieldHover.js';
import { FilterDocument } from './filterDocument.js';
import { followAddress, followLink } from './followLink.js';
import { formatLarge } from './formatLarge.js';
import { showTypes } from './generatedTypes.js';
import { ResponseLens } from './responseLens.js';
import { type FollowArgument, ResponseLinks } from './responseLinks.js';
import { ResponseStatus } from './responseStatus.js';
import { RESPONSE_SCHEME, type ResponseStore } from './responseStore.js';
import { saveResponse } from './saveResponse.js';
import { targetOf } from './target.js';
import { operationOf } from './understanding.js';

/** What the response tabs need. */
export interface ResponsesNeeds {
  readonly responses: ResponseStore;
  readonly catalog: Catalog;
  readonly runner: RequestRunner;
  readonly history: HistoryService;
  readonly work: BackgroundWork;
  readonly log: LogOutputChannel;
  /** Where this extension lies: the table's page is loaded from below it. */
  readonly extensionUri: Uri;
}

/** Documents of this feature: virtual ones, and files of large bodies, which the store knows by their names. */
const SELECTOR = [{ scheme: RESPONSE_SCHEME }, { scheme: 'file', pattern: '**/responses/*/*/*' }];

/** Response documents: their file system, the line above them, their status bar item and commands. */
export function registerResponses(needs: ResponsesNeeds): Disposable {
  const { responses, catalog, log, work } = needs;
  const store = new DisposableStore();
  const filter = store.add(new FilterDocument(work));
  store.add(
    workspace.registerFileSystemProvider(RESPONSE_SCHEME, responses, { isReadonly: true, isCaseSensitive: true }),
  );
  store.add(languages.registerCodeLensProvider(SELECTOR, new ResponseLens(responses, catalog)));
  store.add(languages.registerHoverProvider(SELECTOR, new FieldHover(responses, catalog)));
  store.add(languages.registerDocumentLinkProvider(SELECTOR, new ResponseLinks(responses)));
  store.add(new DepartureHints(needs));
  store.add(new ResponseStatus(responses));
  const register = (id: string, act: (exchange: Exchange, uri: Uri) => Promise<unknown>): void => {
    store.add(
      commands.registerCommand(id, (argument: Uri | undefined) =>
        guard(log, async () => {
          const target = targetOf(responses, argument);
          if (target) await act(target.exchange, target.uri);
          else void window.showInformationMessage(l10n.t('No response is open. Send a request first.'));
        }),
      ),
    );
  };
  register('concur.response.showHeaders', async (exchange) => {
    const uri = responses.addText(exchange, `${nameExchange(exchange)} headers.txt`, describeHeaders(exchange));
    await window.showTextDocument(uri, { preview: true, viewColumn: ViewColumn.Active });
  });
  register('concur.response.copyCorrelationId', async (exchange) => {
    await env.clipboard.writeText(headerValue(exchange.response.headers, CORRELATION_HEADER) ?? '');
  });
  register('concur.response.copySupportDetails', async (exchange) => {
    const { describeForSupport } = await import('../../response/supportDetails.js');
    const operation = await operationOf(exchange, catalog);
    const title = operation && `${operation.title} (${operation.apiTitle} v${operation.version}, ${operation.name})`;
    await env.clipboard.writeText(describeForSupport(exchange, title));
    window.setStatusBarMessage(l10n.t('Details for SAP Concur support are on the clipboard.'), 5000);
  });
  register('concur.response.copyAs', copyAs);
  register('concur.response.save', saveResponse);
  register('concur.response.filter', (exchange) => filter.open(exchange));
  register('concur.response.compareWithPrevious', (exchange) => compareWithPrevious(responses, exchange));
  register('concur.response.compareWith', (exchange) => compareWithAny(responses, needs.history, exchange));
  register('concur.response.generateTypes', (exchange) => showTypes(exchange, work));
  register('concur.response.format', (_exchange, uri) => formatLarge(responses, uri));
  register('concur.response.nextPage', async (exchange) => {
    const value = nextPageOf(decodeEnds(exchange.response));
    if (value === undefined)
      void window.showInformationMessage(l10n.t('This answer names no next page: it is the last one.'));
    else await followAddress(exchange, { field: 'NextPage', value }, needs);
  });
  register('concur.response.table', async (exchange) => {
    const { openTable } = await import('./tablePanel.js');
    store.add(await openTable(exchange, needs));
  });
  store.add(
    commands.registerCommand('concur.response.follow', ({ exchangeId, link }: FollowArgument) =>
      guard(log, async () => {
        const exchange = responses.recent.find(exchangeId);
        if (exchange) await followLink(exchange, link, needs);
      }),
    ),
  );
  return store;
}
