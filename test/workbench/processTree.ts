import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program and whatever it starts, in a process group of its own where the platform has such. */
export interface ProcessTree {
  readonly process: ChildProcess;
  /** Asks the tree to end, insists after `patienceMs`, and resolves when the program is gone. Harmless when repeated. */
  end(patienceMs?: number): Promise<void>;
}

/** Starts a program so that it can be ended together with everything that it started. It never outlives this process. */
export function spawnTree(command: string, args: readonly string[], options: SpawnOptions): ProcessTree {
  const isPosix = process.platform !== 'win32';
  const child = spawn(command, args, { ...options, detached: isPosix, windowsHide: true });
  const signalTree = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    if (isPosix) signalGroup(child.pid, signal);
    else spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true });
  };
  const endAtExit = () => signalTree('SIGKILL');
  process.once('exit', endAtExit);
  process.once('SIGINT', exitOnSignal).once('SIGTERM', exitOnSignal);
  const exited = once(child, 'exit').catch(() => undefined); // a program that cannot be started has ended, too
  return {
    process: child,
    async end(patienceMs = 3000) {
      if (child.exitCode === null && child.signalCode === null) {
        signalTree('SIGTERM');
        const insist = setTimeout(() => signalTree('SIGKILL'), patienceMs);
        await exited;
        clearTimeout(insist);
      }
      if (isPosix) signalTree('SIGKILL'); // what the program left behind in its group
      process.removeListener('exit', endAtExit);
      process.removeListener('SIGINT', exitOnSignal).removeListener('SIGTERM', exitOnSignal);
    },
  };
}

/** Ctrl+C in a terminal does not reach a group of its own. Whoever listens as well decides when this process ends. */
function exitOnSignal(signal: NodeJS.Signals): void {
  if (process.listeners(signal).every((listener) => listener === exitOnSignal)) process.exit(130);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM');
    if (!isGone) throw error;
  }
}
