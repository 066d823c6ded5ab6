import type { OperationEntry } from '../catalog/model.js';
import { CORRELATION_HEADER } from '../http/correlation.js';
import type { Exchange } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import type { Advice, NextStep } from '../kernel/advice.js';
import { readErrorBody } from './errorBody.js';
import { decodeBody } from './format.js';

/** Fields that are named in a sentence; it stays one that can be read. */
const MOST_FIELDS = 3;

const MOST_BYTES_OF_A_RESULT = 256 * 1024;

/** How answers with a good status say that something was refused. */
const SIGNS_OF_REFUSAL = [
  /<records-failed>\s*[1-9]/,
  /"Status"\s*:\s*"FAILURE"|<Status>\s*FAILURE\s*</,
  /"status"\s*:\s*false\b[\s\S]*"errorMessageList"|"errorMessageList"[\s\S]*"status"\s*:\s*false\b/,
];

/** What is known beside the exchange when an answer says no. */
export interface RefusalContext {
  /** The operation that was called, when the URL belongs to one. */
  readonly operation?: OperationEntry;
  /** Scopes of the token that was sent; undefined when none was. */
  readonly scopes?: readonly string[];
  /** A sentence, when the token stands for another kind of principal than the operation takes. */
  readonly wrongPrincipal?: string;
}

/** Reads an answer of status 400 and above into one sentence and the steps that help; undefined below 400. */
export function adviseOnRefusal(exchange: Exchange, context: RefusalContext = {}): Advice | undefined {
  const { status } = exchange.response;
  if (status < 400) return undefined;
  const said = readMessage(exchange);
  const quote = said === undefined ? '' : ` It says: ${/[.!?]$/.test(said) ? said : `${said}.`}`;
  const principal = context.wrongPrincipal === undefined ? '' : ` ${context.wrongPrincipal}`;
  const path = new URL(exchange.request.url).pathname;
  const advice = (what: string, ...next: NextStep[]): Advice => ({ what, next });
  switch (status) {
    case 400:
      return advice(
        principal === ''
          ? `The request was not understood (400).${quote} Correct it and send again.`
          : `The request was refused (400).${principal}${quote}`,
        'showRequest',
        'openDocs',
        ...(principal === '' ? [] : (['signIn'] as const)),
      );
    case 401:
      return exchange.connection === undefined
        ? advice(
            `The call needs a token and carried none (401): no signed-in connection belongs to ${new URL(exchange.request.url).host}. Sign in, or use a path without a host.`,
            'signIn',
          )
        : advice(`The token of "${exchange.connection}" was not accepted (401).${quote} Sign in again.`, 'signIn');
    case 403:
      return advice(
        `No permission for this call (403).${principal}${explainScopes(context)}${quote}`,
        'openDocs',
        'signIn',
      );
    case 404:
      return context.operation
        ? advice(
            `Nothing was found at ${path} (404).${quote} Check the ids in the path; an object of another user needs "user".`,
            'showRequest',
            'openDocs',
          )
        : advice(
            `There is nothing at ${path} (404), and the catalogue has no such operation. Look for the right one.`,
            'searchOperations',
            'showRequest',
          );
    case 429: {
      const wait = headerValue(exchange.response.headers, 'retry-after');
      return advice(`Too many requests (429). Send again ${wait ? `in ${wait} s` : 'a little later'}.`, 'sendAgain');
    }
    case 501:
      return advice(`This is not built yet on the server that answered (501).${quote}`, 'openDocs');
    default:
      return status >= 500
        ? advice(`The server failed (${status}).${quote} Send again later.`, 'sendAgain')
        : advice(`The request was refused (${status}).${quote}`, 'showRequest', 'openDocs');
  }
}

/** Pages list the scopes of a call without saying whether each will do or all are needed, so neither is claimed here. */
function explainScopes({ operation, scopes, wrongPrincipal }: RefusalContext): string {
  const listed = scopes ? (operation?.scopes ?? []) : [];
  const lacking = listed.filter((scope) => !scopes?.includes(scope));
  if (lacking.length === 0) {
    return wrongPrincipal === undefined ? ' Either a scope, a role of the user, or the product is missing.' : '';
  }
  const mend =
    'add it to the app under Administration > OAuth 2.0 Application Management, or ask SAP Concur, then sign in again.';
  if (listed.length === 1) return ` The token lacks the scope ${lacking[0]}: ${mend}`;
  if (lacking.length === listed.length) return ` The token has none of the scopes ${lacking.join(', ')}: ${mend}`;
  return ` The token lacks the scope ${lacking.join(', ')}, which may be needed as well: ${mend}`;
}

/** What the service itself says: its sentence, then what it says of fields. */
function readMessage({ response }: Exchange): string | undefined {
  const said = readErrorBody(decodeBody(response));
  if (!said) return undefined;
  const shown = said.fields.slice(0, MOST_FIELDS).map(({ field, message }) => `${field}: ${message}`);
  const more = said.fields.length - shown.length;
  const fields = [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  const sentence = said.message ?? (fields === '' ? said.code : undefined);
  if (sentence === undefined) return fields;
  return fields === '' ? sentence : `${sentence.replace(/[.:]$/, '')} (${fields}).`;
}

/**
 * The same in one text to stand above an answer, with the id by which Concur's support finds the call. Also tells of
 * answers that say no though their status says yes: batches with failed records, orders and budgets that were rejected.
 */
export function explainRefusal(exchange: Exchange, context: RefusalContext = {}): string | undefined {
  const what = adviseOnRefusal(exchange, context)?.what ?? explainHiddenRefusal(exchange);
  if (what === undefined) return undefined;
  const id = headerValue(exchange.response.headers, CORRELATION_HEADER);
  return id === undefined ? what : `${what} Correlation id ${id}.`;
}

function explainHiddenRefusal(exchange: Exchange): string | undefined {
  const { status, body } = exchange.response;
  if (status < 200 || status > 299 || body.length > MOST_BYTES_OF_A_RESULT) return undefined;
  const text = decodeBody(exchange.response);
  const isRefused = SIGNS_OF_REFUSAL.some((sign) => sign.test(text));
  const said = isRefused ? readMessage(exchange) : undefined;
  return said === undefined
    ? undefined
    : `The status is ${status}, but not everything was accepted. It says: ${/[.!?]$/.test(said) ? said : `${said}.`} Correct what is named and send that again.`;
}
