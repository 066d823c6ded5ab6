import { AsyncLocalStorage } from 'node:async_hooks';

/** The time of the sandbox. A single call can be answered as if the clock went wrong. */
export class SandboxClock {
  readonly #now: () => Date;
  readonly #skewMs = new AsyncLocalStorage<number>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  readonly now = (): Date => {
    const skewMs = this.#skewMs.getStore();
    const now = this.#now();
    return skewMs === undefined ? now : new Date(now.getTime() + skewMs);
  };

  /** Does `work` on a clock that is so many seconds fast, or slow when they are negative. */
  skewed<T>(seconds: number, work: () => T): T {
    return this.#skewMs.run(seconds * 1000, work);
  }
}
