import { commands, l10n, type Memento, window } from 'vscode';
import { describeEnd, type TokenEnd, tokenEnds } from '../../auth/tokenEnds.js';
import type { Disposable } from '../../kernel/disposable.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';

const TOLD = 'concur.toldEndings';
/** How many ends are remembered as told. */
const KEPT = 200;

/** Tells once of each end that a person has to do something about: of six months, and of 24 hours. */
export class EndingNotices implements Disposable {
  readonly #book: ConnectionBook;
  readonly #memory: Memento;
  readonly #subscription: Disposable;

  /** @param memory of all windows, so that an end is told once and not once in each */
  constructor(book: ConnectionBook, memory: Memento) {
    this.#book = book;
    this.#memory = memory;
    this.#subscription = book.onDidChange(() => void this.check());
  }

  /** Looks at all connections now. */
  async check(): Promise<void> {
    await Promise.all(this.#book.states.map((state) => this.#checkOne(state)));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #checkOne({ connection, tokenSet }: ConnectionState): Promise<void> {
    if (connection.kind === 'sandbox') return; // whatever ends there is had anew with a click
    const { credentials } = await this.#book.network();
    const secrets = await credentials.readSecrets(connection.id);
    for (const end of tokenEnds(connection, tokenSet, secrets, new Date())) {
      const what = end.what === 'accessToken' ? undefined : describeEnd(end, connection.name); // the status bar tells of that
      if (what !== undefined) await this.#tell(connection.id, end, what);
    }
  }

  async #tell(id: string, { what: kind, at, urgency }: TokenEnd, what: string): Promise<void> {
    const key = [id, kind, at.toISOString(), urgency].join(' ');
    const told = this.#memory.get<readonly string[]>(TOLD, []);
    if (told.includes(key)) return;
    await this.#memory.update(TOLD, [...told, key].slice(-KEPT));
    const signIn = l10n.t('Sign In');
    void window.showWarningMessage(what, signIn).then((clicked) => {
      if (clicked === signIn) void commands.executeCommand('concur.connections.signIn', id);
    });
  }
}
