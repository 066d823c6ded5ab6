/** Something happened to the data of the company; event subscriptions and callouts tell others. */
export interface Change {
  /** Topic of the event service, e.g. `public.concur.expense.report`. */
  readonly topic: string;
  /** e.g. `statusChanged`, `submitted` */
  readonly eventType: string;
  /** Facts of the topic, as its page lists them. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Passes changes on to whoever listens; a listener that throws does not disturb the call that made the change. */
export class ChangeFeed {
  readonly #listeners = new Set<(change: Change) => void>();

  publish(change: Change): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch {
        // The call that made the change has done what it was asked for.
      }
    }
  }

  listen(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }
}
