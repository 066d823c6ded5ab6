import type { SandboxApp, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { LoggedRequest, RequestLog } from './requestLog.js';

/** Each keeps a connection; more than a person has windows. */
const MAX_STREAMS = 20;
/** A reader that is so many calls behind is let go; it can come back with what it missed. */
const MAX_WAITING = 1_000;

/** The last calls as JSON, and calls as they come as server-sent events. */
export function registerRequests(app: SandboxApp, { controls, closing }: SandboxContext): void {
  const { requests } = controls;
  const streams = new Set<() => void>();
  closing.addEventListener('abort', () => {
    for (const finish of streams) finish();
  });
  app.get('/sandbox/requests', (call) => answerJson(call, { requests: requests.list() }));

  app.get('/sandbox/requests/stream', (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const last = readNumber(call.req.header('last-event-id')) ?? query.integer('after', 0) ?? Number.MAX_SAFE_INTEGER;
    if (streams.size >= MAX_STREAMS) throw new Refusal(503, `${MAX_STREAMS} readers watch already.`);
    const stream = streamRequests(requests, last, streams);
    return call.body(stream, 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  });
}

/**
 * @param last number of the last request that the reader knows
 * @param streams where what finishes the stream stands as long as it is open
 */
function streamRequests(log: RequestLog, last: number, streams: Set<() => void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const finish = (): void => {
          end();
          controller.close();
        };
        const send = (text: string): void => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
          else finish();
        };
        const stopListening = log.listen((request) => send(toEvent(request)));
        streams.add(finish);
        end = () => {
          stopListening();
          streams.delete(finish);
        };
        send(': calls follow as they come\n\n');
        for (const request of log.list()) if (request.number > last) send(toEvent(request));
      },
      cancel: () => end(),
    },
    { highWaterMark: MAX_WAITING },
  );
}

/** What a browser says when it comes back to a stream that broke. */
function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function toEvent(request: LoggedRequest): string {
  return `id: ${request.number}\ndata: ${JSON.stringify(request)}\n\n`;
}
