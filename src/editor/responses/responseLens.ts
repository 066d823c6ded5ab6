import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from 'vscode';
import { headerValue } from '../../http/request.js';
import { CORRELATION_HEADER } from '../../http/sender.js';
import { summarizeExchange } from '../../response/summary.js';
import type { ResponseStore } from './responseStore.js';

/** The line above a response: status, time, size; headers; send again; correlation id. */
export class ResponseLens implements CodeLensProvider {
  readonly #responses: ResponseStore;

  constructor(responses: ResponseStore) {
    this.#responses = responses;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const exchange = this.#responses.find(document.uri);
    if (!exchange) return [];
    const top = new Range(0, 0, 0, 0);
    const lens = (title: string, command: string, ...args: unknown[]): CodeLens =>
      new CodeLens(top, { title, command, arguments: args });
    const correlationId = headerValue(exchange.response.headers, CORRELATION_HEADER);
    return [
      lens(summarizeExchange(exchange), 'concur.response.showHeaders', document.uri),
      lens(l10n.t('Headers'), 'concur.response.showHeaders', document.uri),
      lens(l10n.t('Send Again'), 'concur.resendLast', exchange.id),
      ...(correlationId === undefined
        ? []
        : [lens(l10n.t('Copy Correlation Id'), 'concur.response.copyCorrelationId', document.uri)]),
    ];
  }
}
