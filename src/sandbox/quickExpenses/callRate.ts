import { Refusal } from '../protocol/refusal.js';

const MOST_CALLS = 120;
const SPAN_MS = 5 * 60_000;

/** Counts calls of each user: 120 in five minutes (/api-reference/expense/quick-expense/v4.quick-expense.html). */
export class CallRate {
  readonly #now: () => Date;
  /** Moments of the calls that still count, oldest first, by user. */
  readonly #calls = new Map<string, readonly number[]>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Counts a call. @throws {Refusal} 429 that says after how many seconds there is room again */
  count(userId: string): void {
    const now = this.#now().getTime();
    const recent = (this.#calls.get(userId) ?? []).filter((moment) => moment > now - SPAN_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= MOST_CALLS) {
      const seconds = Math.ceil((oldest + SPAN_MS - now) / 1000);
      const message = `A user may make ${MOST_CALLS} calls in five minutes; there is room again in ${seconds} seconds.`;
      throw new Refusal(429, message, { 'retry-after': String(seconds) });
    }
    this.#calls.set(userId, [...recent, now]);
  }
}
