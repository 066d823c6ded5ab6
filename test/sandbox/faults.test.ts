import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { openSandbox, type Session } from './session.js';

const REPORTS = '/api/v3.0/expense/reports';
const PAGE = `${REPORTS}?limit=3`;

describe('a fault', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  after(() => guest.sandbox.close());
  afterEach(() => guest.send('DELETE', '/sandbox/faults'));

  const order = (faults: string, path = PAGE, headers = {}) =>
    session.get(path, { 'x-sandbox-fault': faults, ...headers });

  for (const [status, fault] of [
    [400, 'status=200'],
    [400, 'status=abc'],
    [400, 'latency=-1'],
    [400, 'latency=99999999'],
    [400, 'explode=1'],
    [400, 'cut'],
    [400, 'cut=foot'],
    [400, 'maintenance=1'],
    [400, 'slow-body=0'],
    [503, 'status=503'],
    [429, 'latency=1, status=429'],
    [200, 'latency=1'],
    [403, 'expired-token'],
    [403, 'clock-skew=7200'],
    [200, 'clock-skew=-7200'],
  ] as const) {
    it(`"${fault}" is ${status}`, async () => {
      const answer = await order(fault);
      assert.equal(answer.status, status);
      if (status !== 200) assert.ok(answer.json<{ Error: { Message: string } }>().Error.Message);
    });
  }

  for (const [seconds, fault] of [
    ['1', 'status=429'],
    ['7', 'status=429, retry-after=7'],
    ['7', 'retry-after=7, status=503'],
    ['300', 'maintenance'],
    ['7', 'maintenance, retry-after=7'],
    [null, 'status=500'],
  ] as const) {
    it(`"${fault}" asks to wait ${seconds} seconds`, async () => {
      assert.equal((await order(fault)).headers.get('retry-after'), seconds);
    });
  }

  it('has the shape of the token service there', async () => {
    const answer = await guest.send('POST', '/oauth2/v0/token', '', { 'x-sandbox-fault': 'status=503' });
    assert.deepEqual(Object.keys(answer.json()), ['error', 'error_description']);
  });

  it('is a page in HTML in times of maintenance', async () => {
    const answer = await order('maintenance');
    assert.equal(answer.status, 503);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(answer.text, /^<!doctype html>/);
  });

  it('sets the clock of the answer and of the tokens in it', async () => {
    const fast = await order('clock-skew=600');
    assert.equal(fast.headers.get('date'), 'Wed, 20 May 2026 12:10:00 GMT');
    const token = await guest.send('POST', '/sandbox/faults', { faults: 'clock-skew=-86400' });
    assert.equal(token.status, 200);
    const { token: old = '' } = await guest.signIn();
    const claims = JSON.parse(Buffer.from(old.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(claims.iat, Date.UTC(2026, 4, 19, 12) / 1000);
  });

  it('waits for an ordered latency', async () => {
    const started = performance.now();
    await order('latency=80');
    assert.ok(performance.now() - started >= 75);
  });

  it('ends its waiting when the caller leaves', async () => {
    const leaving = new AbortController();
    const answer = fetch(new URL(REPORTS, guest.sandbox.url), {
      headers: { 'x-sandbox-fault': 'latency=600000' },
      signal: leaving.signal,
    });
    leaving.abort();
    await assert.rejects(answer);
    assert.equal((await order('latency=1')).status, 200);
  });

  it('spoils bodies of JSON and XML', async () => {
    const whole = await session.get(PAGE);
    const half = await order('truncated-body');
    assert.equal(half.text, whole.text.slice(0, half.text.length));
    assert.ok(half.text.length < whole.text.length);
    for (const fault of ['truncated-body', 'malformed-body']) {
      const json = await order(fault);
      assert.throws(() => json.json());
      const xml = await order(fault, PAGE, { accept: 'application/xml' });
      assert.match(xml.text, /^<\?xml/);
      assert.throws(() => xml.xml());
    }
  });

  it('sends bodies slowly, but whole', async () => {
    const whole = await session.get(PAGE);
    const started = performance.now();
    const slow = await order(`slow-body=${whole.text.length * 5}`);
    assert.equal(slow.text.length, whole.text.length);
    assert.ok(performance.now() - started >= 180);
  });

  /** Everything that comes through the connection. */
  async function readAll(fault: string, method = 'GET'): Promise<string> {
    const { hostname, port, host } = new URL(guest.sandbox.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.write(
      `${method} ${PAGE} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${session.token}\r\nX-Sandbox-Fault: ${fault}\r\n\r\n`,
    );
    await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  }

  it('cuts the connection before the head', async () => {
    assert.equal(await readAll('cut=head'), '');
  });

  for (const [fault, difference] of [
    ['cut=body', undefined],
    ['wrong-length=10', 10],
    ['wrong-length=-10', -10],
  ] as const) {
    it(`has a length that is not that of the body: ${fault}`, async () => {
      const text = await readAll(fault);
      const [head = '', body = ''] = text.split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 200/);
      assert.match(head, /concur-correlationid/i);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (difference === undefined) assert.equal(Buffer.byteLength(body), Math.floor(length / 2));
      else assert.equal(length - Buffer.byteLength(body), difference);
    });
  }

  it('spoils answers without a body, too', async () => {
    for (const fault of ['cut=body', 'wrong-length=5', 'truncated-body', 'slow-body=10', 'malformed-body']) {
      const sent = fetch(new URL(PAGE, guest.sandbox.url), {
        method: 'HEAD',
        headers: { 'x-sandbox-fault': fault, authorization: `Bearer ${session.token}`, connection: 'close' },
      });
      await sent.catch(() => undefined);
    }
    assert.equal((await session.get(PAGE)).status, 200);
  });

  it('is played for paths that begin so, for a number of calls', async () => {
    const added = await guest.send('POST', '/sandbox/faults', { faults: 'status=500', path: '/API/v3', calls: 2 });
    assert.deepEqual(added.json(), { id: added.json().id, faults: 'status=500', path: '/API/v3', calls: 2 });
    const statuses = async (path: string) => (await session.get(path)).status;
    assert.equal(await statuses('/api/travel/trip/v1.1'), 200);
    assert.deepEqual([await statuses(PAGE), await statuses(PAGE), await statuses(PAGE)], [500, 500, 200]);
  });

  it('is played until it is taken back, but not for the pages of the sandbox', async () => {
    const first = await guest.send('POST', '/sandbox/faults', { faults: 'status=502' });
    await guest.send('POST', '/sandbox/faults', { faults: 'latency=1', path: '/nowhere' });
    assert.equal((await session.get(PAGE)).status, 502);
    assert.equal((await guest.get('/sandbox/welcome')).status, 200);
    assert.equal((await guest.send('DELETE', `/sandbox/faults/${first.json().id}`)).status, 200);
    assert.equal((await guest.send('DELETE', `/sandbox/faults/${first.json().id}`)).status, 404);
    assert.equal((await session.get(PAGE)).status, 200);
    const { orders } = (await guest.get('/sandbox/faults')).json<{ orders: { faults: string }[] }>();
    assert.deepEqual(
      orders.map(({ faults }) => faults),
      ['latency=1'],
    );
  });

  for (const body of [
    {},
    { faults: '' },
    { faults: 'x' },
    { faults: 'latency=1', path: 'api' },
    { faults: 'latency=1', calls: 0 },
  ]) {
    it(`cannot be ordered by ${JSON.stringify(body)}`, async () => {
      assert.equal((await guest.send('POST', '/sandbox/faults', body)).status, 400);
    });
  }
});
