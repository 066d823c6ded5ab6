/** Runs one task at a time: whoever asks while it runs waits for that one. */
export class SingleFlight<T> {
  #running: Promise<T> | undefined;

  /** Joins the running task, or starts `task` when none runs. A failure reaches everyone who waited. */
  run(task: () => Promise<T>): Promise<T> {
    this.#running ??= task().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }
}

/** Waits for `promise` no longer than `signal` allows; the promise itself goes on for others who wait for it. */
export function waitUnlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
