import {
  commands,
  type Disposable,
  env,
  type LogOutputChannel,
  languages,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { headerValue } from '../../http/request.js';
import { CORRELATION_HEADER } from '../../http/sender.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { formatDuration, nameExchange, summarizeExchange } from '../../response/summary.js';
import { guard } from '../host/log.js';
import { ResponseLens } from './responseLens.js';
import { ResponseStatus } from './responseStatus.js';
import { RESPONSE_SCHEME, type ResponseStore } from './responseStore.js';

/** What the response tabs need. */
export interface ResponsesNeeds {
  readonly responses: ResponseStore;
  readonly log: LogOutputChannel;
}

/** Response documents: their file system, the line above them, their status bar item and commands. */
export function registerResponses({ responses, log }: ResponsesNeeds): Disposable {
  const store = new DisposableStore();
  store.add(
    workspace.registerFileSystemProvider(RESPONSE_SCHEME, responses, { isReadonly: true, isCaseSensitive: true }),
  );
  store.add(languages.registerCodeLensProvider({ scheme: RESPONSE_SCHEME }, new ResponseLens(responses)));
  store.add(new ResponseStatus(responses));
  const register = (id: string, work: (exchange: Exchange) => Promise<unknown>): void => {
    store.add(
      commands.registerCommand(id, (uri: Uri | undefined) =>
        guard(log, async () => {
          const target = uri ?? window.activeTextEditor?.document.uri;
          const exchange = target ? responses.find(target) : undefined;
          if (exchange) await work(exchange);
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
  return store;
}

/** Opens a response: beside the editor that asked for it, keeping the cursor there, or as the active tab. */
export async function openResponse(responses: ResponseStore, exchange: Exchange, isBeside: boolean): Promise<void> {
  const uri = await responses.add(exchange);
  await commands.executeCommand('vscode.open', uri, {
    viewColumn: isBeside ? ViewColumn.Beside : ViewColumn.Active,
    preserveFocus: isBeside,
    preview: true,
  });
}

function describeHeaders(exchange: Exchange): string {
  const { request, response, timings } = exchange;
  const list = (headers: readonly (readonly [string, string])[]): string[] =>
    headers.map(([name, value]) => `${name}: ${value}`);
  const phases = [
    ['DNS', timings.dnsMs],
    ['Connect', timings.connectMs],
    ['TLS', timings.tlsMs],
    ['First byte', timings.firstByteMs],
    ['Download', timings.downloadMs],
    ['Total', timings.totalMs],
  ] as const;
  return [
    `${request.method} ${request.url}`,
    ...list(request.headers),
    '',
    summarizeExchange(exchange),
    ...list(response.headers),
    '',
    ...phases.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name}: ${formatDuration(ms)}`])),
    '',
  ].join('\n');
}
