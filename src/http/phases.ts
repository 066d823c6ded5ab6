import { AsyncLocalStorage } from 'node:async_hooks';
import diagnostics from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Disposable } from '../kernel/disposable.js';
import type { Timings } from './exchange.js';

/** When each step of opening a connection was over, in milliseconds of the clock; absent when there was none. */
interface Marks {
  opened?: number;
  lookedUp?: number;
  connected?: number;
  secured?: number;
}

/**
 * Watches the sockets of requests that start inside `measure`, whoever's agent opens them: VS Code puts its own proxy
 * agent in place of ours, so an agent that we subclass would see nothing there. Node announces every client request on
 * a diagnostics channel, in the async context of who sent it.
 */
export class PhaseWatch implements Disposable {
  readonly #context = new AsyncLocalStorage<Marks>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    diagnostics.subscribe('http.client.request.start', this.#onRequest);
  }

  /** Runs `send` and gives, with its result, the phases of the last connection that it opened. */
  async measure<T>(
    send: () => Promise<T>,
  ): Promise<{ result: T; phases: Pick<Timings, 'dnsMs' | 'connectMs' | 'tlsMs'> }> {
    const marks: Marks = {};
    const result = await this.#context.run(marks, send);
    return { result, phases: toPhases(marks) };
  }

  dispose(): void {
    diagnostics.unsubscribe('http.client.request.start', this.#onRequest);
  }

  readonly #onRequest = (message: unknown): void => {
    const marks = this.#context.getStore();
    if (!marks) return;
    const { request } = message as { request: ClientRequest }; // documented shape of the channel
    if (request.socket) this.#watch(request.socket, marks);
    else request.once('socket', (socket: Socket) => this.#watch(socket, marks));
  };

  #watch(socket: Socket | TLSSocket, marks: Marks): void {
    if (!socket.connecting) return; // kept alive from an earlier request
    marks.opened = this.#now();
    socket.once('lookup', () => {
      marks.lookedUp = this.#now();
    });
    socket.once('connect', () => {
      marks.connected = this.#now();
    });
    socket.once('secureConnect', () => {
      marks.secured = this.#now();
    });
  }
}

function toPhases({ opened, lookedUp, connected, secured }: Marks): Pick<Timings, 'dnsMs' | 'connectMs' | 'tlsMs'> {
  if (opened === undefined) return {};
  return {
    ...(lookedUp === undefined ? {} : { dnsMs: lookedUp - opened }),
    ...(connected === undefined ? {} : { connectMs: connected - (lookedUp ?? opened) }),
    ...(connected === undefined || secured === undefined ? {} : { tlsMs: secured - connected }),
  };
}
