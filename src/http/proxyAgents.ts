import type http from 'node:http';
import type { Socket } from 'node:net';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { type Agents, DirectAgents, KEEP_ALIVE } from './agents.js';
import { CONNECT_SIGNAL } from './wire/connectSignal.js';

/**
 * Connects by the proxies that the environment names (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), with user
 * and password where their address has them. For the terminal: in the editor VS Code sees to this by its own settings.
 */
export class EnvironmentProxyAgents implements Agents {
  readonly #direct = new DirectAgents();
  readonly #proxied = new Map<string, http.Agent>();

  agentFor(url: string): http.Agent {
    const proxy = getProxyForUrl(url);
    if (proxy === '') return this.#direct.agentFor(url);
    const isSecure = /^https:/i.test(url);
    const key = `${isSecure} ${proxy}`;
    const known = this.#proxied.get(key);
    if (known) return known;
    const agent = isSecure ? new CancellableProxyAgent(proxy, KEEP_ALIVE) : new HttpProxyAgent(proxy, KEEP_ALIVE);
    this.#proxied.set(key, agent);
    return agent;
  }

  dispose(): void {
    this.#direct.dispose();
    for (const agent of this.#proxied.values()) agent.destroy();
  }
}

/** Lets go of its connection to the proxy when the request is given up before the proxy has answered. */
class CancellableProxyAgent extends HttpsProxyAgent<string> {
  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>): Promise<Socket> {
    const outer: unknown = Reflect.get(options, CONNECT_SIGNAL);
    if (!(outer instanceof AbortSignal)) return super.connect(request, options);
    const connecting = new AbortController();
    const abort = (): void => connecting.abort();
    outer.addEventListener('abort', abort, { once: true });
    const { connectOpts } = this;
    try {
      this.connectOpts = { ...connectOpts, ...{ signal: connecting.signal } };
      const connected = super.connect(request, options); // reads its options before it waits for anything
      this.connectOpts = connectOpts;
      return await connected;
    } finally {
      outer.removeEventListener('abort', abort); // the connection may serve others from here on
    }
  }
}
