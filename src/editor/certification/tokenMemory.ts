import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import type { TokenLog } from '../../auth/tokenLog.js';
import type { TokenEvent } from '../../certification/evidence.js';
import { toTokenEvent } from '../../certification/tokenEvidence.js';
import type { Disposable } from '../../kernel/disposable.js';

const KEY = 'concur.tokenEvents';
const MOST_KEPT = 200;

const remembered = z.array(
  z.object({
    at: z.number(),
    kind: z.enum(['native', 'web', 'appCenter', 'clientCredentials', 'otp', 'refresh', 'revoke', 'legacy']),
    wasGranted: z.boolean(),
    geolocation: z.optional(z.string()),
  }),
);

/** That tokens were asked for, and how it ended, beyond this window: what a review wants to see. No token is in it. */
export class TokenMemory implements Disposable {
  readonly #memory: Memento;
  readonly #flowAt: (origin: string) => string | undefined;
  #watched: { readonly log: TokenLog; readonly subscription: Disposable } | undefined;
  #lastId = 0;

  /** @param flowAt the flow of the connection at an origin */
  constructor(memory: Memento, flowAt: (origin: string) => string | undefined) {
    this.#memory = memory;
    this.#flowAt = flowAt;
  }

  get events(): readonly TokenEvent[] {
    const parsed = remembered.safeParse(this.#memory.get(KEY));
    return parsed.success ? parsed.data.map(({ at, ...event }) => toEvent(at, event)) : [];
  }

  /** Follows a token log from now on; what it holds already counts, too. */
  watch(log: TokenLog): void {
    if (this.#watched?.log === log) return;
    this.#watched?.subscription.dispose();
    this.#watched = { log, subscription: log.onDidChange(() => void this.#take(log)) };
    void this.#take(log);
  }

  dispose(): void {
    this.#watched?.subscription.dispose();
  }

  async #take(log: TokenLog): Promise<void> {
    const fresh = log.entries.filter(({ id }) => id > this.#lastId);
    this.#lastId = log.entries.at(-1)?.id ?? this.#lastId;
    const events = fresh.flatMap((entry) => toTokenEvent(entry, this.#flowAt) ?? []);
    if (events.length === 0) return;
    const all = [...this.events, ...events].slice(-MOST_KEPT);
    await this.#memory.update(
      KEY,
      all.map((event) => ({ ...event, at: event.at.getTime() })),
    );
  }
}

function toEvent(at: number, { geolocation, ...rest }: Omit<z.infer<typeof remembered>[number], 'at'>): TokenEvent {
  return { ...rest, at: new Date(at), ...(geolocation === undefined ? {} : { geolocation }) };
}
