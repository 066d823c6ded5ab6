import { type TableRequest, type TableToHost, type TableToPanel, tableToPanelSchema } from './messages.js';

/** The host could not do what it was asked; `message` is one sentence for people. */
export class TableFailure extends Error {
  override readonly name = 'TableFailure';
}

/** The table's end of the conversation: asks, and hands each answer or failure to who asked. */
export class TableClient {
  readonly #post: (message: TableToHost) => void;
  readonly #waiting = new Map<number, (answer: TableToPanel) => void>();
  #lastId = 0;

  constructor(post: (message: TableToHost) => void) {
    this.#post = post;
  }

  /** Takes what arrived from the host; what has no known form is left alone. */
  receive(data: unknown): void {
    const parsed = tableToPanelSchema.safeParse(data);
    if (!parsed.success) return;
    this.#waiting.get(parsed.data.id)?.(parsed.data);
    this.#waiting.delete(parsed.data.id);
  }

  /** @throws {TableFailure} when the host could not, or answered something else */
  ask<T extends TableToPanel['type']>(request: TableRequest, expected: T): Promise<Extract<TableToPanel, { type: T }>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if (isOfType(answer, expected)) resolve(answer);
        else reject(new TableFailure(answer.type === 'failed' ? answer.what : `Unexpected answer ${answer.type}`));
      });
      this.#post({ ...request, id } as TableToHost);
    });
  }
}

function isOfType<T extends TableToPanel['type']>(
  answer: TableToPanel,
  type: T,
): answer is Extract<TableToPanel, { type: T }> {
  return answer.type === type;
}
