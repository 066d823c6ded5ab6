import * as z from 'zod/mini';
import { MemorySecretStore, type SecretStore } from '../auth/credentials.js';

/** keytar's calls, as `@napi-rs/keyring` has them, too. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null | undefined>;
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

/** Windows keeps at most 2,560 bytes in an entry, at two a character; a token set is longer than that. */
const PART_LENGTH = 1200;
const IN_PARTS = /^in-parts:(\d+)$/;

/** Secrets in the keychain of the operating system: entries of the service `concur`, long values in several. */
class KeyringSecretStore implements SecretStore {
  readonly #keytar: Keytar;

  constructor(keytar: Keytar) {
    this.#keytar = keytar;
  }

  async get(key: string): Promise<string | undefined> {
    const value = await this.#keytar.getPassword(SERVICE, key);
    const count = countParts(value);
    if (count === 0) return value ?? undefined;
    const parts = await Promise.all(partKeys(key, count).map((part) => this.#keytar.getPassword(SERVICE, part)));
    return parts.some((part) => typeof part !== 'string') ? undefined : parts.join('');
  }

  async store(key: string, value: string): Promise<void> {
    await this.delete(key);
    const count = Math.ceil(value.length / PART_LENGTH);
    if (count <= 1) return this.#keytar.setPassword(SERVICE, key, value);
    for (const [at, part] of partKeys(key, count).entries()) {
      await this.#keytar.setPassword(SERVICE, part, value.slice(at * PART_LENGTH, (at + 1) * PART_LENGTH));
    }
    await this.#keytar.setPassword(SERVICE, key, `in-parts:${count}`);
  }

  async delete(key: string): Promise<void> {
    const value = await this.#keytar.getPassword(SERVICE, key);
    if (value === null || value === undefined) return;
    for (const part of [key, ...partKeys(key, countParts(value))]) await this.#keytar.deletePassword(SERVICE, part);
  }
}

/** 0 for a value that is in one entry. */
function countParts(value: string | null | undefined): number {
  return Number(IN_PARTS.exec(value ?? '')?.[1] ?? 0);
}

function partKeys(key: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${key}.${at + 1}`);
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
