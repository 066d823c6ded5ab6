import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { SendError, type SendFailure } from '../../src/http/failure.js';
import type { HttpRequest } from '../../src/http/request.js';
import { NodeTransport } from '../../src/http/transport.js';
import { type LocalServer, startLocalServer } from './localServer.js';

const OPTIONS = { timeoutMs: 5_000, followRedirects: true };

function aGet(url: string, headers: HttpRequest['headers'] = []): HttpRequest {
  return { method: 'GET', url, headers };
}

describe('NodeTransport', () => {
  let transport: NodeTransport;
  const servers: LocalServer[] = [];

  beforeEach(() => {
    transport = new NodeTransport();
  });

  afterEach(async () => {
    transport.dispose();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(...args: Parameters<typeof startLocalServer>): Promise<LocalServer> {
    const server = await startLocalServer(...args);
    servers.push(server);
    return server;
  }

  async function failure(promise: Promise<unknown>): Promise<SendFailure> {
    const error = await promise.then(
      () => assert.fail('a response came'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof SendError, String(error));
    return error.failure;
  }

  it('gives status, headers and decoded body, and sends a body with its length', async () => {
    const server = await serve(({ body }, response) => {
      response.writeHead(201, { 'content-encoding': 'gzip', 'x-a': '1' }).end(gzipSync(`got ${body}`));
    });
    const { response } = await transport.send(
      { method: 'POST', url: `${server.origin}/x`, headers: [], body: 'äb' },
      OPTIONS,
    );
    assert.equal(response.status, 201);
    assert.equal(Buffer.from(response.body).toString(), 'got äb');
    assert.ok(response.headers.some(([name, value]) => name === 'x-a' && value === '1'));
    assert.equal(server.seen[0]?.headers['content-length'], '3');
    assert.equal(server.seen[0]?.headers['transfer-encoding'], undefined);
  });

  it('measures the phases of a new connection, and none of a kept one', async () => {
    const server = await serve((_, response) => response.end('x'));
    const first = await transport.send(aGet(`${server.origin}/`), OPTIONS);
    const second = await transport.send(aGet(`${server.origin}/`), OPTIONS);
    assert.ok(first.timings.connectMs !== undefined && first.timings.connectMs <= first.timings.firstByteMs);
    assert.equal(second.timings.connectMs, undefined);
    assert.ok(first.timings.totalMs >= first.timings.firstByteMs);
  });

  it('drops credentials when a redirect leaves the origin, and keeps them when it does not', async () => {
    const other = await serve((_, response) => response.end('there'));
    const server = await serve(({ url }, response) => {
      const location = url === '/a' ? '/b' : `${other.origin}/c`;
      response.writeHead(307, { location }).end();
    });
    const { response } = await transport.send(aGet(`${server.origin}/a`), { ...OPTIONS, authorization: 'Bearer t' });
    assert.equal(response.url, `${other.origin}/c`);
    assert.deepEqual(
      server.seen.map(({ headers }) => headers.authorization),
      ['Bearer t', 'Bearer t'],
    );
    assert.equal(other.seen[0]?.headers.authorization, undefined);
  });

  it('goes on with GET and without body after 303, with both after 307', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/end') response.end();
      else response.writeHead(Number(url.slice(1)), { location: '/end' }).end();
    });
    for (const status of ['303', '307']) {
      await transport.send({ method: 'POST', url: `${server.origin}/${status}`, headers: [], body: 'b' }, OPTIONS);
    }
    const ends = server.seen.filter(({ url }) => url === '/end').map(({ method, body }) => `${method} ${body}`);
    assert.deepEqual(ends, ['GET ', 'POST b']);
  });

  it('shows a redirect as the answer when it is not to be followed', async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: '/x' }).end());
    const { response } = await transport.send(aGet(`${server.origin}/`), { ...OPTIONS, followRedirects: false });
    assert.equal(response.status, 302);
  });

  it('names a circle of redirects', async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    assert.deepEqual(await failure(transport.send(aGet(`${server.origin}/`), OPTIONS)), {
      kind: 'redirectLoop',
      chain: [`${server.origin}/`, `${server.origin}/`],
    });
  });

  it('frees the socket when cancelled, and says nothing of an error', async () => {
    const closed: Promise<unknown>[] = [];
    const server = await serve((_, response) => {
      closed.push(once(response, 'close'));
      controller.abort();
    });
    const controller = new AbortController();
    await assert.rejects(transport.send(aGet(`${server.origin}/`), { ...OPTIONS, signal: controller.signal }), {
      name: 'AbortError',
    });
    await Promise.all(closed);
    assert.equal(closed.length, 1);
  });

  it('gives up after the time allowed', async () => {
    const server = await serve(() => undefined);
    const failed = await failure(transport.send(aGet(`${server.origin}/`), { ...OPTIONS, timeoutMs: 50 }));
    assert.deepEqual(failed, { kind: 'timeout', seconds: 0.05 });
  });

  it('tells a refused connection from an early end', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x');
      setImmediate(() => response.destroy());
    });
    assert.equal((await failure(transport.send(aGet(`${server.origin}/`), OPTIONS))).kind, 'incomplete');
    const { origin } = server;
    await servers.pop()?.close();
    assert.deepEqual(await failure(transport.send(aGet(origin), OPTIONS)), {
      kind: 'refused',
      host: new URL(origin).host,
    });
  });

  it('tells an answer that is no HTTP', async () => {
    const raw = createServer((socket: Socket) => socket.end('hello\r\n\r\n')).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const { port } = raw.address() as AddressInfo;
    const failed = await failure(transport.send(aGet(`http://127.0.0.1:${port}/`), OPTIONS));
    raw.close();
    assert.equal(failed.kind, 'notHttp');
  });

  for (const [what, request, kind] of [
    ['a URL without a scheme', aGet('x.example/a'), 'badUrl'],
    ['a scheme that is not HTTP', aGet('ftp://x.example/a'), 'badUrl'],
    ['a GET with a body', { ...aGet('http://x.example/'), body: 'b' }, 'bodyNotAllowed'],
    ['a header with a line break', aGet('http://x.example/', [['X', 'a\r\nB: c']]), 'badHeader'],
    ['a header name with a space', aGet('http://x.example/', [['X Y', 'a']]), 'badHeader'],
    [
      'chunked encoding, which Concur refuses',
      aGet('http://x.example/', [['Transfer-Encoding', 'chunked']]),
      'badHeader',
    ],
  ] as const) {
    it(`refuses ${what} before anything is sent`, async () => {
      assert.equal((await failure(transport.send(request, OPTIONS))).kind, kind);
    });
  }
});
