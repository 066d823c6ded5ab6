import * as z from 'zod/mini';
import type { Kept } from '../state.js';

const MAX_REMOVED = 1_000;

/** Things of one kind, oldest first. Each has a rank that stays with it and is higher than those of all older ones. */
export class RankedBook<T extends { readonly id: string }> {
  readonly #items = new Map<string, { readonly rank: number; item: T }>();
  /** By rank, the last ones: pages may end with something that is gone. */
  readonly #removed = new Map<number, T>();
  #lastRank = 0;

  get all(): readonly T[] {
    return [...this.#items.values()].map(({ item }) => item);
  }

  find(id: string): T | undefined {
    return this.#items.get(id)?.item;
  }

  rankOf({ id }: T): number {
    return this.#items.get(id)?.rank ?? 0;
  }

  /** Puts a thing in the place of the one with its id, or behind all. */
  save(item: T): void {
    const known = this.#items.get(item.id);
    if (known) known.item = item;
    else this.#items.set(item.id, { rank: ++this.#lastRank, item });
  }

  /** What has a rank, even when it was removed a short while ago. */
  byRank(rank: number): T | undefined {
    for (const known of this.#items.values()) if (known.rank === rank) return known.item;
    return this.#removed.get(rank);
  }

  remove(id: string): void {
    const known = this.#items.get(id);
    if (!known) return;
    this.#items.delete(id);
    this.#removed.set(known.rank, known.item);
    const [oldest] = this.#removed.keys();
    if (this.#removed.size > MAX_REMOVED && oldest !== undefined) this.#removed.delete(oldest);
  }

  /** Forgets all and takes others in their order. */
  replace(items: readonly T[]): void {
    this.#items.clear();
    this.#removed.clear();
    for (const item of items) this.save(item);
  }
}

/** How a book is kept. @param schema of one thing, as JSON has it */
export function keptBook<T extends { readonly id: string }>(book: RankedBook<T>, schema: z.ZodMiniType<T>): Kept {
  return {
    save: () => JSON.parse(JSON.stringify(book.all)),
    load: (value) => book.replace(z.array(schema).parse(value)),
  };
}
