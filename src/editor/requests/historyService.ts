import { EventEmitter } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import type { ExchangeHistory } from '../../http/history/exchangeHistory.js';
import type { HistoryEntry } from '../../http/history/historyEntry.js';
import type { RememberedExchange } from '../../http/history/storedExchange.js';
import type { Disposable } from '../../kernel/disposable.js';
import { readHistorySettings } from '../host/settings.js';

/** Past exchanges of this person, opened with the first one or the first look: activation reads nothing of it. */
export class HistoryService implements Disposable {
  readonly #folder: string;
  readonly #changed = new EventEmitter<void>();
  #opened: Promise<ExchangeHistory> | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param folder absolute path below the extension's global storage */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Remembers an exchange. */
  async add(exchange: Exchange): Promise<void> {
    await (await this.open()).add(exchange);
  }

  /** See {@link ExchangeHistory.list}. */
  async list(query?: string): Promise<readonly HistoryEntry[]> {
    return (await this.open()).list(query);
  }

  /** See {@link ExchangeHistory.read}. */
  async read(id: string): Promise<RememberedExchange | undefined> {
    return (await this.open()).read(id);
  }

  async delete(ids: readonly string[]): Promise<void> {
    await (await this.open()).delete(ids);
  }

  async clear(): Promise<void> {
    await (await this.open()).clear();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  open(): Promise<ExchangeHistory> {
    this.#opened ??= this.#load();
    return this.#opened;
  }

  async #load(): Promise<ExchangeHistory> {
    const { ExchangeHistory: Loaded } = await import('../../http/history/exchangeHistory.js');
    const history = new Loaded({
      folder: this.#folder,
      get maxCount() {
        return readHistorySettings().maxCount;
      },
      get maxBytes() {
        return readHistorySettings().maxBytes;
      },
    });
    history.onDidChange(() => this.#changed.fire());
    return history;
  }
}
