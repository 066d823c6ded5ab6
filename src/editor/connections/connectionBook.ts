import { EventEmitter, type Memento, type SecretStorage } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import type { Secrets } from '../../auth/credentials.js';
import type { Geolocation } from '../../auth/geolocation.js';
import type { ActiveConnection } from '../../auth/tokenAuthorizer.js';
import { TokenError } from '../../auth/tokenError.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import type { BodyFiles } from '../../http/wire/bodyStore.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import { ActiveChoice, SANDBOX_ID } from './activeChoice.js';
import { ConnectionStore } from './connectionStore.js';
import type { Network } from './network.js';

/** A connection and how it stands. */
export interface ConnectionState {
  readonly connection: Connection;
  /** Present while signed in; it may be past its end, then the next use renews it. */
  readonly tokenSet: TokenSet | undefined;
  /** False once nothing answered there; the next answer makes it true again. */
  readonly isReachable: boolean;
  /** Whether requests of this window go through it. */
  readonly isActive: boolean;
}

interface Entry extends ActiveConnection {
  isReachable: boolean;
}

/** What the book needs of the window. */
export interface BookParts {
  readonly secrets: SecretStorage;
  /** Of the workspace: remembers which connection its window uses. */
  readonly memory: Memento;
  /** Told when an earlier renewal of a connection was cut off before its answer was kept. */
  readonly onInterrupted: (connection: Connection, startedAt: Date) => void;
  /** Absolute path of the extension's own folder, the same for every window. */
  readonly folder: string;
  /** Where large bodies of responses go. */
  readonly bodyFiles: BodyFiles;
}

/** The connections of this window, which one is in use, and their sign-ins. Secrets stay in the secret store. */
export class ConnectionBook implements Disposable {
  readonly #parts: BookParts;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new EventEmitter<void>());
  readonly #store = this.#disposables.add(new ConnectionStore());
  readonly #choice: ActiveChoice;
  readonly #entries = new Map<string, Entry>();
  #network: Promise<Network> | undefined;
  #loading: Promise<void> | undefined;

  /** Tells that a connection came, went, signed in or out, or that another is in use. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: BookParts) {
    this.#parts = parts;
    this.#choice = this.#disposables.add(new ActiveChoice(parts.memory));
    this.#disposables.add(this.#choice.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(
      this.#store.onDidChange(() => {
        this.#loading = this.#reload(); // whoever loads from now on waits for this one
      }),
    );
    this.#disposables.add(parts.secrets.onDidChange(({ key }) => void this.#secretChanged(key)));
  }

  /** The sandbox first, then the others by name; those that were not loaded yet are missing. */
  get states(): readonly ConnectionState[] {
    const active = this.#active;
    return this.#ordered.map((entry) => toState(entry, entry === active));
  }

  get active(): ActiveConnection | undefined {
    return this.#active;
  }

  /** Whether the settings hold a connection; asks nobody. */
  get hasStored(): boolean {
    return this.#store.list().length > 0;
  }

  find(id: string): ConnectionState | undefined {
    return this.states.find(({ connection }) => connection.id === id);
  }

  /** A connection by its name, in whatever letter case; undefined when there is none. */
  named(name: string): ActiveConnection | undefined {
    return this.#ordered.find(({ connection }) => connection.name.toLowerCase() === name.toLowerCase());
  }

  /** Reads the connections of the settings and what is kept for them, once. Nothing is sent. */
  load(): Promise<void> {
    this.#loading ??= this.#reload();
    return this.#loading;
  }

  /** Keeps what a sign-in gave, and the secrets that it took. */
  async keepSignIn(id: string, secrets: Secrets, tokenSet: TokenSet): Promise<void> {
    const { credentials } = await this.network();
    await credentials.writeSecrets(id, secrets);
    await this.#entries.get(id)?.keeper.adopt(tokenSet);
    this.markReachable(id, true);
  }

  /** A valid access token of a connection. @throws {TokenError} when it is signed out */
  async accessToken(id: string): Promise<string> {
    const tokenSet = await this.#entries.get(id)?.keeper.current();
    if (!tokenSet) throw new TokenError({ kind: 'notSignedIn', connection: id });
    return tokenSet.accessToken;
  }

