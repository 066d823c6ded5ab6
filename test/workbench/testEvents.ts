// What the suite inside the extension host reports to the process that started the editor: one JSON object a line, in a file.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** The environment variables through which the runner inside the host learns what to do. */
export const runnerVariables = { results: 'CONCUR_TEST_RESULTS', extensionId: 'CONCUR_TEST_EXTENSION' } as const;

export type TestEvent =
  | { readonly type: 'passed'; readonly title: string; readonly durationMs: number }
  | { readonly type: 'skipped'; readonly title: string }
  | { readonly type: 'failed'; readonly title: string; readonly message: string }
  /** Written last: without it the suite was cut off. `activated`: whether the extension under test could be started. */
  | { readonly type: 'ended'; readonly activated: boolean };

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Appended at once, so that a host that dies in the middle has said all that it knew. */
export function appendTestEvent(file: string, event: TestEvent): void {
  appendFileSync(file, `${JSON.stringify(event)}\n`);
}

/** The events so far, in order; a line that is still being written is left for later. */
export function readTestEvents(file: string): readonly TestEvent[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** Prints each event once, however often it is asked. */
export class TestEventPrinter {
  #printed = 0;

  constructor(
    private readonly file: string,
    private readonly print: (line: string) => void,
  ) {}

  /** Prints what came since the last time. */
  printNew(): void {
    const events = readTestEvents(this.file);
    for (const event of events.slice(this.#printed)) {
      const line = describe(event);
      if (line !== undefined) this.print(line);
    }
    this.#printed = events.length;
  }
}

function describe(event: TestEvent): string | undefined {
  switch (event.type) {
    case 'passed':
      return `  ✔ ${event.title}${event.durationMs > 75 ? ` (${event.durationMs} ms)` : ''}`;
    case 'skipped':
      return `  - ${event.title}`;
    case 'failed':
      return `  ✖ ${event.title}\n${event.message.replace(/^/gm, '      ')}`;
    case 'ended':
      return undefined;
  }
}

/** A suite that was cut off counts as one more failure, so that it never looks like a small success. */
export function countTestEvents(events: readonly TestEvent[]): TestCounts {
  const count = (type: TestEvent['type']) => events.filter((event) => event.type === type).length;
  return { passed: count('passed'), failed: count('failed') + (count('ended') === 0 ? 1 : 0) };
}
