import * as z from 'zod/mini';
import {
  type Answer,
  type Checked,
  type Done,
  type Example,
  type Failed,
  type Shown,
  type ToHost,
  toHostSchema,
} from './messages.js';

interface Answers {
  readonly ready: Shown;
  readonly edit: Checked;
  readonly keepSecret: Checked;
  readonly makeExample: Example;
  readonly send: Done;
  readonly cancel: Done;
  readonly openAsFile: Done;
}

/** One handler for each request: a request without a handler does not compile. */
export type HostHandlers = {
  readonly [T in ToHost['type']]: (message: Extract<ToHost, { type: T }>) => Promise<Answers[T] | Failed>;
};

const anyRequest = z.object({ id: z.int() });

/**
 * The host's end of the conversation: whatever arrives with an id is answered under it, if only by a failure.
 * @param explain says in one sentence for people what went wrong
 * @returns undefined for what is no request at all
 */
export async function answerRequest(
  data: unknown,
  handlers: HostHandlers,
  explain: (error: unknown) => string,
): Promise<Answer | undefined> {
  const parsed = toHostSchema.safeParse(data);
  try {
    if (parsed.success) return await dispatch(parsed.data, handlers);
    throw parsed.error;
  } catch (error) {
    const request = anyRequest.safeParse(data);
    return request.success ? { type: 'failed', id: request.data.id, what: explain(error) } : undefined;
  }
}

function dispatch(message: ToHost, handlers: HostHandlers): Promise<Answer> {
  switch (message.type) {
    case 'ready':
      return handlers.ready(message);
    case 'edit':
      return handlers.edit(message);
    case 'keepSecret':
      return handlers.keepSecret(message);
    case 'makeExample':
      return handlers.makeExample(message);
    case 'send':
      return handlers.send(message);
    case 'cancel':
      return handlers.cancel(message);
    case 'openAsFile':
      return handlers.openAsFile(message);
  }
}
