import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CertifiedTransport, loadCertificate } from '../../auth/certificate.js';
import type { Connection } from '../../auth/connection.js';
import { Credentials, type SecretStore, type Secrets } from '../../auth/credentials.js';
import { type ActiveConnection, TokenAuthorizer } from '../../auth/tokenAuthorizer.js';
import { TokenClient } from '../../auth/tokenClient.js';
import { TokenKeeper } from '../../auth/tokenKeeper.js';
import { TokenLog } from '../../auth/tokenLog.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { Sender } from '../../http/sender.js';
import { type ClientCertificate, NodeTransport, type Received, type Transport } from '../../http/transport.js';
import type { BodyFiles } from '../../http/wire/bodyStore.js';
import type { Disposable } from '../../kernel/disposable.js';
import { FileLease } from '../../kernel/fileLease.js';
import { readSendSettings } from '../host/settings.js';
import { requireTrust } from '../host/trust.js';

/** All that sends: loaded with the first connection or request, not with the window. */
export interface Network extends Disposable {
  readonly transport: Transport;
  readonly sender: Sender;
  /** A sender by another connection than the one in use. */
  senderFor(connection: ActiveConnection): Sender;
  readonly credentials: Credentials;
  readonly client: TokenClient;
  /** A token client that shows the connection's client certificate, if it has one. @param secrets kept ones unless given */
  clientFor(connection: Connection, secrets?: Secrets): TokenClient;
  /** Loads the client certificate of a connection, once. */
  certificateOf(connection: Connection, secrets?: Secrets): () => Promise<ClientCertificate | undefined>;
  readonly tokenLog: TokenLog;
  createKeeper(connection: Connection, watch: KeeperWatch): TokenKeeper;
}

/** Hears of a keeper's tokens. */
export interface KeeperWatch {
  readonly onDidChange: (tokenSet: TokenSet | undefined) => void;
  /** An earlier renewal was cut off before its answer was kept. */
  readonly onInterrupted: (startedAt: Date) => void;
}

/** Lets nothing out of a window whose workspace is not trusted: neither requests nor sign-ins. */
class TrustedTransport implements Transport {
  readonly #inner: Transport;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  async send(...request: Parameters<Transport['send']>): Promise<Received> {
    requireTrust();
    return this.#inner.send(...request);
  }
}

/** What sending needs of the window. */
export interface NetworkParts {
  readonly secrets: SecretStore;
  /** The connection in use, asked for with every request. */
  readonly active: () => ActiveConnection | undefined;
  /** Absolute path of a folder that all windows share; locks are made in it. */
  readonly folder: string;
  /** Where large bodies of responses go. */
  readonly bodyFiles: BodyFiles;
}

/** Builds all that sends. Nothing is sent yet. */
export function createNetwork({ secrets, active, folder, bodyFiles }: NetworkParts): Network {
  const now = (): Date => new Date();
  const wire = new NodeTransport();
  const transport = new TrustedTransport(wire);
  const credentials = new Credentials(secrets);
  const tokenLog = new TokenLog();
  const client = new TokenClient(transport, now, tokenLog);
  const lease = new FileLease(path.join(folder, 'leases'));
  const certificateOf: Network['certificateOf'] = (connection, secrets) => {
    let loading: Promise<ClientCertificate | undefined> | undefined;
    const load = async (): Promise<ClientCertificate | undefined> =>
      loadCertificate(connection, secrets ?? (await credentials.readSecrets(connection.id)), (file) => readFile(file));
    return () => {
      loading ??= load().catch((error: unknown) => {
        loading = undefined; // the file may be mended by the next try
        throw error;
      });
      return loading;
    };
  };
  const clientFor: Network['clientFor'] = (connection, secrets) =>
    connection.certificate
      ? new TokenClient(new CertifiedTransport(transport, certificateOf(connection, secrets)), now, tokenLog)
      : client;
  const senderBy = (authorizer: TokenAuthorizer): Sender =>
    new Sender({
      transport,
      authorizer,
      settings: () => ({ ...readSendSettings(), bodyFiles }),
      now,
      randomUuid: randomUUID,
    });
  return {
    transport,
    credentials,
    client,
    clientFor,
    certificateOf,
    tokenLog,
    sender: senderBy(new TokenAuthorizer(active)),
    senderFor: (connection) => senderBy(new TokenAuthorizer(() => connection)),
    createKeeper: (connection, watch) =>
      new TokenKeeper({ connection, credentials, client: clientFor(connection), now, lease, ...watch }),
    dispose: () => wire.dispose(),
  };
}
