import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { XMLParser } from 'fast-xml-parser';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');
const SAMPLES = path.join(import.meta.dirname, '../../media/samples');

describe('concur run', () => {
  let folder: string;
  let server: Server;
  let base: string;
  let seen: { readonly url: string; readonly body: string; readonly authorization: string | undefined }[];

  before(async () => {
    server = createServer(async (request, response) => {
      seen.push({ url: request.url ?? '', body: await text(request), authorization: request.headers.authorization });
      response.writeHead(request.url === '/gone' ? 404 : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ id: 7, access_token: 'SECRET-1' }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => new Promise((resolve) => server.close(resolve)));

  beforeEach(async () => {
    seen = [];
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-run-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function run(
    http: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
    await writeFile(path.join(folder, 'a.http'), http);
    return concur(['run', 'a.http', ...args], folder, environment);
  }

  it('refers to secrets as they came, and shows them nowhere', async () => {
    const http = `# @name login\nGET ${base}/login\n###\nGET ${base}/me\nAuthorization: Bearer {{login.response.body.$.access_token}}`;
    const { code, out, said } = await run(http, ['--json']);
    assert.equal(code, 0, said);
    assert.equal(seen[1]?.authorization, 'Bearer SECRET-1');
    assert.doesNotMatch(out + said, /SECRET-1/);
  });

  it('stops at the first failure, and goes on with --keep-going', async () => {
    const http = `GET ${base}/gone\n###\nGET ${base}/b`;
    assert.equal((await run(http)).code, 1);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/gone'],
    );
    assert.equal((await run(http, ['--keep-going'])).code, 1);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/gone', '/gone', '/b'],
    );
  });

  it('chooses an environment, and says which there are', async () => {
    await writeFile(path.join(folder, 'http-client.env.json'), '{ "dev": { "a": "1{{b}}" }, "prod": { "a": "2" } }');
    await writeFile(path.join(folder, '.env'), 'b=env');
    assert.equal((await run(`GET ${base}/{{a}}/{{$dotenv b}}`, ['--env', 'dev'])).code, 0);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/1env/env'],
    );
    const { code, said } = await run(`GET ${base}/{{a}}`, ['--env', 'qa']);
    assert.equal(code, 2);
    assert.match(said, /There is dev, prod\./);
  });

  it('writes a report for build servers', async () => {
    const http = `### One & two\nGET ${base}/a\n\n?? status == 200\n?? body $.id == 8\n###\n# @disabled\nGET ${base}/b`;
    const { code } = await run(http, ['--junit', 'out.xml', '--keep-going']);
    assert.equal(code, 1);
    const xml = await readFile(path.join(folder, 'out.xml'), 'utf8');
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml);
    const { testsuite } = parsed.testsuites;
    assert.deepEqual([testsuite.tests, testsuite.failures, testsuite.errors, testsuite.skipped], ['4', '1', '0', '1']);
    assert.equal(testsuite.testcase[0].name, 'One & two');
    assert.equal(testsuite.testcase[2].failure.message, 'body $.id == 8 does not hold: it is 7.');
  });

  it('sends files beside the request file, and none from outside', async () => {
    const outside = await mkdtemp(path.join(os.tmpdir(), 'concur-outside-'));
    try {
      await mkdir(path.join(folder, 'data'));
      await writeFile(path.join(folder, 'data', 'x.json'), '{"n": "{{n}}"}');
      await writeFile(path.join(outside, 'secret.txt'), 'SECRET-2');
      await symlink(path.join(outside, 'secret.txt'), path.join(folder, 'link.txt'));
      const { code, said } = await run(
        [
          `POST ${base}/1\n\n<@ ./data/x.json`,
          `POST ${base}/2\n\n< ${path.join(outside, 'secret.txt')}`,
          `POST ${base}/3\n\n< ./link.txt`,
          `POST ${base}/4\n\n< ./missing.txt`,
        ].join('\n###\n'),
        ['--keep-going', '--var', 'n=5'],
      );
      assert.equal(code, 1);
      assert.deepEqual(
        seen.map(({ url, body }) => [url, body.trim()]),
        [['/1', '{"n": "5"}']],
      );
      assert.match(said, /outside[\s\S]*outside[\s\S]*missing\.txt cannot be read/);
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('writes answers beside files that are there, and masks what is secret in them', async () => {
    const http = `GET ${base}/a\n\n>> out/a.json\n###\nGET ${base}/a\n\n>> out/a.json`;
    assert.equal((await run(http)).code, 0);
    for (const name of ['a.json', 'a-1.json']) {
      const written = JSON.parse(await readFile(path.join(folder, 'out', name), 'utf8'));
      assert.deepEqual(written, { id: 7, access_token: '•••' });
    }
  });

  it('hands the token of the connection to no other host, even where the file asks for it', async () => {
    const { code, said } = await run(`GET ${base}/a\nX-Token: {{$concur.token}}`, ['--sandbox']);
    assert.equal(code, 1);
    assert.deepEqual(seen, []);
    assert.match(said, /token of the connection goes to Concur/);
  });

  it('says so where somebody has to be asked and nobody is there', async () => {
    const { code, said } = await run(`# @prompt city Where to?\nGET ${base}/{{city}}`);
    assert.equal(code, 1);
    assert.match(said, /Where to\? is asked for.*--var city=/);
    assert.equal((await run(`# @note Sure?\nGET ${base}/a`, ['--yes'])).code, 0);
  });

  for (const name of ['first-calls', 'new-report', 'from-the-pages', 'failures']) {
    it(`finds everything as expected in the sample ${name}`, async function () {
      this.timeout(60_000);
      const { code, said } = await concur(['run', path.join(SAMPLES, `${name}.http`), '--all', '--sandbox'], folder);
      assert.equal(code, 0, said);
    });
  }
});

async function concur(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, said };
}
