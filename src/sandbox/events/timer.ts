/** Calls `run` once, after a delay. @returns what takes it back */
export type Timer = (delayMs: number, run: () => void) => () => void;

/** The timer of the process; it does not keep the process alive. */
export const systemTimer: Timer = (delayMs, run) => {
  const handle = setTimeout(run, delayMs).unref();
  return () => clearTimeout(handle);
};
