import type { OperationEntry } from '../catalog/model.js';
import type { Exchange } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import type { Advice, NextStep } from '../kernel/advice.js';

/** What is known beside the exchange when an answer says no. */
export interface RefusalContext {
  /** The operation that was called, when the URL belongs to one. */
  readonly operation?: OperationEntry;
  /** Scopes of the token that was sent; undefined when none was. */
  readonly scopes?: readonly string[];
}

/** Reads an answer of status 400 and above into one sentence and the steps that help; undefined below 400. */
export function adviseOnRefusal(exchange: Exchange, context: RefusalContext = {}): Advice | undefined {
  const { status } = exchange.response;
  if (status < 400) return undefined;
  const said = readMessage(exchange);
  const quote = said === undefined ? '' : ` It says: ${/[.!?]$/.test(said) ? said : `${said}.`}`;
  const path = new URL(exchange.request.url).pathname;
  const advice = (what: string, ...next: NextStep[]): Advice => ({ what, next });
  switch (status) {
    case 400:
      return advice(
        `The request was not understood (400).${quote} Correct it and send again.`,
        'showRequest',
        'openDocs',
      );
    case 401:
      return exchange.connection === undefined
        ? advice(
            `The call needs a token and carried none (401): no signed-in connection belongs to ${new URL(exchange.request.url).host}. Sign in, or use a path without a host.`,
            'signIn',
          )
        : advice(`The token of "${exchange.connection}" was not accepted (401).${quote} Sign in again.`, 'signIn');
    case 403:
      return advice(`No permission for this call (403).${explainScopes(context)}${quote}`, 'openDocs', 'signIn');
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
function explainScopes({ operation, scopes }: RefusalContext): string {
  const listed = scopes ? (operation?.scopes ?? []) : [];
  const lacking = listed.filter((scope) => !scopes?.includes(scope));
  if (lacking.length === 0) return ' Either a scope, a role of the user, or the product is missing.';
  const mend = 'add it to the app, then sign in again.';
  if (listed.length === 1) return ` The token lacks the scope ${lacking[0]}: ${mend}`;
  if (lacking.length === listed.length) return ` The token has none of the scopes ${lacking.join(', ')}: ${mend}`;
  return ` The token lacks the scope ${lacking.join(', ')}, which may be needed as well: ${mend}`;
}

/** The service's own sentence, in whichever of Concur's error shapes it came. */
function readMessage({ response }: Exchange): string | undefined {
  const text = new TextDecoder().decode(response.body.subarray(0, 64 * 1024)).trim();
  if (text.startsWith('{')) {
    const match = /"(?:Message|message|errorMessage|error_description|detail)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(
      text,
    )?.[1];
    return match === undefined ? undefined : shorten(unquote(match));
  }
  const element = /<(?:Message|message|errorMessage)>([^<]*)</.exec(text)?.[1];
  return element === undefined ? undefined : shorten(element);
}

function unquote(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
