import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parseHttpFile } from '../../../src/httpfile/parse.js';
import { isFailure, labelOf, type RunResult } from '../../../src/httpfile/run/events.js';
import type { ReadyRequest, ReadySettings, RunPorts, Sent } from '../../../src/httpfile/run/ports.js';
import { type RunOptions, runRequests } from '../../../src/httpfile/run/runRequests.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('runRequests', () => {
  let server: Server;
  let base: string;
  let seen: Seen[];

  before(async () => {
    server = createServer(async (request, response) => {
      const { method = '', url = '', headers } = request;
      const body = (await buffer(request)).toString('utf8');
      seen.push({ method, url, headers, body });
      const status = Number(/status=(\d+)/.exec(url)?.[1] ?? 200);
      response.setHeader('X-Token', 'from-header');
      if (url.startsWith('/login')) response.setHeader('Set-Cookie', 'session=abc; Path=/');
      if (url.startsWith('/xml')) response.end('<Trip xmlns="http://x"><Id>7</Id></Trip>');
      else
        response
          .writeHead(status, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ id: 42, access_token: 'T', url, list: [1, 2] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    base = `http://127.0.0.1:${port}`;
  });

  after(() => new Promise((resolve) => server.close(resolve)));

  beforeEach(() => {
    seen = [];
  });

  function ports(changes: Partial<RunPorts<unknown>> = {}): RunPorts<unknown> {
    return {
      sources: {
        now: () => new Date('2026-02-03T04:05:06.789Z'),
        randomUuid: () => 'uuid',
        randomInt: (min) => min,
        environment: () => undefined,
        dotenv: (name) => (name === 'KEY' ? 'k' : undefined),
      },
      send: (request, settings, signal) => send(base, request, settings, signal),
      ask: async () => undefined,
      confirm: async () => true,
      readFile: async (path) =>
        path === './a.txt'
          ? { bytes: new TextEncoder().encode('file {{id}}') }
          : { problem: `The file ${path} cannot be read.` },
      writeFile: async (path) => ({ path }),
      concur: async (name) => (name === 'token' ? 'TOKEN' : name === 'userId' ? 'user-1' : undefined),
      hasPlaceholders: (url) => url.startsWith('/') || url.startsWith('https://{'),
      ...changes,
    };
  }

  async function run(
    text: string,
    options: RunOptions & { readonly pick?: readonly number[] } = {},
    changes: Partial<RunPorts<unknown>> = {},
  ): Promise<readonly RunResult<unknown>[]> {
    const file = parseHttpFile(text);
    const requests = options.pick ? file.requests.filter((_, at) => options.pick?.includes(at)) : file.requests;
    const results: RunResult<unknown>[] = [];
    for await (const event of runRequests(file, requests, ports(changes), options)) {
      if (event.kind === 'finished') results.push(event.result);
    }
    return results;
  }

  const urls = (): readonly string[] => seen.map(({ url }) => url);
  const kinds = (results: readonly RunResult<unknown>[]): readonly string[] =>
    results.map(({ outcome }) => outcome.kind);

  for (const [what, expression, expected] of [
    ['JSONPath', 'one.response.body.$.id', '42'],
    ['JSONPath without its $', 'one.response.body.id', '42'],
    ['a secret as it came', 'one.response.body.$.access_token', 'T'],
    ['a value that is no text', 'one.response.body.$.list', '%5B1,2%5D'],
    ['a length', 'one.response.body.$.list.length', '2'],
    ['a header', 'one.response.headers.x-token', 'from-header'],
    ['the request', 'one.request.body.$.a', '1'],
    ['the short form', 'one.id', '42'],
    ['the status', 'one.response.status', '200'],
  ] as const) {
    it(`puts in ${what} of an answer, which is fetched first`, async () => {
      const text = `# @name one\nPOST /one\nContent-Type: application/json\n\n{"a": 1}\n###\nGET /two/{{${expression}}}`;
      const results = await run(text, { pick: [1] });
      assert.deepEqual(urls().map(encodeURI), ['/one', `/two/${encodeURI(decodeURI(expected))}`]);
      assert.deepEqual(
        results.map(({ request, isDependency }) => [labelOf(request).slice(0, 8), isDependency]),
        [
          ['one', true],
          ['GET /two', false],
        ],
      );
    });
  }

  it('reads XML by XPath, whatever its namespace', async () => {
    await run('# @name x\nGET /xml\n###\nGET /two/{{x.response.body.//Id}}');
    assert.deepEqual(urls(), ['/xml', '/two/7']);
  });

  it('sends nothing twice that others need', async () => {
    await run('GET /b/{{a.response.body.$.id}}\n###\n# @name a\nGET /a\n###\nGET /c/{{a.id}}');
    assert.deepEqual(urls(), ['/a', '/b/42', '/c/42']);
  });

  it('asks before an unsafe request that another one needs', async () => {
    const asked: string[] = [];
    const results = await run(
      '# @name a\nPOST /a\n###\nGET /b/{{a.id}}',
      { pick: [1] },
      {
        confirm: async (question) => {
          asked.push(`${question.kind} ${labelOf(question.request)}`);
          return false;
        },
      },
    );
    assert.deepEqual(asked, ['unsafe a']);
    assert.deepEqual(urls(), []);
    assert.deepEqual(kinds(results), ['failed']);
  });

  it('names requests that wait for each other', async () => {
    const results = await run('# @name a\nGET /a/{{b.id}}\n###\n# @name b\nGET /b/{{a.id}}', { pick: [0] });
    assert.deepEqual(urls(), []);
    assert.match(messageOf(results.find(({ request }) => request.name === 'b')), /wait for each other/);
  });

  it('stops at a failure, or goes on', async () => {
    const text = 'GET /a?status=500\n\n?? status == 200\n###\nGET /b';
    assert.deepEqual(kinds(await run(text)), ['answered', 'skipped']);
    assert.deepEqual(kinds(await run(text, { keepsGoing: true })), ['answered', 'answered']);
  });

  it('takes a refusal that is expected for no failure', async () => {
    const [result] = await run('GET /a?status=404\n\n?? status == 404');
    assert.ok(result && !isFailure(result));
  });

  it('gives cookies back within a run, unless told otherwise', async () => {
    await run(`GET ${base}/login\n###\nGET ${base}/a\n###\n# @no-cookie-jar\nGET ${base}/b`);
    assert.deepEqual(
      seen.map(({ headers }) => headers.cookie),
      [undefined, 'session=abc', undefined],
    );
  });

  it('asks for prompts, and uses one answer throughout', async () => {
    const asked: string[] = [];
    await run(
      '# @prompt city Where to?\n# @prompt password\nGET /{{city}}/{{password}}\n###\n# @prompt city\nGET /{{city}}',
      {},
      {
        ask: async ({ name, description, isSecret }) => {
          asked.push(`${name}|${description}|${isSecret}`);
          return name === 'city' ? 'Ulm' : 'pw';
        },
      },
    );
    assert.deepEqual(asked, ['city|Where to?|false', 'password||true']);
    assert.deepEqual(urls(), ['/Ulm/pw', '/Ulm']);
  });

  it('sends in loops, and not what is disabled', async () => {
    await run(
      '# @loop for 2\nGET /a/{{$index}}\n###\n# @loop for x of ["p", "q"]\nGET /b/{{x}}\n###\n# @disabled\nGET /c',
    );
    assert.deepEqual(urls(), ['/a/0', '/a/1', '/b/p', '/b/q']);
  });

  it('leaves placeholders of host and token to the connection, and binds or asks for the others', async () => {
    await run(
      'GET https://{HOST}/users/{userId}/<reportId>?q={{id}} HTTP/1.1\nAuthorization: Bearer {ACCESS_TOKEN}\nX-A: {other}',
      { values: { id: '1', reportId: 'a/b' } },
      { ask: async ({ name }) => `asked-${name}` },
    );
    assert.deepEqual(urls(), ['/users/user-1/a%2Fb?q=1']);
    assert.equal(seen[0]?.headers.authorization, undefined);
    assert.equal(seen[0]?.headers['x-a'], 'asked-other');
  });

  it('puts files into bodies, with variables where asked', async () => {
    await run('@id = 9\nPOST /a\n\n<@ ./a.txt\n###\nPOST /b\n\n< ./a.txt');
    assert.deepEqual(
      seen.map(({ body }) => body.trim()),
      ['file 9', 'file {{id}}'],
    );
    const results = await run('POST /a\n\n< ../b.txt');
    assert.equal(messageOf(results[0]), 'The file ../b.txt cannot be read.');
  });

  it('writes forms and GraphQL as the wire has them', async () => {
    await run(
      'POST /f\nContent-Type: application/x-www-form-urlencoded\n\na=1 2\n&b=ä%20\n###\nPOST /g\nX-REQUEST-TYPE: GraphQL\n\nquery Q($id: ID) {\n  a(id: $id)\n}\n\n{"id": "{{$uuid}}"}',
    );
    assert.equal(seen[0]?.body, 'a=1%202&b=%C3%A4%20');
    assert.deepEqual(JSON.parse(seen[1]?.body ?? ''), {
      query: 'query Q($id: ID) {\n  a(id: $id)\n}',
      operationName: 'Q',
      variables: { id: 'uuid' },
    });
    assert.equal(seen[1]?.headers['x-request-type'], undefined);
  });

  it('encodes credentials that stand in clear', async () => {
    await run('GET /a\nAuthorization: Basic me:pass\n###\nGET /b\nAuthorization: Basic me pass');
    assert.deepEqual(
      seen.map(({ headers }) => headers.authorization),
      ['Basic bWU6cGFzcw==', 'Basic bWU6cGFzcw=='],
    );
  });

  it('prefers values given, then those of the file, then those of the environment', async () => {
    await run('@a = file\n@b = file\nGET /{{a}}/{{b}}/{{c}}/{{$dotenv KEY}}', {
      values: { a: 'given' },
      environmentValues: { b: 'environment', c: '{{b}}+' },
    });
    assert.deepEqual(urls(), ['/given/file/file+/k']);
  });

  it('says of scripts that they are not run', async () => {
    const [result] = await run('GET /a\n\n> {%\n client.test("x", () => {});\n%}');
    assert.deepEqual(result?.notes, ['A script of another tool stands here; scripts are not run.']);
  });

  it('says what a curl command asks for and does not get', async () => {
    const timeouts: (number | undefined)[] = [];
    const [result] = await run(
      'curl -k -m 3 /a',
      {},
      {
        send: (request, settings, signal) => {
          timeouts.push(settings.timeoutMs);
          return send(base, request, settings, signal);
        },
      },
    );
    assert.deepEqual(timeouts, [3000]);
    assert.match(result?.notes[0] ?? '', /^Certificates are checked all the same/);
  });

  it('writes answers to files', async () => {
    const written: string[] = [];
    await run(
      'GET /a\n\n>>! out/{{$uuid}}.json',
      {},
      {
        writeFile: async (path, bytes, overwrites) => {
          written.push(`${path} ${overwrites} ${bytes.length > 0}`);
          return { path };
        },
      },
    );
    assert.deepEqual(written, ['out/uuid.json true true']);
  });

  it('ends at once when it is cancelled', async () => {
    const abort = new AbortController();
    const results = await run(
      'GET /a\n###\nGET /b',
      { signal: abort.signal },
      {
        send: async (_request, _settings, signal) => {
          abort.abort();
          signal.throwIfAborted();
          throw new Error('not reached');
        },
      },
    );
    assert.deepEqual(kinds(results), ['cancelled']);
  });
});

function messageOf(result: RunResult<unknown> | undefined): string {
  return result && 'message' in result.outcome ? result.outcome.message : '';
}

async function send(
  base: string,
  ready: ReadyRequest,
  settings: ReadySettings,
  signal: AbortSignal,
): Promise<Sent<unknown>> {
  const url = ready.url.startsWith('/') ? base + ready.url : ready.url;
  const answer = await fetch(url, {
    method: ready.method,
    headers: ready.headers.map(([name, value]): [string, string] => [name, value]),
    ...(ready.body === undefined
      ? {}
      : { body: typeof ready.body === 'string' ? ready.body : Buffer.from(ready.body) }),
    redirect: settings.followsRedirects ? 'follow' : 'manual',
    signal,
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const body = typeof ready.body === 'string' ? ready.body : new TextDecoder().decode(ready.body);
  return {
    kind: 'answered',
    exchange: undefined,
    kept: {
      request: { headers: ready.headers, body },
      response: { status: answer.status, headers: [...answer.headers], body: new TextDecoder().decode(bytes) },
    },
    url,
    storable: bytes,
    durations: { total: 1 },
    refusal: answer.status >= 400 ? 'Refused.' : undefined,
  };
}
