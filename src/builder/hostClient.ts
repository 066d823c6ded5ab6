import * as z from 'zod/mini';
import type { Draft } from './draft.js';
import {
  type Answer,
  type Checked,
  type Done,
  type Example,
  type PanelEvent,
  type Shown,
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

  /** This and those below reject with {HostFailure} when the host could not. */
  ready(): Promise<Shown> {
    return this.#ask((id) => ({ type: 'ready', id }), 'shown');
  }

  edit(draft: Draft): Promise<Checked> {
    return this.#ask((id) => ({ type: 'edit', id, draft }), 'checked');
  }

  keepSecret(name: string, value: string): Promise<Checked> {
    return this.#ask((id) => ({ type: 'keepSecret', id, name, value }), 'checked');
  }

  makeExample(mediaType: string): Promise<Example> {
    return this.#ask((id) => ({ type: 'makeExample', id, mediaType }), 'example');
  }

  send(draft: Draft): Promise<Done> {
    return this.#ask((id) => ({ type: 'send', id, draft }), 'done');
  }

  cancel(): Promise<Done> {
    return this.#ask((id) => ({ type: 'cancel', id }), 'done');
  }

  openAsFile(draft: Draft): Promise<Done> {
    return this.#ask((id) => ({ type: 'openAsFile', id, draft }), 'done');
  }

  #ask<T extends Answer['type']>(
    toMessage: (id: number) => ToHost,
    expected: T,
  ): Promise<Extract<Answer, { type: T }>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if (answer !== undefined && isOfType(answer, expected)) resolve(answer);
        else reject(answer?.type === 'failed' ? new HostFailure(answer.what) : new UnexpectedAnswerError());
      });
      this.#post(toMessage(id));
    });
  }
}

function isOfType<T extends Answer['type']>(answer: Answer, type: T): answer is Extract<Answer, { type: T }> {
  return answer.type === type;
}
