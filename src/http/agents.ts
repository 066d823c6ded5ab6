import http from 'node:http';
import https from 'node:https';
import type { Disposable } from '../kernel/disposable.js';

/** Connections of the client: kept alive, and by a proxy or not. */
export interface Agents extends Disposable {
  /** The agent for a URL. */
  agentFor(url: string): http.Agent;
}

/** Connections that are kept for the next request, all origins together. */
const KEPT_SOCKETS = 64;

/** Settings of keep-alive that all agents share. Sockets are not kept without bound, nor for ever. */
export const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: KEPT_SOCKETS, scheduling: 'lifo' } as const;

/**
 * Connects straight to the server. In the editor that is not the last word: VS Code puts its own agent in place of
 * these, by the person's proxy settings.
 */
export class DirectAgents implements Agents {
  readonly #http: http.Agent;
  readonly #https: https.Agent;

  /** @param maxSockets how many connections to one origin are open at once; the rest waits. Unbounded by default. */
  constructor(maxSockets = Number.POSITIVE_INFINITY) {
    this.#http = new http.Agent({ ...KEEP_ALIVE, maxSockets });
    this.#https = new https.Agent({ ...KEEP_ALIVE, maxSockets });
  }

  agentFor(url: string): http.Agent {
    return /^https:/i.test(url) ? this.#https : this.#http;
  }

  dispose(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
