import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeConnectionFile } from '../../src/auth/import/connectionFile.js';
import { openConnectionStore } from '../../src/cli/connectionStore.js';
import { openSecretStore } from '../../src/cli/keyring.js';
import { askLine, TerminalDoor } from '../../src/cli/terminalDoor.js';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');

describe('concur login, token and logout', () => {
  let folder: string;
  let sandbox: ChildProcess;
  let welcome: Readonly<Record<string, string>>;
  let secrets: Readonly<Record<string, string>>;
  let described: Readonly<Record<string, string>>;

  before(async () => {
    assert.ok(existsSync(COMMAND), 'build first: npm run build');
    sandbox = spawn(process.execPath, [COMMAND, 'sandbox', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(sandbox.stdout);
    welcome = JSON.parse(String((await once(createInterface({ input: sandbox.stdout }), 'line'))[0]));
    secrets = { CONCUR_CLIENT_SECRET: welcome.clientSecret ?? '', CONCUR_PASSWORD: welcome.password ?? '' };
    described = {
      CONCUR_GEOLOCATION: welcome.url ?? '',
      CONCUR_CLIENT_ID: welcome.clientId ?? '',
      CONCUR_USERNAME: welcome.username ?? '',
      ...secrets,
    };
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  after(async () => {
    sandbox.kill();
    await once(sandbox, 'exit');
  });

  const start = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
    spawn(process.execPath, [COMMAND, ...args], {
      env: { PATH: process.env.PATH, XDG_CONFIG_HOME: folder, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  async function concur(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = start(args, environment);
    const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: Number(code), out, said };
  }

  it('shows a token masked, and in clear only when asked to', async () => {
    const masked = await concur(['token', '--json'], described);
    const { accessToken, principal, subject } = JSON.parse(masked.out);
    assert.deepEqual([masked.code, accessToken, principal, subject], [0, '•••', 'user', welcome.userId]);
    const plain = await concur(['token'], described);
    assert.equal(plain.out, '•••\n');
    const revealed = await concur(['token', '--reveal', '--json'], described);
    assert.match(JSON.parse(revealed.out).accessToken, /^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  for (const [what, environment, principal] of [
    ['a company by its request token', { CONCUR_CREDTYPE: 'authtoken' }, 'company'],
    ['the app by itself', { CONCUR_USERNAME: '', CONCUR_PASSWORD: '' }, 'application'],
  ] as const) {
    it(`signs in ${what}`, async () => {
      const company =
        principal === 'company'
          ? { CONCUR_USERNAME: welcome.companyUuid ?? '', CONCUR_PASSWORD: welcome.companyRequestToken ?? '' }
          : {};
      const { code, out, said } = await concur(['login', '--json'], { ...described, ...environment, ...company });
      assert.equal(code, 0, said);
      assert.equal(JSON.parse(out).principal, principal);
    });
  }

  it('lists a connection by name, sends with it, and signs it out, with no secret in any file', async () => {
    const login = await concur(['login', '--connection', 'Mine'], described);
    assert.equal(login.code, 0, login.said);
    const sent = await concur(['send', 'expense-reports-v3/listReports', '--connection', 'mine', '--json'], secrets);
    assert.equal(JSON.parse(sent.out).response.status, 200);
    const logout = await concur(['logout', '--connection', 'Mine', '--json'], secrets);
    assert.deepEqual(JSON.parse(logout.out), { connection: 'Mine', revoked: true, forgotten: true });
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(path.join(file.parentPath, file.name), 'utf8')),
    );
    assert.ok(texts.length > 0);
    const everything = [...texts, login.out, login.said, sent.out, sent.said, logout.out, logout.said].join('\n');
    for (const secret of Object.values(secrets)) assert.equal(everything.includes(secret), false);
    assert.doesNotMatch(everything, /eyJ/);
  });

  it('names the connections that there are when one is not', async () => {
    await concur(['login', '--connection', 'Mine'], described);
    const { code, said } = await concur(['token', '--connection', 'Yours'], secrets);
    assert.equal(code, 2);
    assert.match(said, /no connection "Yours".*"Mine"/);
  });

  it('says which variable lacks', async () => {
    await concur(['login', '--connection', 'Mine'], described);
    const { code, said } = await concur(['login', '--connection', 'Mine'], { CONCUR_CLIENT_SECRET: 'x' });
    assert.equal(code, 2);
    assert.match(said, /needs its password: set CONCUR_PASSWORD/);
  });

  for (const [what, isPasted] of [
    ['catches the redirect', false],
    ['takes a redirect that is pasted', true],
  ] as const) {
    it(`prints the address to sign in at and ${what}`, async () => {
      const store = openConnectionStore({ XDG_CONFIG_HOME: folder });
      const [connection] = JSON.parse(
        writeConnectionFile([
          {
            id: 'web',
            name: 'Web',
            kind: 'sandbox',
            geolocation: welcome.url as never,
            clientId: welcome.clientId ?? '',
            grant: { kind: 'authorizationCode', redirectUri: 'http://localhost' },
          },
        ]),
      ).connections;
      await store.save(connection);
      const child = start(['login', '--connection', 'Web', '--json'], {
        CONCUR_CLIENT_SECRET: welcome.clientSecret ?? '',
      });
      const out = text(child.stdout);
      const exit = once(child, 'exit');
      for await (const line of createInterface({ input: child.stderr })) {
        if (!/^http.*\/authorize\?/.test(line)) continue;
        const page = new URL(line);
        const { username = '', password = '' } = welcome;
        const body = new URLSearchParams({
          ...Object.fromEntries(page.searchParams),
          username,
          password,
          decision: 'allow',
        });
        const answer = await fetch(page.origin + page.pathname, { method: 'POST', body, redirect: 'manual' });
        const redirect = answer.headers.get('location') ?? '';
        if (isPasted) child.stdin.write(`nonsense\n${redirect}\n`);
        else await fetch(redirect);
      }
      assert.deepEqual([(await exit)[0], JSON.parse(await out).principal], [0, 'user']);
    });
  }
});

describe('the way to a browser and back of a terminal', () => {
  const nowhere = { redirectUri: 'https://app.example.org/cb', state: 's', isAnyPortFine: false };

  it('takes the address whose state is right, and says what is wrong with others', async () => {
    const said: string[] = [];
    const input = new PassThrough();
    const door = new TerminalDoor(input, (line) => said.push(line));
    const expected = await door.waitForRedirect(nowhere);
    input.write('hello\n\nhttps://app.example.org/cb?code=1&state=other\nhttps://app.example.org/cb?code=2&state=s\n');
    assert.equal((await expected.arrived).searchParams.get('code'), '2');
    assert.deepEqual(
      [said.filter((line) => /no address/.test(line)).length, said.filter((line) => /another/.test(line)).length],
      [1, 1],
    );
    expected.dispose();
  });

  it('gives up when nothing can come any more', async () => {
    const input = new PassThrough();
    const expected = await new TerminalDoor(input, () => undefined).waitForRedirect(nowhere);
    input.end();
    await assert.rejects(expected.arrived, /No address was pasted/);
    const silent = new PassThrough();
    silent.end();
    await assert.rejects(askLine(silent), /Nothing was typed/);
  });
});

describe('openSecretStore', () => {
  it('keeps secrets in a keychain that works', async () => {
    const kept = new Map<string, string>();
    const { store, isLasting } = await openSecretStore(async () => ({
      getPassword: async (service: string, account: string) => kept.get(`${service}/${account}`) ?? null,
      setPassword: async (service: string, account: string, value: string) =>
        void kept.set(`${service}/${account}`, value),
      deletePassword: async (service: string, account: string) => kept.delete(`${service}/${account}`),
    }));
    await store.store('a', 'b');
    assert.deepEqual([isLasting, await store.get('a'), [...kept]], [true, 'b', [['concur/a', 'b']]]);
    await store.delete('a');
    assert.equal(await store.get('a'), undefined);
  });

  it('keeps a value that is too long for an entry of Windows in several, and leaves none of them behind', async () => {
    const kept = new Map<string, string>();
    const { store } = await openSecretStore(async () => ({
      getPassword: async (_service: string, account: string) => kept.get(account) ?? null,
      setPassword: async (_service: string, account: string, value: string) => {
        if (value.length * 2 > 2560) throw new Error('too long');
        kept.set(account, value);
      },
      deletePassword: async (_service: string, account: string) => kept.delete(account),
    }));
    const long = 'x'.repeat(1199) + 'y'.repeat(4000);
    await store.store('a', long);
    assert.equal(await store.get('a'), long);
    await store.store('a', 'short');
    assert.deepEqual([...kept], [['a', 'short']]);
    await store.store('a', long);
    await store.delete('a');
    assert.equal(kept.size, 0);
  });

  it('keeps them in memory where the package lacks or the keychain refuses to be written', async () => {
    const refusing = {
      getPassword: async () => null,
      setPassword: () => Promise.reject(new Error('denied')),
      deletePassword: async () => false,
    };
    for (const load of [() => Promise.reject(new Error('no package')), async () => refusing, async () => ({})]) {
      const { store, isLasting } = await openSecretStore(load);
      await store.store('a', 'b');
      assert.deepEqual([isLasting, await store.get('a')], [false, 'b']);
    }
  });
});
