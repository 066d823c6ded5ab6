import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { text } from 'node:stream/consumers';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');
const credentials = { CONCUR_CONNECTOR_USER: 'Lakeside-Connector', CONCUR_CONNECTOR_PASSWORD: 'quiet-water-42' };

describe('concur callout and concur receive', () => {
  let receiver: ChildProcess;
  let lines: Interface;
  let url: string;

  before(async () => {
    receiver = spawn(process.execPath, [COMMAND, 'receive', '--json'], {
      env: { PATH: process.env.PATH, ...credentials },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.ok(receiver.stdout);
    lines = createInterface({ input: receiver.stdout });
    const [line] = await once(lines, 'line');
    url = JSON.parse(line).url;
  });
  after(async () => {
    receiver.kill('SIGTERM');
    assert.deepEqual(await once(receiver, 'exit'), [0, null]);
  });

  const concur = async (args: readonly string[], environment: Readonly<Record<string, string>> = credentials) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { out, said, code };
  };

  it('prove both sides: the call is accepted and arrives', async () => {
    const arrived = once(lines, 'line');
    const { code, out, said } = await concur([
      'callout',
      'fetch-attendee',
      '--to',
      url,
      '-p',
      'LastName=Haddad',
      '--json',
    ]);
    assert.equal(code, 0, said);
    const outcome = JSON.parse(out);
    assert.deepEqual([outcome.accepted, outcome.response.status], [true, 200]);
    const arrival = JSON.parse((await arrived)[0]);
    assert.deepEqual([arrival.kind, arrival.status, arrival.findings], ['Fetch Attendee', 200, []]);
    assert.ok(!JSON.stringify([outcome, arrival]).includes(credentials.CONCUR_CONNECTOR_PASSWORD));
  });

  it('fail with a sentence when the connector refuses', async () => {
    const { code, out } = await concur(['callout', 'fetch-list', '--to', url], {
      ...credentials,
      CONCUR_CONNECTOR_PASSWORD: 'not-this-one',
    });
    assert.equal(code, 1);
    assert.match(out, /-> 401/);
    assert.match(out, /Concur would not accept this answer/);
  });

  for (const [args, environment, what] of [
    [['callout', 'fetch-list'], credentials, /Write concur callout NAME --to URL/],
    [['callout', 'fetch', '--to', 'http://localhost:1'], credentials, /There is no callout fetch\./],
    [['callout', 'fetch-list', '--to', 'http://connector.example.com'], credentials, /https only/],
    [['callout', 'fetch-list', '--to', 'http://localhost:1', '-p', 'a=b'], credentials, /has no field a/],
    [
      ['callout', 'fetch-list', '--to', 'http://localhost:1'],
      {},
      /Set CONCUR_CONNECTOR_USER and CONCUR_CONNECTOR_PASSWORD/,
    ],
  ] as const) {
    it(`refuse ${args.join(' ')}`, async () => {
      const { code, said } = await concur(args, environment);
      assert.equal(code, 2);
      assert.match(said, what);
    });
  }
});
