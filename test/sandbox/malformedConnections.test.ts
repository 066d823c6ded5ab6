import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { openSandbox, type Session } from './session.js';

const PATIENCE_MS = 400;
const REPORTS = '/api/v3.0/expense/reports';

describe('a connection that no client of Concur would make', () => {
  let session: Session;
  let bearer: string;
  before(async () => {
    session = await (await openSandbox({ patienceMs: PATIENCE_MS })).signIn();
    bearer = `Authorization: Bearer ${session.token}\r\n`;
  });
  after(() => session.sandbox.close());
  afterEach('goes on', async () => {
    assert.equal((await session.get(`${REPORTS}?limit=1`)).status, 200);
  });

  /** Sends bytes and reads until the server closes. `HOST` stands for the right one. */
  async function exchange(bytes: string | Buffer): Promise<string> {
    const { hostname, port, host } = new URL(session.sandbox.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.write(typeof bytes === 'string' ? Buffer.from(bytes.replaceAll('HOST', host), 'latin1') : bytes);
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('latin1');
  }

  const statusesOf = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));

  /** A request whose connection is closed behind the answer. */
  const request = (target: string, headers = '', method = 'GET', body = '') =>
    `${method} ${target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n${headers}\r\n${body}`;

  const zeros = (count: number) => 'a'.repeat(count);

  for (const [what, status, make] of [
    ['has a huge header', 431, () => request('/', `X-Huge: ${zeros(70_000)}\r\n`)],
    ['has a huge target', 431, () => request(`/${zeros(70_000)}`)],
    ['has very many headers', 431, () => request('/', 'a: b\r\n'.repeat(500))],
    ['has a header without a colon', 400, () => request('/', 'nonsense\r\n')],
    ['has a null byte in a header', 400, () => request('/', 'X-A: a\u0000b\r\n')],
    ['has a null byte in the target', 400, () => request('/a\u0000b')],
    ['has two lengths', 400, () => request(REPORTS, 'Content-Length: 1\r\nContent-Length: 2\r\n', 'POST', 'ab')],
    [
      'has a length and chunks',
      400,
      () => request(REPORTS, 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n', 'POST', 'a'),
    ],
    ['has a length that is no number', 400, () => request(REPORTS, 'Content-Length: ten\r\n', 'POST', 'a')],
    ['has a length beyond all bounds', 413, () => request(REPORTS, 'Content-Length: 99999999999\r\n', 'POST', 'a')],
    ['has a method that there is not', 400, () => request('/', '', 'BREW')],
    ['has a method of WebDAV', 405, () => request(REPORTS, bearer, 'PROPFIND')],
    ['has the method TRACE', 405, () => request(REPORTS, bearer, 'TRACE')],
    ['climbs out of the path', 404, () => request('/../../../../etc/passwd')],
    ['climbs out of the path in code', 404, () => request('/sandbox/%2e%2e/%2e%2e/etc/passwd')],
    ['climbs with backslashes', 400, () => request('/..\\..\\etc\\passwd')],
    ['escapes badly', 404, () => request('/%zz%', bearer)],
    ['escapes badly in an id', 404, () => request(`${REPORTS}/%E0%A4%A`, bearer)],
    ['escapes a null byte in an id', 404, () => request(`${REPORTS}/a%00b`, bearer)],
    ['escapes badly in the query', 400, () => request(`${REPORTS}?limit=%zz&user=%E0%A4%A`, bearer)],
    ['names another host', 421, () => request('/').replace('HOST', 'example.org')],
    ['names no host', 400, () => request('/').replace('Host: HOST\r\n', '')],
    ['names the whole address', 200, () => request('http://HOST/')],
    ['names the address of somebody else', 421, () => request('http://example.org/').replace('HOST', 'example.org')],
    ['asks for another protocol', 200, () => request('/', 'Upgrade: websocket\r\n').replace('close', 'Upgrade, close')],
    ['speaks HTTP/1.0', 200, () => 'GET / HTTP/1.0\r\nHost: HOST\r\n\r\n'],
    ['speaks HTTP/1.0 without a host', 400, () => 'GET / HTTP/1.0\r\n\r\n'],
    ['speaks HTTP/9.9', 400, () => 'GET / HTTP/9.9\r\nHost: HOST\r\n\r\n'],
    ['speaks HTTP/2', 400, () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['asks for everything', 400, () => request('*', '', 'OPTIONS')],
  ] as const) {
    it(`${what}: ${status}`, async () => {
      const answer = await exchange(make());
      assert.deepEqual(statusesOf(answer), [status], answer.slice(0, 500));
    });
  }

  it('asks to tunnel: is closed', async () => {
    assert.deepEqual(statusesOf(await exchange('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n')), []);
  });

  it('sends many requests at once: they are answered in order', async () => {
    const head = `HTTP/1.1\r\nHost: HOST\r\n${bearer}`;
    const many = `GET ${REPORTS}?limit=1 ${head}\r\nGET /nowhere ${head}\r\n`.repeat(20);
    const answer = await exchange(`${many}GET / ${head}Connection: close\r\n\r\n`);
    assert.deepEqual(statusesOf(answer), [...Array(20).fill([200, 404]).flat(), 200]);
  });

  it('hides a request in the body of another: is one request', async () => {
    const hidden = request('/sandbox/reset', '', 'POST');
    const answer = await exchange(request('/nowhere', `Content-Length: ${hidden.length}\r\n`, 'POST', hidden));
    assert.deepEqual(statusesOf(answer), [404]);
  });

  for (const [what, bytes] of [
    ['head', 'GET / HTTP/1.1\r\nHost: HOST\r\nX-Slow: '],
    ['body', `POST ${REPORTS} HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 100\r\n`],
  ] as const) {
    it(`never ends its ${what}: 408`, async () => {
      const started = performance.now();
      const answer = await exchange(what === 'body' ? `${bytes}${bearer}\r\n{` : bytes);
      assert.ok(performance.now() - started < 10 * PATIENCE_MS);
      assert.deepEqual(statusesOf(answer), [408], answer);
    });
  }

  it('leaves in the middle of its body', async () => {
    const { hostname, port, host } = new URL(session.sandbox.url);
    for (let i = 0; i < 20; i += 1) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(`POST ${REPORTS} HTTP/1.1\r\nHost: ${host}\r\n${bearer}Content-Length: 9999\r\n\r\n{"Name":`);
      socket.destroy();
    }
  });
});
