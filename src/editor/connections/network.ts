import { randomUUID } from 'node:crypto';
import type { Connection } from '../../auth/connection.js';
import { Credentials, type SecretStore } from '../../auth/credentials.js';
import { type ActiveConnection, TokenAuthorizer } from '../../auth/tokenAuthorizer.js';
import { TokenClient } from '../../auth/tokenClient.js';
import { TokenKeeper } from '../../auth/tokenKeeper.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { Sender } from '../../http/sender.js';
import { NodeTransport, type Transport } from '../../http/transport.js';
import type { Disposable } from '../../kernel/disposable.js';
import { readSendSettings } from '../host/settings.js';

/** All that sends: loaded with the first connection or request, not with the window. */
export interface Network extends Disposable {
  readonly transport: Transport;
  readonly sender: Sender;
  readonly credentials: Credentials;
  createKeeper(connection: Connection, onDidChange: (tokenSet: TokenSet | undefined) => void): TokenKeeper;
}

/** @param active the connection in use, asked for with every request */
export function createNetwork(secrets: SecretStore, active: () => ActiveConnection | undefined): Network {
  const now = (): Date => new Date();
  const transport = new NodeTransport();
  const credentials = new Credentials(secrets);
  const client = new TokenClient(transport, now);
  return {
    transport,
    credentials,
    sender: new Sender({
      transport,
      authorizer: new TokenAuthorizer(active),
      settings: readSendSettings,
      now,
      randomUuid: randomUUID,
    }),
    createKeeper: (connection, onDidChange) => new TokenKeeper({ connection, credentials, client, now, onDidChange }),
    dispose: () => transport.dispose(),
  };
}
