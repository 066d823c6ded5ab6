// Part of `npm run bench`: what the pipeline costs above bare clients, interleaved in one run. No timed test.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodeFetch from 'node-fetch';
import { ExchangeHistory } from '../../src/http/history/exchangeHistory.js';
import { Sender } from '../../src/http/sender.js';
import { NodeTransport } from '../../src/http/transport.js';
import { median } from './table.js';

const REQUESTS = 500;
const BODY = JSON.stringify({ Items: Array.from({ length: 20 }, (_, n) => ({ ID: `${n}`, Total: n * 1.5 })) });

const server = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end(BODY));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api?limit=20`;
const folder = await mkdtemp(path.join(tmpdir(), 'concur-bench-'));
const history = new ExchangeHistory({ folder, maxCount: 10_000, maxBytes: 1e9 });
const transport = new NodeTransport();
const later = new Date(Date.now() + 3_600_000);
const sender = new Sender({
  transport,
  authorizer: {
    authorize: async () => ({ header: 'Bearer token', connection: 'Bench', expiresAt: later }),
    renew: async () => undefined,
  },
  settings: () => ({ timeoutMs: 60_000, followRedirects: true, maxRetries: 3 }),
  now: () => new Date(),
  randomUuid: randomUUID,
});
const agent = new http.Agent({ keepAlive: true });
let remembering: Promise<void> = Promise.resolve();

const clients: Readonly<Record<string, () => Promise<unknown>>> = {
  'node:http': () =>
    new Promise((resolve, reject) => {
      const request = http.get(url, { agent }, (answer) => {
        answer.resume().once('end', resolve);
      });
      request.once('error', reject);
    }),
  'node-fetch': async () => (await nodeFetch(url, { agent })).arrayBuffer(),
  'undici (fetch)': async () => (await fetch(url)).arrayBuffer(),
  'this pipeline': async () => {
    const exchange = await sender.send({ method: 'GET', url, headers: [] });
    remembering = history.add(exchange); // as in the editor: nobody waits for it
  },
};

const figures = new Map(Object.keys(clients).map((name): [string, number[]] => [name, []]));
for (let round = 0; round < REQUESTS + 50; round++) {
  for (const [name, send] of Object.entries(clients)) {
    const started = performance.now();
    await send();
    if (round >= 50) figures.get(name)?.push(performance.now() - started); // the first ones warm up
    await remembering;
  }
}
const bare = median(figures.get('node-fetch') ?? []);
console.log('| milliseconds | median | p99 | above node-fetch | bar |\n| --- | --- | --- | --- | --- |');
for (const [name, values] of figures) {
  const sorted = values.toSorted((a, b) => a - b);
  const cells = [median(values), sorted[Math.floor(sorted.length * 0.99)] ?? 0, median(values) - bare];
  const bar = name === 'this pipeline' ? '0.6 above, p99 5' : '';
  console.log(`| ${[name, ...cells.map((cell) => cell.toFixed(2)), bar].join(' | ')} |`);
}
transport.dispose();
agent.destroy();
server.closeAllConnections();
server.close();
await rm(folder, { recursive: true });
