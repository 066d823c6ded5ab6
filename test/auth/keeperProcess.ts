// One process of two that keep a token in the same store: a file here, the keychain in life.
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Connection } from '../../src/auth/connection.js';
import { Credentials, type SecretStore } from '../../src/auth/credentials.js';
import { TokenClient } from '../../src/auth/tokenClient.js';
import { TokenKeeper } from '../../src/auth/tokenKeeper.js';
import { NodeTransport } from '../../src/http/transport.js';
import { FileLease } from '../../src/kernel/fileLease.js';

/** Values as one JSON file per key. */
export class FileSecretStore implements SecretStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(key: string): Promise<string | undefined> {
    const text = await readFile(`${this.#folder}/${key}`, 'utf8').catch(() => '');
    return text === '' ? undefined : text;
  }

  async store(key: string, value: string): Promise<void> {
    const draft = `${this.#folder}/${key}.${process.pid}.tmp`;
    await writeFile(draft, value);
    await rename(draft, `${this.#folder}/${key}`);
  }

  delete(key: string): Promise<void> {
    return this.store(key, '');
  }
}

/** A keeper over the store and the locks in `folder`. */
export function openKeeper(folder: string, connection: Connection, onInterrupted?: (startedAt: Date) => void) {
  const transport = new NodeTransport();
  const now = (): Date => new Date();
  const credentials = new Credentials(new FileSecretStore(folder));
  const keeper = new TokenKeeper({
    connection,
    credentials,
    client: new TokenClient(transport, now),
    now,
    lease: new FileLease(folder, 1000),
    ...(onInterrupted ? { onInterrupted } : {}),
  });
  return { keeper, credentials, dispose: () => transport.dispose() };
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '', connection = ''] = process.argv.slice(2);
  const { keeper, dispose } = openKeeper(folder, JSON.parse(connection));
  process.stdout.write('ready\n');
  process.stdin.once('data', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, () => keeper.current()));
    process.stdout.write(`${[...new Set(tokens.map(({ accessToken }) => accessToken))].join(' ')}\n`);
    dispose();
    process.stdin.pause();
  });
}
