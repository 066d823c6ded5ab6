import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connection } from '../auth/connection.js';
import { readConnectionFile, writeConnectionFile } from '../auth/import/connectionFile.js';
import { configFolder } from './configFolder.js';
import { connectionFromEnvironment, type Environment } from './environment.js';
import { UsageError } from './options.js';

/** The connections of the user, in `connections.json`; no secret is in it. */
export interface ConnectionStore {
  readonly file: string;
  /** Folder for the locks by which several commands take turns. */
  readonly leases: string;
  /**
   * The connection of this name; one that the file lacks is made of the environment, when that describes one.
   * @throws {UsageError} there is none, naming those that are there
   */
  find(name: string, environment: Environment): Promise<Connection>;
  /** Adds a connection to the file, in place of one of its name. */
  save(connection: Connection): Promise<void>;
}

export function openConnectionStore(environment: Environment): ConnectionStore {
  const folder = configFolder(environment);
  const file = path.join(folder, 'connections.json');
  const list = (): Promise<readonly Connection[]> => readConnections(file);
  return {
    file,
    leases: path.join(folder, 'leases'),
    find: async (name, described) => {
      const connections = await list();
      const found =
        connections.find((one) => one.name === name || one.id === name) ??
        connections.find((one) => one.name.toLowerCase() === name.toLowerCase()) ??
        connectionFromEnvironment(described, toId(name), name);
      if (found) return found;
      const names = connections.map((one) => `"${one.name}"`).join(', ');
      throw new UsageError(
        `There is no connection "${name}" in ${file}. ${names ? `It has ${names}.` : 'Export connections from the editor to it, or describe one in the environment (CONCUR_GEOLOCATION...) and run concur login.'}`,
      );
    },
    save: async (connection) => {
      const others = (await list()).filter(({ name }) => name !== connection.name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, writeConnectionFile([...others, connection]), { mode: 0o600 });
      await rename(draft, file);
    },
  };
}

/** None when there is no file yet. @throws {UsageError} when it cannot be read, or is damaged */
async function readConnections(file: string): Promise<readonly Connection[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new UsageError(`${file} cannot be read.`, { cause });
  }
  const { connections, findings } = readConnectionFile(text);
  const [finding] = findings;
  if (connections.length === 0 && finding) throw new UsageError(`${file}: ${finding.message}`);
  return connections;
}

function toId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'connection';
}
