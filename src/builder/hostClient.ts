import * as z from 'zod/mini';
import {
  ANSWERS,
  type Answer,
  type AnswerTo,
  type HostRequest,
  type PanelEvent,
  type ToHost,
  toPanelSchema,
} from './messages.js';

/** The host answered that it could not do what it was asked; `message` is one sentence for people. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure';
}

/** The host said something else than what it was asked for: host and webview are not of one build. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

const anyAnswer = z.object({ id: z.int() });

/** The webview's end of the conversation: asks, and hands each answer or failure to who asked. */
export class HostClient {
  readonly #post: (message: ToHost) => void;
  readonly #onEvent: (event: PanelEvent) => void;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  #lastId = 0;

  /** @param onEvent takes what the host says without being asked */
  constructor(post: (message: ToHost) => void, onEvent: (event: PanelEvent) => void) {
    this.#post = post;
    this.#onEvent = onEvent;
  }

  /** Takes what arrived from the host. An answer of no known form fails the request that waits for it. */
  receive(data: unknown): void {
    const parsed = toPanelSchema.safeParse(data);
    if (parsed.success && !('id' in parsed.data)) {
      this.#onEvent(parsed.data);
      return;
    }
    const numbered = anyAnswer.safeParse(data);
    if (!numbered.success) return;
    const settle = this.#waiting.get(numbered.data.id);
    this.#waiting.delete(numbered.data.id);
    settle?.(parsed.success && 'id' in parsed.data ? parsed.data : undefined);
  }

  /** @throws {HostFailure} when the host could not; {UnexpectedAnswerError} when it said something else */
  ask<T extends ToHost['type']>(request: HostRequest & { readonly type: T }): Promise<AnswerTo<T>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const type: T = request.type;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if (answer !== undefined && answersTo(answer, type)) resolve(answer);
        else reject(answer?.type === 'failed' ? new HostFailure(answer.what) : new UnexpectedAnswerError());
      });
      this.#post({ ...request, id } as ToHost);
    });
  }
}

function answersTo<T extends ToHost['type']>(answer: Answer, type: T): answer is AnswerTo<T> {
  return answer.type === ANSWERS[type];
}
