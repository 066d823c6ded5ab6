import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A server that speaks bytes, for answers that no HTTP library would send. */
export class RawServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** How many requests began. */
  requests = 0;

  /** @param answer called with the first bytes of each request on a connection */
  constructor(answer: (socket: Socket, request: string) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined); // resets are what is tested
      socket.on('data', (bytes) => {
        this.requests += 1;
        answer(socket, bytes.toString('latin1'));
      });
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Resolves when the last connection is gone. */
  async emptied(): Promise<void> {
    for (const socket of this.#sockets) await once(socket, 'close');
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
