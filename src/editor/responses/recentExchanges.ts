import { rm } from 'node:fs/promises';
import type { Exchange } from '../../http/exchange.js';

/** How many answers are kept after their tabs were closed, and how many bytes of them. */
const MOST = 50;
const MOST_BYTES = 32 * 1024 * 1024;
/** Bytes of their bodies that lie in files. */
const MOST_FILE_BYTES = 500 * 1024 * 1024;

/** The answers of this window, the newest last, to compare with. */
export class RecentExchanges {
  readonly #all: Exchange[] = [];

  add(exchange: Exchange): void {
    if (this.#all.some(({ id }) => id === exchange.id)) return;
    this.#all.push(exchange);
    while (this.#all.length > 1 && this.#isTooMuch()) {
      const file = this.#all.shift()?.response.bodyFile;
      if (file !== undefined) void rm(file, { force: true }); // a tab that still shows it has another name for it
    }
  }

  #isTooMuch(): boolean {
    const sum = (size: (exchange: Exchange) => number): number => this.#all.reduce((all, each) => all + size(each), 0);
    return (
      this.#all.length > MOST ||
      sum(({ response }) => response.body.length) > MOST_BYTES ||
      sum(({ response }) => (response.bodyFile === undefined ? 0 : response.bodySize)) > MOST_FILE_BYTES
    );
  }

  find(id: string): Exchange | undefined {
    return this.#all.find((exchange) => exchange.id === id);
  }

  /** The answer to the same call before this one: the same operation, or the same method and path. */
  previous(exchange: Exchange): Exchange | undefined {
    const end = this.#all.findIndex(({ id }) => id === exchange.id);
    return this.#all.slice(0, end < 0 ? undefined : end).findLast((other) => callOf(other) === callOf(exchange));
  }

  /** All, the newest first. */
  newestFirst(): Exchange[] {
    return this.#all.toReversed();
  }

  /** All but this one, the newest first. */
  others(exchange: Exchange): Exchange[] {
    return this.#all.filter(({ id }) => id !== exchange.id).reverse();
  }
}

/** What two exchanges share that are of one kind. */
export function callOf({ request, operationId }: Exchange): string {
  return operationId ?? `${request.method} ${new URL(request.url).pathname}`;
}
