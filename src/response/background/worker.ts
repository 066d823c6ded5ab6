// The thread in which bodies are formatted, filtered and tabulated, so that the editor's own thread never waits for it.
import { parentPort } from 'node:worker_threads';
import { createTasks, type TaskName } from './tasks.js';

/** What the other side posts; it is our own code, so the types are trusted. */
export interface WorkRequest {
  readonly id: number;
  readonly name: TaskName;
  readonly input: unknown;
}

export type WorkAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly message: string };

const tasks = createTasks();

parentPort?.on('message', ({ id, name, input }: WorkRequest) => {
  const task = tasks[name] as (input: unknown) => Promise<unknown>;
  task(input).then(
    (result) => parentPort?.postMessage({ id, result } satisfies WorkAnswer),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ id, message } satisfies WorkAnswer);
    },
  );
});
