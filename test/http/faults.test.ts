import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describeBodyFailure } from '../../src/http/bodyFailure.js';
import type { BodyFailure } from '../../src/http/exchange.js';
import { adviseOnSend, SendError, type SendFailure } from '../../src/http/failure.js';
import type { HttpRequest } from '../../src/http/request.js';
import { NodeTransport, type Received, type TransportOptions } from '../../src/http/transport.js';
import { RawServer } from './rawServer.js';

const OPTIONS: TransportOptions = { timeoutMs: 5_000, followRedirects: true, keepPartial: true };
const GZIPPED = gzipSync('x'.repeat(50_000) + Math.PI);

function head(...lines: string[]): string {
  return ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
}

/** Writes the pieces one after the other, so that each arrives by itself, then ends or resets the connection. */
function play(socket: Socket, pieces: readonly (string | Buffer)[], ending: 'end' | 'reset' | 'stay'): void {
  const [first, ...rest] = pieces;
  if (first !== undefined) socket.write(first, () => setImmediate(() => play(socket, rest, ending)));
  else if (ending === 'end') socket.end();
  else if (ending === 'reset') socket.resetAndDestroy();
}

/** What each sentence said, to find two that say the same. */
const sentences = new Map<string, string>();

function checkSentence(kind: string, sentence: string): void {
  assert.doesNotMatch(sentence, /^Error|undefined|\[object/);
  const other = sentences.get(sentence);
  assert.ok(other === undefined || other === kind, `${kind} says the same as ${other}: ${sentence}`);
  sentences.set(sentence, kind);
}

describe('Faults of the body', () => {
  let transport: NodeTransport;
  let server: RawServer | undefined;

  beforeEach(() => {
    transport = new NodeTransport();
  });

  afterEach(async () => {
    transport.dispose();
    await server?.close();
    server = undefined;
  });

  async function get(
    answer: (socket: Socket, request: string) => void,
    options: Partial<TransportOptions> = {},
    request: Partial<HttpRequest> = {},
  ): Promise<Received> {
    server = await new RawServer(answer).listen();
    return transport.send(
      { method: 'GET', url: `${server.origin}/`, headers: [], ...request },
      { ...OPTIONS, ...options },
    );
  }

  const json = 'Content-Type: application/json';
  for (const [what, pieces, ending, failure, body] of [
    [
      'a length that is not reached',
      [head('Content-Length: 9'), 'abc'],
      'end',
      { kind: 'closedEarly', expected: 9, received: 3 },
      'abc',
    ],
    [
      'a reset in the middle',
      [head('Content-Length: 9'), 'abc'],
      'reset',
      { kind: 'closedEarly', expected: 9, received: 3 },
      'abc',
    ],
    [
      'a length that is too large for a whole body',
      [head('Content-Length: 9', json), '{"a":1}'],
      'end',
      { kind: 'wrongLength', expected: 9, received: 7 },
      '{"a":1}',
    ],
    [
      'a length that is too small',
      [`${head('Content-Length: 2', json)}[1]`],
      'end',
      { kind: 'wrongLength', expected: 2, received: 3 },
      '[1',
    ],
    [
      'chunks without their end',
      [head('Transfer-Encoding: chunked'), '3\r\nabc\r\n'],
      'end',
      { kind: 'closedEarly', received: 3 },
      'abc',
    ],
    [
      'a chunk with a size that is no number',
      [head('Transfer-Encoding: chunked'), '3\r\nabc\r\n', 'zz\r\nq'],
      'stay',
      { kind: 'badChunking' },
      'abc',
    ],
    [
      'a chunk that is longer than it says',
      [head('Transfer-Encoding: chunked'), '3\r\nabcdef\r\n'],
      'stay',
      { kind: 'badChunking' },
      'abc',
    ],
    [
      'gzip that is no gzip',
      [head('Content-Length: 5', 'Content-Encoding: gzip'), 'hello'],
      'stay',
      { kind: 'brokenCompression', encoding: 'gzip' },
      '',
    ],
    [
      'brotli that is none',
      [head('Content-Length: 5', 'Content-Encoding: br'), 'hello'],
      'stay',
      { kind: 'brokenCompression', encoding: 'br' },
      '',
    ],
    [
      'deflate that is none',
      [head('Content-Length: 5', 'Content-Encoding: deflate'), 'hello'],
      'stay',
      { kind: 'brokenCompression', encoding: 'deflate' },
      undefined,
    ],
    [
      'gzip that ends in the middle',
      [head('Content-Length: 60', 'Content-Encoding: gzip'), GZIPPED.subarray(0, 60)],
      'stay',
      { kind: 'brokenCompression', encoding: 'gzip' },
      undefined,
    ],
    [
      'gzip that is cut off',
      [head('Content-Length: 99', 'Content-Encoding: gzip'), GZIPPED.subarray(0, 60)],
      'end',
      { kind: 'closedEarly', expected: 99, received: 60 },
      undefined,
    ],
  ] as const) {
    it(`tells ${what}, and keeps what came`, async () => {
      const { response } = await get((socket) => play(socket, pieces, ending));
      assert.deepEqual(response.incomplete, failure);
      if (body !== undefined) assert.equal(Buffer.from(response.body).toString(), body);
      checkSentence(failure.kind + ('expected' in failure), describeBodyFailure(failure).replace(/\d+/g, 'N'));
      transport.dispose(); // a connection whose message was in order is kept for the next
      await server?.emptied();
    });
  }

  for (const [encoding, bytes] of [
    ['gzip', gzipSync('äh')],
    ['x-gzip', gzipSync('äh')],
    ['br', brotliCompressSync('äh')],
    ['deflate', deflateSync('äh')],
    ['deflate', deflateRawSync('äh')],
    ['gzip, br', brotliCompressSync(gzipSync('äh'))],
  ] as const) {
    it(`undoes ${encoding} and counts both sizes`, async () => {
      const { response } = await get((socket) =>
        play(socket, [head(`Content-Length: ${bytes.length}`, `Content-Encoding: ${encoding}`), bytes], 'stay'),
      );
      assert.equal(Buffer.from(response.body).toString(), 'äh');
      assert.deepEqual(
        [response.wireSize, response.bodySize, response.encoding, response.incomplete],
        [bytes.length, 3, encoding, undefined],
      );
    });
  }

  it('leaves an encoding that it does not know as it came', async () => {
    const { response } = await get((s) => play(s, [head('Content-Length: 2', 'Content-Encoding: odd'), 'ab'], 'stay'));
    assert.deepEqual([Buffer.from(response.body).toString(), response.encoding], ['ab', undefined]);
  });

  for (const [what, options, failure] of [
    ['nothing more comes', { phaseTimeouts: { idleMs: 60 } }, { kind: 'timeout', seconds: 0.06 }],
    ['the whole takes too long', { timeoutMs: 80 }, { kind: 'timeout', seconds: 0.08 }],
  ] satisfies [string, Partial<TransportOptions>, BodyFailure][]) {
    it(`gives up when ${what}, and keeps what came`, async () => {
      const { response } = await get((socket) => play(socket, [head('Content-Length: 9'), 'abc'], 'stay'), options);
      assert.deepEqual([response.incomplete, Buffer.from(response.body).toString()], [failure, 'abc']);
      checkSentence('timeout', describeBodyFailure(failure).replace(/[\d.]+ s/, 'N s'));
      await server?.emptied();
    });
  }

  it('keeps what came before it was cancelled, and frees the socket within 100 ms', async () => {
    const controller = new AbortController();
    let cancelledAt = 0;
    const { response } = await get(
      (socket) => {
        play(socket, [head('Content-Length: 9'), 'abc'], 'stay');
        setTimeout(() => {
          cancelledAt = performance.now();
          controller.abort();
        }, 50);
      },
      { signal: controller.signal },
    );
    assert.deepEqual([response.incomplete, Buffer.from(response.body).toString()], [{ kind: 'cancelled' }, 'abc']);
    checkSentence('cancelled', describeBodyFailure({ kind: 'cancelled' }));
    await server?.emptied();
    assert.ok(performance.now() - cancelledAt < 100);
  });

  async function failureOf(promise: Promise<unknown>): Promise<SendFailure> {
    const error = await promise.then(
      () => assert.fail('a response came'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof SendError, String(error));
    checkSentence(
      error.failure.kind + ('phase' in error.failure ? error.failure.phase : ''),
      adviseOnSend(error.failure).what.replace(/127\.0\.0\.1:\d+/g, 'HOST'),
    );
    return error.failure;
  }

  for (const [what, answer, kind, options] of [
    ['a close before the head', (s: Socket) => s.end(), 'closedEarly', {}],
    ['a reset before the head', (s: Socket) => s.resetAndDestroy(), 'closedEarly', {}],
    ['a close within the head', (s: Socket) => play(s, ['HTTP/1.1 200 OK\r\nX: '], 'end'), 'closedEarly', {}],
    ['an answer that is no HTTP', (s: Socket) => s.end('SSH-2.0-x\r\n'), 'notHttp', {}],
    ['headers without end', (s: Socket) => s.end(head(`X: ${'x'.repeat(20_000)}`)), 'headersTooLarge', {}],
    ['no answer in the time of the phase', () => undefined, 'timeout', { phaseTimeouts: { firstByteMs: 50 } }],
    ['no answer in the time of the call', () => undefined, 'timeout', { timeoutMs: 50 }],
    [
      'a redirect to nowhere',
      (s: Socket) => s.end('HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\n\r\n'),
      'badRedirect',
      {},
    ],
    [
      'a part where only a whole will do',
      (s: Socket) => s.end(`${head('Content-Length: 9')}abc`),
      'incomplete',
      { keepPartial: false },
    ],
  ] as const) {
    it(`tells ${what}, and lets go of the socket`, async () => {
      assert.equal((await failureOf(get(answer, options))).kind, kind);
      await server?.emptied();
    });
  }

  for (const [phase, answer] of [
    ['waiting for the head', () => undefined],
    ['in the middle of the head', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nX')],
  ] as const) {
    it(`frees the socket within 100 ms when cancelled ${phase}`, async () => {
      const controller = new AbortController();
      let cancelledAt = 0;
      const sending = get(
        (socket) => {
          answer(socket);
          setTimeout(() => {
            cancelledAt = performance.now();
            controller.abort();
          }, 20);
        },
        { signal: controller.signal },
      );
      await assert.rejects(sending, { name: 'AbortError' });
      await server?.emptied();
      assert.ok(performance.now() - cancelledAt < 100);
    });
  }

  it('leaves no socket behind 1,000 requests that are in flight at once', async () => {
    const waiting: Socket[] = [];
    server = await new RawServer((socket) => {
      waiting.push(socket);
      if (waiting.length === 1_000) for (const one of waiting) one.write(`${head('Content-Length: 1')}x`);
    }).listen();
    const url = `${server.origin}/`;
    const sendings = Array.from({ length: 1_000 }, () =>
      transport.send({ method: 'GET', url, headers: [] }, { ...OPTIONS, timeoutMs: 30_000 }),
    );
    for (const { response } of await Promise.all(sendings)) assert.equal(response.status, 200);
    assert.ok(server.open <= 1_000);
    transport.dispose();
    await server.emptied();
    assert.equal(server.open, 0);
  }).timeout(30_000);
});
