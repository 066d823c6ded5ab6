import type http from 'node:http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { type Agents, DirectAgents, KEEP_ALIVE } from './agents.js';

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
    const agent = isSecure ? new HttpsProxyAgent(proxy, KEEP_ALIVE) : new HttpProxyAgent(proxy, KEEP_ALIVE);
    this.#proxied.set(key, agent);
    return agent;
  }

  dispose(): void {
    this.#direct.dispose();
    for (const agent of this.#proxied.values()) agent.destroy();
  }
}
