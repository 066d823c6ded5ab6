/** One call that the sandbox answered; it holds no secret. */
export interface LoggedRequest {
  /** Counts the calls since the start, from 1. */
  readonly number: number;
  /** ISO moment at which it came in. */
  readonly at: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  readonly milliseconds: number;
  /** Login of the person, `company` or `app` of the token; undefined when the call carried no good one. */
  readonly who?: string;
  readonly correlationId: string;
  /** Made from the operation's document, not by rules. */
  readonly isGenerated: boolean;
}

const MAX_REQUESTS = 500;

/** The last calls, oldest first. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #count = 0;
  readonly #listeners = new Set<(request: LoggedRequest) => void>();

  add(facts: Omit<LoggedRequest, 'number'>): void {
    this.#count += 1;
    const request = { number: this.#count, ...facts };
    this.#requests.push(request);
    // Cut now and then rather than with every call: moving all of them costs.
    if (this.#requests.length >= 2 * MAX_REQUESTS) this.#requests = this.#requests.slice(-MAX_REQUESTS);
    for (const listener of this.#listeners) listener(request);
  }

  list(): readonly LoggedRequest[] {
    return this.#requests.slice(-MAX_REQUESTS);
  }

  /** @returns what stops it */
  listen(listener: (request: LoggedRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
