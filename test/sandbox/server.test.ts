import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { SandboxPortError } from '../../src/sandbox/portError.js';
import { startTestSandbox } from './session.js';

describe('startSandbox', () => {
  it('listens on loopback at a free port unless one is asked for', async () => {
    const [a, b] = await Promise.all([startTestSandbox(), startTestSandbox({ port: 0 })]);
    assert.match(a.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.notEqual(a.url, b.url);
    assert.equal(a.welcome.url, a.url);
    assert.deepEqual({ ...a.welcome, url: '' }, { ...b.welcome, url: '' });
    await Promise.all([a.close(), b.close()]);
  });

  it('says which port is taken', async () => {
    const first = await startTestSandbox();
    const port = Number(new URL(first.url).port);
    await assert.rejects(
      startTestSandbox({ port }),
      (error) => error instanceof SandboxPortError && error.port === port,
    );
    await first.close();
  });

  it('frees its port when closed, even with a call that waits, and may be closed twice', async () => {
    const sandbox = await startTestSandbox();
    const waiting = fetch(sandbox.url, { headers: { 'x-sandbox-fault': 'latency=600000' } });
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const dropped = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
    const refused = assert.rejects(waiting);
    await Promise.all([sandbox.close(), dropped]);
    await refused;
    await sandbox.close();
    const successor = createServer().listen(Number(new URL(sandbox.url).port), '127.0.0.1');
    await once(successor, 'listening');
    successor.close();
  });

  it('closes when its signal aborts, and does not start after that', async () => {
    const stopping = new AbortController();
    const sandbox = await startTestSandbox({ signal: stopping.signal });
    stopping.abort();
    await sandbox.close();
    await assert.rejects(fetch(sandbox.url));
    await assert.rejects(startTestSandbox({ signal: stopping.signal }), { name: 'AbortError' });
  });
});
