import type { Exchange } from '../../http/exchange.js';
import type { ExchangeHistory } from '../../http/history/exchangeHistory.js';

/** Bounds of what is remembered; the oldest goes. */
const MAX_COUNT = 10_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** Past exchanges of this person, opened with the first one: activation reads nothing of it. */
export class HistoryService {
  readonly #folder: string;
  #opened: Promise<ExchangeHistory> | undefined;

  /** @param folder absolute path below the extension's global storage */
  constructor(folder: string) {
    this.#folder = folder;
  }

  open(): Promise<ExchangeHistory> {
    this.#opened ??= import('../../http/history/exchangeHistory.js').then(
      ({ ExchangeHistory }) => new ExchangeHistory({ folder: this.#folder, maxCount: MAX_COUNT, maxBytes: MAX_BYTES }),
    );
    return this.#opened;
  }

  /** Remembers an exchange. */
  async add(exchange: Exchange): Promise<void> {
    await (await this.open()).add(exchange);
  }
}
