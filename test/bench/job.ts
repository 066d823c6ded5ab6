// What the bench and its suite inside the extension host tell each other: a job as a JSON file, then events as lines.

/** The environment variable that names the job's file. */
export const jobVariable = 'CONCUR_BENCH_JOB';

/** How to reach an extension that sends the request at the cursor of an `.http` file. */
export interface Adapter {
  /** The heading of its column. */
  readonly label: string;
  /** `publisher.name` */
  readonly id: string;
  /** The command that sends; it is run without arguments while the file is the active editor. */
  readonly send: string;
  /** VS Code settings, for example how a response opens. */
  readonly settings?: object;
}

export interface Job {
  readonly adapter: Adapter;
  /** A folder for the request files; a file named like a mark appears in it when that mark is on the screen. */
  readonly folder: string;
  /** The file that events are appended to. */
  readonly events: string;
  /** Where responses come from: `GET ORIGIN/json/BYTES?k=N`. */
  readonly origin: string;
  /** How big the responses are, in bytes; one request each. */
  readonly sizes: readonly number[];
  /** `call`: time `activate()` itself; `open`: time from opening an `.http` file until the extension is active. */
  readonly activateBy: 'call' | 'open';
  readonly giveUpMs: number;
}

/** Moments are milliseconds since 1970 with fractions, comparable between the host and the page. */
export type BenchEvent =
  | { readonly type: 'host'; readonly vscode: string; readonly node: string; readonly version: string }
  /** `value` is missing when the thing did not happen in the time watched. */
  | { readonly type: 'figure'; readonly name: string; readonly value?: number }
  | { readonly type: 'sent'; readonly size: number; readonly mark: string; readonly moment: number }
  | { readonly type: 'watched'; readonly mark: string; readonly moment: number; readonly tabs: readonly string[] }
  | { readonly type: 'problem'; readonly text: string }
  | { readonly type: 'end' };

/** The text that the k-th response starts with, by which the page knows that it is on the screen. */
export const markOf = (k: number) => `respmark${k}x`;
