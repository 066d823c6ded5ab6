import { createHash } from 'node:crypto';

/** The oldest goes when there are more. */
const MAX_TOKENS = 2_000;

/** Remembers what tokens were found to say, until they end: verifying a signature takes longer than most answers. */
export class VerifiedTokens<T> {
  readonly #known = new Map<string, { readonly content: T; readonly endsAt: Date }>();

  find(token: string, now: Date): T | undefined {
    const known = this.#known.get(keyOf(token));
    return known && known.endsAt > now ? known.content : undefined;
  }

  put(token: string, content: T, endsAt: Date): void {
    this.#known.set(keyOf(token), { content, endsAt });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_TOKENS && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Tokens themselves are not kept. */
function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
