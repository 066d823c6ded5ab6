import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import type { Fault } from './faults.js';

/**
 * Spoils answers as the faults of their calls say. Stands in front of all other layers, so that what goes out spoiled
 * has all headers.
 */
export function spoilAnswers(now: () => Date): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    await next();
    for (const fault of call.get('spoilers') ?? []) {
      const spoiled = await spoil(call.res, fault, call.env.outgoing, now);
      if (spoiled === call.res) continue;
      call.res = undefined; // else the headers of the old answer are added to those of the new one
      call.res = spoiled;
    }
  };
}

async function spoil(answer: Response, fault: Fault, outgoing: ServerResponse, now: () => Date): Promise<Response> {
  switch (fault.kind) {
    case 'clock-skew':
      answer.headers.set('Date', new Date(now().getTime() + fault.seconds * 1000).toUTCString());
      return answer;
    case 'slow-body':
      return withBody(answer, trickle(await readBody(answer), fault.bytesPerSecond));
    case 'truncated-body': {
      const body = await readBody(answer);
      return withBody(answer, body.subarray(0, Math.floor(body.length / 2)));
    }
    case 'malformed-body':
      return withBody(answer, breakSyntax(await answer.text()));
    case 'cut': {
      if (fault.where === 'head') return answer;
      const body = await readBody(answer);
      return sendRaw(answer, body.subarray(0, Math.floor(body.length / 2)), body.length, outgoing);
    }
    case 'wrong-length': {
      const body = await readBody(answer);
      return sendRaw(answer, body, Math.max(0, body.length + fault.difference), outgoing);
    }
    default:
      return answer;
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

async function readBody(answer: Response): Promise<Bytes> {
  return new Uint8Array(await answer.arrayBuffer());
}

function withBody(answer: Response, body: Bytes | string | ReadableStream<Bytes>): Response {
  const { status, headers } = answer;
  headers.delete('content-length');
  const hasBody = ![204, 205, 304].includes(status);
  return new Response(hasBody ? body : null, { status, headers });
}

/** Sends bytes at a pace, a tenth of a second's worth at a time. */
function trickle(body: Bytes, bytesPerSecond: number): ReadableStream<Bytes> {
  const size = Math.max(1, Math.floor(bytesPerSecond / 10));
  let sent = 0;
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        await wait((size / bytesPerSecond) * 1000, undefined, { ref: false });
        controller.enqueue(body.subarray(sent, sent + size));
        sent += size;
        if (sent >= body.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** JSON or XML that no reader takes; other texts are only cut short. */
function breakSyntax(text: string): string {
  const start = text.trimStart().charAt(0);
  if (start === '{' || start === '[') return text.replace(/[[{]/, '$&,');
  if (start === '<') return text.replace(/<\/[^<>]*>\s*$/, '</broken>');
  return text.slice(0, -1);
}

/** Writes an answer past the server's own care for lengths, and closes the connection behind it. */
function sendRaw(answer: Response, body: Bytes, length: number, outgoing: ServerResponse): Promise<Response> {
  const headers = Object.fromEntries(answer.headers);
  outgoing.writeHead(answer.status, { ...headers, 'content-length': length, connection: 'close' });
  return new Promise((resolve) => {
    outgoing.flushHeaders(); // else a body of no bytes keeps the head back, too
    outgoing.write(body, () => {
      outgoing.socket?.destroySoon();
      resolve(RESPONSE_ALREADY_SENT.clone());
    });
  });
}
