import type { ActiveConnection } from '../../auth/tokenAuthorizer.js';
import type { OperationEntry } from '../../catalog/model.js';
import type { Exchange } from '../../http/exchange.js';
import type { HttpRequest } from '../../http/request.js';
import type { SendSettings } from '../../http/sender.js';
import type { Received } from '../../http/transport.js';

/** One thing to send, whichever door it came through. */
export interface Job {
  /** What is shown while it runs, e.g. `GET listReports`. */
  readonly title: string;
  /** Completes the request; run again with every sending, so that a new geolocation is used. */
  readonly prepare: (signal: AbortSignal) => Promise<PreparedRequest>;
  /** Whether the response opens beside the editor, which keeps the cursor. */
  readonly isBeside: boolean;
  /** Whether the response opens in a tab; it does unless this is false. */
  readonly opensResponse?: boolean;
  /** Brings the person back to where the request is written. */
  readonly showRequest?: () => unknown;
  /** Page about what is called, when there is one. */
  readonly openDocs?: () => unknown;
  /**
   * Sends in its own way, by {@link RequestRunner.transmit}, instead of what `prepare` gives.
   * @returns the exchange to show; undefined where there is none and the person was told
   */
  readonly perform?: (signal: AbortSignal) => Promise<Performed | undefined>;
  /** Follows every sending of it, those again by a button or a command included. */
  readonly watcher?: SendingWatcher;
}

/** Hears how a job is doing, for whoever shows that in a place of its own. */
export interface SendingWatcher {
  /** @param cancel ends this sending and no other */
  readonly began: (cancel: () => void) => void;
  readonly ended: (outcome: SendingOutcome) => void;
}

/** How a sending ended; `what`: one sentence, undefined for a bug, which is told elsewhere. */
export type SendingOutcome =
  | { readonly kind: 'answered'; readonly exchange: Exchange }
  | { readonly kind: 'failed'; readonly what: string | undefined }
  | { readonly kind: 'cancelled' };

export interface PreparedRequest {
  readonly request: HttpRequest;
  readonly operation?: OperationEntry;
  /** See {@link SendOptions.needsToken}. */
  readonly needsToken?: boolean;
  /** Name of a header of the request that holds a secret of the person's own; it is masked in the exchange, and no redirect is followed with it. */
  readonly secretHeader?: string;
}

/** What a job brought. */
export interface Performed {
  readonly exchange: Exchange;
  readonly operation?: OperationEntry | undefined;
}

/** How one request is sent where several may belong to a job. */
export interface TransmitOptions {
  /** For notices while it waits. */
  readonly title: string;
  readonly signal: AbortSignal;
  /** Instead of the one in use. */
  readonly connection?: ActiveConnection | undefined;
  /** Stand in for those of the person. */
  readonly settings?: Partial<SendSettings>;
  /** False: the exchange enters neither history nor log. Default true. */
  readonly isLogged?: boolean;
  /** A token that stands in the request itself, and is masked in what is kept. */
  readonly token?: string | undefined;
  readonly onReceived?: (received: Received) => void;
}
