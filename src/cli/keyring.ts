import * as z from 'zod/mini';
import { MemorySecretStore, type SecretStore } from '../auth/credentials.js';

/** keytar's calls, as `@napi-rs/keyring` has them, too. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const SERVICE = 'concur';
const PROBE = 'probe';
const keytarSchema = z.object({
  getPassword: z.custom<Keytar['getPassword']>((value) => typeof value === 'function'),
  setPassword: z.custom<Keytar['setPassword']>((value) => typeof value === 'function'),
  deletePassword: z.custom<Keytar['deletePassword']>((value) => typeof value === 'function'),
});

/** Secrets in the keychain of the operating system, each an entry of the service `concur`. */
class KeyringSecretStore implements SecretStore {
  readonly #keytar: Keytar;

  constructor(keytar: Keytar) {
    this.#keytar = keytar;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#keytar.getPassword(SERVICE, key)) ?? undefined;
  }

  async store(key: string, value: string): Promise<void> {
    await this.#keytar.setPassword(SERVICE, key, value);
  }

  async delete(key: string): Promise<void> {
    await this.#keytar.deletePassword(SERVICE, key);
  }
}

/** Where secrets are kept, and whether they are still there when the command has ended. */
export interface OpenedStore {
  readonly store: SecretStore;
  readonly isLasting: boolean;
}

/**
 * The keychain where there is one that works; else memory, since no secret goes into a file in clear. The package is
 * optional, and on a computer without a desktop its native part loads and then fails.
 * @param load for tests; the optional package unless given
 */
export async function openSecretStore(load: () => Promise<unknown> = loadKeytar): Promise<OpenedStore> {
  try {
    const store = new KeyringSecretStore(keytarSchema.parse(await load()));
    await store.store(PROBE, PROBE); // some keychains can be read and then refuse to be written
    const isLasting = (await store.get(PROBE)) === PROBE;
    await store.delete(PROBE);
    if (isLasting) return { store, isLasting };
  } catch {
    // no package, or no keychain that works: memory, as below
  }
  return { store: new MemorySecretStore(), isLasting: false };
}

/** The entry is in CommonJS: whether its functions are named exports is up to whoever loads it. */
async function loadKeytar(): Promise<unknown> {
  const loaded: object = await import('@napi-rs/keyring/keytar.js');
  return 'default' in loaded ? { ...(loaded.default as object), ...loaded } : loaded;
}
