import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { SendError } from '../failure.js';
import type { OutgoingBody } from './bodyStream.js';
import type { CallEnd } from './callEnd.js';
import { ConnectionMarks } from './connectionMarks.js';
import { CONNECT_SIGNAL } from './connectSignal.js';
import type { RequestTarget } from './requestTarget.js';

/** One request to one place, as it goes on the wire. */
export interface Call {
  readonly method: string;
  readonly target: RequestTarget;
  /** In the form of `http.request`. */
  readonly headers: Record<string, string | string[]> | string[];
  readonly body: OutgoingBody | undefined;
  /** Whether the body waits until the server says that it wants it. */
  readonly expectsContinue: boolean;
  readonly agent: http.Agent;
  readonly tls: SecureContextOptions;
}

/** How long each phase may take; see `PhaseTimeouts`. */
export interface CallLimits {
  readonly connectMs: number | undefined;
  readonly firstByteMs: number | undefined;
}

/** The head of an answer, its body still to come. */
export interface Answered {
  readonly request: ClientRequest;
  readonly answer: IncomingMessage;
  readonly marks: ConnectionMarks;
  /** What the parser found wrong behind the head; undefined as long as it found nothing. */
  readonly lateError: () => NodeJS.ErrnoException | undefined;
}

/** A server that does not know `Expect` never says that it wants the body: after so long it is sent (RFC 9110, 10.1.1). */
const CONTINUE_WAIT_MS = 1_000;

/**
 * Sends one request and waits for the head of its answer.
 * @throws what node throws, or what `end` was ended with; the socket is gone by then
 */
export async function callOnce(call: Call, limits: CallLimits, end: CallEnd, now: () => number): Promise<Answered> {
  end.signal.throwIfAborted();
  end.enter('connect', limits.connectMs);
  const { target } = call;
  const request = (target.isSecure ? https : http).request({
    ...call.tls,
    method: call.method,
    host: target.host,
    port: target.port,
    path: target.path,
    headers: call.headers as http.OutgoingHttpHeaders, // a flat list is allowed; the types do not say so
    agent: call.agent,
    setHost: false,
    [CONNECT_SIGNAL]: end.signal,
  } as http.RequestOptions);
  const marks = new ConnectionMarks(request, target.isSecure, now, () => end.enter('firstByte', limits.firstByteMs));
  let abort = (): void => undefined;
  let late: NodeJS.ErrnoException | undefined;
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    // A request without a socket yet tells nobody that it was destroyed.
    const giveUp = (reason: unknown): void => {
      request.destroy(reason instanceof Error ? reason : undefined);
      reject(reason);
    };
    abort = () => giveUp(end.signal.reason);
    request.once('response', resolve);
    request.once('proxyConnect', ({ statusCode: status }: { statusCode: number }) => {
      // The agent would hand on what the proxy says as if the server had said it.
      if (target.isSecure && status !== 200)
        giveUp(new SendError({ kind: 'proxyRefused', host: target.authority, status }));
    });
    request.on('error', (error) => {
      late ??= error;
      reject(error);
    });
    request.once('close', () => reject(new Error('closed before the answer'))); // ended without a word of why
  });
  end.signal.addEventListener('abort', abort, { once: true });
  answered.catch(() => undefined); // the error may come while the body is still being sent
  try {
    await sendBody(request, call, answered);
    const answer = await answered;
    end.enter();
    return { request, answer, marks, lateError: () => late };
  } catch (error) {
    request.destroy();
    end.signal.throwIfAborted();
    throw error;
  } finally {
    request.once('close', () => end.signal.removeEventListener('abort', abort));
  }
}

async function sendBody(request: ClientRequest, call: Call, answered: Promise<unknown>): Promise<void> {
  const { body } = call;
  if (!body) {
    request.end();
    return;
  }
  if (call.expectsContinue && !(await isWanted(request, answered))) return;
  if (body.bytes) {
    request.end(body.bytes);
    return;
  }
  let isAnswered = false;
  void answered.then(
    () => {
      isAnswered = true;
    },
    () => {
      isAnswered = true;
    },
  );
  for await (const piece of body.pieces?.() ?? []) {
    if (isAnswered || request.destroyed) return; // refused before all was sent: the rest is of no use
    if (!request.write(piece)) await Promise.race([once(request, 'drain'), answered]);
  }
  request.end();
}

/** Whether the server wants the body, or does not say; false when it has answered already. */
async function isWanted(request: ClientRequest, answered: Promise<unknown>): Promise<boolean> {
  request.flushHeaders();
  const done = new AbortController();
  try {
    return await Promise.race([
      once(request, 'continue', { signal: done.signal }).then(() => true),
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), CONTINUE_WAIT_MS);
        done.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      }),
      answered.then(() => false),
    ]);
  } finally {
    done.abort();
  }
}
