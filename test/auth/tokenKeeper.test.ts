import assert from 'node:assert/strict';
import type { Connection, Grant } from '../../src/auth/connection.js';
import { Credentials, MemorySecretStore } from '../../src/auth/credentials.js';
import type { Geolocation } from '../../src/auth/geolocation.js';
import { TokenClient } from '../../src/auth/tokenClient.js';
import { TokenError } from '../../src/auth/tokenError.js';
import { TokenKeeper } from '../../src/auth/tokenKeeper.js';
import { NodeTransport } from '../../src/http/transport.js';
import { type LocalServer, startLocalServer } from '../http/localServer.js';

const START = new Date('2026-11-24T12:00:00Z');

describe('TokenKeeper', () => {
  let server: LocalServer;
  let now: Date;
  let refusal: { status: number; body: object } | undefined;
  const transport = new NodeTransport();

  beforeEach(async () => {
    now = START;
    refusal = undefined;
    let issued = 0;
    server = await startLocalServer(({ body }, response) => {
      const isRefresh = body.includes('grant_type=refresh_token');
      if (refusal && isRefresh) {
        response.writeHead(refusal.status, { date: now.toUTCString() }).end(JSON.stringify(refusal.body));
        return;
      }
      issued += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          access_token: `access-${issued}`,
          refresh_token: `refresh-${issued}`,
          expires_in: '3600',
          scope: 'openid EXPRPT',
          token_type: 'Bearer',
          geolocation: server.origin,
        }),
      );
    });
  });

  afterEach(() => server.close());
  after(() => transport.dispose());

  async function aKeeper(
    grant: Grant = { kind: 'password', username: 'ana', credtype: 'password' },
    geolocation: string = server.origin,
  ) {
    const connection: Connection = {
      id: 'c',
      name: 'C',
      kind: 'sandbox',
      geolocation: geolocation as Geolocation,
      clientId: 'client',
      grant,
    };
    const credentials = new Credentials(new MemorySecretStore());
    await credentials.writeSecrets('c', { clientSecret: 'secret', password: 'pass word&' });
    const client = new TokenClient(transport, () => now);
    const open = (): TokenKeeper => new TokenKeeper({ connection, credentials, client, now: () => now });
    return { keeper: open(), credentials, open };
  }

  it('signs in by user and password, form-encoded, and reads the answer', async () => {
    const { keeper } = await aKeeper();
    const tokenSet = await keeper.current();
    assert.deepEqual(tokenSet.scopes, ['openid', 'EXPRPT']);
    assert.equal(tokenSet.expiresAt.getTime(), START.getTime() + 3_600_000);
    assert.equal(
      server.seen[0]?.body,
      'grant_type=password&client_id=client&client_secret=secret&username=ana&password=pass+word%26&credtype=password',
    );
  });

  it('asks once however many wait, and not at all while the token lives', async () => {
    const { keeper } = await aKeeper();
    await Promise.all(Array.from({ length: 200 }, () => keeper.current()));
    await keeper.current();
    assert.equal(server.seen.length, 1);
  });

  it('refreshes a minute before the end and stores the rotated refresh token', async () => {
    const { keeper, credentials } = await aKeeper();
    await keeper.current();
    now = new Date(START.getTime() + 3_541_000);
    assert.equal((await keeper.current()).accessToken, 'access-2');
    assert.match(server.seen[1]?.body ?? '', /grant_type=refresh_token.*refresh_token=refresh-1/);
    assert.equal((await credentials.readTokenSet('c'))?.refreshToken, 'refresh-2');
  });

  it('goes on with a kept token after a restart', async () => {
    const { keeper, open } = await aKeeper();
    await keeper.current();
    assert.equal((await open().current()).accessToken, 'access-1');
    assert.equal(server.seen.length, 1);
  });

  it('renews a refused token once for all who were refused with it', async () => {
    const { keeper } = await aKeeper();
    await keeper.current();
    const renewed = await Promise.all([keeper.renew('access-1'), keeper.renew('access-1')]);
    assert.deepEqual(
      renewed.map(({ accessToken }) => accessToken),
      ['access-2', 'access-2'],
    );
    assert.equal((await keeper.renew('access-1')).accessToken, 'access-2');
    assert.equal(server.seen.length, 2);
  });

  it('signs in again when the refresh token is no longer good and the password is kept', async () => {
    const { keeper } = await aKeeper();
    await keeper.current();
    refusal = { status: 400, body: { code: 108, error: 'invalid_grant' } };
    assert.equal((await keeper.renew('access-1')).accessToken, 'access-2');
    assert.match(server.seen[2]?.body ?? '', /grant_type=password/);
  });

  it('says that a sign-in has ended when only a refresh token was given', async () => {
    const { keeper, credentials } = await aKeeper({ kind: 'refreshToken' });
    await credentials.writeTokenSet('c', {
      accessToken: 'old',
      refreshToken: 'gone',
      expiresAt: new Date(0),
      scopes: [],
      geolocation: server.origin as Geolocation,
    });
    refusal = { status: 403, body: { code: 108, error: 'invalid_grant' } };
    await assert.rejects(
      keeper.current(),
      (error) => error instanceof TokenError && error.failure.kind === 'refreshTokenInvalid',
    );
  });

  for (const [code, kind] of [
    [16, 'livesElsewhere'],
    [53, 'appNotAllowed'],
    [61, 'wrongClient'],
    [64, 'wrongClient'],
    [60, 'grantNotAllowed'],
    [139, 'accountClosed'],
    [777, 'refused'],
  ] as const) {
    it(`reads code ${code} of the token service as ${kind}`, async () => {
      const { keeper } = await aKeeper();
      await keeper.current();
      refusal = {
        status: 400,
        body: { code, error_description: 'why', geolocation: 'https://eu2.api.concursolutions.com' },
      };
      await assert.rejects(
        keeper.renew('access-1'),
        (error) => error instanceof TokenError && error.failure.kind === kind,
      );
    });
  }

  it('says so when what answers is no token service', async () => {
    const { keeper } = await aKeeper();
    await keeper.current();
    refusal = { status: 404, body: [] };
    await assert.rejects(
      keeper.renew('access-1'),
      (error) => error instanceof TokenError && error.failure.kind === 'unreadable',
    );
  });

  it('sends no password to a host that is neither the sandbox nor Concur', async () => {
    const { keeper } = await aKeeper(undefined, 'http://example.org');
    await assert.rejects(
      keeper.current(),
      (error) => error instanceof TokenError && error.failure.kind === 'foreignHost',
    );
    assert.equal(server.seen.length, 0);
  });

  it('does not follow a token answer to a foreign host', async () => {
    const { keeper } = await aKeeper();
    const { origin } = server;
    Object.defineProperty(server, 'origin', { value: 'https://example.org' });
    assert.equal((await keeper.current()).geolocation, origin);
  });
});
