import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { RemoteEnd, Timings } from '../exchange.js';

type Phases = Pick<Timings, 'queueMs' | 'dnsMs' | 'connectMs' | 'tlsMs'>;

/** Watches the connection of one request: when each step of opening it was over, and whom it leads to. */
export class ConnectionMarks {
  readonly #now: () => number;
  readonly #start: number;
  #socketAt: number | undefined;
  #lookedUpAt: number | undefined;
  #connectedAt: number | undefined;
  #securedAt: number | undefined;
  #isProxied = false;
  #isFresh = false;
  #socket: Socket | undefined;

  /**
   * @param now a monotonic clock in milliseconds
   * @param onOpen called once the connection is there: at once for one that was kept alive
   */
  constructor(request: ClientRequest, isSecure: boolean, now: () => number, onOpen: () => void) {
    this.#now = now;
    this.#start = now();
    // The agents that go through a proxy hand a socket over when the proxy has connected it.
    request.once('proxyConnect', () => {
      this.#isProxied = true;
    });
    request.once('socket', (socket: Socket) => this.#watch(socket, isSecure, onOpen));
  }

  /** Phases as far as they went. */
  get phases(): Phases {
    if (this.#socketAt === undefined) return {};
    const waited = this.#socketAt - this.#start;
    if (!this.#isFresh && !this.#isProxied) return { queueMs: waited };
    const opened = this.#isProxied ? this.#start : this.#socketAt;
    const connected = this.#connectedAt ?? (this.#isProxied ? this.#socketAt : undefined);
    return {
      ...(this.#isProxied ? {} : { queueMs: waited }),
      ...(this.#lookedUpAt === undefined ? {} : { dnsMs: this.#lookedUpAt - opened }),
      ...(connected === undefined ? {} : { connectMs: connected - (this.#lookedUpAt ?? opened) }),
      ...(connected === undefined || this.#securedAt === undefined ? {} : { tlsMs: this.#securedAt - connected }),
    };
  }

  /** The other end; undefined before it is connected. */
  get remote(): RemoteEnd | undefined {
    const { remoteAddress, remotePort } = this.#socket ?? {};
    if (remoteAddress === undefined || remotePort === undefined) return undefined;
    const end = { address: remoteAddress, port: remotePort };
    if (!(this.#socket instanceof TLSSocket)) return end;
    const tlsProtocol = this.#socket.getProtocol();
    const { standardName } = this.#socket.getCipher() ?? {};
    return { ...end, ...(tlsProtocol ? { tlsProtocol } : {}), ...(standardName ? { cipher: standardName } : {}) };
  }

  #watch(socket: Socket, isSecure: boolean, onOpen: () => void): void {
    this.#socket = socket;
    this.#socketAt = this.#now();
    const isHandshaking = isSecure && socket instanceof TLSSocket && socket.getProtocol() === null;
    this.#isFresh = socket.connecting || isHandshaking;
    if (!this.#isFresh) {
      onOpen();
      return;
    }
    socket.once('lookup', () => {
      this.#lookedUpAt = this.#now();
    });
    socket.once('connect', () => {
      this.#connectedAt = this.#now();
      if (!isSecure) onOpen();
    });
    socket.once('secureConnect', () => {
      this.#securedAt = this.#now();
      onOpen();
    });
  }
}
