import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { authentication, ConfigurationTarget, commands, extensions, type SecretStorage, workspace } from 'vscode';
import { type Connection, parseConnection } from '../../src/auth/connection.js';
import { Credentials } from '../../src/auth/credentials.js';
import { parseGeolocation } from '../../src/auth/geolocation.js';
import { TokenClient } from '../../src/auth/tokenClient.js';
import { TokenKeeper } from '../../src/auth/tokenKeeper.js';
import { ConnectionStore } from '../../src/editor/connections/connectionStore.js';
import type { TestExports } from '../../src/extension.js';
import { NodeTransport } from '../../src/http/transport.js';
import { FileLease } from '../../src/kernel/fileLease.js';
import { waitFor } from './waiting.js';

/** A connection to the token service of these tests. */
function aConnection(change: Partial<Connection> = {}): Connection {
  const connection = parseConnection({
    id: 'of-the-test',
    name: 'Of the test',
    kind: 'custom',
    geolocation: 'http://127.0.0.1:1',
    clientId: '558b3d25-0f69-4d88-a0f1-c307bd0ee798',
    grant: { kind: 'password', username: 'ann@example.com' },
    ...change,
  });
  return connection ?? assert.fail('the connection is none');
}

describe('connections in VS Code', () => {
  let secrets: SecretStorage;
  let server: Server;
  let base: string;
  /** How many tokens were asked for. */
  let asked = 0;

  before(async () => {
    const extension = extensions.getExtension<TestExports>('concur-explorer.concur-api-explorer');
    secrets = ((await extension?.activate()) ?? assert.fail('the extension is installed')).secrets;
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        asked += 1;
        response.setHeader('Content-Type', 'application/json');
        const token = { access_token: `token-${asked}`, refresh_token: `refresh-${asked}`, expires_in: '3600' };
        response.end(JSON.stringify({ ...token, scope: 'EXPRPT', geolocation: base }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    asked = 0;
  });

  afterEach(async () => {
    await new Credentials(secrets).forget('of-the-test');
    await workspace.getConfiguration().update('concur.connections', undefined, ConfigurationTarget.Global);
  });

  after(() => server.close());

  const here = (): Connection => aConnection({ geolocation: parseGeolocation(base) ?? assert.fail() });

  it('are kept in the settings of the user, without what does not belong there', async () => {
    const store = new ConnectionStore();
    try {
      await store.save(aConnection());
      await store.save(aConnection({ id: 'other', name: 'Other' }));
      await store.save(aConnection({ name: 'Renamed' }));
      assert.deepEqual(
        store.list().map(({ id, name }) => [id, name]),
        [
          ['of-the-test', 'Renamed'],
          ['other', 'Other'],
        ],
      );
      await store.remove('other');
      assert.deepEqual(
        store.list().map(({ id }) => id),
        ['of-the-test'],
      );
    } finally {
      store.dispose();
    }
  });

  it('pass over entries that are none', async () => {
    const entries = [{ name: 'half of one' }, aConnection()];
    await workspace.getConfiguration().update('concur.connections', entries, ConfigurationTarget.Global);
    const store = new ConnectionStore();
    assert.deepEqual([store.list().length, store.unreadable], [1, 1]);
    store.dispose();
  });

  it('cannot be given by a workspace', async () => {
    await assert.rejects(async () =>
      workspace.getConfiguration().update('concur.connections', [aConnection()], ConfigurationTarget.Workspace),
    );
  });

  it('renew once for two windows with one secret storage, and both go on', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lease-'));
    const credentials = new Credentials(secrets);
    const connection = here();
    const expired = { accessToken: 'old', refreshToken: 'refresh-0', expiresAt: new Date(0), scopes: ['EXPRPT'] };
    await credentials.writeSecrets(connection.id, { clientSecret: 'secret', password: 'password' });
    await credentials.writeTokenSet(connection.id, { ...expired, geolocation: connection.geolocation });
    const transports: NodeTransport[] = [];
    const aWindow = (): TokenKeeper => {
      const transport = new NodeTransport();
      transports.push(transport);
      const client = new TokenClient(transport, () => new Date());
      return new TokenKeeper({ connection, credentials, client, now: () => new Date(), lease: new FileLease(folder) });
    };
    const [one, two] = [aWindow(), aWindow()];
    try {
      const tokens = await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          (at % 2 === 0 ? one : two).current().then(({ accessToken }) => accessToken),
        ),
      );
      assert.deepEqual([...new Set(tokens)], ['token-1']);
      assert.equal(asked, 1);
    } finally {
      for (const transport of transports) transport.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are listed by the provider of SAP Concur while they are signed in, and all secrets go with the sign-out', async () => {
    const credentials = new Credentials(secrets);
    const connection = here();
    await credentials.writeSecrets(connection.id, { clientSecret: 'canary-secret', password: 'canary-password' });
    await workspace.getConfiguration().update('concur.connections', [connection], ConfigurationTarget.Global);
    await commands.executeCommand('concur.connections.use', connection.id);
    await commands.executeCommand('concur.connections.signIn', connection.id);
    await waitFor('the account', authentication.onDidChangeSessions, () => asked || undefined);
    const accounts = await authentication.getAccounts('concur');
    const account = accounts.find(({ id }) => id === connection.id);
    assert.match(account?.label ?? '', /ann@example\.com \(Of the test\)/);
    await commands.executeCommand('concur.connections.signOut', connection.id);
    for (const part of ['secrets', 'tokens', 'exchange']) {
      assert.equal(await secrets.get(`concur.connection.${connection.id}.${part}`), undefined, part);
    }
    const left = await authentication.getAccounts('concur');
    assert.ok(!left.some(({ id }) => id === connection.id));
  });
});
