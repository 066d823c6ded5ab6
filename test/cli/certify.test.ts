import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');

describe('concur certify', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-certify-'));
    await mkdir(path.join(folder, 'deep', 'node_modules'), { recursive: true });
    await writeFile(path.join(folder, 'good.http'), 'GET /expensereports/v4/reports/abc/formFields\n');
    await writeFile(path.join(folder, 'deep', 'node_modules', 'other.http'), 'GET http://api.example.com/x\n');
  });
  after(() => rm(folder, { recursive: true }));

  const certify = async (args: readonly string[]) => {
    const child = spawn(process.execPath, [COMMAND, 'certify', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { out, said, code };
  };

  it('reports what a folder shows, and lists the calls', async () => {
    const { out, code, said } = await certify([folder]);
    assert.equal(code, 0, said);
    assert.match(out, /# Certification readiness/);
    assert.match(out, /`GET \/expensereports\/v4\/reports\/\{reportId\}\/formFields`/);
    assert.match(out, /✓ passed\*\*: Everything goes by https/);
  });

  it('fails, as JSON too, when a requirement fails', async () => {
    await writeFile(
      path.join(folder, 'deep', 'bad.http'),
      'GET http://api.example.com/x\nAuthorization: OAuth {{t}}\n',
    );
    const { out, code } = await certify([folder, '--json']);
    assert.equal(code, 1);
    const failed = JSON.parse(out).judged.filter(
      (one: { verdict: { state: string } }) => one.verdict.state === 'failed',
    );
    assert.deepEqual(failed.map(({ id }: { id: string }) => id).sort(), ['auth-current', 'call-tls']);
  });

  it('says when there is no such folder', async () => {
    const { code, said } = await certify([path.join(folder, 'nowhere')]);
    assert.equal(code, 2);
    assert.match(said, /no folder that can be read/);
  });
});
