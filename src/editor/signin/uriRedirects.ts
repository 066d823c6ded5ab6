import { EventEmitter, env, Uri, type UriHandler } from 'vscode';
import type { Disposable } from '../../kernel/disposable.js';

/** The path of the editor's own addresses that a sign-in comes back to. */
const PATH = '/signed-in';

/** Catches the redirects that come back to the editor's own addresses (`vscode://<extension>/signed-in?...`). */
export class UriRedirects implements UriHandler, Disposable {
  readonly #arrived = new EventEmitter<string>();
  readonly #extensionId: string;

  /** Whole addresses, with their query; they hold codes, so they are not to be logged. */
  readonly onDidArrive = this.#arrived.event;

  constructor(extensionId: string) {
    this.#extensionId = extensionId;
  }

  /** The address to register with the app: of this editor's scheme on a desktop, by https where it runs in a browser. */
  async address(): Promise<string> {
    const own = Uri.from({ scheme: env.uriScheme, authority: this.#extensionId, path: PATH });
    return (await env.asExternalUri(own)).toString(true);
  }

  handleUri(uri: Uri): void {
    if (uri.path === PATH) this.#arrived.fire(uri.toString(true));
  }

  dispose(): void {
    this.#arrived.dispose();
  }
}
