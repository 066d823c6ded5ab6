import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { BrowserDoor, ExpectedRedirect } from '../auth/browserDoor.js';
import { canListenFor, listenForRedirect } from '../auth/redirect/loopback.js';
import { hasState, parsePasted } from '../auth/redirect/readRedirect.js';
import { UsageError } from './options.js';

/** Prints addresses to open, and takes the redirect by loopback or from a line that the person pastes. */
export class TerminalDoor implements BrowserDoor {
  readonly #input: Readable;
  readonly #note: (text: string) => void;

  constructor(input: Readable, note: (text: string) => void) {
    this.#input = input;
    this.#note = note;
  }

  async open(url: string): Promise<void> {
    this.#note(`Open this address in a browser and sign in:\n${url}`);
  }

  async waitForRedirect(
    expectation: Parameters<BrowserDoor['waitForRedirect']>[0],
    signal?: AbortSignal,
  ): Promise<ExpectedRedirect> {
    const { redirectUri, state } = expectation;
    const listening = canListenFor(redirectUri)
      ? await listenForRedirect({ ...expectation, redirectUri }, signal).catch(() => undefined)
      : undefined;
    this.#note(
      listening
        ? `Waiting at ${listening.redirectUri}. If the browser cannot get there, paste the address that it ends at here.`
        : 'Paste the address that the browser ends at here, and press Enter.',
    );
    const lines = createInterface({ input: this.#input });
    const pasted = this.#pasted(lines, state, listening !== undefined, signal);
    const dispose = (): void => {
      lines.close();
      this.#input.pause();
      listening?.dispose();
    };
    const arrived = listening ? Promise.race([listening.arrived, pasted]) : pasted;
    arrived.catch(() => undefined); // whoever waits is told; nobody may be waiting yet
    return { redirectUri: listening?.redirectUri ?? redirectUri, arrived, dispose };
  }

  /**
   * The first line that is a redirect; others are answered and waiting goes on.
   * @param isListening then the redirect may still come when the input has ended, else nothing can
   */
  #pasted(
    lines: Interface,
    state: string | undefined,
    isListening: boolean,
    signal: AbortSignal | undefined,
  ): Promise<URL> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      if (!isListening)
        lines.once('close', () => reject(new UsageError('No address was pasted, so nobody is signed in.')));
      lines.on('line', (line) => {
        const url = parsePasted(line);
        if (line.trim() === '') return;
        if (!url) this.#note('That is no address. Paste the whole of it, from http to the end.');
        else if (!hasState(url, state)) this.#note('That address belongs to another sign-in. Paste the latest one.');
        else resolve(url);
      });
    });
  }
}

/** Asks for one line. @throws the signal's reason when aborted, {UsageError} when the input ends before */
export function askLine(input: Readable, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input });
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    lines.once('close', () => reject(new UsageError('Nothing was typed, so nobody is signed in.')));
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
      input.pause();
    });
  });
}
