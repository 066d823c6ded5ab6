import { l10n } from 'vscode';
import type { BrowserDoor, ExpectedRedirect, RedirectExpectation } from '../../auth/browserDoor.js';
import { canListenFor, listenForRedirect } from '../../auth/redirect/loopback.js';
import { hasState, parsePasted } from '../../auth/redirect/readRedirect.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { BrowserInput } from './browserInput.js';
import type { UriRedirects } from './uriRedirects.js';

/** What the browser door of one sign-in needs. */
export interface BrowserDoorParts {
  /** Above the box: which connection signs in. */
  readonly title: string;
  readonly redirects: UriRedirects;
  /** Aborts the sign-in. */
  readonly giveUp: () => void;
}

/**
 * The browser from within the editor. A redirect comes to a listener on this computer, to the editor's own address,
 * or by pasting; whichever is first. Closing the box gives the sign-in up.
 */
export class EditorBrowserDoor implements BrowserDoor {
  readonly #parts: BrowserDoorParts;
  #input: BrowserInput | undefined;

  constructor(parts: BrowserDoorParts) {
    this.#parts = parts;
  }

  async open(url: string): Promise<void> {
    await this.#input?.open(url);
  }

  async waitForRedirect(expectation: RedirectExpectation, signal?: AbortSignal): Promise<ExpectedRedirect> {
    const { title, redirects, giveUp } = this.#parts;
    const store = new DisposableStore();
    const listening = await listen(expectation, signal);
    if (listening) store.add(listening);
    const prompt = promptFor(listening !== undefined, expectation.redirectUri);
    const input = store.add(new BrowserInput(title, prompt, (text) => explainMismatch(text, expectation)));
    this.#input = input;
    let isOver = false;
    const finish = (): void => {
      isOver = true;
      store.dispose();
    };
    const arrived = new Promise<URL>((resolve, reject) => {
      const arrive = (text: string): void => {
        const url = parsePasted(text);
        if (url && explainMismatch(text, expectation) === undefined) resolve(url);
      };
      listening?.arrived.then(resolve, reject);
      store.add(redirects.onDidArrive(arrive));
      void input.pasted.then(arrive);
      void input.closed.then(() => {
        if (!isOver) giveUp();
      });
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    arrived.then(finish, finish);
    return { redirectUri: listening?.redirectUri ?? expectation.redirectUri, arrived, dispose: finish };
  }
}

/** Listens where the redirect leads to this computer; a port that cannot be had leaves pasting. */
async function listen(expectation: RedirectExpectation, signal?: AbortSignal): Promise<ExpectedRedirect | undefined> {
  const { redirectUri } = expectation;
  if (!canListenFor(redirectUri)) return undefined;
  try {
    return await listenForRedirect({ ...expectation, redirectUri }, signal);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES') return undefined;
    throw error;
  }
}

function promptFor(isListening: boolean, redirectUri: string | undefined): string {
  if (redirectUri === undefined) {
    return l10n.t('Press Connect in the App Center. Then paste the address that the browser ends at.');
  }
  return isListening
    ? l10n.t('Go on in the browser; the sign-in comes back here by itself. Escape gives up.')
    : l10n.t('Go on in the browser. If it ends at {0} and nothing happens here, paste the whole address.', redirectUri);
}

/** Why a text is not the redirect that is awaited, for the person who pasted it. */
export function explainMismatch(text: string, { state }: RedirectExpectation): string | undefined {
  const url = parsePasted(text);
  if (!url) return l10n.t('Paste the whole address out of the browser, from its beginning to its end.');
  const names = ['code', 'requesttoken', 'error', 'error_code'];
  if (![...url.searchParams.keys()].some((name) => names.includes(name.toLowerCase()))) {
    return l10n.t('No sign-in is in this address. Take the one that the browser ended at after the consent.');
  }
  return hasState(url, state)
    ? undefined
    : l10n.t('This address belongs to another sign-in. Open the page again and sign in there.');
}
