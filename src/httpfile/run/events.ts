/** What a run tells while it goes on. */
import type { TextRange } from '../../kernel/text.js';
import type { HttpFileRequest } from '../nodes.js';
import type { AssertionResult } from './assertions.js';

export interface AssertionReport {
  /** As written, without `??`. */
  readonly text: string;
  readonly range: TextRange;
  readonly result: AssertionResult;
}

/** How one sending ended. */
export type RunOutcome<Exchange> =
  | {
      readonly kind: 'answered';
      readonly exchange: Exchange;
      readonly status: number;
      readonly assertions: readonly AssertionReport[];
      /** One sentence, where the answer is a refusal. */
      readonly refusal?: string | undefined;
      readonly durationMs: number;
    }
  /** No answer came, or it was not sent at all; one sentence, and where to look if that is in the file. */
  | { readonly kind: 'failed'; readonly message: string; readonly range?: TextRange | undefined }
  /** `# @disabled`, a question answered by no, or a failure before it. */
  | { readonly kind: 'skipped'; readonly message: string }
  | { readonly kind: 'cancelled' };

export interface RunResult<Exchange> {
  readonly request: HttpFileRequest;
  /** Zero-based number of the pass, where it is sent several times. */
  readonly pass?: number | undefined;
  /** It was sent because another request refers to it. */
  readonly isDependency: boolean;
  readonly outcome: RunOutcome<Exchange>;
  /** What was not done, or done beside sending: scripts that did not run, files written. One sentence each. */
  readonly notes: readonly string[];
  /** `# @no-log`. */
  readonly isLogged: boolean;
}

export type RunEvent<Exchange> =
  | { readonly kind: 'started'; readonly request: HttpFileRequest; readonly isDependency: boolean }
  | { readonly kind: 'finished'; readonly result: RunResult<Exchange> };

/**
 * Whether everything was as it should be: answered, every assertion held, and no refusal that the file does not expect.
 * What expects a status says itself which one is right. Skipped counts as neither good nor bad.
 */
export function isFailure({ outcome }: RunResult<unknown>): boolean {
  switch (outcome.kind) {
    case 'answered': {
      const expectsStatus = outcome.assertions.some(({ text }) => /^status\b/.test(text));
      const isRefused = outcome.refusal !== undefined && !expectsStatus;
      return isRefused || outcome.assertions.some(({ result }) => result.kind === 'failed');
    }
    case 'failed':
      return true;
    default:
      return false;
  }
}

/** How a person knows a request: by its name, its title, or its request line. */
export function labelOf({ name, title, method, url }: HttpFileRequest): string {
  return name || title || `${method} ${url}`;
}
