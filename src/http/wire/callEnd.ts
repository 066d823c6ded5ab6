import { SendError, type TimeoutPhase } from '../failure.js';

/** Ends a call before its time: the person gives up, or a clock of the whole call or of one phase runs out. */
export class CallEnd {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #whole: NodeJS.Timeout;
  #phase: NodeJS.Timeout | undefined;

  constructor(outer: AbortSignal | undefined, timeoutMs: number) {
    this.#outer = outer;
    this.#whole = setTimeout(() => this.#controller.abort(timedOut(timeoutMs)), timeoutMs);
    if (outer?.aborted) this.#onOuter();
    else outer?.addEventListener('abort', this.#onOuter, { once: true });
  }

  /** Aborted with what is to be thrown: a {@link SendError} for a timeout, the person's own reason else. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins a phase, and ends the one before; without a limit only the latter. */
  enter(phase?: TimeoutPhase, limitMs?: number): void {
    clearTimeout(this.#phase);
    this.#phase = undefined;
    if (phase === undefined || limitMs === undefined) return;
    this.#phase = setTimeout(() => this.#controller.abort(timedOut(limitMs, phase)), limitMs);
  }

  /** Starts the running phase's clock anew: something came. */
  touch(): void {
    this.#phase?.refresh();
  }

  /** Stops all clocks; nothing is ended any more. */
  release(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#phase);
    this.#outer?.removeEventListener('abort', this.#onOuter);
  }

  readonly #onOuter = (): void => this.#controller.abort(this.#outer?.reason);
}

function timedOut(limitMs: number, phase?: TimeoutPhase): SendError {
  return new SendError({ kind: 'timeout', seconds: limitMs / 1000, ...(phase ? { phase } : {}) });
}
