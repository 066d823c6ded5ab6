import * as z from 'zod/mini';
import { parseTokenSet, serializeTokenSet, type TokenSet } from './tokenSet.js';

/** Keeps secrets: VS Code's SecretStorage in the editor, memory in the terminal. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** What a person (or the sandbox) gave for a connection; which of them a flow asks for is in `flows.ts`. */
export interface Secrets {
  readonly clientSecret?: string;
  readonly password?: string;
  /** Of a company (24 hours), of the App Center, or of a connection request. */
  readonly requestToken?: string;
  /** When the request token was entered, in ISO: it is good for a day. No secret, but of no use without one. */
  readonly requestTokenSince?: string;
  /** As it came from elsewhere; the one in use is in the token set. */
  readonly refreshToken?: string;
  readonly accessToken?: string;
  /** Of the client certificate's file. */
  readonly passphrase?: string;
  /** The client certificate itself, where no file is kept: a PFX in base64, or PEM text. */
  readonly certificate?: string;
  /** PEM text. */
  readonly privateKey?: string;
}

/**
 * A request token does not say when it was made: its day is counted from when it came here.
 * @param before what was kept until now; the same request token keeps its day
 */
export function withSince(secrets: Secrets, before: Secrets, now: Date): Secrets {
  const { requestToken } = secrets;
  if (requestToken === undefined) return secrets;
  const isOld = before.requestToken === requestToken && before.requestTokenSince !== undefined;
  return { ...secrets, requestTokenSince: isOld ? before.requestTokenSince : now.toISOString() };
}

const secret = z.optional(z.string());
const secretsSchema = z.object({
  clientSecret: secret,
  password: secret,
  requestToken: secret,
  requestTokenSince: secret,
  refreshToken: secret,
  accessToken: secret,
  passphrase: secret,
  certificate: secret,
  privateKey: secret,
});

const noteSchema = z.object({ startedAt: z.string() });

/** The secrets and the token set of each connection, in a secret store and nowhere else. */
export class Credentials {
  readonly #store: SecretStore;

  constructor(store: SecretStore) {
    this.#store = store;
  }

  async readSecrets(connectionId: string): Promise<Secrets> {
    const parsed = secretsSchema.safeParse(parseJson(await this.#store.get(secretsKey(connectionId))));
    if (!parsed.success) return {};
    return Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined));
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

  /** When an exchange began whose answer is not stored yet; it holds no secret. */
  async readExchangeNote(connectionId: string): Promise<Date | undefined> {
    const parsed = noteSchema.safeParse(parseJson(await this.#store.get(noteKey(connectionId))));
    const startedAt = parsed.success ? new Date(parsed.data.startedAt) : undefined;
    return startedAt && !Number.isNaN(startedAt.getTime()) ? startedAt : undefined;
  }

  async writeExchangeNote(connectionId: string, startedAt: Date): Promise<void> {
    await this.#store.store(noteKey(connectionId), JSON.stringify({ startedAt }));
  }

  async deleteExchangeNote(connectionId: string): Promise<void> {
    await this.#store.delete(noteKey(connectionId));
  }

  /** Removes everything that is kept for a connection. */
  async forget(connectionId: string): Promise<void> {
    await this.#store.delete(noteKey(connectionId));
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

/** The connection whose token set lies under this key of the store; undefined for other keys. */
export function connectionOfTokenKey(key: string): string | undefined {
  return /^concur\.connection\.(.+)\.tokens$/.exec(key)?.[1];
}

function secretsKey(connectionId: string): string {
  return `concur.connection.${connectionId}.secrets`;
}

function tokenKey(connectionId: string): string {
  return `concur.connection.${connectionId}.tokens`;
}

function noteKey(connectionId: string): string {
  return `concur.connection.${connectionId}.exchange`;
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // damaged or foreign: as good as absent
  }
}
