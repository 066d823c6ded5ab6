import type { Exchange } from '../../http/exchange.js';

/** How many answers are kept after their tabs were closed, and how many bytes of them. */
const MOST = 50;
const MOST_BYTES = 32 * 1024 * 1024;

/** The answers of this window, the newest last, to compare with. */
export class RecentExchanges {
  readonly #all: Exchange[] = [];

  add(exchange: Exchange): void {
    if (this.#all.some(({ id }) => id === exchange.id)) return;
    this.#all.push(exchange);
    let bytes = this.#all.reduce((sum, { response }) => sum + response.body.length, 0);
    while (this.#all.length > 1 && (this.#all.length > MOST || bytes > MOST_BYTES)) {
      bytes -= this.#all.shift()?.response.body.length ?? 0;
    }
  }

  find(id: string): Exchange | undefined {
    return this.#all.find((exchange) => exchange.id === id);
  }

  /** The answer to the same call before this one: the same operation, or the same method and path. */
  previous(exchange: Exchange): Exchange | undefined {
    const end = this.#all.findIndex(({ id }) => id === exchange.id);
    return this.#all.slice(0, end < 0 ? undefined : end).findLast((other) => callOf(other) === callOf(exchange));
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
