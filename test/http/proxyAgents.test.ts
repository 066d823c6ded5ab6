import assert from 'node:assert/strict';
import { EnvironmentProxyAgents } from '../../src/http/proxyAgents.js';
import { NodeTransport } from '../../src/http/transport.js';
import { startLocalServer } from './localServer.js';

describe('EnvironmentProxyAgents', () => {
  const NAMES = ['http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'] as const;
  const before = NAMES.map((name) => process.env[name]);
  afterEach(() => {
    for (const [index, name] of NAMES.entries()) {
      if (before[index] === undefined) delete process.env[name];
      else process.env[name] = before[index];
    }
  });

  it('goes by the proxy with its user and password, keeps headers and query, and excepts hosts', async () => {
    const proxy = await startLocalServer((_, response) => response.end('by proxy'));
    const direct = await startLocalServer((_, response) => response.end('direct'));
    const transport = new NodeTransport({ agents: new EnvironmentProxyAgents() });
    for (const name of NAMES) delete process.env[name];
    process.env.http_proxy = proxy.origin.replace('://', '://me:p%40ss@');
    process.env.no_proxy = '127.0.0.1';
    try {
      const get = async (url: string): Promise<string> => {
        const options = { timeoutMs: 2_000, followRedirects: true };
        const { response } = await transport.send({ method: 'GET', url, headers: [['X-A', '1']] }, options);
        return Buffer.from(response.body).toString();
      };
      assert.equal(await get('http://far.example/a?b=%20c'), 'by proxy');
      const [seen] = proxy.seen;
      assert.equal(seen?.url, 'http://far.example/a?b=%20c');
      assert.equal(seen.headers['x-a'], '1');
      assert.equal(seen.headers['proxy-authorization'], `Basic ${Buffer.from('me:p@ss').toString('base64')}`);
      assert.equal(await get(`${direct.origin}/`), 'direct');
    } finally {
      transport.dispose();
      await Promise.all([proxy.close(), direct.close()]);
    }
  });
});
