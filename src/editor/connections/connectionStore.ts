import { ConfigurationTarget, EventEmitter, workspace } from 'vscode';
import { type Connection, parseConnection } from '../../auth/connection.js';
import type { Disposable } from '../../kernel/disposable.js';

const SECTION = 'concur.connections';

/** The connections that the person added, in the setting `concur.connections` of the user: names and places, no secret. */
export class ConnectionStore implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;

  /** Tells that the setting changed, in this window or another. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) this.#changed.fire();
    });
  }

  /** Those of the user's settings and no others: a workspace has no say in where secrets go. */
  list(): readonly Connection[] {
    const seen = new Set<string>();
    return this.#entries().flatMap((entry) => {
      const connection = parseConnection(entry);
      if (!connection || seen.has(connection.id)) return [];
      seen.add(connection.id);
      return [connection];
    });
  }

  /** How many entries of the setting are no connections, because they were edited by hand, say. */
  get unreadable(): number {
    return this.#entries().length - this.list().length;
  }

  /** Puts the connection in the place of the one with its id, or at the end. */
  async save(connection: Connection): Promise<void> {
    const entries = this.#entries();
    const index = entries.findIndex((entry) => parseConnection(entry)?.id === connection.id);
    await this.#write(index < 0 ? [...entries, connection] : entries.with(index, connection));
  }

  async remove(id: string): Promise<void> {
    await this.#write(this.#entries().filter((entry) => parseConnection(entry)?.id !== id));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #entries(): readonly unknown[] {
    const value: unknown = workspace.getConfiguration().inspect(SECTION)?.globalValue;
    return Array.isArray(value) ? value : [];
  }

  #write(entries: readonly unknown[]): Thenable<void> {
    return workspace.getConfiguration().update(SECTION, entries, ConfigurationTarget.Global);
  }
}
