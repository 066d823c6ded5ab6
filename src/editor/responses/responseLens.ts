import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { describeBodyFailure } from '../../http/bodyFailure.js';
import { CORRELATION_HEADER } from '../../http/correlation.js';
import type { Exchange } from '../../http/exchange.js';
import { headerValue } from '../../http/request.js';
import { binaryExtension, decodeEnds } from '../../response/format.js';
import { nextPageOf } from '../../response/links.js';
import { explainRefusal } from '../../response/refusal.js';
import { summarizeExchange } from '../../response/summary.js';
import type { ResponseStore } from './responseStore.js';
import { filterLanguageOf } from './target.js';

/** The lines above a response: what went wrong, if something did; status, time, size and what can be done with it. */
export class ResponseLens implements CodeLensProvider {
  readonly #responses: ResponseStore;
  readonly #catalog: Catalog;

  constructor(responses: ResponseStore, catalog: Catalog) {
    this.#responses = responses;
    this.#catalog = catalog;
  }

  async provideCodeLenses({ uri }: TextDocument): Promise<CodeLens[]> {
    const exchange = this.#responses.findBody(uri);
    if (!exchange) return [];
    const top = new Range(0, 0, 0, 0);
    const lens = (title: string, command: string, ...args: unknown[]): CodeLens =>
      new CodeLens(top, { title, command, arguments: args });
    return [
      ...(await this.#problems(exchange)).map((what) =>
        lens(`$(warning) ${what}`, 'concur.response.copySupportDetails', uri),
      ),
      lens(summarizeExchange(exchange), 'concur.response.showHeaders', uri),
      lens(l10n.t('Headers'), 'concur.response.showHeaders', uri),
      lens(l10n.t('Send Again'), 'concur.resendLast', exchange.id),
      ...contentActions(exchange).map(([title, command]) => lens(title, command, uri)),
    ];
  }

  async #problems(exchange: Exchange): Promise<string[]> {
    const found = exchange.operationId === undefined ? undefined : await this.#catalog.find(exchange.operationId);
    const refusal = explainRefusal(exchange, found ? { operation: found.operation } : {});
    const { incomplete } = exchange.response;
    return [...(refusal === undefined ? [] : [refusal]), ...(incomplete ? [describeBodyFailure(incomplete)] : [])];
  }
}

/** Titles and commands that make sense for this body. */
function contentActions(exchange: Exchange): (readonly [string, string])[] {
  const { response } = exchange;
  const language = filterLanguageOf(exchange);
  const isText = binaryExtension(response) === undefined;
  const hasNext = isText && nextPageOf(decodeEnds(response)) !== undefined;
  const isRefused = response.status >= 400;
  return [
    ...(hasNext ? [[l10n.t('Next Page'), 'concur.response.nextPage'] as const] : []),
    ...(hasNext ? [[l10n.t('All Pages'), 'concur.fetchAllPages'] as const] : []),
    ...(language === 'json' ? [[l10n.t('Table'), 'concur.response.table'] as const] : []),
    ...(language === undefined ? [] : [[l10n.t('Filter'), 'concur.response.filter'] as const]),
    [l10n.t('Save As'), 'concur.response.save'],
    [l10n.t('Copy As'), 'concur.response.copyAs'],
    ...(isRefused
      ? [[l10n.t('Copy Details for SAP Concur Support'), 'concur.response.copySupportDetails'] as const]
      : []),
    ...(headerValue(response.headers, CORRELATION_HEADER) === undefined
      ? []
      : [[l10n.t('Copy Correlation Id'), 'concur.response.copyCorrelationId'] as const]),
  ];
}
