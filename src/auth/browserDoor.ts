import type { Disposable } from '../kernel/disposable.js';

/** What a redirect has to be like to be the one that is waited for. */
export interface RedirectExpectation {
  /** The URI registered with the app; only a URL with its path counts. Undefined: only a pasted URL can bring it. */
  readonly redirectUri: string | undefined;
  /** A redirect with another `state` is not ours. Undefined where the flow has none (App Center). */
  readonly state: string | undefined;
  /**
   * Whether a loopback URI without a port may get any free one, as RFC 8252 asks of servers. The sandbox accepts that;
   * Concur compares redirect URIs as a whole.
   */
  readonly isAnyPortFine: boolean;
}

/** A redirect that is waited for. Disposing it stops listening; `arrived` then never settles. */
export interface ExpectedRedirect extends Disposable {
  /** To be sent as `redirect_uri`: as registered, or with the port that is listened on. */
  readonly redirectUri: string | undefined;
  /** The whole URL that came. Rejects with the signal's reason when aborted. */
  readonly arrived: Promise<URL>;
}

/** The way out to a browser and back: by loopback, the editor's URI handler, or a pasted URL. */
export interface BrowserDoor {
  /** Opens `url`, or shows it where no browser can be opened. */
  open(url: string): Promise<void>;
  /** Gets ready to catch one redirect; resolved once listening, so that `open` may follow. */
  waitForRedirect(expectation: RedirectExpectation, signal?: AbortSignal): Promise<ExpectedRedirect>;
}
