/** Keeps several windows or processes from doing the same thing at once. */
export interface Lease {
  /**
   * Runs `work` while nobody else runs work of the same `key`; waits for its turn until then.
   * @param key letters, digits, dots and dashes
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** For one process alone: no waiting. */
export class NoLease implements Lease {
  run<T>(_key: string, work: () => Promise<T>): Promise<T> {
    return work();
  }
}
