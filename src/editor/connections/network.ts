import { randomUUID } from 'node:crypto';
import type { Connection } from '../../auth/connection.js';
import { Credentials, type SecretStore } from '../../auth/credentials.js';
import { type ActiveConnection, TokenAuthorizer } from '../../auth/tokenAuthorizer.js';
import { TokenClient } from '../../auth/tokenClient.js';
import { TokenKeeper } from '../../auth/tokenKeeper.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { Sender } from '../../http/sender.js';
import { NodeTransport, type Received, type Transport } from '../../http/transport.js';
import type { BodyFiles } from '../../http/wire/bodyStore.js';
import type { Disposable } from '../../kernel/disposable.js';
import { readSendSettings } from '../host/settings.js';
import { requireTrust } from '../host/trust.js';

/** All that sends: loaded with the first connection or request, not with the window. */
export interface Network extends Disposable {
  readonly transport: Transport;
  readonly sender: Sender;
  readonly credentials: Credentials;
  createKeeper(connection: Connection, onDidChange: (tokenSet: TokenSet | undefined) => void): TokenKeeper;
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

/**
 * @param bodyFiles where bodies go that are too large for memory
 * @param active the connection in use, asked for with every request
 */
export function createNetwork(
  secrets: SecretStore,
  bodyFiles: BodyFiles,
  active: () => ActiveConnection | undefined,
): Network {
  const now = (): Date => new Date();
  const wire = new NodeTransport();
  const transport = new TrustedTransport(wire);
  const credentials = new Credentials(secrets);
  const client = new TokenClient(transport, now);
  return {
    transport,
    credentials,
    sender: new Sender({
      transport,
      authorizer: new TokenAuthorizer(active),
      settings: () => ({ ...readSendSettings(), bodyFiles }),
      now,
      randomUuid: randomUUID,
    }),
    createKeeper: (connection, onDidChange) => new TokenKeeper({ connection, credentials, client, now, onDidChange }),
    dispose: () => wire.dispose(),
  };
}
