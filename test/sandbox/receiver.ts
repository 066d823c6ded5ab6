import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A program on this machine that the sandbox calls: a webhook or a connector. */
export interface Receiver {
  readonly url: string;
  /** The next request, or one that came and was not looked at yet. */
  next(): Promise<Received>;
  /** Requests that nobody asked for. */
  readonly unread: readonly Received[];
  /** What is answered from now on; 200 without a body at first. */
  answer: { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };
  close(): Promise<void>;
}

/** Starts a receiver; whoever starts it closes it. */
export async function openReceiver(): Promise<Receiver> {
  const unread: Received[] = [];
  const waiting: ((received: Received) => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body, headers } = receiver.answer;
      response.writeHead(status, headers).end(body);
      const { method = '', url: path = '' } = request;
      const received = { method, path, headers: request.headers, body: Buffer.concat(chunks).toString() };
      const reader = waiting.shift();
      if (reader) reader(received);
      else unread.push(received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unread,
    answer: { status: 200 },
    next: () =>
      new Promise((resolve) => {
        const first = unread.shift();
        if (first) resolve(first);
        else waiting.push(resolve);
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
