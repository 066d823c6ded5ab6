import { once } from 'node:events';
import { createServer } from 'node:http';
import { markOf } from './job.js';

/** A local HTTP server that answers `GET /json/BYTES?k=N` with an object of about that size; its first member is the mark. */
export async function serveResponses(): Promise<{ readonly origin: string; close(): void }> {
  const tails = new Map<number, Buffer>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const bytes = Number(url.pathname.split('/').pop());
    const tail = tails.get(bytes) ?? makeTail(bytes);
    tails.set(bytes, tail);
    const head = Buffer.from(`{"mark":"${markOf(Number(url.searchParams.get('k')))}",`);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': head.length + tail.length });
    response.write(head);
    response.end(tail);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The response server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The rest of an object whose head is about 30 bytes. */
function makeTail(bytes: number): Buffer {
  const rows: string[] = [];
  for (let length = 60; length < bytes; ) {
    const row = JSON.stringify({ id: rows.length, name: `item ${rows.length}`, total: 12.5, currency: 'USD' });
    rows.push(row);
    length += row.length + 1;
  }
  return Buffer.from(`"Items":[${rows.join(',')}]}`);
}
