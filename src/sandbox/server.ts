import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Catalog } from '../catalog/catalog.js';
import { RequestLog } from './admin/requestLog.js';
import { SandboxClock } from './clock.js';
import { Company } from './company/company.js';
import type { RetiredApis, SandboxControls } from './controls.js';
import { SANDBOX_PASSWORD } from './identity/accounts.js';
import { COMPANY_REQUEST_TOKEN } from './identity/identity.js';
import { SUPPLIER_APP, WEB_APP, WELCOME_APP } from './identity/seededApps.js';
import { SigningKeys } from './identity/signingKeys.js';
import { type PlayedCompany, playCompany, type Stage } from './playedCompany.js';
import { SandboxPortError } from './portError.js';
import { FaultBook } from './protocol/faultBook.js';
import type { SavedSandbox } from './savedSandbox.js';
import type { SandboxWelcome } from './welcome.js';

export interface SandboxOptions {
  /** What the APIs of Concur are; operations without rules of their own are answered from it. */
  readonly catalog: Catalog;
  /** Makes the company: the same seed, the same people, reports and trips. That of `saved`, or one of our own. */
  readonly seed?: number;
  /** What to start from instead of the seeded data. */
  readonly saved?: SavedSandbox;
  /** How retired APIs answer; `answer` unless given. */
  readonly retired?: RetiredApis;
  /** 0 or undefined: any free one. */
  readonly port?: number;
  /** 3600 unless given, as Concur's own. */
  readonly accessTokenLifeSeconds?: number;
  /** Callers have so long for a request, and a quarter of it for the head; a minute unless given. */
  readonly patienceMs?: number;
  /** The system's clock unless given. */
  readonly now?: () => Date;
  /** Closes the sandbox when it aborts. */
  readonly signal?: AbortSignal;
}

export interface RunningSandbox {
  /** Base URL, with 127.0.0.1 and without a slash at its end. */
  readonly url: string;
  readonly welcome: SandboxWelcome;
  /** Everything that calls have changed so far. */
  save(): SavedSandbox;
  /** Frees the port and drops open connections; may be called again. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const SEED = 20_240_229;

/** Callers have so long for a request; slower ones are answered 408. */
const PATIENCE_MS = 60_000;

/**
 * Starts a server on 127.0.0.1 that behaves like Concur. All state is in memory.
 * @throws {SandboxPortError} another program has the port
 * @throws {SavedSandboxError} `saved` is not what the sandbox saves
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  options.signal?.throwIfAborted();
  const apis = await options.catalog.apis();
  const requestTimeout = options.patienceMs ?? PATIENCE_MS;
  const headersTimeout = requestTimeout / 4;
  const server = createServer({ requestTimeout, headersTimeout, connectionsCheckingInterval: headersTimeout / 2 });
  const port = await listen(server, options.port ?? 0);
  const url = `http://${HOST}:${port}`;
  const welcome = createWelcome(url, new Company());
  let played: PlayedCompany;
  const restart = (saved?: SavedSandbox): void => {
    const ended = played;
    played = playCompany(stage, saved?.seed ?? ended.seed, saved);
    ended.end();
  };
  const controls: SandboxControls = {
    clock: new SandboxClock(options.now ?? (() => new Date())),
    faults: new FaultBook(),
    requests: new RequestLog(),
    retired: options.retired ?? 'answer',
    get seed() {
      return played.seed;
    },
    save: () => played.save(),
    restart,
  };
  const accessTokenLifeSeconds = options.accessTokenLifeSeconds ?? 3600;
  const { catalog } = options;
  const keys = new SigningKeys();
  const stage: Stage = { url, port, welcome, catalog, apis, accessTokenLifeSeconds, keys, controls };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    played.end();
    closing ??= stop(server);
    return closing;
  };
  try {
    played = playCompany(stage, options.seed ?? options.saved?.seed ?? SEED, options.saved);
  } catch (error) {
    await stop(server);
    throw error;
  }
  keys.pair().catch(() => undefined); // the first token tells
  // The editor's own Request and Response stay as they are.
  server.on(
    'request',
    getRequestListener((request, env) => played.app.fetch(request, env), { overrideGlobalObjects: false }),
  );
  options.signal?.addEventListener('abort', () => void close(), { once: true });
  return { url, welcome, save: () => played.save(), close };
}

function createWelcome(url: string, company: Company): SandboxWelcome {
  const [user] = company.people;
  return {
    url,
    clientId: WELCOME_APP.clientId,
    clientSecret: WELCOME_APP.clientSecret,
    username: user?.login ?? '',
    password: SANDBOX_PASSWORD,
    companyUuid: company.id,
    companyRequestToken: COMPANY_REQUEST_TOKEN,
    userId: user?.id ?? '',
    consumerKey: WELCOME_APP.consumerKey,
    webClientId: WEB_APP.clientId,
    webClientSecret: WEB_APP.clientSecret,
    supplierClientId: SUPPLIER_APP.clientId,
    supplierClientSecret: SUPPLIER_APP.clientSecret,
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
