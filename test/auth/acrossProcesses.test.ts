import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Connection } from '../../src/auth/connection.js';
import type { Geolocation } from '../../src/auth/geolocation.js';
import { TokenError } from '../../src/auth/tokenError.js';
import { FileLease } from '../../src/kernel/fileLease.js';
import { type LocalServer, startLocalServer } from '../http/localServer.js';
import { openKeeper } from './keeperProcess.js';

describe('keeping a token in several processes', () => {
  let folder: string;
  let server: LocalServer;
  let isRefused: boolean;
  let pending: Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-lease-'));
    isRefused = false;
    pending = Promise.resolve();
    let issued = 0;
    server = await startLocalServer((_seen, response) => {
      void pending.then(() => {
        issued += 1;
        response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' });
        const token = { access_token: `access-${issued}`, refresh_token: `refresh-${issued}`, expires_in: '3600' };
        response.end(JSON.stringify(isRefused ? { code: 108, error: 'invalid_grant' } : token));
      });
    });
    const { credentials, dispose } = openKeeper(folder, aConnection());
    await credentials.writeSecrets('c', { clientSecret: 'secret', refreshToken: 'pasted' });
    await credentials.writeTokenSet('c', {
      accessToken: 'old',
      refreshToken: 'refresh-0',
      expiresAt: new Date(0),
      scopes: [],
      geolocation: server.origin as Geolocation,
    });
    dispose();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const aConnection = (): Connection => ({
    id: 'c',
    name: 'C',
    kind: 'sandbox',
    geolocation: server.origin as Geolocation,
    clientId: 'client',
    grant: { kind: 'refreshToken' },
  });

  async function start(): Promise<{
    child: ChildProcessByStdio<Writable, Readable, null>;
    line: () => Promise<string>;
  }> {
    const program = path.join(import.meta.dirname, 'keeperProcess.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, folder, JSON.stringify(aConnection())], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const iterator = lines[Symbol.asyncIterator]();
    const line = async (): Promise<string> => String((await iterator.next()).value);
    assert.equal(await line(), 'ready');
    return { child, line };
  }

  it('renews once for two processes that need it at the same moment, and both go on', async () => {
    const both = await Promise.all([start(), start()]);
    for (const { child } of both) child.stdin.write('go\n');
    const tokens = await Promise.all(both.map(({ line }) => line()));
    assert.deepEqual(tokens, ['access-1', 'access-1']);
    assert.equal(server.seen.length, 1);
    await Promise.all(both.map(({ child }) => child.exitCode ?? once(child, 'exit')));
  });

  it('renews once for 200 requests at once', async () => {
    const { keeper, dispose } = openKeeper(folder, aConnection());
    await Promise.all(Array.from({ length: 200 }, () => keeper.current()));
    assert.equal(server.seen.length, 1);
    dispose();
  });

  it('stores a rotated refresh token before anybody gets the access token', async () => {
    const { keeper, credentials, dispose } = openKeeper(folder, aConnection());
    const { accessToken } = await keeper.current();
    assert.deepEqual([accessToken, (await credentials.readTokenSet('c'))?.refreshToken], ['access-1', 'refresh-1']);
    assert.equal(await credentials.readExchangeNote('c'), undefined);
    dispose();
  });

  async function leaveKilled(): Promise<void> {
    let release: () => void = () => undefined;
    pending = new Promise((resolve) => {
      release = resolve;
    });
    const { child } = await start();
    child.stdin.write('go\n');
    while (server.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await once(child, 'exit');
    release();
  }

  it('tells that a process was killed within a renewal, and goes on when the old refresh token is still good', async () => {
    await leaveKilled();
    const told: Date[] = [];
    const { keeper, credentials, dispose } = openKeeper(folder, aConnection(), (startedAt) => told.push(startedAt));
    assert.match((await keeper.current()).accessToken, /access-\d/);
    assert.equal(told.length, 1);
    assert.equal(await credentials.readExchangeNote('c'), undefined);
    dispose();
  });

  it('says so once when the old refresh token is good no more, and does not ask again', async () => {
    await leaveKilled();
    isRefused = true;
    const { keeper, dispose } = openKeeper(folder, aConnection());
    const kindOf = (error: unknown): string => (error instanceof TokenError ? error.failure.kind : String(error));
    assert.equal(await keeper.current().then(() => 'given', kindOf), 'renewalLost');
    const asked = server.seen.length;
    assert.equal(await keeper.current().then(() => 'given', kindOf), 'notSignedIn');
    assert.equal(server.seen.length, asked);
    dispose();
  });

  it('adds less than a millisecond to a request whose token is valid', async () => {
    const { keeper, dispose } = openKeeper(folder, aConnection());
    await keeper.current();
    const rounds = 2000;
    const start = performance.now();
    for (let round = 0; round < rounds; round++) await keeper.current();
    assert.ok((performance.now() - start) / rounds < 1);
    dispose();
  });

  it('finds what another process stored once it is told of the change', async () => {
    const one = openKeeper(folder, aConnection());
    const other = openKeeper(folder, aConnection());
    await one.keeper.current();
    await other.keeper.current();
    await one.keeper.renew('access-1');
    other.keeper.invalidate();
    assert.equal((await other.keeper.load())?.accessToken, 'access-2');
    assert.equal(server.seen.length, 2);
    one.dispose();
    other.dispose();
  });
});

describe('FileLease', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-lease-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lets one work at a time, and others after it', async () => {
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => new FileLease(folder).run('key', work)));
    assert.equal(most, 1);
  });

  it('frees the lock when the work fails', async () => {
    const lease = new FileLease(folder);
    await assert.rejects(
      lease.run('key', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await lease.run('key', async () => 'done'), 'done');
  });

  it('takes over a lock that nobody has touched for long, by one only', async () => {
    const file = path.join(folder, 'key.lock');
    await writeFile(file, 'killed');
    await utimes(file, new Date(0), new Date(0));
    let working = 0;
    const work = async (): Promise<number> => {
      working += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return working--;
    };
    const seen = await Promise.all(Array.from({ length: 8 }, () => new FileLease(folder).run('key', work)));
    assert.deepEqual(new Set(seen), new Set([1]));
  });

  it('does not hold up another key', async () => {
    const lease = new FileLease(folder);
    assert.equal(await lease.run('a', () => lease.run('b', async () => 'both')), 'both');
  });
});
