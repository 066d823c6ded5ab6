import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import type { CertificateFile, Connection } from '../../src/auth/connection.js';
import type { Geolocation } from '../../src/auth/geolocation.js';
import { openConnectionStore } from '../../src/cli/connectionStore.js';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');

describe('a connection with a client certificate', () => {
  let folder: string;
  let server: Server;
  let seen: (string | undefined)[];
  const at = (name: string): string => path.join(folder, name);

  before(async function () {
    try {
      execFileSync('openssl', ['version']);
    } catch {
      this.skip(); // nothing here can make certificates
    }
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-mtls-'));
    const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    for (const [name, subject] of [
      ['server', 'localhost'],
      ['client', 'concur-client'],
    ] as const) {
      const alt = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${subject}`,
        ...alt,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
      );
    }
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'client.key',
      '-in',
      'client.pem',
      '-passout',
      'pass:open sesame',
      '-out',
      'client.pfx',
    );
    const [cert, key, ca] = await Promise.all(
      ['server.pem', 'server.key', 'client.pem'].map((name) => readFile(at(name))),
    );
    server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
      const socket = request.socket as TLSSocket;
      seen.push(socket.authorized ? String(socket.getPeerCertificate().subject.CN) : undefined);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: 'opaque', expires_in: '3600', scope: 'openid' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    seen = [];
  });
  after(async () => {
    server?.closeAllConnections();
    server?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  async function login(certificate: CertificateFile | undefined, environment: Record<string, string> = {}) {
    const { port } = server.address() as AddressInfo;
    const connection: Connection = {
      id: 'm',
      name: 'Mutual',
      kind: 'custom',
      geolocation: `https://localhost:${port}` as Geolocation,
      clientId: 'app',
      grant: { kind: 'clientCredentials' },
      ...(certificate ? { certificate } : {}),
    };
    await openConnectionStore({ XDG_CONFIG_HOME: folder }).save(connection);
    const child = spawn(process.execPath, [COMMAND, 'token', '--connection', 'Mutual'], {
      env: {
        PATH: process.env.PATH,
        XDG_CONFIG_HOME: folder,
        CONCUR_CLIENT_SECRET: 's',
        NODE_EXTRA_CA_CERTS: at('server.pem'),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    return { said, code: Number(code) };
  }

  it('shows a PEM with its key beside it', async () => {
    const { code, said } = await login({ format: 'pem', path: at('client.pem'), keyPath: at('client.key') });
    assert.deepEqual([code, seen], [0, ['concur-client']], said);
  });

  it('shows a PFX that its passphrase opens', async () => {
    const environment = { CONCUR_CERTIFICATE_PASSPHRASE: 'open sesame' };
    const { code, said } = await login({ format: 'pfx', path: at('client.pfx') }, environment);
    assert.deepEqual([code, seen], [0, ['concur-client']], said);
  });

  it('shows none where the connection has none', async () => {
    assert.deepEqual([(await login(undefined)).code, seen], [0, [undefined]]);
  });

  for (const [what, name, words] of [
    ['a wrong passphrase', 'client.pfx', /passphrase does not open it/],
    ['a file that is not there', 'nowhere.pfx', /no such file/],
    ['a file that is something else', 'server.key', /not of the format/],
  ] as const) {
    it(`says so for ${what}, and sends nothing`, async () => {
      const environment = { CONCUR_CERTIFICATE_PASSPHRASE: 'wrong' };
      const { code, said } = await login({ format: 'pfx', path: at(name) }, environment);
      assert.deepEqual([code, seen], [1, []]);
      assert.match(said, words);
      assert.equal(said.includes('wrong'), false);
    });
  }

  it('says that a server is not trusted', async () => {
    const untrusted = await login(undefined, { NODE_EXTRA_CA_CERTS: '' });
    assert.match(untrusted.said, /No secure connection to localhost/);
  });
});
