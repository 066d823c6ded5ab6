import * as z from 'zod/mini';
import type { Kept } from './state.js';

/** A moment as it is kept: ISO text in the file, a `Date` in memory. */
export const keptMoment = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);

/** Things of one kind by id, oldest first, that are kept with the sandbox. */
export class KeyedBook<T extends { readonly id: string }> implements Kept {
  readonly #kept: (value: unknown) => readonly T[];
  readonly #things = new Map<string, T>();

  /** @param schema reads one thing from its JSON, in which undefined fields are missing */
  constructor(schema: z.ZodMiniType<T>) {
    const list = z.array(schema);
    this.#kept = (value) => list.parse(value);
  }

  get all(): Iterable<T> {
    return this.#things.values();
  }

  find(id: string): T | undefined {
    return this.#things.get(id);
  }

  /** Puts a thing in the place of the one with its id, or behind all. */
  put<U extends T>(thing: U): U {
    this.#things.set(thing.id, thing);
    return thing;
  }

  remove(id: string): void {
    this.#things.delete(id);
  }

  save(): unknown {
    return JSON.parse(JSON.stringify([...this.#things.values()]));
  }

  load(value: unknown): void {
    const loaded = this.#kept(value);
    this.#things.clear();
    for (const thing of loaded) this.#things.set(thing.id, thing);
  }
}
