import { ConstantBackoff, ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { Attempt, RetryReason } from './exchange.js';
import { codeOf, SendError } from './failure.js';
import { headerValue } from './request.js';
import type { Received } from './transport.js';

/** What a person may do while a request waits to be sent again. */
export interface RetryControls {
  /** Ends the waiting at once. */
  readonly sendNow: () => void;
  /** Gives up: what came so far is the answer. */
  readonly cancel: () => void;
}

/** A pause before a request is sent again. */
export interface RetryWait {
  readonly reason: RetryReason;
  readonly untilDate: Date;
  /** Counts from 1 for the first repetition. */
  readonly attempt: number;
  /** Resolves when the pause is over, however it ended. */
  readonly over: Promise<void>;
}

/** Shows a person that a request waits, and lets them decide. */
export interface RetryWatcher {
  onWait(wait: RetryWait, controls: RetryControls): void;
}

export interface RetryOptions {
  readonly method: string;
  /** 0: nothing is sent twice. */
  readonly maxRetries: number;
  readonly watcher?: RetryWatcher;
  readonly signal?: AbortSignal;
  readonly now: () => Date;
}

/** Methods that do the same when they are done twice (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** A server that asks for a longer pause gets its answer shown instead. */
const LONGEST_WAIT_MS = 15 * 60_000;
const BACKOFF = { initialDelay: 500, maxDelay: 30_000 };

/** Connections that broke, as opposed to ones that were never there. */
const RESETS = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_EOF_STATE']);

/** Why and after how long something is sent again; without a time, the backoff has its say. */
interface Plan {
  readonly reason: RetryReason;
  readonly waitMs: number | undefined;
}

/**
 * Sends, and sends again where that is safe: after 429 always, for then nothing was done; after 503 for methods that
 * may be repeated, and for others only when the server names a time and somebody watches; after a broken connection
 * for methods that may be repeated. Waits as long as `Retry-After` says, else longer and longer with jitter.
 */
export async function sendWithRetries(
  send: () => Promise<Received>,
  options: RetryOptions,
): Promise<{ readonly received: Received; readonly attempts: readonly Attempt[] }> {
  const attempts: Attempt[] = [];
  let backoff = new ExponentialBackoff(BACKOFF).next();
  let isGivenUp = false;
  let last: () => Received = () => {
    throw new Error('nothing was sent yet');
  };
  let plan: Plan | undefined;
  const remember = (outcome: () => Received, next: Plan | undefined): boolean => {
    last = outcome;
    plan = next;
    return next !== undefined && !isGivenUp;
  };
  const policy = retry(
    handleWhen((error) =>
      remember(
        () => {
          throw error;
        },
        planAfterError(error, options),
      ),
    ).orWhenResult((result) => remember(() => result as Received, planAfterAnswer(result as Received, options))),
    // The waiting is done below, where a person can end it.
    { maxAttempts: options.maxRetries, backoff: new ConstantBackoff(0) },
  );
  const received = await policy.execute(async ({ attempt }) => {
    if (attempt > 0 && plan) {
      const waitMs = plan.waitMs ?? backoff.duration;
      backoff = backoff.next(undefined);
      const began = options.now().getTime();
      const isGoingOn = await pause({ reason: plan.reason, waitMs, attempt }, options);
      if (!isGoingOn) {
        isGivenUp = true;
        return last();
      }
      attempts.push({ reason: plan.reason, waitedMs: options.now().getTime() - began });
    }
    return send();
  });
  return { received, attempts };
}

function planAfterAnswer({ response }: Received, { method, watcher, now }: RetryOptions): Plan | undefined {
  const { status } = response;
  if (status !== 429 && status !== 503) return undefined;
  const waitMs = readRetryAfter(headerValue(response.headers, 'retry-after'), now());
  if (waitMs !== undefined && waitMs > LONGEST_WAIT_MS) return undefined;
  const isWatched = watcher !== undefined && waitMs !== undefined;
  if (status === 503 && !IDEMPOTENT.has(method) && !isWatched) return undefined;
  return { reason: { kind: 'status', status }, waitMs };
}

function planAfterError(error: unknown, { method }: RetryOptions): Plan | undefined {
  if (!(error instanceof SendError) || error.failure.kind !== 'closedEarly' || !IDEMPOTENT.has(method)) {
    return undefined;
  }
  const code = codeOf(error.cause);
  return RESETS.has(code) ? { reason: { kind: 'connection', code }, waitMs: undefined } : undefined;
}

/** Milliseconds that `Retry-After` asks for, in its two forms; undefined when it says nothing that can be read. */
export function readRetryAfter(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed) * 1000;
  const moment = /[a-z]/i.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now.getTime());
}

/** @returns whether to send; false when the person gave up. @throws the signal's reason when aborted */
async function pause(
  { reason, waitMs, attempt }: { reason: RetryReason; waitMs: number; attempt: number },
  { watcher, signal, now }: RetryOptions,
): Promise<boolean> {
  signal?.throwIfAborted();
  let stop = (): void => undefined;
  const decided = new Promise<boolean>((resolve, reject) => {
    const timer = setTimeout(resolve, waitMs, true);
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const over = new Promise<void>((ended) => {
      const release = stop;
      stop = () => {
        release();
        ended();
      };
    });
    const untilDate = new Date(now().getTime() + waitMs);
    watcher?.onWait(
      { reason, untilDate, attempt, over },
      { sendNow: () => resolve(true), cancel: () => resolve(false) },
    );
  });
  return decided.finally(() => stop());
}
