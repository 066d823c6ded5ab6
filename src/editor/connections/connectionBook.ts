import { EventEmitter } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import type { SecretStore } from '../../auth/credentials.js';
import type { Geolocation } from '../../auth/geolocation.js';
import type { ActiveConnection } from '../../auth/tokenAuthorizer.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import type { BodyFiles } from '../../http/wire/bodyStore.js';
import type { Disposable } from '../../kernel/disposable.js';
import type { Network } from './network.js';

/** A connection and how it stands. */
export interface ConnectionState {
  readonly connection: Connection;
  /** Present while signed in; it may be past its end, then the next use renews it. */
  readonly tokenSet: TokenSet | undefined;
  /** False once nothing answered there; the next answer makes it true again. */
  readonly isReachable: boolean;
}

/** The connections of this window and which one is in use. Secrets stay in the secret store. */
export class ConnectionBook implements Disposable {
  readonly #secrets: SecretStore;
  readonly #bodyFiles: BodyFiles;
  readonly #changed = new EventEmitter<void>();
  #network: Promise<Network> | undefined;
  #active: (ActiveConnection & { isReachable: boolean }) | undefined;

  /** Tells that a connection came, went, signed in or out. */
  readonly onDidChange = this.#changed.event;

  /** @param bodyFiles see {@link createNetwork} */
  constructor(secrets: SecretStore, bodyFiles: BodyFiles) {
    this.#secrets = secrets;
    this.#bodyFiles = bodyFiles;
  }

  get states(): readonly ConnectionState[] {
    if (!this.#active) return [];
    const { connection, keeper, isReachable } = this.#active;
    return [{ connection, tokenSet: keeper.known, isReachable }];
  }

  get active(): ActiveConnection | undefined {
    return this.#active;
  }

  /** What sends; its code is loaded now if it was not yet. */
  network(): Promise<Network> {
    this.#network ??= import('./network.js').then(({ createNetwork }) =>
      createNetwork(this.#secrets, this.#bodyFiles, () => this.#active),
    );
    return this.#network;
  }

  /** Base of the calls of the connection in use, signing in when that is needed; undefined when there is none. */
  async geolocation(signal?: AbortSignal): Promise<Geolocation | undefined> {
    return (await this.#active?.keeper.current(signal))?.geolocation;
  }

  /** Takes a connection into use, with the secrets that sign it in, and signs in. */
  async use(connection: Connection, secrets: { clientSecret: string; password: string }): Promise<void> {
    const network = await this.network();
    await network.credentials.forget(connection.id);
    await network.credentials.writeSecrets(connection.id, secrets);
    const keeper = network.createKeeper(connection, () => this.#changed.fire());
    this.#active = { connection, keeper, isReachable: true };
    await keeper.current();
  }

  /** Signs in anew: a fresh token, whatever is kept. */
  async signIn(): Promise<void> {
    await this.#active?.keeper.forget();
    await this.#active?.keeper.current();
  }

  /** Drops the token; the next request signs in again. */
  async signOut(): Promise<void> {
    await this.#active?.keeper.forget();
  }

  /** Notes whether something answered at the connection in use. */
  markReachable(isReachable: boolean): void {
    if (!this.#active || this.#active.isReachable === isReachable) return;
    this.#active.isReachable = isReachable;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#network?.then((network) => network.dispose());
  }
}
