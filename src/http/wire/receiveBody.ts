import type { IncomingMessage } from 'node:http';
import type { BodyFailure } from '../exchange.js';
import { SendError } from '../failure.js';
import type { BodyStore, StoredBody } from './bodyStore.js';
import type { CallEnd } from './callEnd.js';
import type { Answered } from './callOnce.js';
import { BodyDecoder, decodersOf } from './decodeBody.js';

/** A body as it was received, whole or not. */
export interface ReceivedBody extends StoredBody {
  readonly wireSize: number;
  readonly encoding?: string;
  readonly incomplete?: BodyFailure;
}

/**
 * Takes in the body of an answer. Its end is read from the message itself, not from errors alone: node says
 * `ECONNRESET` to a connection that was closed, reset or given up by ourselves.
 */
export async function receiveBody(answered: Answered, store: BodyStore, end: CallEnd): Promise<ReceivedBody> {
  const { answer } = answered;
  const encoding = answer.headers['content-encoding'];
  const makers = decodersOf(encoding);
  let disk: Promise<unknown> | undefined; // all writing so far, once there is some
  const keep = (piece: Uint8Array): void => {
    disk = store.add(piece) ?? disk;
  };
  const decoder = makers ? new BodyDecoder(makers, keep) : undefined;
  let wireSize = 0;
  let diskError: unknown;
  await new Promise<void>((resolve) => {
    let busy: Promise<unknown> = Promise.resolve();
    answer.on('data', (piece: Buffer) => {
      wireSize += piece.length;
      end.touch();
      if (!decoder) keep(piece);
      const waiting = decoder ? decoder.write(piece).then(() => disk) : disk;
      if (!waiting) return;
      answer.pause();
      busy = waiting.then(
        () => answer.resume(),
        (error: unknown) => {
          diskError = error;
          answered.request.destroy();
        },
      );
    });
    const finish = (): void => void busy.then(() => resolve());
    answer.once('end', finish);
    answer.once('close', finish);
    answer.on('error', () => undefined); // told by `complete`, see above
    if (answer.closed) finish();
  });
  end.enter();
  if (diskError) throw diskError;
  await decoder?.finish();
  const stored = await store.close();
  const incomplete = whyIncomplete(answered, end, { wireSize, stored, decoder, encoding });
  return { ...stored, wireSize, ...(makers && encoding ? { encoding } : {}), ...(incomplete ? { incomplete } : {}) };
}

interface Came {
  readonly wireSize: number;
  readonly stored: StoredBody;
  readonly decoder: BodyDecoder | undefined;
  readonly encoding: string | undefined;
}

function whyIncomplete({ answer, lateError }: Answered, end: CallEnd, came: Came): BodyFailure | undefined {
  const { wireSize, decoder, encoding = '' } = came;
  if (!answer.complete && end.signal.aborted) return whyEnded(end.signal.reason);
  const announced = lengthOf(answer);
  const late = lateError();
  const surplus = surplusOf(late);
  if (answer.complete) {
    if (announced !== undefined && surplus > 0) {
      return { kind: 'wrongLength', expected: announced, received: wireSize + surplus };
    }
    return decoder?.error ? { kind: 'brokenCompression', encoding } : undefined;
  }
  if (late?.code?.startsWith('HPE_') && late.code !== 'HPE_INVALID_EOF_STATE' && announced === undefined) {
    return { kind: 'badChunking' };
  }
  if (announced === undefined) return { kind: 'closedEarly', received: wireSize };
  const isWhole = late?.syscall === undefined && !decoder && looksWhole(answer, came.stored);
  return { kind: isWhole ? 'wrongLength' : 'closedEarly', expected: announced, received: wireSize };
}

function whyEnded(reason: unknown): BodyFailure {
  const isTimeout = reason instanceof SendError && reason.failure.kind === 'timeout';
  return isTimeout ? { kind: 'timeout', seconds: reason.failure.seconds } : { kind: 'cancelled' };
}

function lengthOf(answer: IncomingMessage): number | undefined {
  const text = answer.headers['content-length'];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** How many bytes came behind the end of the message, as far as the parser saw them. */
function surplusOf(error: NodeJS.ErrnoException | undefined): number {
  if (!error?.code?.startsWith('HPE_')) return 0;
  const { rawPacket, bytesParsed } = error as { rawPacket?: Buffer; bytesParsed?: number }; // set by node's parser
  return Math.max(1, (rawPacket?.length ?? 0) - (bytesParsed ?? 0));
}

/**
 * Whether fewer bytes came than announced, and yet nothing seems to be missing: then it is the announcement that is
 * wrong. Only JSON and XML say by themselves where they end.
 */
function looksWhole(answer: IncomingMessage, { body, bodySize }: StoredBody): boolean {
  if (bodySize !== body.length) return false;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1').trim();
  if (/json/i.test(answer.headers['content-type'] ?? '')) return isJson(text);
  const root = /^(?:<\?[^>]*>|<!--.*?-->|\s)*<([\w:.-]+)/s.exec(text)?.[1];
  return root !== undefined && (text.endsWith(`</${root}>`) || /^[^<]*(?:<\?[^>]*>\s*)?<[^<>]*\/>$/.test(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
