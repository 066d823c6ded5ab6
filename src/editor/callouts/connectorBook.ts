import { randomUUID } from 'node:crypto';
import { EventEmitter, type Memento } from 'vscode';
import * as z from 'zod/mini';
import type { SecretStore } from '../../auth/credentials.js';
import type { Connector } from '../../callouts/connector.js';
import type { CalloutOutcome } from '../../callouts/outcome.js';
import type { ConnectorCredentials } from '../../callouts/signature.js';
import type { Disposable } from '../../kernel/disposable.js';

/** A connector under test as it is remembered; its credentials are in the secret store. */
export interface KnownConnector {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

const KEY = 'concur.connectors';
const remembered = z.array(z.object({ id: z.string(), name: z.string(), url: z.string() }));
const credentials = z.object({ user: z.string(), password: z.string() });

/** The connectors under test, and what came of the last call of each kind to them. */
export class ConnectorBook implements Disposable {
  readonly #memory: Memento;
  readonly #secrets: SecretStore;
  readonly #changed = new EventEmitter<void>();
  readonly #outcomes = new Map<string, CalloutOutcome>();

  readonly onDidChange = this.#changed.event;

  /** @param memory keeps names and addresses; @param secrets keeps users and passwords */
  constructor(memory: Memento, secrets: SecretStore) {
    this.#memory = memory;
    this.#secrets = secrets;
  }

  get connectors(): readonly KnownConnector[] {
    const parsed = remembered.safeParse(this.#memory.get(KEY));
    return parsed.success ? parsed.data : [];
  }

  find(id: string): KnownConnector | undefined {
    return this.connectors.find((connector) => connector.id === id);
  }

  async add(name: string, url: string, given: ConnectorCredentials): Promise<KnownConnector> {
    const connector = { id: randomUUID(), name, url };
    await this.#secrets.store(secretKey(connector.id), JSON.stringify(given));
    await this.#write([...this.connectors, connector]);
    return connector;
  }

  /** @param given undefined: the credentials stay */
  async change(connector: KnownConnector, given: ConnectorCredentials | undefined): Promise<void> {
    if (given) await this.#secrets.store(secretKey(connector.id), JSON.stringify(given));
    await this.#write(this.connectors.map((known) => (known.id === connector.id ? connector : known)));
  }

  /** Forgets a connector with its credentials. */
  async remove({ id }: KnownConnector): Promise<void> {
    await this.#secrets.delete(secretKey(id));
    await this.#write(this.connectors.filter((known) => known.id !== id));
  }

  /** Ready to be called; undefined when its credentials are gone. */
  async open({ id, url }: KnownConnector): Promise<Connector | undefined> {
    const text = await this.#secrets.get(secretKey(id));
    const parsed = text === undefined ? undefined : credentials.safeParse(JSON.parse(text));
    return parsed?.success ? { url, ...parsed.data } : undefined;
  }

  outcome(connectorId: string, callout: string): CalloutOutcome | undefined {
    return this.#outcomes.get(`${connectorId} ${callout}`);
  }

  noteOutcome(connectorId: string, outcome: CalloutOutcome): void {
    this.#outcomes.set(`${connectorId} ${outcome.callout}`, outcome);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #write(connectors: readonly KnownConnector[]): Promise<void> {
    await this.#memory.update(KEY, connectors);
    this.#changed.fire();
  }
}

function secretKey(id: string): string {
  return `concur.connector.${id}`;
}
