import * as z from 'zod/mini';
import { parseTokenSet, serializeTokenSet, type TokenSet } from './tokenSet.js';

/** Keeps secrets: VS Code's SecretStorage in the editor, memory in the terminal. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** What a person (or the sandbox) gave for a connection. */
export interface Secrets {
  readonly clientSecret?: string;
  readonly password?: string;
}

const secretsSchema = z.object({ clientSecret: z.optional(z.string()), password: z.optional(z.string()) });

/** The secrets and the token set of each connection, in a secret store and nowhere else. */
export class Credentials {
  readonly #store: SecretStore;

  constructor(store: SecretStore) {
    this.#store = store;
  }

  async readSecrets(connectionId: string): Promise<Secrets> {
    const text = await this.#store.get(secretsKey(connectionId));
    const parsed = text === undefined ? undefined : secretsSchema.safeParse(JSON.parse(text));
    if (!parsed?.success) return {};
    const { clientSecret, password } = parsed.data;
    return { ...(clientSecret === undefined ? {} : { clientSecret }), ...(password === undefined ? {} : { password }) };
  }

  async writeSecrets(connectionId: string, secrets: Secrets): Promise<void> {
    await this.#store.store(secretsKey(connectionId), JSON.stringify(secrets));
  }

  async readTokenSet(connectionId: string): Promise<TokenSet | undefined> {
    const text = await this.#store.get(tokenKey(connectionId));
    return text === undefined ? undefined : parseTokenSet(text);
  }

  async writeTokenSet(connectionId: string, tokenSet: TokenSet): Promise<void> {
    await this.#store.store(tokenKey(connectionId), serializeTokenSet(tokenSet));
  }

  async deleteTokenSet(connectionId: string): Promise<void> {
    await this.#store.delete(tokenKey(connectionId));
  }

  /** Removes everything that is kept for a connection. */
  async forget(connectionId: string): Promise<void> {
    await this.#store.delete(tokenKey(connectionId));
    await this.#store.delete(secretsKey(connectionId));
  }
}

/** Secrets that live as long as the process. */
export class MemorySecretStore implements SecretStore {
  readonly #values = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    return this.#values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
  }

  async delete(key: string): Promise<void> {
    this.#values.delete(key);
  }
}

function secretsKey(connectionId: string): string {
  return `concur.connection.${connectionId}.secrets`;
}

function tokenKey(connectionId: string): string {
  return `concur.connection.${connectionId}.tokens`;
}
