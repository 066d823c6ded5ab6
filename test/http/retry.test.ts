import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendError } from '../../src/http/failure.js';
import { type RetryWatcher, readRetryAfter, sendWithRetries } from '../../src/http/retry.js';
import { NodeTransport } from '../../src/http/transport.js';
import { MASK } from '../../src/kernel/redaction.js';
import { type LocalServer, startLocalServer } from './localServer.js';

const NOW = new Date('2026-11-24T12:00:00Z');

describe('readRetryAfter', () => {
  for (const [text, ms] of [
    ['5', 5_000],
    [' 0 ', 0],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    [undefined, undefined],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(readRetryAfter(text, NOW), ms));
  }
});

describe('Sending again', () => {
  const transport = new NodeTransport();
  let server: LocalServer;

  /** Serves these statuses in turn, the last one for ever; 0 breaks the connection. */
  async function serve(statuses: readonly number[], headers: Record<string, string> = {}): Promise<void> {
    server = await startLocalServer((_, response) => {
      const status = statuses[Math.min(server.seen.length, statuses.length) - 1] ?? 200;
      if (status === 0) response.socket?.resetAndDestroy();
      else response.writeHead(status, status < 400 ? {} : headers).end('x');
    });
  }

  function send(method: string, watcher?: RetryWatcher, maxRetries = 2) {
    const request = { method, url: `${server.origin}/`, headers: [] };
    return sendWithRetries(() => transport.send(request, { timeoutMs: 5_000, followRedirects: true }), {
      method,
      maxRetries,
      now: () => new Date(),
      ...(watcher ? { watcher } : {}),
    });
  }

  const atOnce: RetryWatcher = { onWait: (_, { sendNow }) => sendNow() };

  afterEach(() => server.close());
  after(() => transport.dispose());

  for (const [what, method, statuses, headers, watcher, sent] of [
    ['a GET after 429', 'GET', [429, 200], { 'retry-after': '9' }, atOnce, 2],
    ['a POST after 429', 'POST', [429, 200], { 'retry-after': '9' }, atOnce, 2],
    ['a GET after 503', 'GET', [503, 200], { 'retry-after': '0' }, undefined, 2],
    ['no POST after 503 when nobody watches', 'POST', [503, 200], { 'retry-after': '0' }, undefined, 1],
    ['no POST after 503 without a time', 'POST', [503, 200], {}, atOnce, 1],
    ['nothing after 500', 'GET', [500, 200], { 'retry-after': '0' }, atOnce, 1],
    ['nothing when the pause would be an hour', 'GET', [429, 200], { 'retry-after': '3600' }, atOnce, 1],
    ['no more often than allowed', 'GET', [429], { 'retry-after': '0' }, undefined, 3],
    ['a GET whose connection broke', 'GET', [0, 200], {}, atOnce, 2],
    ['a PUT whose connection broke', 'PUT', [0, 200], {}, atOnce, 2],
  ] as const) {
    it(`sends ${what}`, async () => {
      await serve(statuses, headers);
      const { attempts } = await send(method, watcher);
      assert.equal(server.seen.length, sent);
      assert.equal(attempts.length, sent - 1);
    });
  }

  for (const method of ['POST', 'PATCH']) {
    it(`never sends a ${method} twice after a broken connection`, async () => {
      await serve([0]);
      await assert.rejects(send(method, atOnce), (error) => error instanceof SendError);
      assert.equal(server.seen.length, 1);
    });
  }

  it('says why, until when and for which time it waits, and that it is over', async () => {
    await serve([429, 200], { 'retry-after': '20' });
    const waits: string[] = [];
    const { attempts } = await send('GET', {
      onWait: ({ reason, untilDate, attempt, over }, { sendNow }) => {
        const seconds = Math.round((untilDate.getTime() - Date.now()) / 1000);
        waits.push(`${JSON.stringify(reason)} ${seconds} ${attempt}`);
        void over.then(() => waits.push('over'));
        sendNow();
      },
    });
    assert.deepEqual(waits, ['{"kind":"status","status":429} 20 1', 'over']);
    assert.deepEqual(attempts[0]?.reason, { kind: 'status', status: 429 });
  });

  it('gives the answer that came when the person wants no more of it', async () => {
    await serve([429, 200], { 'retry-after': '20' });
    const { received } = await send('GET', { onWait: (_, { cancel }) => cancel() });
    assert.equal(received.response.status, 429);
    assert.equal(server.seen.length, 1);
  });
});

describe('Bodies that are too large for memory', () => {
  it('go into a file with secrets masked, wherever the pieces were cut, and keep their beginning in memory', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'concur-body-'));
    const item = (n: number): string => `{"n":${n},"password":"pass-${n}","echo":"the-token"},`;
    const body = `[${Array.from({ length: 9_000 }, (_, n) => item(n)).join('')}0]`;
    const server = await startLocalServer((_, response) => {
      for (let at = 0; at < body.length; at += 977) response.write(body.slice(at, at + 977));
      response.end();
    });
    const transport = new NodeTransport();
    try {
      const { response } = await transport.send(
        { method: 'GET', url: `${server.origin}/`, headers: [['Authorization', 'Bearer the-token']] },
        { timeoutMs: 9_000, followRedirects: true, bodyFiles: { folder, thresholdBytes: 10_000 } },
      );
      const kept = await readFile(response.bodyFile ?? '', 'utf8');
      const expected = body.replace(/pass-\d+|the-token/g, MASK);
      assert.equal(kept, expected);
      assert.equal(response.bodySize, Buffer.byteLength(expected));
      assert.equal(response.body.length, 10_000);
      assert.ok(Buffer.from(expected).subarray(0, 10_000).equals(Buffer.from(response.body)));
    } finally {
      transport.dispose();
      await server.close();
      await rm(folder, { recursive: true });
    }
  });
});
