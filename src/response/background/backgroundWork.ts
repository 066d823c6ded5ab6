import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../kernel/disposable.js';
import type { TaskInput, TaskName, TaskResult } from './tasks.js';
import type { WorkAnswer, WorkRequest } from './worker.js';

/** A task did not come off; `message` says why, in the words of whatever failed. */
export class WorkError extends Error {
  override readonly name = 'WorkError';
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Runs tasks in a thread of its own, which begins with the first task and ends when it has had none for a while. */
export class BackgroundWork implements Disposable {
  readonly #file: string | URL;
  readonly #idleMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #isKept = 0;
  #idle: NodeJS.Timeout | undefined;

  /** @param file the built `worker.ts` */
  constructor(file: string | URL, idleMs = 20_000) {
    this.#file = file;
    this.#idleMs = idleMs;
  }

  /** @throws {WorkError} when the task failed, the signal ended it, or this was disposed of */
  run<N extends TaskName>(name: N, input: TaskInput<N>, signal?: AbortSignal): Promise<TaskResult<N>> {
    if (signal?.aborted) return Promise.reject(new WorkError('cancelled'));
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const done = new Promise<TaskResult<N>>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    // A thread cannot be told to stop in the midst of a task: it is ended, and the next task begins another.
    const stop = (): void => this.#stop('cancelled');
    signal?.addEventListener('abort', stop, { once: true });
    this.#worker.postMessage({ id, name, input } satisfies WorkRequest);
    return done.finally(() => {
      signal?.removeEventListener('abort', stop);
      this.#waiting.delete(id);
      this.#endWhenIdle();
    });
  }

  /** Keeps the thread with what it holds, such as a table, until the result is disposed of. */
  keep(): Disposable {
    this.#isKept += 1;
    let isOver = false;
    return {
      dispose: () => {
        if (isOver) return;
        isOver = true;
        this.#isKept -= 1;
        this.#endWhenIdle();
      },
    };
  }

  dispose(): void {
    this.#stop('disposed');
  }

  #start(): Worker {
    const worker = new Worker(this.#file);
    worker.unref();
    worker.on('message', (answer: WorkAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      if ('message' in answer) waiting?.reject(new WorkError(answer.message));
      else waiting?.resolve(answer.result as never);
    });
    worker.on('error', (error) => {
      if (this.#worker === worker) this.#stop(error.message);
    });
    return worker;
  }

  #stop(why: string): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new WorkError(why));
    this.#waiting.clear();
  }

  #endWhenIdle(): void {
    if (this.#waiting.size > 0 || this.#isKept > 0 || !this.#worker) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#stop('idle'), this.#idleMs);
    this.#idle.unref();
  }
}
