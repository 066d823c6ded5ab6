import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Receiver } from '../../src/callouts/receiver/receiver.js';
import { startLocalServer } from '../http/localServer.js';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');
const RECIPES = path.join(import.meta.dirname, '../../media/recipes');

describe('recipes, run by the terminal against the sandbox', () => {
  let sandbox: ChildProcess;
  let welcome: Readonly<Record<string, string>>;
  let receiver: Receiver;
  let places: Awaited<ReturnType<typeof startLocalServer>>;
  let home: string;
  let hear: (kind: string) => void;
  const heard = new Promise<string>((resolve) => {
    hear = resolve;
  });

  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'concur-recipes-'));
    sandbox = spawn(process.execPath, [COMMAND, 'sandbox', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(sandbox.stdout);
    const [line] = await once(createInterface({ input: sandbox.stdout }), 'line');
    welcome = JSON.parse(line);
    receiver = await Receiver.start({ port: 0, onArrival: ({ kind }) => hear(kind ?? '') });
    places = await startLocalServer(({ url }, response) => {
      const city = new URL(url, 'http://places').searchParams.get('city') ?? '';
      response.writeHead(city === '' ? 400 : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ places: [{ name: `Old Market ${city}` }] }));
    });
  });

  after(async () => {
    sandbox.kill();
    await receiver.close();
    await places.close();
    await rm(home, { recursive: true });
  });

  const run = async (file: string): Promise<{ readonly code: number; readonly said: string }> => {
    const variables = {
      clientId: welcome.clientId,
      clientSecret: welcome.clientSecret,
      requestToken: welcome.companyRequestToken,
      approverPassword: welcome.password,
      endpoint: `${receiver.url}/hook`,
      places: places.origin,
    };
    const named = Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}=${value}`]);
    const child = spawn(process.execPath, [COMMAND, 'run', path.join(RECIPES, file), '--all', '--yes', ...named], {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        CONCUR_GEOLOCATION: welcome.url,
        CONCUR_CLIENT_ID: welcome.clientId,
        CONCUR_CLIENT_SECRET: welcome.clientSecret,
        CONCUR_USERNAME: welcome.username,
        CONCUR_PASSWORD: welcome.password,
        CONCUR_COMPANY_ID: welcome.companyUuid,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code, said: out + said };
  };

  for (const file of readdirSync(RECIPES).filter((name) => name.endsWith('.http'))) {
    it(`${file} runs green`, async () => {
      const { code, said } = await run(file);
      assert.equal(code, 0, said);
      assert.match(said, /ok: status/);
    });
  }

  it('the webhook hears of the report that its recipe made', async () => {
    assert.equal(await heard, 'public.concur.expense.report: reportCreated');
  });

  it('cover every subject of the guide', () => {
    assert.equal(readdirSync(RECIPES).filter((name) => name.endsWith('.http')).length, 14);
  });
});
