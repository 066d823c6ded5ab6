import * as z from 'zod/mini';
import { type Answer, type AnswerTo, type Failed, type ToHost, toHostSchema } from './messages.js';

/** One handler for each request: a request without a handler does not compile. */
export type HostHandlers = {
  readonly [T in ToHost['type']]: (message: Extract<ToHost, { type: T }>) => Promise<AnswerTo<T> | Failed>;
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

function dispatch<T extends ToHost['type']>(
  message: Extract<ToHost, { type: T }>,
  handlers: HostHandlers,
): Promise<Answer> {
  return handlers[message.type as T](message);
}
