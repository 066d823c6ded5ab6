import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const COMMAND = path.join(import.meta.dirname, '../../dist/cli/concur.js');

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

async function concur(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, said };
}

async function json<T>(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<T> {
  const { code, out, said } = await concur([...args, '--json'], environment);
  assert.equal(code, 0, said);
  return JSON.parse(out) as T;
}

interface Exchange {
  readonly name?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly timings: { readonly totalMs: number };
}

describe('the concur command', () => {
  let folder: string;
  let sandbox: ChildProcess;
  let welcome: Readonly<Record<'url' | 'clientId' | 'clientSecret' | 'username' | 'password', string>>;
  let environment: Readonly<Record<string, string>>;

  before(async () => {
    assert.ok(existsSync(COMMAND), 'build first: npm run build');
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-cli-'));
    sandbox = spawn(process.execPath, [COMMAND, 'sandbox', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(sandbox.stdout);
    const [line] = await once(createInterface({ input: sandbox.stdout }), 'line');
    welcome = JSON.parse(line);
    environment = {
      CONCUR_GEOLOCATION: welcome.url,
      CONCUR_CLIENT_ID: welcome.clientId,
      CONCUR_CLIENT_SECRET: welcome.clientSecret,
      CONCUR_USERNAME: welcome.username,
      CONCUR_PASSWORD: welcome.password,
    };
  });

  after(async () => {
    sandbox.kill();
    await once(sandbox, 'exit');
    await rm(folder, { recursive: true });
  });

  async function file(content: string): Promise<string> {
    const name = path.join(folder, 'requests.http');
    await writeFile(name, content);
    return name;
  }

  it('lists operations by search and group', async () => {
    const all = await json<{ id: string; api: string; group: string }[]>(['apis']);
    assert.ok(all.length >= 19);
    const [first] = await json<{ id: string }[]>(['apis', 'list', 'reports']);
    assert.equal(first?.id, 'expense-reports-v3/listReports');
    const travel = await json<{ group: string }[]>(['apis', '--group', 'travel']);
    assert.ok(travel.length > 0 && travel.every(({ group }) => group === 'Travel'));
  });

  it('shows an operation, and finds it by its name alone', async () => {
    const { id, parameters } = await json<{ id: string; parameters: { name: string }[] }>([
      'show',
      'expense-reports-v3/getReport',
    ]);
    assert.equal(id, 'expense-reports-v3/getReport');
    assert.ok(parameters.some(({ name }) => name === 'id'));
  });

  it('prints a sample whose body is JSON', async () => {
    const sample = await json<{ method: string; url: string; headers: object; body: string }>([
      'sample',
      'expense-reports-v3/createReport',
    ]);
    assert.equal(sample.method, 'POST');
    assert.equal(sample.url, 'https://us2.api.concursolutions.com/api/v3.0/expense/reports');
    assert.ok(JSON.parse(sample.body).Name);
  });

  it('sends an operation with parameters, and masks the token in what it prints', async () => {
    const args = ['send', 'expense-reports-v3/listReports', '-p', 'limit=2', '-H', 'Accept: application/json'];
    const { request, response, timings } = await json<Exchange>(args, environment);
    assert.equal(response.status, 200);
    assert.equal(JSON.parse(response.body).Items.length, 2);
    assert.equal(request.headers.authorization, 'Bearer •••');
    assert.ok(request.headers['concur-correlationid']);
    assert.equal(response.headers['concur-correlationid'], request.headers['concur-correlationid']);
    assert.ok(timings.totalMs > 0);
  });

  it('gets an answer from the document of an operation, whose validator is in the bundle too', async () => {
    const { response } = await json<Exchange>(['send', 'localities-v5/listCountries'], environment);
    assert.equal(response.headers['x-sandbox-generated'], 'true', response.body);
    assert.equal(response.status, 200);
    const { said } = await concur(['send', 'connection-requests-v3.2/listConnectionRequests'], environment);
    assert.match(said, /403/);
  });

  it('says in one line what came, on a sandbox of its own', async () => {
    const { code, out, said } = await concur(['send', 'expense-reports-v3/listReports', '--sandbox']);
    assert.equal(code, 0, said);
    assert.match(said, /^GET \/api\/v3\.0\/expense\/reports -> 200, 25 reports, \d+ ms\n$/);
    assert.equal(JSON.parse(out).Items.length, 25);
  });

  it('sends a sample as it stands', async () => {
    const { body } = await json<{ body: string }>(['sample', 'expense-reports-v3/createReport']);
    const { response } = await json<Exchange>(['send', 'expense-reports-v3/createReport', '--body', body], environment);
    assert.ok(JSON.parse(response.body).ID);
  });

  it('parses a file into requests and diagnostics', async () => {
    const name = await file('@host = x\n### One\n# @name one\nGET /a?b={{host}}\nX: 1\nX: 2\n\n###\nPOST /b\n\nbody\n');
    const parsed = await json<{ variables: object; requests: object[]; diagnostics: object[] }>(['parse', name]);
    assert.deepEqual(parsed.variables, { host: 'x' });
    assert.deepEqual(parsed.requests[0], {
      name: 'one',
      method: 'GET',
      url: '/a?b={{host}}',
      headers: [
        ['X', '1'],
        ['X', '2'],
      ],
      startLine: 2,
      endLine: 5,
      metadata: { name: 'one' },
    });
    assert.deepEqual(parsed.diagnostics, []);
  });

  it('tells what is sent of a GraphQL query and its variables', async () => {
    const name = await file('POST /a\nX-REQUEST-TYPE: GraphQL\n\nquery Q {\n  b\n}\n\n{"c": 1}\n###\nPOST /a\n\n{}\n');
    const { requests } = await json<{ requests: { readonly body: string; readonly sentBody?: string }[] }>([
      'parse',
      name,
    ]);
    assert.deepEqual(
      requests.map(({ body, sentBody }) => [body, sentBody]),
      [
        ['query Q {\n  b\n}\n\n{"c": 1}', '{"query":"query Q {\\n  b\\n}","operationName":"Q","variables":{"c":1}}'],
        ['{}', undefined],
      ],
    );
  });

  it('runs the requests of a file in order, with variables from outside', async () => {
    const name = await file(
      '# @name list\nGET /api/v3.0/expense/reports?limit={{n}}\n###\nGET /api/travel/trip/v1.1\n',
    );
    const ran = await json<Exchange[]>(['run', name, '--var', 'n=3'], environment);
    assert.deepEqual(
      ran.map(({ name, response }) => [name, response.status]),
      [
        ['list', 200],
        [undefined, 200],
      ],
    );
    assert.equal(JSON.parse(ran[0]?.response.body ?? '').Items.length, 3);
    assert.match(ran[1]?.response.body ?? '', /<ItineraryInfoList/);
  });

  it('runs only the request that is named, or stands at a line', async () => {
    const name = await file(
      '# @name a\nGET /api/v3.0/expense/reports?limit=1\n###\n# @name b\nGET /api/v3.0/expense/entries?limit=1\n',
    );
    for (const pick of [
      ['--name', 'b'],
      ['--line', '5'],
    ]) {
      const ran = await json<Exchange[]>(['run', name, ...pick], environment);
      assert.deepEqual(
        ran.map(({ name }) => name),
        ['b'],
      );
    }
  });

  for (const [what, args, expected, code] of [
    [
      'an unknown operation',
      ['show', 'listReport'],
      /There is no operation listReport\. Did you mean expense-reports-v3\/listReports/,
      2,
    ],
    ['an unknown parameter', ['send', 'expense-reports-v3/listReports', '-p', 'lmit=1'], /has no parameter lmit/, 1],
    [
      'a value of the wrong type',
      ['send', 'expense-reports-v3/listReports', '-p', 'limit=many'],
      /limit cannot be "many". Use a whole number/,
      2,
    ],
    ['a missing required parameter', ['send', 'expense-reports-v3/getReport'], /needs -p id=/, 2],
    ['a missing body', ['send', 'expense-reports-v3/createReport'], /needs a body/, 2],
    ['an unknown command', ['sned'], /There is no command sned/, 2],
    ['an unknown option', ['apis', '--jsn'], /--jsn/, 2],
    ['a file that is not there', ['run', 'nowhere.http'], /nowhere\.http cannot be read/, 2],
    ['a wrong path', ['send', 'expense-reports-v3/getReport', '-p', 'id=NOPE'], /404/, 1],
  ] as const) {
    it(`ends ${what} in one sentence and a code that is not 0`, async () => {
      const ran = await concur(args, environment);
      assert.equal(ran.code, code, ran.said);
      assert.match(ran.said, expected);
      assert.doesNotMatch(ran.said, /\n\s+at /);
    });
  }

  it('says what a connection needs when there is none', async () => {
    assert.match(
      (await concur(['send', 'expense-reports-v3/listReports'])).said,
      /No connection: add --sandbox, or set CONCUR_GEOLOCATION/,
    );
  });

  it('says that nothing answers, and that a password is wrong', async () => {
    const gone = await concur(['send', 'expense-reports-v3/listReports'], {
      ...environment,
      CONCUR_GEOLOCATION: 'http://127.0.0.1:1',
    });
    assert.match(gone.said, /Nothing answers at 127\.0\.0\.1:1/);
    const wrong = await concur(['send', 'expense-reports-v3/listReports'], {
      ...environment,
      CONCUR_PASSWORD: 'wrong',
    });
    assert.match(wrong.said, /does not know this user and password/);
    assert.equal(wrong.code, 1);
  });

  it('sends no secret to a host that is not Concur', async () => {
    const { code, said } = await concur(['send', 'expense-reports-v3/listReports'], {
      ...environment,
      CONCUR_GEOLOCATION: 'https://example.org',
    });
    assert.equal(code, 2);
    assert.match(said, /no secret is sent there/);
  });

  it('says that a port is taken', async () => {
    const { code, said } = await concur(['sandbox', '--port', new URL(welcome.url).port]);
    assert.equal(code, 1);
    assert.match(said, /^Port \d+ is taken/);
  });
});
