import { type LogOutputChannel, l10n, window } from 'vscode';
import { type Geolocation, isLoopbackUrl, parseGeolocation } from '../../auth/geolocation.js';
import type { Catalog } from '../../catalog/catalog.js';
import { SendError } from '../../http/failure.js';
import type { Disposable } from '../../kernel/disposable.js';
import { SingleFlight } from '../../kernel/singleFlight.js';
import type { RunningSandbox } from '../../sandbox/server.js';
import type { SandboxWelcome } from '../../sandbox/welcome.js';
import { readSandboxPort } from '../host/settings.js';
import { requireTrust } from '../host/trust.js';
import { SANDBOX_ID } from './activeChoice.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';

const ATTACH_TIMEOUT_MS = 3_000;

/** Starts the local sandbox in this window, or joins one that runs already, and keeps its connection in the book. */
export class SandboxService implements Disposable {
  readonly #book: ConnectionBook;
  readonly #catalog: Catalog;
  readonly #log: LogOutputChannel;
  readonly #offeredUrl: string | undefined;
  readonly #starting = new SingleFlight<void>();
  #own: RunningSandbox | undefined;

  /** @param offeredUrl where a sandbox was started for this window (by `npm start`, say); only this computer counts */
  constructor(book: ConnectionBook, catalog: Catalog, log: LogOutputChannel, offeredUrl: string | undefined) {
    this.#book = book;
    this.#catalog = catalog;
    this.#log = log;
    this.#offeredUrl = offeredUrl !== undefined && isLoopbackUrl(offeredUrl) ? offeredUrl : undefined;
  }

  /** Joins the sandbox that was started for this window, unless there is none or a connection is in use. */
  joinOffered(): Promise<void> {
    const url = this.#offeredUrl;
    if (url === undefined || this.#book.find(SANDBOX_ID)) return Promise.resolve();
    return this.#starting.run(async () => {
      await this.#join(url);
    });
  }

  /** Starts the sandbox, or joins the one that another window started on the port of the settings. */
  start(): Promise<void> {
    return this.#starting.run(async () => {
      requireTrust();
      if (this.#offeredUrl !== undefined && (await this.#join(this.#offeredUrl))) return;
      const port = readSandboxPort();
      if (port !== 0 && (await this.#join(`http://127.0.0.1:${port}`))) return;
      await this.#stopOwn();
      this.#own = await this.#listen(port);
      this.#log.info(`Sandbox started at ${this.#own.url}`);
      await this.#use(this.#own.welcome);
    });
  }

  /** Starts it, and shows in the view that this goes on. */
  async startWithProgress(): Promise<void> {
    const title = l10n.t('Starting the local sandbox');
    await window.withProgress({ location: { viewId: 'concur.connections' }, title }, async () => {
      await this.start();
      await this.#book.choose(SANDBOX_ID);
    });
  }

  /**
   * Starts the sandbox where signing in means that: its connection is meant and nothing answers there, or there is no
   * connection at all.
   * @returns whether it was started
   */
  async revive(target: unknown): Promise<boolean> {
    const sandbox = this.#book.find(SANDBOX_ID);
    const id = typeof target === 'string' ? target : (target as ConnectionState | undefined)?.connection.id;
    const isMeant = id === undefined ? this.#book.states.length === 0 : id === SANDBOX_ID && !sandbox?.isReachable;
    if (isMeant) await this.startWithProgress();
    return isMeant;
  }

  /** Stops the sandbox of this window; one that another process started goes on, and is only left. */
  async stop(): Promise<void> {
    await this.#stopOwn();
    this.#book.markReachable(SANDBOX_ID, false);
    await this.#book.signOut(SANDBOX_ID);
  }

  dispose(): void {
    void this.#stopOwn();
  }

  async #listen(port: number): Promise<RunningSandbox> {
    const { startSandbox } = await import('../../sandbox/server.js');
    const { SandboxPortError } = await import('../../sandbox/portError.js');
    try {
      return await startSandbox({ port, catalog: this.#catalog });
    } catch (error) {
      if (!(error instanceof SandboxPortError)) throw error;
      this.#log.info(`Port ${port} is taken by another program; the sandbox takes a free one.`);
      return startSandbox({ port: 0, catalog: this.#catalog });
    }
  }

  async #stopOwn(): Promise<void> {
    const own = this.#own;
    this.#own = undefined;
    await own?.close();
  }

  /** Whether a sandbox answered there and is now in use. */
  async #join(url: string): Promise<boolean> {
    const welcome = await this.#askWelcome(url);
    if (!welcome) return false;
    this.#log.info(`Joined the sandbox at ${url}`);
    await this.#use(welcome);
    return true;
  }

  async #askWelcome(url: string): Promise<SandboxWelcome | undefined> {
    const { transport } = await this.#book.network();
    const { sandboxWelcomeSchema } = await import('../../sandbox/welcome.js');
    try {
      const { response } = await transport.send(
        { method: 'GET', url: `${new URL(url).origin}/sandbox/welcome`, headers: [['Accept', 'application/json']] },
        { timeoutMs: ATTACH_TIMEOUT_MS, followRedirects: false },
      );
      return sandboxWelcomeSchema.parse(JSON.parse(new TextDecoder().decode(response.body)));
    } catch (error) {
      const reason = error instanceof SendError ? error.failure.kind : 'what answers is no sandbox';
      this.#log.debug(`No sandbox at ${url}: ${reason}`);
      return undefined;
    }
  }

  async #use(welcome: SandboxWelcome): Promise<void> {
    await this.#book.useSandbox(
      {
        id: SANDBOX_ID,
        name: 'Local sandbox',
        kind: 'sandbox',
        geolocation: requireLoopback(welcome.url),
        clientId: welcome.clientId,
        grant: { kind: 'password', username: welcome.username, credtype: 'password' },
      },
      { clientSecret: welcome.clientSecret, password: welcome.password },
    );
  }
}

function requireLoopback(url: string): Geolocation {
  const geolocation = parseGeolocation(url);
  if (!geolocation || !isLoopbackUrl(geolocation)) throw new Error(`A sandbox does not live at ${url}`);
  return geolocation;
}
