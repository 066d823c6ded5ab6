import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CertifiedTransport, loadCertificate } from '../auth/certificate.js';
import type { Connection } from '../auth/connection.js';
import { Credentials, MemorySecretStore } from '../auth/credentials.js';
import { type ActiveConnection, TokenAuthorizer } from '../auth/tokenAuthorizer.js';
import { TokenClient } from '../auth/tokenClient.js';
import { TokenKeeper } from '../auth/tokenKeeper.js';
import { EnvironmentProxyAgents } from '../http/proxyAgents.js';
import { Sender } from '../http/sender.js';
import { NodeTransport, type Transport } from '../http/transport.js';
import { FileLease } from '../kernel/fileLease.js';
import { type ConnectionStore, openConnectionStore } from './connectionStore.js';
import {
  connectionFromEnvironment,
  type Environment,
  secretsFromEnvironment,
  toEnvironment,
  tokenSetFromEnvironment,
} from './environment.js';
import { openCatalog } from './operations.js';
import { type Options, UsageError } from './options.js';

/** What one run of the command sends with. */
export interface Session {
  readonly sender: Sender;
  /** The connection in use, when `--connection`, `--sandbox` or the environment names one. */
  readonly active: OpenConnection | undefined;
  /** UUID of the company, where the environment (`CONCUR_COMPANY_ID`) or `--sandbox` says it. */
  readonly companyId: string | undefined;
  close(): Promise<void>;
}

/** A connection with all that signing it in and out takes. */
export interface OpenConnection extends ActiveConnection {
  readonly client: TokenClient;
  readonly credentials: Credentials;
  /** Whether what is kept outlives the command. */
  readonly isLasting: boolean;
  /** The file that lists it; undefined for the environment and the sandbox. */
  readonly listedIn: ConnectionStore | undefined;
}

/** How often a request is sent again where that is safe. */
const MAX_RETRIES = 3;

export interface SessionOptions {
  readonly useSandbox: boolean;
  /** `--connection`: a name of the user's own file. */
  readonly connection?: string;
  /** `--ca`: a file with certificates in PEM that are trusted besides the usual ones. */
  readonly caFile?: string;
  readonly environment: Environment;
  readonly timeoutMs: number;
  /** Whether what is obtained is to be kept: then in the keychain, even when nothing of the connection is there yet. */
  readonly isKept?: boolean;
  /** Where to say what a person should know beside the answer. */
  readonly note?: (text: string) => void;
}

/** The part of the session's options that comes from the command line. */
export function sessionOptions(options: Options): Pick<SessionOptions, 'useSandbox' | 'connection' | 'caFile'> {
  const { sandbox = false, connection, ca } = options;
  return {
    useSandbox: sandbox,
    ...(connection === undefined ? {} : { connection }),
    ...(ca === undefined ? {} : { caFile: ca }),
  };
}

/**
 * Opens a session on a sandbox of its own (`--sandbox`), else on a connection of the user's file (`--connection`), else
 * on what the environment says, else without a connection.
 * @throws {UsageError} there is no such connection, or the environment says something that is none
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const ca = options.caFile === undefined ? undefined : [await readCertificates(options.caFile)];
  const sandbox = options.useSandbox
    ? await (await import('../sandbox/server.js')).startSandbox({ catalog: openCatalog() })
    : undefined;
  const transport = new NodeTransport({ agents: new EnvironmentProxyAgents(), ...(ca ? { ca } : {}) });
  const close = async (): Promise<void> => {
    transport.dispose();
    await sandbox?.close();
  };
  try {
    const active =
      options.connection !== undefined && !sandbox
        ? await openNamed(options.connection, transport, options)
        : await openFromEnvironment(
            sandbox ? toEnvironment(sandbox.welcome) : options.environment,
            sandbox ? 'Local sandbox' : 'Environment',
            transport,
          );
    const sender = new Sender({
      transport,
      authorizer: new TokenAuthorizer(() => active),
      settings: () => ({ timeoutMs: options.timeoutMs, followRedirects: true, maxRetries: MAX_RETRIES }),
      now: () => new Date(),
      randomUuid: randomUUID,
    });
    const { CONCUR_COMPANY_ID } = sandbox ? toEnvironment(sandbox.welcome) : options.environment;
    return { sender, active, companyId: CONCUR_COMPANY_ID || undefined, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readCertificates(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => ''); // told below
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UsageError(`--ca takes a file with certificates in PEM. ${file} cannot be read, or has none.`);
}

async function openFromEnvironment(
  environment: Environment,
  name: string,
  transport: Transport,
): Promise<OpenConnection | undefined> {
  const connection = connectionFromEnvironment(environment, 'environment', name);
  if (!connection) return undefined;
  const credentials = new Credentials(new MemorySecretStore());
  await credentials.writeSecrets(connection.id, secretsFromEnvironment(environment));
  const tokenSet = tokenSetFromEnvironment(environment, connection, new Date());
  if (tokenSet) await credentials.writeTokenSet(connection.id, tokenSet);
  return open(connection, credentials, transport, { isLasting: false, listedIn: undefined });
}

/** Secrets come from the keychain; when it has none for the connection, from the environment, and they stay there. */
async function openNamed(name: string, transport: Transport, options: SessionOptions): Promise<OpenConnection> {
  const { environment, note } = options;
  const listedIn = openConnectionStore(environment);
  const connection = await listedIn.find(name, environment);
  const { openSecretStore } = await import('./keyring.js');
  const { store, isLasting } = await openSecretStore();
  const kept = new Credentials(store);
  const isKnown = isLasting && Object.keys(await kept.readSecrets(connection.id)).length > 0;
  if (isKnown || (isLasting && options.isKept)) {
    return open(connection, kept, transport, { isLasting, listedIn }, note);
  }
  const credentials = new Credentials(new MemorySecretStore());
  await credentials.writeSecrets(connection.id, secretsFromEnvironment(environment));
  const tokenSet = tokenSetFromEnvironment(environment, connection, new Date());
  if (tokenSet) await credentials.writeTokenSet(connection.id, tokenSet);
  return open(connection, credentials, transport, { isLasting: false, listedIn }, note);
}

function open(
  connection: Connection,
  credentials: Credentials,
  transport: Transport,
  kept: Pick<OpenConnection, 'isLasting' | 'listedIn'>,
  note?: (text: string) => void,
): OpenConnection {
  const now = (): Date => new Date();
  let loaded: ReturnType<typeof loadCertificate> | undefined;
  const certificate = (): ReturnType<typeof loadCertificate> => {
    loaded ??= credentials.readSecrets(connection.id).then((secrets) => loadCertificate(connection, secrets, readFile));
    return loaded;
  };
  const client = new TokenClient(new CertifiedTransport(transport, certificate), now);
  const keeper = new TokenKeeper({
    connection,
    credentials,
    client,
    now,
    ...(kept.listedIn ? { lease: new FileLease(kept.listedIn.leases) } : {}),
    onInterrupted: (startedAt) =>
      note?.(
        `A renewal that began at ${startedAt.toISOString()} was cut off before its answer was kept; trying again.`,
      ),
  });
  return { connection, credentials, client, keeper, certificate, ...kept };
}