  /** What sends; its code is loaded now if it was not yet. */
  network(): Promise<Network> {
    this.#network ??= import('./network.js').then(({ createNetwork }) =>
      createNetwork({
        secrets: this.#parts.secrets,
        active: () => this.#active,
        folder: this.#parts.folder,
        bodyFiles: this.#parts.bodyFiles,
      }),
    );
    return this.#network;
  }

  /** Base of the calls of the connection in use, signing in when that is needed; undefined when there is none. */
  async geolocation(signal?: AbortSignal): Promise<Geolocation | undefined> {
    await this.load();
    return (await this.#active?.keeper.current(signal))?.geolocation;
  }

  /** Has this window use a connection. */
  async choose(id: string): Promise<void> {
    await this.#choice.choose(id);
  }

  /** Takes the sandbox of this window into use, with the secrets that sign it in, and signs in. */
  async useSandbox(connection: Connection, secrets: Secrets): Promise<void> {
    const { credentials } = await this.network();
    await credentials.forget(connection.id);
    await credentials.writeSecrets(connection.id, secrets);
    const entry = await this.#open(connection);
    this.#changed.fire();
    await entry.keeper.current();
  }

  /** Writes a connection into the settings and its secrets into the secret store; with a token set, it is signed in. */
  async save(connection: Connection, secrets: Secrets, tokenSet?: TokenSet): Promise<void> {
    const { credentials } = await this.network();
    await credentials.writeSecrets(connection.id, secrets);
    if (tokenSet) await credentials.writeTokenSet(connection.id, tokenSet);
    await this.#store.save(connection);
    await this.#reload();
  }

  /** Changes what is written of a connection and leaves its secrets and its sign-in alone. */
  async rewrite(connection: Connection): Promise<void> {
    await this.#store.save(connection);
    await this.#reload();
  }

  /** Removes a connection with every secret of it. */
  async remove(id: string): Promise<void> {
    await this.signOut(id);
    await this.#store.remove(id);
    await this.#reload();
  }

  /** A fresh token without asking the person anything; what is kept must suffice. */
  async renew(id: string, signal?: AbortSignal): Promise<void> {
    const keeper = this.#entries.get(id)?.keeper;
    if (keeper?.known) await keeper.renew(keeper.known.accessToken, signal);
    else await keeper?.current(signal);
  }

  /** A valid token set where the kept one ends or ended. */
  async renewIfEnding(id: string): Promise<void> {
    await this.#entries.get(id)?.keeper.current();
  }

  /** Ends all sign-ins of the connection's user for its app at Concur, and signs out. */
  async revokeAll(id: string): Promise<void> {
    const tokenSet = await this.#entries.get(id)?.keeper.current();
    if (!tokenSet) return;
    const connection = this.#entries.get(id)?.connection;
    if (connection) await (await this.network()).clientFor(connection).revokeAll(tokenSet);
    await this.signOut(id);
  }

  /** Deletes every secret of the connection. The sandbox of the window keeps what opens it: that is no secret. */
  async signOut(id: string): Promise<void> {
    await this.#entries.get(id)?.keeper.forget();
    if (id === SANDBOX_ID) return;
    const { credentials } = await this.network();
    await credentials.forget(id);
    this.#changed.fire();
  }

  /** Notes whether something answered at a connection. */
  markReachable(id: string, isReachable: boolean): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.isReachable === isReachable) return;
    entry.isReachable = isReachable;
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
    void this.#network?.then((network) => network.dispose());
  }

  get #ordered(): readonly Entry[] {
    const isOwn = ({ connection }: Entry): number => (connection.id === SANDBOX_ID ? 0 : 1);
    return [...this.#entries.values()].sort(
      (a, b) => isOwn(a) - isOwn(b) || a.connection.name.localeCompare(b.connection.name),
    );
  }

  get #active(): Entry | undefined {
    return this.#choice.pick(this.#ordered);
  }

  /** Makes the entries those of the settings; one that did not change goes on as it is. */
  async #reload(): Promise<void> {
    const stored = this.#store.list();
    for (const { id } of [...this.#entries.values()].map(({ connection }) => connection)) {
      if (id !== SANDBOX_ID && !stored.some((connection) => connection.id === id)) this.#entries.delete(id);
    }
    const changed = stored.filter(
      (connection) => JSON.stringify(this.#entries.get(connection.id)?.connection) !== JSON.stringify(connection),
    );
    await Promise.all(changed.map((connection) => this.#open(connection)));
    this.#changed.fire();
  }

  async #open(connection: Connection): Promise<Entry> {
    const network = await this.network();
    const keeper = network.createKeeper(connection, {
      onDidChange: () => this.#changed.fire(),
      onInterrupted: (startedAt) => this.#parts.onInterrupted(connection, startedAt),
    });
    await keeper.load();
    const certificate = connection.certificate ? { certificate: network.certificateOf(connection) } : {};
    const entry = { connection, keeper, ...certificate, isReachable: true };
    this.#entries.set(connection.id, entry);
    return entry;
  }

  /** Another window signed in, renewed or signed out: what is known here is out of date. */
  async #secretChanged(key: string): Promise<void> {
    const { connectionOfTokenKey } = await import('../../auth/credentials.js');
    const id = connectionOfTokenKey(key);
    const keeper = id === undefined ? undefined : this.#entries.get(id)?.keeper;
    if (!keeper) return;
    keeper.invalidate();
    await keeper.load();
    this.#changed.fire();
  }
}

function toState({ connection, keeper, isReachable }: Entry, isActive: boolean): ConnectionState {
  return { connection, tokenSet: keeper.known, isReachable, isActive };
}
