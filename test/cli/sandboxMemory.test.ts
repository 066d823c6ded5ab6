import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { SandboxWelcome } from '../../src/sandbox/welcome.js';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');
const LIMIT_MB = 120;

const PATHS = [
  '/api/v3.0/expense/reports?limit=100&user=ALL',
  '/api/v3.0/expense/entries?limit=100&user=ALL',
  '/api/v3.0/common/lists?limit=100',
  '/api/travel/trip/v1.1',
  '/list/v4/lists',
];

describe('concur sandbox', () => {
  let sandbox: ChildProcess;
  let welcome: SandboxWelcome;
  before(async () => {
    assert.ok(existsSync(COMMAND), 'build first: npm run build');
    sandbox = spawn(process.execPath, [COMMAND, 'sandbox', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(sandbox.stdout);
    const [line] = await once(createInterface({ input: sandbox.stdout }), 'line');
    welcome = JSON.parse(line);
  });
  after(async () => {
    sandbox.kill();
    await once(sandbox, 'exit');
  });

  const residentMb = (): number =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(sandbox.pid)], { encoding: 'utf8' })) / 1024;

  it(`stays below ${LIMIT_MB} MB, at its start and under load`, async function () {
    if (process.platform === 'win32') this.skip(); // has no ps
    assert.ok(residentMb() < LIMIT_MB, `${residentMb()} MB at its start`);
    const { url, clientId, clientSecret, username, password } = welcome;
    const form = { client_id: clientId, client_secret: clientSecret, grant_type: 'password', username, password };
    const token = await fetch(`${url}/oauth2/v0/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token } = (await token.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}`, accept: 'application/json' };
    const callAll = async (): Promise<void> => {
      for (let round = 0; round < 20; round++) {
        for (const asked of PATHS) {
          const answer = await fetch(url + asked, { headers });
          await answer.text();
          assert.equal(answer.status, 200, asked);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, callAll));
    assert.ok(residentMb() < LIMIT_MB, `${residentMb()} MB under load`);
  });
});
