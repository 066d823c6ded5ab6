import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http, { type Server as ProxyServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SendError, type SendFailure } from '../../src/http/failure.js';
import { EnvironmentProxyAgents } from '../../src/http/proxyAgents.js';
import { NodeTransport, type Received, type TransportOptions } from '../../src/http/transport.js';
import { trustBesides } from '../../src/http/trustedCertificates.js';
import { RawServer } from './rawServer.js';

const OPTIONS: TransportOptions = { timeoutMs: 5_000, followRedirects: true };

async function failureOf(promise: Promise<unknown>): Promise<SendFailure> {
  const error = await promise.then(
    () => assert.fail('a response came'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SendError, String(error));
  return error.failure;
}

async function listen(server: Server | ProxyServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('https', () => {
  let folder: string;
  let pem: string;
  let server: Server;
  let url: string;
  const open: NodeTransport[] = [];
  const ENVIRONMENT = { proxy: process.env.https_proxy, none: process.env.no_proxy };

  before(async function () {
    this.timeout(30_000);
    try {
      execFileSync('openssl', ['version'], { stdio: 'pipe' });
    } catch {
      this.skip(); // nothing here can make certificates
    }
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-tls-'));
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:far.invalid,IP:127.0.0.1'];
    const files = ['-keyout', 'key.pem', '-out', 'cert.pem'];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, ...files];
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    pem = await readFile(path.join(folder, 'cert.pem'), 'utf8');
    server = createServer({ cert: pem, key: await readFile(path.join(folder, 'key.pem')) }, (_, answer) => {
      answer.end('secure');
    });
    url = `https://127.0.0.1:${await listen(server)}/`;
  });

  afterEach(() => {
    for (const transport of open.splice(0)) transport.dispose();
    for (const [name, value] of [
      ['https_proxy', ENVIRONMENT.proxy],
      ['no_proxy', ENVIRONMENT.none],
    ] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  after(async () => {
    server?.closeAllConnections();
    server?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  function send(
    parts: ConstructorParameters<typeof NodeTransport>[0],
    to = url,
    options: Partial<TransportOptions> = {},
  ): Promise<Received> {
    const transport = new NodeTransport(parts);
    open.push(transport);
    return transport.send({ method: 'GET', url: to, headers: [] }, { ...OPTIONS, ...options });
  }

  it('verifies the server, and says why it does not trust it', async () => {
    const failure = await failureOf(send({}));
    assert.equal(failure.kind, 'tls');
  });

  it('trusts a certificate of the person, and tells protocol, cipher and the time of the handshake', async () => {
    const { response, timings } = await send({ ca: [pem] });
    assert.equal(Buffer.from(response.body).toString(), 'secure');
    assert.match(response.remote?.tlsProtocol ?? '', /^TLSv1\.[23]$/);
    assert.ok(response.remote?.cipher);
    assert.ok(timings.tlsMs !== undefined);
  });

  it('adds to what is trusted, and replaces nothing', () => {
    const all = trustBesides(['mine'], { NODE_EXTRA_CA_CERTS: path.join(folder, 'cert.pem') });
    assert.ok(all.length > 50);
    assert.ok(all.includes('mine'));
    assert.ok(all.includes(pem) || process.versions.node.split('.')[0] !== '20');
  });

  it('goes through a proxy that asks for user and password, and says so when they are wrong', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = http.createServer();
    const right = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization'] === right}`);
      if (request.headers['proxy-authorization'] !== right) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const far = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        far.pipe(socket).pipe(far);
      });
      far.on('error', () => socket.destroy());
      socket.on('error', () => far.destroy());
    });
    const port = await listen(proxy);
    process.env.no_proxy = '';
    try {
      process.env.https_proxy = `http://me:p%40ss@127.0.0.1:${port}`;
      const { response } = await send({ agents: new EnvironmentProxyAgents(), ca: [pem] }, 'https://far.invalid/');
      assert.equal(Buffer.from(response.body).toString(), 'secure');
      process.env.https_proxy = `http://me:wrong@127.0.0.1:${port}`;
      const failure = await failureOf(send({ agents: new EnvironmentProxyAgents() }, 'https://far.invalid/'));
      assert.deepEqual(failure, { kind: 'proxyRefused', host: 'far.invalid', status: 407 });
      assert.deepEqual(asked, ['far.invalid:443 true', 'far.invalid:443 false']);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  for (const phase of ['the TLS handshake', 'CONNECT to a proxy'] as const) {
    it(`frees the socket within 100 ms when cancelled during ${phase}, and gives up in the time of the phase`, async () => {
      let began = (): void => undefined;
      const silent = await new RawServer(() => began()).listen();
      const isProxied = phase.startsWith('CONNECT');
      process.env.no_proxy = '';
      if (isProxied) process.env.https_proxy = silent.origin;
      const to = isProxied ? 'https://far.invalid/' : silent.origin.replace('http:', 'https:');
      const parts = (): object => (isProxied ? { agents: new EnvironmentProxyAgents() } : {});
      try {
        const controller = new AbortController();
        let cancelledAt = 0;
        began = () => {
          cancelledAt = performance.now();
          controller.abort();
        };
        await assert.rejects(send(parts(), to, { signal: controller.signal }), { name: 'AbortError' });
        await silent.emptied();
        assert.ok(performance.now() - cancelledAt < 100, `${performance.now() - cancelledAt} ms`);
        began = () => undefined;
        const failure = await failureOf(send(parts(), to, { phaseTimeouts: { connectMs: 60 } }));
        assert.deepEqual(failure, { kind: 'timeout', seconds: 0.06, phase: 'connect' });
        await silent.emptied();
      } finally {
        await silent.close();
      }
    });
  }

  it('frees the socket within 100 ms when cancelled during an upload that the server does not take', async () => {
    const taken = new Set<Socket>();
    const stuck = createTcpServer((socket) => taken.add(socket.on('error', () => undefined).pause()));
    await new Promise<void>((resolve) => stuck.listen(0, '127.0.0.1', resolve));
    const { port } = stuck.address() as AddressInfo;
    const controller = new AbortController();
    const agent = new http.Agent();
    let cancelledAt = 0;
    const freed = new Promise<number>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('close', () => resolve(performance.now() - cancelledAt));
      agent.createConnection = () => socket;
      socket.once('connect', () =>
        setImmediate(() => {
          cancelledAt = performance.now();
          controller.abort();
        }),
      );
    });
    const body = Buffer.alloc(64 * 1024 * 1024);
    const request = { method: 'POST', url: `http://127.0.0.1:${port}/`, headers: [], body };
    const agents = { agentFor: () => agent, dispose: () => agent.destroy() };
    const transport = new NodeTransport({ agents });
    open.push(transport);
    await assert.rejects(transport.send(request, { ...OPTIONS, signal: controller.signal }), { name: 'AbortError' });
    assert.ok((await freed) < 100);
    for (const socket of taken) socket.destroy();
    stuck.close();
  });
});
