import * as z from 'zod/mini';
import type { Kept } from '../state.js';

/** The oldest token goes when there are more, so that a client in a loop does not fill the memory. */
const MAX_TOKENS = 50_000;

const kept = z.array(z.object({ token: z.string(), endsAt: z.string(), value: z.unknown() }));

interface Stored<T> {
  readonly value: T;
  readonly endsAt: Date;
}

/** Tokens of one kind and what each was given for. */
export class TokenStore<T> implements Kept {
  readonly #now: () => Date;
  readonly #schema: z.ZodMiniType<T>;
  readonly #tokens = new Map<string, Stored<T>>();

  /** @param schema of the values, which have to be plain JSON */
  constructor(now: () => Date, schema: z.ZodMiniType<T>) {
    this.#now = now;
    this.#schema = schema;
  }

  put(token: string, value: T, endsAt: Date): void {
    this.#tokens.set(token, { value, endsAt });
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > MAX_TOKENS && oldest !== undefined) this.#tokens.delete(oldest);
  }

  /** What a token was given for; undefined when it is unknown or has ended. */
  find(token: string): T | undefined {
    const stored = this.#tokens.get(token);
    return stored && stored.endsAt > this.#now() ? stored.value : undefined;
  }

  /** As {@link find}, but ended tokens count. */
  findEver(token: string): Stored<T> | undefined {
    return this.#tokens.get(token);
  }

  delete(token: string): void {
    this.#tokens.delete(token);
  }

  /** All tokens that have not ended, oldest first. */
  list(): readonly (Stored<T> & { readonly token: string })[] {
    const now = this.#now();
    return [...this.#tokens].map(([token, stored]) => ({ token, ...stored })).filter(({ endsAt }) => endsAt > now);
  }

  save(): unknown {
    return [...this.#tokens].map(([token, { value, endsAt }]) => ({ token, endsAt: endsAt.toISOString(), value }));
  }

  load(value: unknown): void {
    const tokens = kept
      .parse(value)
      .map(({ token, endsAt, value: given }) => [token, this.#schema.parse(given), new Date(endsAt)] as const);
    this.#tokens.clear();
    for (const [token, given, endsAt] of tokens) this.#tokens.set(token, { value: given, endsAt });
  }
}
