import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Company } from './company/company.js';
import { SeededRandom } from './company/seededRandom.js';
import { createApp } from './createApp.js';
import { createAllow } from './identity/access.js';
import { AccessTokens } from './identity/accessTokens.js';
import { COMPANY_REQUEST_TOKEN, registeredApp, SANDBOX_PASSWORD } from './identity/registeredApp.js';
import { SandboxPortError } from './portError.js';
import type { SandboxWelcome } from './welcome.js';

export interface SandboxOptions {
  /** 0 or undefined: any free one. */
  readonly port?: number;
  /** 3600 unless given, as Concur's own. */
  readonly accessTokenLifeSeconds?: number;
  /** The system's clock unless given. */
  readonly now?: () => Date;
  /** Closes the sandbox when it aborts. */
  readonly signal?: AbortSignal;
}

export interface RunningSandbox {
  /** Base URL, with 127.0.0.1 and without a slash at its end. */
  readonly url: string;
  readonly welcome: SandboxWelcome;
  /** Frees the port and drops open connections; may be called again. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const SEED = 20_240_229;

/**
 * Starts a server on 127.0.0.1 that behaves like Concur. All state is in memory and new with each start.
 * @throws {SandboxPortError} another program has the port
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  options.signal?.throwIfAborted();
  const now = options.now ?? (() => new Date());
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const url = `http://${HOST}:${port}`;
  const company = new Company();
  const welcome = createWelcome(url, company);
  const lifeSeconds = options.accessTokenLifeSeconds ?? 3600;
  const accessTokens = new AccessTokens({ issuer: url, lifeSeconds, now, company });
  const app = createApp(
    { url, now, newUuid: randomUUID, random: new SeededRandom(SEED), company, allow: createAllow(accessTokens) },
    { port, welcome, accessTokens },
  );
  // The editor's own Request and Response stay as they are.
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= stop(server));
  options.signal?.addEventListener('abort', () => void close(), { once: true });
  return { url, welcome, close };
}

function createWelcome(url: string, company: Company): SandboxWelcome {
  const [user] = company.people;
  return {
    url,
    clientId: registeredApp.clientId,
    clientSecret: registeredApp.clientSecret,
    username: user?.login ?? '',
    password: SANDBOX_PASSWORD,
    companyUuid: company.id,
    companyRequestToken: COMPANY_REQUEST_TOKEN,
    userId: user?.id ?? '',
  };
}

/** The port that the server got. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new SandboxPortError(port, { cause: error }) : error);
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
